import { consumersTenantId, type Tenant, type TenantId, type VerifiedDomain } from '@gatehouse/model';
import { isDomainName } from '@gatehouse/policy';
import { platformTenantId } from '../../applications/graph-application.js';
import { derivedId } from '../derived-id.js';
import { type Place, type Seed, type SeedTenant, within } from '../load-seed.js';
import type { SeedTenantItem } from '../schema/tenant.js';
import type { Change, Refuse } from './tenant-plan.js';

/** One tenant of the seed with all that the files say of it. */
export interface SeededTenant {
  readonly id: TenantId;
  readonly mentions: readonly [SeedTenant, ...SeedTenant[]];
}

/** An item of a list in the seed. */
export interface Item<Value> {
  readonly value: Value;
  readonly place: Place;
}

type ListName =
  | 'domains'
  | 'users'
  | 'groups'
  | 'applications'
  | 'servicePrincipals'
  | 'oauth2PermissionGrants'
  | 'appRoleAssignments';
type ItemOf<Name extends ListName> = NonNullable<SeedTenantItem[Name]>[number];

/** The items of one list, from every mention of the tenant. */
export function itemsOf<Name extends ListName>(seeded: SeededTenant, list: Name): readonly Item<ItemOf<Name>>[] {
  return seeded.mentions.flatMap(({ item, place }) => {
    const values: readonly ItemOf<Name>[] = item[list] ?? [];
    return values.map((value, index) => ({ value, place: within(place, list, index) }));
  });
}

/** Gathers what the files say of each tenant; a tenant without id is known by its domains, else by its first name. */
export function gatherTenants(
  seed: Seed,
  domainOwners: ReadonlyMap<string, TenantId>,
  refuse: Refuse,
): readonly SeededTenant[] {
  const owners = new Map(domainOwners);
  for (const { item } of seed.tenants) {
    for (const domain of item.id === undefined ? [] : (item.domains ?? [])) {
      const name = domain.toLowerCase();
      if (item.id !== undefined && !owners.has(name)) owners.set(name, item.id);
    }
  }
  const byId = new Map<TenantId, [SeedTenant, ...SeedTenant[]]>();
  for (const mention of seed.tenants) {
    const id = idOf(mention.item, owners);
    if (id === undefined) {
      refuse(mention.place, 'needs an `id`, a domain or a `displayName`');
      continue;
    }
    if (id === platformTenantId) refuse(within(mention.place, 'id'), "is the platform's own tenant");
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [mention]);
    else known.push(mention);
  }
  return [...byId].map(([id, mentions]) => ({ id, mentions }));
}

function idOf(item: SeedTenantItem, domainOwners: ReadonlyMap<string, TenantId>): TenantId | undefined {
  if (item.id !== undefined) return item.id;
  const domains = (item.domains ?? []).map((domain) => domain.toLowerCase());
  const owner = domains.map((domain) => domainOwners.get(domain)).find((tenant) => tenant !== undefined);
  const key = domains[0] ?? item.displayName;
  return owner ?? (key === undefined ? undefined : derivedId<TenantId>('', 'tenant', key));
}

/** The tenant itself: its name, domains and settings. */
export function planTenant(
  seeded: SeededTenant,
  before: Tenant | undefined,
  domainOwners: ReadonlyMap<string, TenantId>,
  now: number,
  refuse: Refuse,
): Change<Tenant> {
  const domains = planDomains(seeded, before?.domains ?? [], domainOwners, refuse);
  const displayName = agreed(seeded, 'displayName', (item) => item.displayName, refuse);
  const passwordGrant = agreed(seeded, 'policies', (item) => item.policies?.legacy?.passwordGrant, refuse);
  if (domains.length === 0 && itemsOf(seeded, 'domains').length === 0 && seeded.id !== consumersTenantId) {
    refuse(seeded.mentions[0].place, 'needs at least one domain');
  }
  return {
    before,
    after: {
      id: seeded.id,
      displayName: displayName ?? before?.displayName ?? domains[0]?.name ?? seeded.id,
      domains,
      legacy: { passwordGrant: passwordGrant ?? before?.legacy.passwordGrant ?? false },
      createdAt: before?.createdAt ?? now,
    },
  };
}

/** The domains there are, and the seed's new ones after them. The first one of a tenant becomes its default. */
function planDomains(
  seeded: SeededTenant,
  stored: readonly VerifiedDomain[],
  domainOwners: ReadonlyMap<string, TenantId>,
  refuse: Refuse,
): readonly VerifiedDomain[] {
  const domains = new Map(stored.map((domain) => [domain.name, domain]));
  const named = new Set<string>();
  for (const { value, place } of itemsOf(seeded, 'domains')) {
    const name = value.toLowerCase();
    const owner = domainOwners.get(name);
    if (!isDomainName(name)) refuse(place, `\`${value}\` is not a domain name`);
    else if (owner !== undefined && owner !== seeded.id) refuse(place, `\`${name}\` belongs to the tenant ${owner}`);
    else if (!domains.has(name)) {
      domains.set(name, { name, isDefault: domains.size === 0, isInitial: false });
      named.add(name);
    }
  }
  const list = [...domains.values()];
  if (list.some((domain) => domain.isInitial)) return list;
  const initial = list.find((domain) => domain.name.includes('.onmicrosoft.')) ?? list[0];
  return list.map((domain) => (domain === initial && named.has(domain.name) ? { ...domain, isInitial: true } : domain));
}

/** The one value that the mentions of a tenant give; two different ones are refused. */
function agreed<Value>(
  seeded: SeededTenant,
  property: keyof SeedTenantItem,
  read: (item: SeedTenantItem) => Value | undefined,
  refuse: Refuse,
): Value | undefined {
  let value: Value | undefined;
  for (const { item, place } of seeded.mentions) {
    const given = read(item);
    if (given === undefined) continue;
    if (value !== undefined && value !== given) refuse(within(place, property), 'differs from what was said before');
    value = given;
  }
  return value;
}
