import { known, roleTemplateIds } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { decideDirectoryAccess } from './decide-directory-access.js';
import type { DirectoryCaller, DirectoryTarget } from './directory-access-input.js';
import {
  app,
  held,
  made,
  operations,
  person,
  settings,
  someObject,
  tenantWide,
  unit,
} from './sample-directory.fixture.js';

// Every person comes through an application that was granted everything that the calls need, so that it is the person who decides.
const callers: Readonly<Record<string, DirectoryCaller>> = {
  member: person(),
  owner: person(),
  guest: person({ userType: 'Guest' }),
  confined: person({ userType: 'Guest' }),
  global: person({ roleAssignments: [held('globalAdministrator')] }),
  reader: person({ roleAssignments: [held('globalReader')] }),
  appAdmin: person({ roleAssignments: [held('applicationAdministrator')] }),
  userAdmin: person({ roleAssignments: [held('userAdministrator')] }),
  helpdesk: person({ roleAssignments: [held('helpdeskAdministrator')] }),
  'groups@U': person({ roleAssignments: [held('groupsAdministrator', `/administrativeUnits/${unit}`)] }),
  roleAdmin: person({ roleAssignments: [held('privilegedRoleAdministrator')] }),
  reading: app(['User.Read.All']),
  asAdmin: app([], held('userAdministrator')),
  owning: app(['Application.ReadWrite.OwnedBy']),
};

const inUnit = { unitIds: [unit] };
const ofGlobalAdministrator = { roleIds: [roleTemplateIds.globalAdministrator] };

/** Title of the row, the operation, and on what; `owned` is what the two that own something own. */
const calls: readonly (readonly [string, keyof typeof operations, DirectoryTarget])[] = [
  ['list users', 'list users', tenantWide],
  ['read another user', 'read a user', someObject()],
  ['read oneself', 'read oneself', someObject({ isSelf: true })],
  ["change another's job title", 'change a job title', someObject()],
  ['reset a password', 'reset a password', someObject()],
  ["reset a Global Administrator's", 'reset a password', someObject(ofGlobalAdministrator)],
  ['change the own password', 'change the own password', someObject({ isSelf: true })],
  ['register an application', 'register an application', made],
  ['add a secret to an owned one', 'add a secret', someObject()],
  ['read an application', 'read an application', someObject()],
  ['create a security group', 'create a security group', made],
  ['add a member to a group of U', 'add a member', someObject(inUnit)],
  ['to a role-assignable group of U', 'add a member', someObject({ ...inUnit, isRoleAssignableGroup: true })],
  ['grant a permission of Graph', 'grant a permission of Graph', someObject()],
  ['read Conditional Access', 'read Conditional Access policies', tenantWide],
  ['read sign-ins', 'read sign-ins', tenantWide],
  ['give a directory role', 'give a directory role', tenantWide],
  ['invite a guest', 'invite a guest', tenantWide],
];

// yes: allowed; few: allowed, in few properties; no: denied; none: as if there were no such object.
const expected = `
                                  member owner guest confined global reader appAdmin userAdmin helpdesk groups@U roleAdmin reading asAdmin owning
list users                        yes    yes   no    no       yes    yes    yes      yes       yes      yes      yes       yes     yes     no
read another user                 yes    yes   few   none     yes    yes    yes      yes       yes      yes      yes       yes     yes     no
read oneself                      yes    yes   yes   yes      yes    yes    yes      yes       yes      yes      yes       no      no      no
change another's job title        no     no    no    none     yes    no     no       yes       no       no       no        no      yes     no
reset a password                  no     no    no    none     yes    no     no       yes       yes      no       no        no      yes     no
reset a Global Administrator's    no     no    no    none     yes    no     no       no        no       no       no        no      no      no
change the own password           yes    yes   yes   yes      yes    yes    yes      yes       yes      yes      yes       no      no      no
register an application           yes    yes   no    no       yes    yes    yes      yes       yes      yes      yes       no      no      yes
add a secret to an owned one      no     yes   no    no       yes    no     yes      no        no       no       no        no      no      yes
read an application               yes    yes   few   few      yes    yes    yes      yes       yes      yes      yes       no      yes     yes
create a security group           yes    yes   no    no       yes    yes    yes      yes       yes      yes      yes       no      yes     no
add a member to a group of U      no     yes   no    no       yes    no     no       yes       no       yes      no        no      yes     no
to a role-assignable group of U   no     yes   no    no       yes    no     no       no        no       no       yes       no      no      no
grant a permission of Graph       no     no    no    no       yes    no     no       no        no       no       yes       no      no      no
read Conditional Access           no     no    no    no       yes    yes    no       no        no       no       no        no      no      no
read sign-ins                     no     no    no    no       yes    yes    yes      no        no       no       no        no      no      no
give a directory role             no     no    no    no       yes    no     no       no        no       no       yes       no      no      no
invite a guest                    yes    yes   yes   no       yes    yes    yes      yes       yes      yes      yes       no      yes     no
`;

const [header = '', ...rows] = expected.trimEnd().split('\n').slice(1);
const names = header.trim().split(/ +/);

describe('who may do what in the directory', () => {
  it('is written down for every caller and every call', () => {
    expect(names).toEqual(Object.keys(callers));
    expect(rows.map((row) => row.slice(0, 34).trim())).toEqual(calls.map(([title]) => title));
  });

  it.each(calls.map(([title], index) => [title, index] as const))('%s', (_, index) => {
    const [, operation = 'list users', target = tenantWide] = calls[index] ?? [];
    const answers = names.map((name) => outcomeFor(name, operation, target));
    expect(answers).toEqual(rows[index]?.slice(34).trim().split(/ +/));
  });
});

function outcomeFor(name: string, operation: keyof typeof operations, target: DirectoryTarget): string {
  const caller = callers[name] ?? person();
  const owns = name === 'owner' || name === 'owning';
  const access = decideDirectoryAccess({
    caller,
    operation: operations[operation],
    target: target.kind === 'object' && owns ? { ...target, isOwnedByCaller: known(true) } : target,
    settings: name === 'confined' ? { ...settings, guestUserRoleId: roleTemplateIds.restrictedGuestUser } : settings,
  });
  if (access.kind === 'allowed') return access.narrowed === null ? 'yes' : 'few';
  return access.kind === 'hidden' ? 'none' : 'no';
}
