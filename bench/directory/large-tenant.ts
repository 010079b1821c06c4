// Made tenants of any size: the same number gives the same people, groups and applications, on every machine.

/** What a made tenant holds. */
export interface TenantSize {
  readonly users: number;
  readonly groups: number;
  /** How deep groups stand in each other; the first chain is this long. */
  readonly depth: number;
}

const departments = ['Sales', 'Support', 'Research', 'Finance', 'Operations', 'Legal', 'People', 'Design'];
const cities = ['Oslo', 'Bergen', 'Porto', 'Lyon', 'Graz', 'Turin', 'Ghent', 'Cork'];
const given = [
  'Ada',
  'Ben',
  'Cleo',
  'Dan',
  'Eve',
  'Finn',
  'Gil',
  'Hana',
  'Ida',
  'Jon',
  'Kai',
  'Lea',
  'Max',
  'Nia',
  'Ole',
  'Pia',
];
const family = ['Baker', 'Cooper', 'Dyer', 'Farmer', 'Mason', 'Miller', 'Potter', 'Smith', 'Turner', 'Weaver'];

/** The client that drives the benchmark: everything the calls need, as application permissions. */
export const driver = {
  appId: 'bbbb0000-0000-4000-8000-00000000d0d0',
  secret: 'fake-secret-of-the-bench-driver',
  roles: ['Directory.ReadWrite.All', 'Group.ReadWrite.All', 'GroupMember.ReadWrite.All', 'User.ReadWrite.All'],
} as const;

const graph = '00000003-0000-0000-c000-000000000000';

/** The domain of the tenant with that number. */
export function domainOf(tenant: number): string {
  return `t${tenant}.example`;
}

/** A GUID that tells what it names: a kind, a tenant and a number. */
export function idOf(kind: 'tenant' | 'user' | 'group', tenant: number, number: number): string {
  const nibble = { tenant: '1', user: '7', group: '9' }[kind];
  return `${nibble}0000000-0000-4000-8${tenant.toString(16).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}`;
}

/** One tenant as a seed has it. */
export function madeTenant(tenant: number, size: TenantSize): object {
  const domain = domainOf(tenant);
  return {
    id: idOf('tenant', tenant, 0),
    displayName: `Made ${tenant}`,
    domains: [domain],
    users: Array.from({ length: size.users }, (_, number) => madeUser(tenant, number)),
    groups: Array.from({ length: size.groups }, (_, number) => madeGroup(tenant, number, size)),
    applications: [
      { appId: driverOf(tenant), displayName: 'Driver', passwordCredentials: [{ secretText: driver.secret }] },
    ],
    appRoleAssignments: driver.roles.map((role) => ({ principal: driverOf(tenant), resource: graph, role })),
  };
}

/** The driver's client id in a tenant. */
export function driverOf(tenant: number): string {
  return `${driver.appId.slice(0, -4)}${tenant.toString(16).padStart(4, '0')}`;
}

/** The user principal name of a made user. */
export function userName(tenant: number, number: number): string {
  return `user${number}@${domainOf(tenant)}`;
}

/** The address of a made user, which is not the user principal name. */
export function mailOf(tenant: number, number: number): string {
  const [first, last] = namesOf(number);
  return `${first}.${last}.${number}@${domainOf(tenant)}`.toLowerCase();
}

function namesOf(number: number): readonly [string, string] {
  return [given[number % given.length] ?? '', family[Math.floor(number / given.length) % family.length] ?? ''];
}

function madeUser(tenant: number, number: number): object {
  const [first, last] = namesOf(number);
  return {
    id: idOf('user', tenant, number),
    userPrincipalName: userName(tenant, number),
    displayName: `${first} ${last} ${number}`,
    givenName: first,
    surname: last,
    mail: mailOf(tenant, number),
    department: departments[number % departments.length],
    jobTitle: `Grade ${number % 20}`,
    city: cities[number % cities.length],
  };
}

/** The first `depth` groups stand in each other, with the first user in the innermost; the others hold people, and each its neighbour. */
function madeGroup(tenant: number, number: number, { users, depth }: TenantSize): object {
  const displayName = groupName(number);
  const base = {
    id: idOf('group', tenant, number),
    displayName,
    mailNickname: `group${number}`,
    securityEnabled: true,
  };
  if (number < depth) return { ...base, members: [number === 0 ? userName(tenant, 0) : groupName(number - 1)] };
  const members = Array.from({ length: 10 }, (_, place) => userName(tenant, (number * 7 + place * 13) % users));
  return { ...base, members: [...new Set(members)] };
}

function groupName(number: number): string {
  return `Group ${number}`;
}
