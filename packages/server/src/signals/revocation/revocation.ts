import type { GrantFamilyId, TenantId } from '@gatehouse/model';
import type { Clock } from '../../platform/clock/index.js';
import type { Actor, Store } from '../../platform/store/index.js';
import { KnownFamilies } from './known-families.js';
import { insertRevokedFamily } from './repository.js';

/** Why a family was taken back: a code or a refresh generation was presented again after it was spent. */
export type RevocationReason = 'code_replayed' | 'refresh_token_reused';

/** Takes grant families back, and knows which were. */
export interface Revocation {
  /**
   * Ends every token of a family, now and for good; once is enough, again changes nothing. Durable when it resolves; other processes
   * hear it through the journal.
   * @throws StoreUnavailable
   */
  revokeFamily(tenant: TenantId, family: GrantFamilyId, why: RevocationReason, actor: Actor): Promise<void>;
  /**
   * True when a family was taken back. From memory, except for the first question about a tenant.
   * @throws StoreUnavailable when a tenant's families cannot be loaded: nobody is waved through unknown.
   */
  isRevoked(tenant: TenantId, family: GrantFamilyId): Promise<boolean>;
  close(): void;
}

/** What revocations are kept with, and how many in memory. */
export interface RevocationDeps {
  readonly store: Pick<Store, 'inTenant' | 'journal'>;
  readonly clock: Clock;
  /** How long any token of a family can live on; revocations are forgotten after it. Seconds. */
  readonly longestTokenSeconds?: number;
  /** How many tenants are kept in memory; the one unused for longest makes room. */
  readonly mostTenants?: number;
  /** How many families of one tenant are kept in memory; a tenant with more is asked in the store. */
  readonly mostFamilies?: number;
}

const operation = 'grant-family.revoke';
/** Refresh tokens live 90 days from their last use, and an access token issued with the last of them a day more. */
const defaultLongestTokenSeconds = 92 * 24 * 60 * 60;

/** Makes the one revocation list of a process. */
export function createRevocation(deps: RevocationDeps): Revocation {
  const { store, clock } = deps;
  const span = (deps.longestTokenSeconds ?? defaultLongestTokenSeconds) * 1000;
  const known = new KnownFamilies({ mostTenants: 1000, mostFamilies: 20_000, ...deps });
  return {
    isRevoked: (tenant, family) => known.has(tenant, family),
    revokeFamily: async (tenant, family, why, actor) => {
      const now = clock.now();
      await store.inTenant(tenant, async (tx) => {
        if (!(await insertRevokedFamily(tx, family, why, new Date(now), new Date(now + span)))) return;
        const target = { type: 'grantFamily', id: family };
        tx.journal({ operation, actor, target, changes: [{ property: 'why', new: why }] });
      });
    },
    close: store.journal.subscribe((entry) => {
      if (entry.operation === operation) known.add(entry.tenant, entry.target.id as GrantFamilyId, entry.at + span);
    }),
  };
}
