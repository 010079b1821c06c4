import type { TenantId } from '@gatehouse/model';
import fc from 'fast-check';

/** What people call things, as awkward as they do. */
const awkward = [
  'null',
  '~',
  'yes',
  '1e3',
  '0x10',
  '2020-01-01',
  '- a: [b',
  '{"a": 1}',
  '"\'',
  '#',
  ' a ',
  'a\nb\n',
  'a\tb',
  '\u001b[2J',
  '\u009b31m',
  '\u202ea',
  'ß🙂',
  '*',
  '&a',
  '!x',
  '|',
  '%',
  'a\u2028b',
];
const name = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== ''),
  // The name of another object, or what is none.
  fc.constantFrom('Twin', 'Global Administrator', 'All', '20000000-0000-4000-8000-000000000001'),
);
const at = fc.nat({ max: 20 });
const several = fc.array(at, { maxLength: 4 });

const user = fc.record({
  manager: fc.option(at),
  words: fc.dictionary(fc.constantFrom('displayName', 'jobTitle', 'department', 'city', 'employeeId'), name),
  isEnabled: fc.boolean(),
  guest: fc.boolean(),
  level: fc.option(fc.integer({ min: -5, max: 5 })),
  words2: fc.option(fc.array(name, { minLength: 1, maxLength: 3 })),
});
const group = fc.record({
  name,
  kind: fc.constantFrom('plain', 'dynamic', 'paused', 'unified', 'administrators'),
  members: several,
  owners: several,
  description: fc.option(name),
});
const device = fc.record({ name, owners: several, users: several, isCompliant: fc.option(fc.boolean()) });
const unit = fc.record({ name, members: several, isHidden: fc.boolean() });
const application = fc.record({
  name,
  isShared: fc.boolean(),
  isPresent: fc.boolean(),
  scopes: fc.uniqueArray(fc.constantFrom('Read', 'Write', 'Use'), { maxLength: 3 }),
  roles: fc.uniqueArray(fc.constantFrom('Reader', 'Writer'), { maxLength: 2 }),
  owners: several,
  tags: fc.uniqueArray(fc.constantFrom('null', '#', '~a', 'HideApp'), { maxLength: 3 }),
  hints: fc.uniqueArray(fc.constantFrom('abc', 'xyz', '~~~'), { maxLength: 2 }),
  /** What it publishes is withdrawn afterwards. */
  withdraws: fc.boolean(),
});
const pair = fc.record({ one: at, other: at, third: fc.option(at) });

const shape = fc.record({
  displayName: name,
  users: fc.array(user, { minLength: 1, maxLength: 5 }),
  groups: fc.array(group, { maxLength: 5 }),
  devices: fc.array(device, { maxLength: 2 }),
  units: fc.array(unit, { maxLength: 2 }),
  applications: fc.array(application, { maxLength: 3 }),
  grants: fc.array(pair, { maxLength: 4 }),
  assignments: fc.array(pair, { maxLength: 4 }),
  roles: fc.array(pair, { maxLength: 4 }),
  locations: fc.uniqueArray(name, { maxLength: 2 }),
  policies: fc.array(pair, { maxLength: 3 }),
  /** Afterwards: the attribute is deactivated, the tenant's own role switched off. */
  retires: fc.boolean(),
  /** Objects that are deleted afterwards. */
  deleted: fc.array(at, { maxLength: 4 }),
});
type Shape = typeof shape extends fc.Arbitrary<infer Value> ? Value : never;

/** A tenant as seeds write it, what a second seed changes in it, and the objects that go after that. */
export interface GeneratedTenant {
  readonly tenant: TenantId;
  readonly seed: object;
  readonly later: object;
  readonly deleted: readonly { readonly type: DeletedType; readonly id: string }[];
}
type DeletedType = 'user' | 'group' | 'device' | 'application' | 'servicePrincipal' | 'administrativeUnit';

/** Tenants of every shape. @param run six hexadecimal digits by which the ids of one run differ from those of others */
export function generatedTenants(): fc.Arbitrary<(run: string) => GeneratedTenant> {
  return shape.map((one) => (run) => tenantOf(one, run));
}

const letters = { tenant: 'a', user: 'b', group: 'c', device: 'd', unit: 'e', application: 'f', role: '1' } as const;

function tenantOf(given: Shape, run: string): GeneratedTenant {
  const id = (kind: keyof typeof letters, index: number) =>
    `${letters[kind]}${index.toString(16)}${run}-0000-4000-8000-000000000001`;
  const tenant = id('tenant', 0) as TenantId;
  const domain = `g${run}.example`;
  const names: Names = {
    domain,
    id,
    user: (index) => `U${index % given.users.length}@${domain}`,
    any: (kind, index) => {
      const { length } = given[`${kind}s`];
      return length === 0 ? [] : [id(kind, index % length)];
    },
  };
  const seed = {
    id: tenant,
    displayName: given.displayName,
    domains: [domain],
    users: given.users.map((one, index) => userItem(one, index, names)),
    groups: given.groups.map((one, index) => groupItem(one, index, names)),
    devices: given.devices.map((one, index) => deviceItem(one, index, names)),
    administrativeUnits: given.units.map((one, index) => unitItem(one, index, names)),
    applications: given.applications.map((one, index) => applicationItem(one, index, names)),
    ...permissionItems(given, names),
    ...definitions,
    roleDefinitions: [{ id: id('role', 0), ...ownRole }],
    ...policyItems(given, names),
  };
  return { tenant, seed, later: laterItem(given, tenant, names), deleted: deletedOf(given, names) };
}

