import type { TenantId } from '@gatehouse/model';
import type { Actor, JournalDraft, JournalEntry, Transaction } from '../store.js';
import type { Closing } from '../wire-transaction.js';

/** The channel on which processes tell each other of commits. Payloads carry ids only: `<tenant> <sequence>`. */
export const journalChannel = 'gatehouse_journal';

/**
 * Takes the next numbers of one tenant and writes its entries under them. The row of `journal_heads` stays locked until the
 * transaction ends, so that numbers follow the order of commits and a rollback leaves no gap.
 */
const write = (result: string): string => `
  with head as (
    insert into journal_heads as heads (tenant_id, sequence, changed) values ($1, $2, pg_current_xact_id())
    on conflict (tenant_id) do update
      set sequence = heads.sequence + excluded.sequence, changed = excluded.changed
    returning sequence
  ), written as (
    insert into journal
      (tenant_id, sequence, at, operation, actor, target, target_type, target_id, changes, correlation_id)
    select $1, head.sequence - $2 + draft.position, $3, draft.entry ->> 'operation', draft.entry -> 'actor',
      draft.entry -> 'target', draft.entry -> 'target' ->> 'type', draft.entry -> 'target' ->> 'id',
      draft.entry -> 'changes', draft.entry ->> 'correlationId'
    from head, jsonb_array_elements($4::jsonb) with ordinality as draft (entry, position)
  )
  select ${result} from head`;
const writeQuietly = write('sequence');
/** Tells the other processes too. */
const writeAndTell = write(`sequence, pg_notify('${journalChannel}', $1::text || ' ' || sequence)`);

/** The drafts of one tenant, as they will read once committed, and the statement that writes them. */
export interface JournalWrite extends Closing {
  readonly drafts: readonly JournalDraft[];
  readonly at: number;
}

/** How many entries one statement adds: whole tenants are seeded in one transaction, and each statement has to answer in time. */
const piece = 1_000;

/**
 * The statements that add entries at the end of a transaction, in order.
 * @param at milliseconds since the epoch.
 * @param tell whether other processes are notified.
 */
export function journalWrites(
  tenant: TenantId,
  drafts: readonly JournalDraft[],
  at: number,
  tell: boolean,
): readonly JournalWrite[] {
  const pieces = Array.from({ length: Math.ceil(drafts.length / piece) }, (_, index) =>
    drafts.slice(index * piece, (index + 1) * piece),
  );
  return pieces.map((some) => journalWrite(tenant, some, at, tell));
}

function journalWrite(tenant: TenantId, drafts: readonly JournalDraft[], at: number, tell: boolean): JournalWrite {
  // Once through JSON, so that listeners in this process hear what readers of the table will see.
  const text = JSON.stringify(drafts);
  const sql = tell ? writeAndTell : writeQuietly;
  const parameters = [tenant, drafts.length, new Date(at), text];
  return { tenant, sql, parameters, at, drafts: JSON.parse(text) as JournalDraft[] };
}

/** The entries of a committed write. @param rows what its statement gave. */
export function writtenEntries({ tenant, drafts, at }: JournalWrite, rows: readonly object[]): JournalEntry[] {
  const last = (rows[0] as { readonly sequence: number }).sequence;
  return drafts.map((draft, index) => ({ ...draft, tenant, at, sequence: last - drafts.length + index + 1 }));
}

interface JournalRow {
  readonly sequence: number;
  readonly at: Date;
  readonly operation: string;
  readonly actor: Actor;
  readonly target: JournalEntry['target'];
  readonly changes: NonNullable<JournalEntry['changes']> | null;
  readonly correlation_id: string | null;
}

/** Up to `limit` entries of the transaction's tenant after `after`, in order. */
export async function readEntries(
  tx: Transaction,
  tenant: TenantId,
  after: number,
  limit: number,
): Promise<JournalEntry[]> {
  const rows = await tx.rows<JournalRow>(
    `select sequence, at, operation, actor, target, changes, correlation_id from journal
     where tenant_id = $1 and sequence > $2 order by sequence limit $3`,
    [tenant, after, limit],
  );
  return rows.map(({ at, changes, correlation_id, ...row }) => ({
    ...row,
    tenant,
    at: at.getTime(),
    ...(changes === null ? {} : { changes }),
    ...(correlation_id === null ? {} : { correlationId: correlation_id }),
  }));
}

/** A tenant's last sequence number; 0 when it has none. */
export async function readHead(tx: Transaction, tenant: TenantId): Promise<number> {
  const rows = await tx.rows<{ sequence: number }>('select sequence from journal_heads where tenant_id = $1', [tenant]);
  return rows[0]?.sequence ?? 0;
}

/** Where every tenant's journal that may have moved stands, and how to ask for what moves from then on. */
export interface Heads {
  readonly heads: readonly { readonly tenant: TenantId; readonly sequence: number }[];
  /** Every transaction before this one has ended: what it changed is in `heads`, or was in an earlier answer. */
  readonly horizon: string;
}

/**
 * The heads that changed since an earlier answer's horizon. Transactions still running then have an id at or above it, so that
 * one that commits late is not missed.
 */
export async function readHeadsSince(tx: Transaction, horizon: string): Promise<Heads> {
  const rows = await tx.rows<{ horizon: string; tenant: TenantId | null; sequence: number | null }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, heads.tenant_id as tenant, heads.sequence
     from (select) as always left join journal_heads heads on heads.changed >= $1::text::xid8`,
    [horizon],
  );
  const heads = rows.flatMap(({ tenant, sequence }) =>
    tenant === null || sequence === null ? [] : [{ tenant, sequence }],
  );
  return { heads, horizon: rows[0]?.horizon ?? horizon };
}
