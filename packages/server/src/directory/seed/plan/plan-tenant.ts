import { consumersTenantId, type Tenant, type TenantId, type VerifiedDomain } from '@gatehouse/model';
import { isDomainName } from '@gatehouse/policy';
import type { SeedDomain } from '../schema/domain.js';
import { within } from '../load-seed.js';
import type { Exactness } from './exactness.js';
import { agreed, type Item, itemsOf, type SeededTenant, speaksOf } from './seeded-tenants.js';
import type { Change, Refuse } from './tenant-plan.js';

/** The tenant itself: its name, domains and settings. */
export function planTenant(
  seeded: SeededTenant,
  facts: {
    readonly before: Tenant | undefined;
    readonly domainOwners: ReadonlyMap<string, TenantId>;
    readonly exact: Exactness;
    readonly now: number;
  },
  refuse: Refuse,
): Change<Tenant> {
  const { before, exact } = facts;
  const domains = planDomains(seeded, facts, refuse);
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
      legacy: { passwordGrant: passwordGrant ?? (exact.objects ? false : (before?.legacy.passwordGrant ?? false)) },
      createdAt: before?.createdAt ?? facts.now,
    },
  };
}

/** The domains there are, and the seed's new ones after them. The first one of a tenant becomes its default, unless one says it is. */
function planDomains(
  seeded: SeededTenant,
  facts: Parameters<typeof planTenant>[1],
  refuse: Refuse,
): readonly VerifiedDomain[] {
  const { before, domainOwners, exact } = facts;
  const domains = new Map((before?.domains ?? []).map((domain) => [domain.name, domain]));
  const named = new Map<string, Item<SeedDomain>>();
  for (const item of itemsOf(seeded, 'domains')) {
    const name = item.value.id.toLowerCase();
    const owner = domainOwners.get(name);
    if (!isDomainName(name)) refuse(item.place, `\`${item.value.id}\` is not a domain name`);
    else if (item.value.isVerified === false) refuseVerified(item, domains, refuse);
    else if (owner !== undefined && owner !== seeded.id) {
      refuse(item.place, `\`${name}\` belongs to the tenant ${owner}`);
    } else {
      if (!domains.has(name)) domains.set(name, { name, isDefault: domains.size === 0, isInitial: false });
      named.set(name, item);
    }
  }
  if (exact.lists && speaksOf(seeded, 'domains')) {
    for (const name of [...domains.keys()]) if (!named.has(name)) domains.delete(name);
  }
  const stored = new Set((before?.domains ?? []).map(({ name }) => name));
  return withInitial(withDefault([...domains.values()], named, refuse), named, stored);
}

function refuseVerified(
  { value, place }: Item<SeedDomain>,
  domains: ReadonlyMap<string, VerifiedDomain>,
  refuse: Refuse,
): void {
  if (domains.has(value.id.toLowerCase())) refuse(within(place, 'isVerified'), `\`${value.id}\` is verified`);
}

/** With one default domain: the one that says so, else the stored one, else the first. */
function withDefault(
  domains: readonly VerifiedDomain[],
  named: ReadonlyMap<string, Item<SeedDomain>>,
  refuse: Refuse,
): readonly VerifiedDomain[] {
  const wanted = [...named.values()].filter(({ value }) => value.isDefault === true);
  const second = wanted[1];
  if (second !== undefined) refuse(within(second.place, 'isDefault'), 'a tenant has one default domain');
  const name = wanted[0]?.value.id.toLowerCase() ?? (domains.find(({ isDefault }) => isDefault) ?? domains[0])?.name;
  return domains.map((domain) =>
    domain.isDefault === (domain.name === name) ? domain : { ...domain, isDefault: domain.name === name },
  );
}

/** With one initial domain, which never changes once there is one: the one that says so, else one named as such, else the first. */
function withInitial(
  domains: readonly VerifiedDomain[],
  named: ReadonlyMap<string, Item<SeedDomain>>,
  stored: ReadonlySet<string>,
): readonly VerifiedDomain[] {
  if (domains.some(({ isInitial }) => isInitial)) return domains;
  const said = domains.find(({ name }) => named.get(name)?.value.isInitial === true);
  const initial = said ?? domains.find(({ name }) => name.includes('.onmicrosoft.')) ?? domains[0];
  return domains.map((domain) =>
    domain === initial && (said !== undefined || !stored.has(domain.name)) ? { ...domain, isInitial: true } : domain,
  );
}
