import type { TenantId } from '@gatehouse/model';

/**
 * A value that can be bound to a SQL parameter. Objects are bound as jsonb; bytes as bytea; arrays of scalars as arrays,
 * arrays of objects as `jsonb[]`. For an array inside one jsonb column, bind its JSON text.
 */
export type SqlValue =
  | string
  | number
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly SqlValue[]
  | { readonly [key: string]: unknown };

/** Runs statements inside one transaction. Only `repository.ts` files (and the store itself) hold SQL. */
export interface Transaction {
  /**
   * Runs one parameterised statement and gives its rows. Column names come back as written in the SQL; `bigint` as a number
   * (a value that a number cannot hold exactly throws), `numeric` as text, `timestamptz` as a Date, `date` and `timestamp` as text,
   * `bytea` as a Buffer, `jsonb` parsed. Statements may be sent without waiting for one another: they run in the order sent.
   */
  rows<Row extends object>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  /** The same for a statement whose text hardly ever comes again: it is planned anew for its own values, and not kept. */
  rowsOnce<Row extends object>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs one parameterised statement and gives the number of rows it changed. */
  run(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
}

/** One parameterised statement, ready to be sent. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** What one statement gave; values as `Transaction.rows` gives them. */
export interface StatementResult {
  readonly rows: readonly object[];
  /** How many rows it returned or changed. */
  readonly changed: number;
}

/** A transaction that sees and writes one tenant's rows only: row-level security enforces it below the code (ONE-TENANT). */
export interface TenantTransaction extends Transaction {
  readonly tenant: TenantId;
  /** Adds one journal entry, committed with the change it describes or not at all (ONE-JOURNAL). */
  journal(entry: JournalDraft): void;
}

/** Who made a change. */
export type Actor =
  | { readonly kind: 'platform' }
  | { readonly kind: 'operator'; readonly name: string }
  | { readonly kind: 'user'; readonly id: string; readonly viaApp?: string }
  | { readonly kind: 'app'; readonly appId: string; readonly servicePrincipalId: string };

/** What a writer says of one change. `operation` reads `noun.verb`, for example `user.update`, `grant-family.revoke`. */
export interface JournalDraft {
  readonly operation: string;
  readonly actor: Actor;
  readonly target: { readonly type: string; readonly id: string; readonly name?: string };
  /** Old and new values of what changed; secrets and digests never stand here. */
  readonly changes?: readonly { readonly property: string; readonly old?: unknown; readonly new?: unknown }[];
  readonly correlationId?: string;
}

/** One committed change. `sequence` counts 1, 2, 3 … per tenant without gaps, in commit order. */
export interface JournalEntry extends JournalDraft {
  readonly tenant: TenantId;
  readonly sequence: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Reads the journal: audit log, cache invalidation, revocation and every other consequence of a change. */
export interface Journal {
  /** Up to `limit` entries of one tenant after `sequence`, in order. */
  read(tenant: TenantId, after: number, limit: number): Promise<JournalEntry[]>;
  /** The last sequence number of a tenant, 0 when it has none. */
  head(tenant: TenantId): Promise<number>;
  /**
   * Hears every entry committed from now on, by any process, at least once and in order per tenant.
   * A commit made by this process is delivered before `inTenant` returns to its caller.
   * @returns a function that stops listening.
   */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}

/** The durable store: Postgres, embedded or served. One suite holds for both. */
export interface Store {
  readonly engine: 'embedded' | 'postgres';
  readonly journal: Journal;
  /**
   * Runs `work` in one transaction that sees only `tenant`. Commits when `work` resolves, rolls back when it throws.
   * Inside `work` only `tx` may be used: the store itself, and group commits over it, refuse a call from there.
   * @throws StoreUnavailable when the database cannot be reached, is full, or did not answer in time. When the connection breaks
   * during the commit itself, the change may have been made all the same.
   */
  inTenant<T>(tenant: TenantId, work: (tx: TenantTransaction) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in one transaction outside any tenant, which writes nothing. Only the tables that lead to a tenant (tenants, domain
   * names, application homes, identifier URIs, user codes, journal heads) can be read; every other one reads as empty.
   */
  inPlatform<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Runs statements of many tenants, known beforehand, as one transaction: all of it travels in one message, the commit included,
   * and each statement runs as its own tenant, in order. One failure fails the whole.
   * @returns what each statement gave, per tenant.
   */
  commitTogether(
    statements: ReadonlyMap<TenantId, readonly Statement[]>,
  ): Promise<ReadonlyMap<TenantId, readonly StatementResult[]>>;
  /** Resolves when a trivial query answers. @throws StoreUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The database cannot be reached, is full or did not answer in time. Doors answer 503 with Retry-After. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
