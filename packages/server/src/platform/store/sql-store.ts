import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../clock/index.js';
import type { Engine, StoreLog } from './engine.js';
import {
  type Heads,
  JournalFeed,
  journalWrites,
  readEntries,
  readHead,
  readHeadsSince,
  writtenEntries,
} from './journal/index.js';
import {
  type Journal,
  type JournalEntry,
  type Statement,
  type StatementResult,
  type Store,
  StoreUnavailable,
  type TenantTransaction,
  type Transaction,
} from './store.js';
import { insideTransaction, outsideTransactions, refuseNestedUse } from './transaction-scope.js';
import { asStoreError } from './unavailable.js';
import { WireTransaction } from './wire-transaction.js';

export interface SqlStoreOptions {
  readonly clock: Clock;
  readonly log: StoreLog;
  /** How long one transaction may stay open, in milliseconds. */
  readonly transactionLimitMs: number;
}

/** The store over either engine: transactions, isolation, the journal. */
export class SqlStore implements Store {
  readonly engine: 'embedded' | 'postgres';
  readonly journal: Journal;
  /** Who hears of commits. The engine's listener feeds it with those of other processes. */
  readonly feed: JournalFeed;
  readonly #engine: Engine;
  readonly #options: SqlStoreOptions;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(engine: Engine, options: SqlStoreOptions) {
    this.engine = engine.kind;
    this.#engine = engine;
    this.#options = options;
    this.feed = new JournalFeed(
      {
        read: (tenant, after, limit) => this.#readJournal(tenant, after, limit),
        headsSince: (horizon) => this.#headsSince(horizon),
      },
      options.log,
    );
    this.journal = {
      read: (tenant, after, limit) => this.inTenant(tenant, (tx) => readEntries(tx, tenant, after, limit)),
      head: (tenant) => this.inPlatform((tx) => readHead(tx, tenant)),
      subscribe: (listener) => this.feed.subscribe(listener),
    };
  }

  inTenant<T>(tenant: TenantId, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    return this.#enter(() => this.#transaction((transaction) => work(transaction.forTenant(tenant))));
  }

  inPlatform<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#enter(() => this.#transaction((transaction) => work(transaction.forPlatform())));
  }

  commitTogether(
    statements: ReadonlyMap<TenantId, readonly Statement[]>,
  ): Promise<ReadonlyMap<TenantId, readonly StatementResult[]>> {
    // Every process goes through the tenants in the same order, so that two groups never wait for each other.
    const ordered = [...statements].sort(([a], [b]) => (a < b ? -1 : 1));
    const closing = ordered.flatMap(([tenant, own]) => own.map((statement) => ({ tenant, ...statement })));
    return this.#enter(async () => {
      const outcomes = await this.#borrow((transaction) => transaction.commit(closing));
      let at = 0;
      return new Map(
        ordered.map(([tenant, own]) => {
          const results = outcomes.slice(at, at + own.length);
          at += own.length;
          return [tenant, results];
        }),
      );
    });
  }

  ping(): Promise<void> {
    return this.#enter(async () => {
      const lease = await this.#engine.acquire();
      try {
        await lease.session.send('select 1');
      } finally {
        lease.release();
      }
    });
  }

  /** Lets what is under way, and what waits, finish; then closes the engine. */
  async close(): Promise<void> {
    refuseNestedUse(this);
    this.#closing ??= (async () => {
      while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
      await this.#engine.close();
    })();
    return this.#closing;
  }

  /** Refuses calls that would hang or come too late. */
  async #enter<T>(work: () => Promise<T>): Promise<T> {
    refuseNestedUse(this);
    if (this.#closing !== undefined) throw new StoreUnavailable('the store is closed');
    return this.#count(work);
  }

  /** Counts what is under way, and gives errors their outward form. */
  async #count<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    this.#underWay.add(running);
    try {
      return await running;
    } catch (error) {
      throw asStoreError(error);
    } finally {
      this.#underWay.delete(running);
    }
  }

  async #transaction<T>(work: (transaction: WireTransaction) => Promise<T>): Promise<T> {
    const { result, entries } = await this.#commitOrRollBack(work);
    for (const ofOneTenant of entries) {
      const reading = outsideTransactions(() => this.feed.committed(ofOneTenant));
      if (reading !== undefined) await reading;
    }
    return result;
  }

  #commitOrRollBack<T>(work: (transaction: WireTransaction) => Promise<T>): Promise<Committed<T>> {
    return this.#borrow(async (transaction) => {
      const result = await this.#withinLimit(insideTransaction(this, () => work(transaction)));
      return { result, entries: await this.#commit(transaction) };
    });
  }

  /** Runs `work` on a connection of its own. A transaction that it leaves open ends without a trace. */
  async #borrow<T>(work: (transaction: WireTransaction) => Promise<T>): Promise<T> {
    const lease = await this.#engine.acquire();
    const transaction = new WireTransaction(lease.session, this.#engine.role);
    try {
      return await work(transaction);
    } catch (error) {
      await transaction.rollback();
      throw error;
    } finally {
      lease.release();
    }
  }

  /** Commits with the journal's entries as the last statements. @returns them, per tenant. */
  async #commit(transaction: WireTransaction): Promise<JournalEntry[][]> {
    const now = this.#options.clock.now();
    const tell = this.#engine.sharedWithOthers;
    const writes = [...transaction.drafts].flatMap(([tenant, drafts]) => journalWrites(tenant, drafts, now, tell));
    const outcomes = await transaction.commit(writes);
    return writes.map((each, index) => writtenEntries(each, outcomes[index]?.rows ?? []));
  }

  /** A transaction that waits for something else holds a connection that others need. */
  async #withinLimit<T>(work: Promise<T>): Promise<T> {
    const limit = this.#options.transactionLimitMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const reason = `a transaction was still open after ${limit} ms and was rolled back`;
      timer = setTimeout(() => reject(new StoreUnavailable(reason)), limit);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Reads for the feed, also while the store drains. */
  #readJournal(tenant: TenantId, after: number, limit: number): Promise<JournalEntry[]> {
    const read = (tx: WireTransaction) => readEntries(tx.forTenant(tenant), tenant, after, limit);
    return this.#count(() => this.#transaction(read));
  }

  #headsSince(horizon: string): Promise<Heads> {
    return this.#count(() => this.#transaction((tx) => readHeadsSince(tx.forPlatform(), horizon)));
  }
}

interface Committed<T> {
  readonly result: T;
  /** Per tenant. */
  readonly entries: readonly (readonly JournalEntry[])[];
}
