import type { GrantFamilyId, TenantId } from '@gatehouse/model';
import type { Statement, TenantTransaction } from '../../platform/store/index.js';

export interface RevokedFamilyRow {
  readonly family: GrantFamilyId;
  /** Milliseconds since the epoch. */
  readonly forgetAt: number;
}

/**
 * Adds a family, once.
 * @returns false when it was there already.
 */
export async function insertRevokedFamily(
  tx: TenantTransaction,
  family: GrantFamilyId,
  why: string,
  at: Date,
  forgetAt: Date,
): Promise<boolean> {
  const inserted = await tx.run(
    `insert into revoked_grant_families (tenant_id, family, revoked_at, why, forget_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [tx.tenant, family, at, why, forgetAt],
  );
  return inserted > 0;
}

const forget = `
  delete from revoked_grant_families where tenant_id = $1 and ctid = any (array(
    select ctid from revoked_grant_families where tenant_id = $1 and forget_at <= $2 limit $3 for update skip locked))`;

/** Drops families whose every token has ended by itself. */
export function deleteForgotten(tenant: TenantId, now: number, limit: number): Statement {
  return { sql: forget, parameters: [tenant, new Date(now), limit] };
}

/** At most `limit` families that still matter. */
export async function revokedFamilies(
  tx: TenantTransaction,
  now: Date,
  limit: number,
): Promise<readonly RevokedFamilyRow[]> {
  const rows = await tx.rows<{ family: GrantFamilyId; forget_at: Date }>(
    'select family, forget_at from revoked_grant_families where tenant_id = $1 and forget_at > $2 limit $3',
    [tx.tenant, now, limit],
  );
  return rows.map(({ family, forget_at }) => ({ family, forgetAt: forget_at.getTime() }));
}

export async function isFamilyRevoked(tx: TenantTransaction, family: GrantFamilyId): Promise<boolean> {
  const rows = await tx.rows('select 1 as found from revoked_grant_families where tenant_id = $1 and family = $2', [
    tx.tenant,
    family,
  ]);
  return rows.length > 0;
}
