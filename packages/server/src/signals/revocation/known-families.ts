import type { GrantFamilyId, TenantId } from '@gatehouse/model';
import type { Clock } from '../../platform/clock/index.js';
import type { Store } from '../../platform/store/index.js';
import { isFamilyRevoked, revokedFamilies } from './repository.js';

export interface KnownFamiliesOptions {
  readonly store: Pick<Store, 'inTenant'>;
  readonly clock: Clock;
  readonly mostTenants: number;
  readonly mostFamilies: number;
}

/** What is known of one tenant: the families that still matter, or that they are too many to keep. */
interface TenantFamilies {
  readonly ends: Map<GrantFamilyId, number>;
  overflowed: boolean;
  ready: Promise<void>;
}

/** The revoked families of the tenants in use, in bounded memory: loaded at the first question, added to afterwards. */
export class KnownFamilies {
  readonly #options: KnownFamiliesOptions;
  readonly #tenants = new Map<TenantId, TenantFamilies>();

  constructor(options: KnownFamiliesOptions) {
    this.#options = options;
  }

  /** @throws StoreUnavailable when the tenant's families cannot be loaded. */
  async has(tenant: TenantId, family: GrantFamilyId): Promise<boolean> {
    const families = this.#of(tenant);
    await families.ready;
    if (!families.overflowed) return families.ends.has(family);
    return this.#options.store.inTenant(tenant, (tx) => isFamilyRevoked(tx, family));
  }

  /** Hears of a revocation. Tenants that nobody asked about stay unloaded: they read it from the store when they are. */
  add(tenant: TenantId, family: GrantFamilyId, forgetAt: number): void {
    const families = this.#tenants.get(tenant);
    if (families !== undefined) this.#keep(families, family, forgetAt);
  }

  #of(tenant: TenantId): TenantFamilies {
    const before = this.#tenants.get(tenant);
    if (before !== undefined) {
      this.#tenants.delete(tenant);
      this.#tenants.set(tenant, before);
      return before;
    }
    const families: TenantFamilies = { ends: new Map(), overflowed: false, ready: Promise.resolve() };
    // In place before the rows are read: what the journal tells meanwhile is added, never lost.
    this.#tenants.set(tenant, families);
    families.ready = this.#load(tenant, families);
    const oldest = this.#tenants.keys().next().value;
    if (this.#tenants.size > this.#options.mostTenants && oldest !== undefined) this.#tenants.delete(oldest);
    return families;
  }

  async #load(tenant: TenantId, families: TenantFamilies): Promise<void> {
    const { store, clock, mostFamilies } = this.#options;
    try {
      const now = new Date(clock.now());
      const rows = await store.inTenant(tenant, (tx) => revokedFamilies(tx, now, mostFamilies + 1));
      for (const { family, forgetAt } of rows) this.#keep(families, family, forgetAt);
    } catch (error) {
      if (this.#tenants.get(tenant) === families) this.#tenants.delete(tenant);
      throw error;
    }
  }

  #keep(families: TenantFamilies, family: GrantFamilyId, forgetAt: number): void {
    const { clock, mostFamilies } = this.#options;
    if (families.overflowed) return;
    families.ends.set(family, forgetAt);
    if (families.ends.size <= mostFamilies) return;
    for (const [each, end] of families.ends) if (end <= clock.now()) families.ends.delete(each);
    if (families.ends.size <= mostFamilies) return;
    families.overflowed = true;
    families.ends.clear();
  }
}