interface Names {
  readonly domain: string;
  id(kind: keyof typeof letters, index: number): string;
  user(index: number): string;
  /** The id of one of several, where there is any. */
  any(kind: 'user' | 'group' | 'device' | 'unit' | 'application', index: number): readonly string[];
}

const definitions = {
  attributeSets: [{ id: 'Set' }],
  customSecurityAttributeDefinitions: [
    { attributeSet: 'Set', name: 'Level', type: 'Integer' },
    {
      attributeSet: 'Set',
      name: 'Words',
      type: 'String',
      isCollection: true,
      allowedValues: [{ id: 'one' }, { id: 'two' }],
    },
  ],
};
const ownRole = {
  displayName: 'Own role',
  rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/basic/update'] }],
};

function userItem(one: Shape['users'][number], index: number, names: Names) {
  const manager = one.manager === null ? undefined : names.user(one.manager);
  const userPrincipalName = `u${index}@${names.domain}`;
  return {
    id: names.id('user', index),
    userPrincipalName,
    ...one.words,
    accountEnabled: one.isEnabled,
    ...(manager !== undefined && manager.toLowerCase() !== userPrincipalName && { manager }),
    ...((one.level !== null || one.words2 !== null) && {
      customSecurityAttributes: {
        Set: { ...(one.level !== null && { Level: one.level }), ...(one.words2 && { Words: one.words2.map(plain) }) },
      },
    }),
    ...(one.guest && {
      userType: 'Guest',
      creationType: 'Invitation',
      externalUserState: 'PendingAcceptance',
      invitation: {
        invitedUserEmailAddress: `g${index}@home.example`,
        inviteRedirectUrl: 'https://home.example/',
      },
    }),
  };
}

const plain = (word: string, index: number) => `${Array.from(word).slice(0, 20).join('')}${index}`;

function groupItem(one: Shape['groups'][number], index: number, names: Names) {
  const { kind } = one;
  const isDynamic = kind === 'dynamic' || kind === 'paused';
  // Nobody is in himself, and no group in one that roles can be given to.
  const inside = kind === 'administrators' ? [] : one.members.filter((each) => each < index);
  const members = [
    ...one.members.map((each) => names.user(each)),
    ...inside.map((each) => names.id('group', each)),
    ...one.members.flatMap((each) => (kind === 'administrators' ? [] : names.any('device', each))),
  ];
  return {
    id: names.id('group', index),
    displayName: one.name,
    ...(one.description !== null && { description: one.description }),
    ...(kind === 'unified' && { groupTypes: ['Unified'], mailNickname: `m${index}` }),
    ...(isDynamic && {
      groupTypes: ['DynamicMembership'],
      mailNickname: `m${index}`,
      membershipRule: 'user.department -eq "Sales"',
      ...(kind === 'paused' && { membershipRuleProcessingState: 'Paused' }),
    }),
    ...(kind === 'administrators' && { isAssignableToRole: true }),
    ...(!isDynamic && { members }),
    owners: one.owners.map((each) => names.user(each)),
  };
}

function deviceItem(one: Shape['devices'][number], index: number, names: Names) {
  return {
    id: names.id('device', index),
    deviceId: names.id('device', index + 8),
    displayName: one.name,
    ...(one.isCompliant !== null && { isCompliant: one.isCompliant }),
    registeredOwners: one.owners.map((each) => names.user(each)),
    registeredUsers: one.users.map((each) => names.user(each)),
  };
}

function unitItem(one: Shape['units'][number], index: number, names: Names) {
  return {
    id: names.id('unit', index),
    displayName: one.name,
    ...(one.isHidden && { visibility: 'HiddenMembership' }),
    members: [
      ...one.members.map((each) => names.user(each)),
      ...one.members.flatMap((each) => [...names.any('group', each), ...names.any('device', each)]),
    ],
  };
}

function applicationItem(one: Shape['applications'][number], index: number, names: Names) {
  return {
    id: names.id('application', index + 8),
    appId: names.id('application', index),
    displayName: one.name,
    signInAudience: one.isShared ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    ...(one.isPresent ? {} : { servicePrincipal: false }),
    api: { oauth2PermissionScopes: one.scopes.map((value) => ({ value, type: 'User' })) },
    appRoles: one.roles.map((value) => ({ value, allowedMemberTypes: ['User', 'Application'] })),
    owners: one.owners.map((each) => names.user(each)),
    tags: one.tags,
    passwordCredentials: one.hints.map((hint) => ({ displayName: hint, hint, endDateTime: '2040-01-01T00:00:00Z' })),
    extensionProperties: [{ name: 'cost', dataType: 'String', targetObjects: ['User', 'Group'] }],
  };
}

