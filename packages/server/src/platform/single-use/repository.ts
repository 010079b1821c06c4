import type { TenantId } from '@gatehouse/model';
import type { TenantTransaction, Transaction } from '../store/index.js';

export type SpendOutcome =
  | { readonly first: true }
  /** Somebody was first, at `spentAt` (milliseconds since the epoch). */
  | { readonly first: false; readonly spentAt: number };

/** One presentation of one thing. `expiresAt` in milliseconds since the epoch. */
export interface Presented {
  readonly kind: string;
  readonly digest: Uint8Array;
  readonly expiresAt: number;
}

/**
 * Spends what one tenant's callers present, one row per digest: the primary key decides, also between processes. In a fixed
 * order, so that two groups that share digests never wait for each other in a circle.
 */
const spendAll = `
  insert into spent (tenant_id, kind, digest, spent_at, expires_at)
  select $1, kind, digest, $2, max(expires_at)
  from unnest($3::text[], $4::bytea[], $5::timestamptz[]) as presented (kind, digest, expires_at)
  group by kind, digest order by kind, digest
  on conflict do nothing
  returning kind, digest`;

/** A statement of its own: who won while the first one waited shows only to a later look. */
const whoWasFirst = `
  select spent.kind, spent.digest, spent.spent_at
  from unnest($2::text[], $3::bytea[]) as presented (kind, digest)
  join spent on spent.tenant_id = $1 and spent.kind = presented.kind and spent.digest = presented.digest`;

/** Gives one outcome per presentation, in order; of equal ones in the group the earliest is first. */
export async function spendGroup(
  tx: TenantTransaction,
  presented: readonly Presented[],
  now: number,
): Promise<SpendOutcome[]> {
  const won = await tx.rows<{ kind: string; digest: Buffer }>(spendAll, [
    tx.tenant,
    new Date(now),
    presented.map(({ kind }) => kind),
    presented.map(({ digest }) => digest),
    presented.map(({ expiresAt }) => new Date(expiresAt)),
  ]);
  const unclaimed = new Set(won.map(keyOf));
  const mine = new Set(unclaimed);
  const lost = presented.filter((each) => !mine.has(keyOf(each)));
  const earlier = lost.length === 0 ? new Map<string, number>() : await spentBefore(tx, lost);
  return presented.map((each) => {
    const key = keyOf(each);
    if (unclaimed.delete(key)) return { first: true };
    return { first: false, spentAt: earlier.get(key) ?? now };
  });
}

/** Forgets what nobody would accept any more. */
export function deleteExpired(tx: TenantTransaction, now: number): Promise<number> {
  return tx.run('delete from spent where tenant_id = $1 and expires_at <= $2', [tx.tenant, new Date(now)]);
}

/** Every tenant that is registered or has changed anything. */
export async function tenantsOnRecord(tx: Transaction): Promise<TenantId[]> {
  const rows = await tx.rows<{ tenant_id: TenantId }>(
    'select tenant_id from tenants union select tenant_id from journal_heads',
  );
  return rows.map((row) => row.tenant_id);
}

async function spentBefore(tx: TenantTransaction, lost: readonly Presented[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ kind: string; digest: Buffer; spent_at: Date }>(whoWasFirst, [
    tx.tenant,
    lost.map(({ kind }) => kind),
    lost.map(({ digest }) => digest),
  ]);
  return new Map(rows.map((row) => [keyOf(row), row.spent_at.getTime()]));
}

function keyOf({ kind, digest }: { readonly kind: string; readonly digest: Uint8Array }): string {
  return `${Buffer.from(digest).toString('base64')} ${kind}`;
}
