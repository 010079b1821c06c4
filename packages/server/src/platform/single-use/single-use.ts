import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../clock/index.js';
import { createGroupCommit, type Store, sweepTenants } from '../store/index.js';
import { deleteExpired, type Presented, type SpendOutcome, spendGroup } from './repository.js';

/** Things that count once, across requests, processes and restarts. */
export interface SingleUse {
  /**
   * Spends one thing. Of all who ever present the same digest, one is first.
   * @param kind keeps digests of different origin apart, for example `authorization-code`.
   * @param digest of the thing; the thing itself is not kept.
   * @param expiresAt from when on the thing would be refused anyway, in milliseconds since the epoch: it may be forgotten then.
   * @throws StoreUnavailable when it is not known who was first: then nobody may act on it.
   */
  spend(tenant: TenantId, kind: string, digest: Uint8Array, expiresAt: number): Promise<SpendOutcome>;
  /** Forgets what has expired. @returns how many were forgotten. */
  purgeExpired(): Promise<number>;
  /** Resolves when everything presented so far is settled. */
  drain(): Promise<void>;
}

/** Makes the ledger over `store`. Spending costs a share of one commit: presentations travel in groups. */
export function createSingleUse(store: Store, clock: Clock): SingleUse {
  const group = createGroupCommit<Presented, SpendOutcome>(store, {
    name: 'spent',
    plan: (tenant, presented) => spendGroup(tenant, presented, clock.now()),
  });
  return {
    spend: (tenant, kind, digest, expiresAt) => group.submit(tenant, { kind, digest, expiresAt }),
    purgeExpired: () => sweepTenants(store, clock.now(), deleteExpired),
    drain: () => group.drain(),
  };
}
