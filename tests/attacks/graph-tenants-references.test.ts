// Attacks across tenants at Graph, by reference: whoever may do everything in one organisation makes nothing of his point at something
// of another. The refusal is the one for what is nowhere, byte for byte, and nothing is written on either side (ASVS 8.4.1).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Attack, type CrossTenant, openCrossTenant } from '../support/cross-tenant-attack.js';
import { callers, type Holdings } from '../support/two-tenants.js';

let between: CrossTenant;
beforeAll(async () => {
  between = await openCrossTenant();
});
afterAll(() => between.world.stop());

const reference = (id: string | undefined, set = 'directoryObjects') => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/${set}/${id}`,
});
const bind = (property: string, id: string | undefined, set = 'directoryObjects') => ({
  [`${property}@odata.bind`]: [`https://graph.microsoft.com/v1.0/${set}/${id}`],
});
const reader = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';
const unitRole = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const newGroup = { displayName: 'Attack', mailEnabled: false, mailNickname: 'attack', securityEnabled: true };
const location = (key: Holdings) => ({ locations: { includeLocations: [key.namedLocation] } });
const access = (conditions: object, grantControls: object = { operator: 'OR', builtInControls: ['mfa'] }) => ({
  displayName: 'Attack',
  state: 'disabled',
  conditions: {
    applications: { includeApplications: ['All'] },
    users: { includeUsers: ['All'] },
    clientAppTypes: ['all'],
    ...conditions,
  },
  grantControls,
});

/** `%group` in a call is the attacker's own group. */
type Row = readonly [title: string, call: string, body: (key: Holdings, own: Holdings) => object];

const directory: readonly Row[] = [
  ['a member of a group', 'POST /groups/%group/members/$ref', (key) => reference(key.user)],
  ['a group in a group', 'POST /groups/%group/members/$ref', (key) => reference(key.nested, 'groups')],
  ['members, by an update', 'PATCH /groups/%group', (key) => bind('members', key.admin)],
  ['members of a new group', 'POST /groups', (key) => ({ ...newGroup, ...bind('members', key.user) })],
  ['owners of a new group', 'POST /groups', (key) => ({ ...newGroup, ...bind('owners', key.user, 'users') })],
  ['an owner of a group', 'POST /groups/%group/owners/$ref', (key) => reference(key.user)],
  ['an owner of an application', 'POST /applications/%application/owners/$ref', (key) => reference(key.admin)],
  [
    'an owner of a service principal',
    'POST /servicePrincipals/%servicePrincipal/owners/$ref',
    (key) => reference(key.admin),
  ],
  ['owners of a new application', 'POST /applications', (key) => ({ displayName: 'A', ...bind('owners', key.user) })],
  ['a manager', 'PUT /users/%admin/manager/$ref', (key) => reference(key.user, 'users')],
  [
    'a member of a unit',
    'POST /directory/administrativeUnits/%administrativeUnit/members/$ref',
    (key) => reference(key.admin),
  ],
  ['a member of a role', `POST /directoryRoles/${reader}/members/$ref`, (key) => reference(key.user)],
  [
    'an administrator of a unit',
    'POST /directory/administrativeUnits/%administrativeUnit/scopedRoleMembers',
    (key) => ({ roleId: unitRole, roleMemberInfo: { id: key.admin } }),
  ],
];

