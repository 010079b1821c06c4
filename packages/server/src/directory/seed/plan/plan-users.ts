import { consumersTenantId, type Tenant, type TenantId, type User, type UserId } from '@gatehouse/model';
import { domainOfUserName, userNameFault } from '@gatehouse/policy';
import type { ExternalIdentity } from '../../invitations/repository.js';
import { withSecurityAttributes } from '../../security-attributes/assigned-attributes.js';
import { derivedId } from '../derived-id.js';
import { within } from '../load-seed.js';
import { type References, unknownName } from '../references.js';
import { furtherUserProperties } from '../schema/further-properties.data.js';
import { furtherOf } from '../schema/further-properties.js';
import type { SeedUser } from '../schema/user.js';
import type { SeedExtension } from '../seed-extension.js';
import { baseOf, type Exactness, withFurther } from './exactness.js';
import { type Item, itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Refuse, TenantPlan, UserChange } from './tenant-plan.js';

interface UserFacts {
  readonly tenant: Tenant;
  readonly users: readonly User[];
  readonly domainOwners: ReadonlyMap<string, TenantId>;
  readonly extensions: readonly SeedExtension[];
  readonly exact: Exactness;
  readonly now: number;
}

/** The users of one tenant; who manages them follows once all are known. */
export function planUsers(seeded: SeededTenant, facts: UserFacts, refuse: Refuse): readonly UserChange[] {
  const byName = new Map(facts.users.map((user) => [user.userPrincipalName.toLowerCase(), user]));
  const byId = new Map(facts.users.map((user) => [user.id, user]));
  const names = new Set<string>();
  const ids = new Set<UserId>();
  return itemsOf(seeded, 'users').map((item: Item<SeedUser>) => {
    const { value, place } = item;
    const key = value.userPrincipalName.toLowerCase();
    refuseName(item, seeded.id, facts, refuse);
    if (names.has(key)) {
      const at = within(place, 'userPrincipalName');
      refuse(at, `the user \`${value.userPrincipalName}\` stands more than once`);
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
      after: userOf(value, before, newUser(seeded.id, id, value, facts.now), facts.exact),
      brought: facts.extensions.flatMap((extension) => {
        const brought = (value as Readonly<Record<string, unknown>>)[extension.property];
        return brought === undefined ? [] : [{ extension, value: brought }];
      }),
    };
  });
}

function refuseName({ value, place }: Item<SeedUser>, tenant: TenantId, facts: UserFacts, refuse: Refuse): void {
  const at = within(place, 'userPrincipalName');
  const verifiedDomains = facts.tenant.domains.map((domain) => domain.name);
  const fault = userNameFault(value.userPrincipalName, { id: tenant, verifiedDomains });
  if (fault !== undefined) refuse(at, fault);
  const owner = facts.domainOwners.get(domainOfUserName(value.userPrincipalName.toLowerCase()) ?? '');
  if (tenant === consumersTenantId && owner !== undefined && owner !== consumersTenantId) {
    refuse(at, `a personal account cannot have an address of the tenant ${owner}`);
  }
}

/** The users with their managers, whom the seed names by user principal name. */
export function withManagers(
  seeded: SeededTenant,
  users: readonly UserChange[],
  { references, exact }: { readonly references: References; readonly exact: Exactness },
  refuse: Refuse,
): readonly UserChange[] {
  const items = itemsOf(seeded, 'users');
  return users.map((user, index) => {
    const item = items[index];
    const name = item?.value.manager;
    if (item === undefined || name === undefined) return exact.objects ? withoutManager(user) : user;
    const manager = references.find(name, ['user']);
    if (manager === undefined) {
      refuse(within(item.place, 'manager'), unknownName(name, ['user'], references));
      return user;
    }
    if (manager.id === user.after.id) refuse(within(item.place, 'manager'), 'nobody is his own manager');
    return { ...user, after: { ...user.after, managerId: manager.id as UserId } };
  });
}

function withoutManager(user: UserChange): UserChange {
  const { managerId: _manager, ...after } = user.after;
  return { ...user, after };
}

/** Who the guests of one tenant are at home. */
export function planExternalIdentities(
  seeded: SeededTenant,
  users: readonly UserChange[],
  stored: ReadonlyMap<string, ExternalIdentity>,
  refuse: Refuse,
): TenantPlan['externalIdentities'] {
  return itemsOf(seeded, 'users').flatMap(({ value, place }, index) => {
    const user = users[index]?.after;
    if (user === undefined || value.externalIdentity === undefined) return [];
    const { tenant: issuer, id: issuerAssignedId } = value.externalIdentity;
    const at = within(place, 'externalIdentity');
    const before = stored.get(user.id);
    if (issuer === seeded.id) refuse(at, 'must be an account of another tenant');
    if (before !== undefined && (before.issuer !== issuer || before.issuerAssignedId !== issuerAssignedId)) {
      refuse(at, `the guest is the account ${before.issuerAssignedId} of the tenant ${before.issuer}`);
    }
    return [{ user, before, after: { issuer, issuerAssignedId } }];
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
function userOf(item: SeedUser, before: User | undefined, blank: User, exact: Exactness): User {
  const base = baseOf(before, blank, exact, ['createdAt', 'signInSessionsValidFrom', 'managerId']);
  const { properties: _properties, customSecurityAttributes: _attributes, ...rest } = base;
  const given = optional
    .filter((property) => item[property] !== undefined)
    .map((property) => [property, item[property]]);
  const attributes = withSecurityAttributes(
    exact.objects ? undefined : before?.customSecurityAttributes,
    item.customSecurityAttributes ?? {},
  );
  return {
    ...rest,
    userPrincipalName: item.userPrincipalName,
    ...(Object.fromEntries(given) as Partial<User>),
    ...(attributes !== undefined && { customSecurityAttributes: attributes }),
    ...withFurther(before?.properties, furtherOf(item, furtherUserProperties), furtherUserProperties, exact),
  };
}
