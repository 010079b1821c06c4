import { type Fact, known, roleTemplateIds, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { isSensitive, permissionMayActOn, roleMayActOn } from './sensitive-actions.js';
import { customRole, someObject } from './sample-directory.fixture.js';

// Microsoft Entra documentation: who can reset passwords; who can perform sensitive actions.
const table = `
                              password helpdesk authentication user privilegedAuthentication global
authenticationAdministrator   no       no       yes            no   yes                      yes
directoryReaders              yes      yes      yes            yes  yes                      yes
globalAdministrator           no       no       no             no   yes                      yes
groupsAdministrator           no       no       no             yes  yes                      yes
guestInviter                  yes      yes      yes            yes  yes                      yes
helpdeskAdministrator         no       yes      no             yes  yes                      yes
messageCenterReader           no       yes      yes            yes  yes                      yes
passwordAdministrator         yes      yes      yes            yes  yes                      yes
privilegedAuthenticationAdministrator no no     no             no   yes                      yes
privilegedRoleAdministrator   no       no       no             no   yes                      yes
reportsReader                 no       yes      yes            yes  yes                      yes
userAdministrator             no       no       no             yes  yes                      yes
userExperienceSuccessManager  no       yes      yes            yes  yes                      yes
usageSummaryReportsReader     no       yes      yes            yes  yes                      yes
applicationAdministrator      no       no       no             no   yes                      yes
securityReader                no       no       no             no   yes                      yes
`;
const [header = '', ...rows] = table.trimEnd().split('\n').slice(1);
const acting = header
  .trim()
  .split(/ +/)
  .map((name) => `${name}Administrator` as keyof typeof roleTemplateIds);
const cells = rows.map((row) => row.trim().split(/ +/));
const holderOf = (...roles: (keyof typeof roleTemplateIds)[]) =>
  someObject({ roleIds: roles.map((role) => roleTemplateIds[role]) });

describe('sensitive actions on people', () => {
  it.each(cells.map(([name = '', ...answers]) => [name, answers] as const))('who has the role %s', (name, answers) => {
    const target = holderOf(name as keyof typeof roleTemplateIds);
    expect(acting.map((role) => (roleMayActOn(roleTemplateIds[role], true, target) ? 'yes' : 'no'))).toEqual(answers);
  });

  it('are open to all of these on who has no role, and to two on who is in a role-assignable group', () => {
    const grouped = someObject({ inRoleAssignableGroup: true });
    const mighty = ['privilegedAuthenticationAdministrator', 'globalAdministrator'];
    for (const role of acting) {
      expect(roleMayActOn(roleTemplateIds[role], true, someObject())).toBe(true);
      expect(roleMayActOn(roleTemplateIds[role], true, grouped)).toBe(mighty.includes(role));
    }
  });

  it('count every role of a person', () => {
    const target = holderOf('directoryReaders', 'globalAdministrator');
    expect(roleMayActOn(roleTemplateIds.userAdministrator, true, target)).toBe(false);
  });

  it('are open to roles that no table names on people without a role only', () => {
    for (const role of [
      roleTemplateIds.directoryWriters,
      roleTemplateIds.securityOperator,
      customRole.id,
      'toString',
    ]) {
      expect(roleMayActOn(role, true, someObject())).toBe(true);
      expect(roleMayActOn(role, true, holderOf('directoryReaders'))).toBe(false);
    }
  });

  it('are open in a unit on people without a role only, but to one role', () => {
    for (const role of acting) {
      expect(roleMayActOn(roleTemplateIds[role], false, someObject())).toBe(true);
      const acts = roleMayActOn(roleTemplateIds[role], false, holderOf('directoryReaders'));
      expect(acts).toBe(role === 'privilegedAuthenticationAdministrator');
    }
  });

  it.each([
    ['roles', { roleIds: unknown('not looked up') as Fact<string[]> }],
    ['groups', { inRoleAssignableGroup: unknown('not looked up') as Fact<boolean> }],
  ])('are shut where the %s of a person are not known, but to who acts on anybody', (_, facts) => {
    const target = { ...someObject(), ...facts };
    expect(roleMayActOn(roleTemplateIds.userAdministrator, true, target)).toBe(false);
    expect(permissionMayActOn(target)).toBe(false);
    expect(roleMayActOn(roleTemplateIds.globalAdministrator, true, target)).toBe(true);
  });

  it('are open to the permissions of applications on people without authority', () => {
    expect(permissionMayActOn(someObject())).toBe(true);
    expect(permissionMayActOn(holderOf('directoryReaders', 'reportsReader'))).toBe(true);
    expect(permissionMayActOn(holderOf('passwordAdministrator'))).toBe(false);
    expect(permissionMayActOn({ ...someObject(), inRoleAssignableGroup: known(true) })).toBe(false);
  });

  it.each([
    ['users/password/update', false, true],
    ['users/authenticationMethods/standard/read', false, true],
    ['users/delete', false, true],
    ['deletedItems.users/restore', false, true],
    ['users/basic/update', true, true],
    ['users/basic/update', false, false],
    ['users/deleteFromSomewhere', false, false],
    ['users/manager/update', true, false],
    ['groups/delete', true, false],
    ['deletedItems.groups/restore', true, false],
  ])('%s (with sensitive properties: %s) is one: %s', (action, properties, expected) => {
    expect(isSensitive(`microsoft.directory/${action}`, properties)).toBe(expected);
  });
});
