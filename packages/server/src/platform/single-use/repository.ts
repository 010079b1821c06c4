import type { TenantId } from '@gatehouse/model';
import type { GroupWrite, Statement, StatementResult } from '../store/index.js';

/** Whether a presentation was the first of its thing, and so the one that counts. */
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

/** One outcome per presentation, in order; of equal ones in the group the earliest is first. */
export function spendGroup(tenant: TenantId, presented: readonly Presented[], now: number): GroupWrite<SpendOutcome> {
  const kinds = presented.map(({ kind }) => kind);
  const digests = presented.map(({ digest }) => digest);
  const expiries = presented.map(({ expiresAt }) => new Date(expiresAt));
  return {
    statements: [
      { sql: spendAll, parameters: [tenant, new Date(now), kinds, digests, expiries] },
      { sql: whoWasFirst, parameters: [tenant, kinds, digests] },
    ],
    results: ([won, onRecord]) => {
      const unclaimed = new Set(rowsOf<SpentKey>(won).map(keyOf));
      const first = new Map(
        rowsOf<SpentKey & { readonly spent_at: Date }>(onRecord).map((row) => [keyOf(row), row.spent_at.getTime()]),
      );
      return presented.map((each) => {
        const key = keyOf(each);
        return unclaimed.delete(key) ? { first: true } : { first: false, spentAt: first.get(key) ?? now };
      });
    },
  };
}

function rowsOf<Row extends object>(result: StatementResult | undefined): readonly Row[] {
  if (result === undefined) throw new TypeError('a statement of the ledger was not answered');
  return result.rows as readonly Row[];
}

const forget = `
  delete from spent where tenant_id = $1 and ctid = any (array(
    select ctid from spent where tenant_id = $1 and expires_at <= $2 limit $3 for update skip locked))`;

/** Forgets what nobody would accept any more. */
export function deleteExpired(tenant: TenantId, now: number, limit: number): Statement {
  return { sql: forget, parameters: [tenant, new Date(now), limit] };
}

interface SpentKey {
  readonly kind: string;
  readonly digest: Uint8Array;
}

function keyOf({ kind, digest }: SpentKey): string {
  return `${Buffer.from(digest).toString('base64')} ${kind}`;
}