const assigned = (principalId?: string, roleDefinitionId?: string, directoryScopeId = '/') => ({
  principalId,
  roleDefinitionId,
  directoryScopeId,
});
const permissions: readonly Row[] = [
  ['whom a role is given to', 'POST /roleManagement/directory/roleAssignments', (key) => assigned(key.admin, reader)],
  [
    'the role that is given',
    'POST /roleManagement/directory/roleAssignments',
    (key, own) => assigned(own.admin, key.roleDefinition),
  ],
  ...(['administrativeUnits/', 'application', 'servicePrincipal', 'group'] as const).map(
    (kind): Row => [
      `the scope of a role: ${kind}`,
      'POST /roleManagement/directory/roleAssignments',
      (key, own) => assigned(own.user, unitRole, `/${kind.includes('/') ? kind + key.administrativeUnit : key[kind]}`),
    ],
  ),
  [
    'an app role of another application',
    'POST /users/%admin/appRoleAssignments',
    (key, own) => ({ principalId: own.admin, resourceId: key.servicePrincipal, appRoleId: key.appRole }),
  ],
  [
    'whom an app role is given to',
    'POST /servicePrincipals/%servicePrincipal/appRoleAssignedTo',
    (key, own) => ({ principalId: key.admin, resourceId: own.servicePrincipal, appRoleId: own.appRole }),
  ],
  ...(['clientId', 'resourceId', 'principalId'] as const).map(
    (property): Row => [
      `the ${property} of a grant`,
      'POST /oauth2PermissionGrants',
      (key, own) => ({
        clientId: own.servicePrincipal,
        consentType: 'Principal',
        principalId: own.admin,
        resourceId: own.servicePrincipal,
        scope: 'alfa.Read',
        [property]: property === 'principalId' ? key.admin : key.servicePrincipal,
      }),
    ],
  ),
  [
    'a policy of a service principal',
    'POST /servicePrincipals/%servicePrincipal/homeRealmDiscoveryPolicies/$ref',
    (key) => reference(key.homeRealmDiscoveryPolicy, 'policies/homeRealmDiscoveryPolicies'),
  ],
  [
    'a policy of an application',
    'POST /applications/%application/tokenLifetimePolicies/$ref',
    (key) => reference(key.tokenLifetimePolicy, 'policies/tokenLifetimePolicies'),
  ],
  [
    'a group of a policy',
    'POST /identity/conditionalAccess/policies',
    (key) => access({ users: { includeGroups: [key.group] } }),
  ],
  [
    'a user of a policy',
    'POST /identity/conditionalAccess/policies',
    (key) => access({ users: { includeUsers: [key.user] } }),
  ],
  [
    'an application of a policy',
    'POST /identity/conditionalAccess/policies',
    (key) => access({ applications: { includeApplications: [key.appId] } }),
  ],
  ['a location of a policy', 'POST /identity/conditionalAccess/policies', (key) => access(location(key))],
  [
    'a strength of a policy',
    'POST /identity/conditionalAccess/policies',
    (key) => access({}, { operator: 'OR', authenticationStrength: { id: key.strength } }),
  ],
  ['the owner of a schema extension', 'POST /schemaExtensions', (key) => ({ ...extension, owner: key.managerAppId })],
];
const extension = {
  id: 'attack',
  targetTypes: ['User'],
  properties: [{ name: 'x', type: 'String' }],
};

const values: readonly Row[] = [
  ['a schema extension', 'PATCH /users/%user', (key) => ({ [key.schemaExtension ?? '']: { courseName: 'x' } })],
  ['a directory extension', 'PATCH /users/%user', (key) => ({ [key.extensionName ?? '']: 'x' })],
];

function attackOf([, call, body]: Row): Attack {
  const [method = '', path = ''] = call.split(' ');
  return (key, own) => ({ method, path: path.replace(/%(\w+)/, (_, name) => own[name] ?? ''), body: body(key, own) });
}

const ownJournal = async () =>
  (await between.world.parts.store.journal.read(between.ours.tenant as never, 0, 100_000)).length;

describe.each(callers)('the %s of one organisation', (as) => {
  test.each([...directory, ...permissions, ...values])('cannot name of another: %s', async (...row) => {
    const before = await ownJournal();
    const { status } = await between.attack(as, attackOf(row));
    expect([400, 403, 404]).toContain(status);
    expect(await ownJournal()).toBe(before);
  });
});

describe('questions about objects by id', () => {
  test.each(callers)('tell the %s nothing of another organisation', async (as) => {
    const asked: readonly (readonly [path: string, (key: Holdings) => object, value: unknown])[] = [
      ['/directoryObjects/getByIds', (key) => ({ ids: [key.user, key.group, key.device] }), []],
      ['/users/%user/checkMemberGroups', (key) => ({ groupIds: [key.group] }), []],
      ['/users/%user/checkMemberObjects', (key) => ({ ids: [key.administrativeUnit, key.group] }), []],
      ['/directoryObjects/%user/checkMemberObjects', (key) => ({ ids: [key.group] }), []],
      [
        '/directoryObjects/validateProperties',
        (key) => ({ entityType: 'Group', displayName: 'bravo group', mailNickname: key.uniqueName }),
        undefined,
      ],
    ];
    for (const [path, body, value] of asked) {
      const answer = await between.attack(as, attackOf(['', `POST ${path}`, body]));
      expect({ path, value: answer.body.value }).toEqual({ path, value });
    }
  });
});

describe('afterwards', () => {
  test('nothing was written in the other organisation', async () => {
    expect(await between.writesThere()).toBe(0);
  });

  test.each([...directory, ...permissions, ...values])('one’s own can be named: %s', async (...row) => {
    const answer = await between.send('administrator', attackOf(row)(between.ours, between.ours));
    const isKnown = answer.status < 300 || /already exists?|cannot be given for one/.test(answer.text);
    expect({ isKnown, text: answer.text }).toMatchObject({ isKnown: true });
  });
});