function permissionItems(given: Shape, names: Names) {
  const present = given.applications.flatMap((one, index) =>
    one.isPresent ? [{ ...one, appId: names.id('application', index) }] : [],
  );
  const presentAt = (index: number) => present[index % Math.max(present.length, 1)];
  return {
    servicePrincipals: present.map(({ appId, tags }) => ({ appId, tags, appRoleAssignmentRequired: tags.length > 1 })),
    oauth2PermissionGrants: given.grants.flatMap(({ one, other, third }) => {
      const [client, resource] = [presentAt(one), presentAt(other)];
      const [scope] = resource?.scopes ?? [];
      if (client === undefined || resource === undefined || scope === undefined) return [];
      const consent =
        third === null ? { consentType: 'AllPrincipals' } : { consentType: 'Principal', principal: names.user(third) };
      return [{ client: client.appId, resource: resource.appId, scope, ...consent }];
    }),
    appRoleAssignments: given.assignments.flatMap(({ one, other, third }) => {
      const resource = presentAt(other);
      if (resource === undefined) return [];
      const principals = third === null ? [names.user(one)] : [...names.any('group', one), presentAt(third)?.appId];
      const [role] = resource.roles;
      return principals.flatMap((principal) =>
        principal === undefined ? [] : [{ principal, resource: resource.appId, ...(role && { role }) }],
      );
    }),
    directoryRoles: given.roles.flatMap((one) => roleItem(one, given, names)),
  };
}

function roleItem({ one, other, third }: Shape['roles'][number], given: Shape, names: Names) {
  const administrators = given.groups.findIndex(({ kind }) => kind === 'administrators');
  const members = [names.user(one), ...(administrators < 0 ? [] : [names.id('group', administrators)])];
  if (third === null) return [{ role: other % 2 === 0 ? 'Security Reader' : 'Own role', members }];
  const [role, kind] =
    third % 2 === 0
      ? (['User Administrator', 'unit'] as const)
      : (['Application Administrator', 'application'] as const);
  return names.any(kind, third).map((scope) => ({ role, scope, members }));
}

function policyItems(given: Shape, names: Names) {
  const locations = given.locations.map((displayName, index) => ({
    id: names.id('role', index + 1),
    displayName,
    ipRanges: [{ cidrAddress: '203.0.113.0/24' }],
  }));
  const users = ({ one, other }: Shape['policies'][number]) => ({
    includeUsers: ['All'],
    excludeUsers: [names.user(one)],
    excludeGroups: [...names.any('group', other)],
  });
  return {
    namedLocations: locations,
    conditionalAccessPolicies: given.policies.map((policy, index) => ({
      id: names.id('role', index + 4),
      displayName: `P${index}`,
      state: 'enabledForReportingButNotEnforced',
      conditions: {
        users: users(policy),
        applications: { includeApplications: ['All'] },
        clientAppTypes: ['all'],
        ...(policy.third !== null &&
          locations.length > 0 && { locations: { includeLocations: [locations[0]?.id], excludeLocations: [] } }),
      },
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    })),
  };
}

/** What a second seed says: what was published, defined and made is withdrawn while others still have it. */
function laterItem(given: Shape, id: TenantId, names: Names) {
  return {
    id,
    applications: given.applications.flatMap((one, index) =>
      one.withdraws
        ? [
            {
              appId: names.id('application', index),
              displayName: one.name,
              api: { oauth2PermissionScopes: one.scopes.map((value) => ({ value, type: 'Admin', isEnabled: false })) },
              appRoles: one.roles.map((value) => ({ value, isEnabled: false, allowedMemberTypes: ['Application'] })),
            },
          ]
        : [],
    ),
    ...(given.retires && {
      customSecurityAttributeDefinitions: definitions.customSecurityAttributeDefinitions.map((one) => ({
        ...one,
        status: 'Deprecated',
      })),
      roleDefinitions: [{ id: names.id('role', 0), ...ownRole, isEnabled: false }],
    }),
  };
}

function deletedOf(given: Shape, { any, id }: Names): GeneratedTenant['deleted'] {
  const every = [
    ...given.users.slice(1).map((_one, index) => ({ type: 'user' as const, id: id('user', index + 1) })),
    ...given.groups.map((_one, index) => ({ type: 'group' as const, id: id('group', index) })),
    ...given.units.map((_one, index) => ({ type: 'administrativeUnit' as const, id: id('unit', index) })),
    ...given.applications.map((_one, index) => ({ type: 'application' as const, id: id('application', index + 8) })),
  ];
  const devices = any('device', 0).map((one) => ({ type: 'device' as const, id: one }));
  const all = [...every, ...devices];
  return all.length === 0 ? [] : given.deleted.flatMap((index) => all[index % all.length] ?? []);
}
