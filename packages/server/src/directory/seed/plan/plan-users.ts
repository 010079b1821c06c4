import { consumersTenantId, type Tenant, type TenantId, type User, type UserId } from '@gatehouse/model';
import { domainOfUserName, userNameFault } from '@gatehouse/policy';
import { derivedId } from '../derived-id.js';
import { within } from '../load-seed.js';
import type { SeedUser } from '../schema/tenant.js';
import type { SeedExtension } from '../seed-extension.js';
import { type Item, itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Refuse, UserChange } from './tenant-plan.js';

/** The users of one tenant. */
export function planUsers(
  seeded: SeededTenant,
  facts: {
    readonly tenant: Tenant;
    readonly users: readonly User[];
    readonly domainOwners: ReadonlyMap<string, TenantId>;
    readonly extensions: readonly SeedExtension[];
    readonly now: number;
  },
  refuse: Refuse,
): readonly UserChange[] {
  const byName = new Map(facts.users.map((user) => [user.userPrincipalName.toLowerCase(), user]));
  const byId = new Map(facts.users.map((user) => [user.id, user]));
  const verifiedDomains = facts.tenant.domains.map((domain) => domain.name);
  const names = new Set<string>();
  const ids = new Set<UserId>();
  return itemsOf(seeded, 'users').map((item: Item<SeedUser>) => {
    const { value, place } = item;
    const key = value.userPrincipalName.toLowerCase();
    const at = within(place, 'userPrincipalName');
    const fault = userNameFault(value.userPrincipalName, { id: seeded.id, verifiedDomains });
    if (fault !== undefined) refuse(at, fault);
    if (names.has(key)) refuse(at, `the user \`${value.userPrincipalName}\` stands more than once`);
    const owner = facts.domainOwners.get(domainOfUserName(key) ?? '');
    if (seeded.id === consumersTenantId && owner !== undefined && owner !== consumersTenantId) {
      refuse(at, `a personal account cannot have an address of the tenant ${owner}`);
    }
    const named = byName.get(key);
    if (value.id !== undefined && named !== undefined && named.id !== value.id) {
      refuse(within(place, 'id'), `the user \`${value.userPrincipalName}\` exists with the id ${named.id}`);
    }
    const id = value.id ?? named?.id ?? derivedId<UserId>(seeded.id, 'user', key);
    if (ids.has(id)) refuse(within(place, 'id'), `the id ${id} stands more than once`);
    names.add(key);
    ids.add(id);
    const before = byId.get(id);
    return {
      before,
      after: userOf(value, before ?? newUser(seeded.id, id, value, facts.now)),
      brought: facts.extensions.flatMap((extension) => {
        const brought = (value as Readonly<Record<string, unknown>>)[extension.property];
        return brought === undefined ? [] : [{ extension, value: brought }];
      }),
    };
  });
}

function newUser(tenant: TenantId, id: UserId, item: SeedUser, now: number): User {
  return {
    id,
    tenant,
    userPrincipalName: item.userPrincipalName,
    displayName: item.userPrincipalName.slice(0, item.userPrincipalName.lastIndexOf('@')),
    businessPhones: [],
    userType: 'Member',
    accountEnabled: true,
    // Tokens tell their time in whole seconds: one given within this second must not look older than the account.
    signInSessionsValidFrom: Math.floor((item.createdDateTime ?? now) / 1000) * 1000,
    createdAt: item.createdDateTime ?? now,
  };
}

const optional = [
  'displayName',
  'givenName',
  'surname',
  'mail',
  'jobTitle',
  'department',
  'officeLocation',
  'mobilePhone',
  'businessPhones',
  'preferredLanguage',
  'usageLocation',
  'userType',
  'accountEnabled',
] as const;

/** The user with every property that the seed names, and the others as they were. */
function userOf(item: SeedUser, before: User): User {
  const given = optional
    .filter((property) => item[property] !== undefined)
    .map((property) => [property, item[property]]);
  return { ...before, userPrincipalName: item.userPrincipalName, ...(Object.fromEntries(given) as Partial<User>) };
}
