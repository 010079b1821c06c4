import type { TenantId } from '@gatehouse/model';
import { platformTenantId } from '../../applications/graph-application.js';
import { derivedId } from '../derived-id.js';
import { type Place, type Seed, type SeedTenant, within } from '../load-seed.js';
import type { SeedTenantItem } from '../schema/tenant.js';
import type { Refuse } from './tenant-plan.js';

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

/** The lists of a tenant that have a plan of their own. */
export type ListName =
  | 'domains'
  | 'users'
  | 'groups'
  | 'devices'
  | 'applications'
  | 'servicePrincipals'
  | 'oauth2PermissionGrants'
  | 'appRoleAssignments'
  | 'administrativeUnits'
  | 'directoryRoles';
type ItemOf<Name extends ListName> = NonNullable<SeedTenantItem[Name]>[number];

/** The items of one list, from every mention of the tenant. */
export function itemsOf<Name extends ListName>(seeded: SeededTenant, list: Name): readonly Item<ItemOf<Name>>[] {
  return seeded.mentions.flatMap(({ item, place }) => {
    const values: readonly ItemOf<Name>[] = item[list] ?? [];
    return values.map((value, index) => ({ value, place: within(place, list, index) }));
  });
}

/** True when the seed says who is in a list of the tenant: it has the list, if only an empty one, or says all there is. */
export function speaksOf(seeded: SeededTenant, list: keyof SeedTenantItem): boolean {
  return saysAll(seeded) || seeded.mentions.some(({ item }) => item[list] !== undefined);
}

/** True when the seed says all there is of the tenant. */
export function saysAll(seeded: SeededTenant): boolean {
  return seeded.mentions.some(({ item }) => item.isComplete === true);
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
      const name = domain.id.toLowerCase();
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
  const domains = (item.domains ?? []).map((domain) => domain.id.toLowerCase());
  const owner = domains.map((domain) => domainOwners.get(domain)).find((tenant) => tenant !== undefined);
  const key = domains[0] ?? item.displayName;
  return owner ?? (key === undefined ? undefined : derivedId<TenantId>('', 'tenant', key));
}

/** The one value that the mentions of a tenant give; two different ones are refused. */
export function agreed<Value>(
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
