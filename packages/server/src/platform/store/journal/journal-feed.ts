import type { TenantId } from '@gatehouse/model';
import type { StoreLog } from '../engine.js';
import type { JournalEntry } from '../store.js';
import type { Heads } from './journal-rows.js';

/** Where the feed reads what it has not seen. */
export interface JournalSource {
  read(tenant: TenantId, after: number, limit: number): Promise<JournalEntry[]>;
  /** The heads that may have moved since `horizon`. */
  headsSince(horizon: string): Promise<Heads>;
}

const everything = '0';
const pageSize = 500;

/**
 * Tells this process's listeners of every commit, its own at once and those of other processes as they are heard of: at least
 * once, in order per tenant. A cursor per tenant says what has been told; whatever stands after it is read from the table, so
 * that a lost notification costs time and never an entry.
 */
export class JournalFeed {
  readonly #source: JournalSource;
  readonly #log: StoreLog;
  readonly #listeners = new Set<(entry: JournalEntry) => void>();
  readonly #told = new Map<TenantId, number>();
  readonly #reading = new Map<TenantId, Promise<void>>();
  #horizon = everything;

  constructor(source: JournalSource, log: StoreLog) {
    this.#source = source;
    this.#log = log;
  }

  /** Notes where every journal stands: entries up to there are history. */
  async start(): Promise<void> {
    const { heads, horizon } = await this.#source.headsSince(everything);
    for (const { tenant, sequence } of heads) this.#told.set(tenant, sequence);
    this.#horizon = horizon;
  }

  subscribe(listener: (entry: JournalEntry) => void): () => void {
    // A listener of its own, so that one function may listen twice and stop once.
    const own = (entry: JournalEntry): void => listener(entry);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /**
   * Tells of entries this process has just committed, all of one tenant.
   * @returns undefined when they have been told already, a promise when others' entries had to be read first.
   */
  committed(entries: readonly JournalEntry[]): Promise<void> | undefined {
    const first = entries[0];
    if (first === undefined) return undefined;
    if (first.sequence <= this.#toldOf(first.tenant) + 1) {
      for (const entry of entries) this.#tell(entry);
      return undefined;
    }
    return this.#committedAfterOthers(first.tenant, entries);
  }

  /** Takes note that a tenant's journal stands at `sequence`. */
  async heard(tenant: TenantId, sequence: number): Promise<void> {
    while (this.#toldOf(tenant) < sequence) {
      const under = this.#reading.get(tenant);
      if (under !== undefined) {
        // It may have begun before the entry was there: look again afterwards.
        await under;
        continue;
      }
      const before = this.#toldOf(tenant);
      await this.#readOn(tenant);
      if (this.#toldOf(tenant) === before) return;
    }
  }

  /** Asks the table what has moved since the last time. */
  async poll(): Promise<void> {
    const { heads, horizon } = await this.#source.headsSince(this.#horizon);
    for (const { tenant, sequence } of heads) await this.heard(tenant, sequence);
    this.#horizon = horizon;
  }

  async #committedAfterOthers(tenant: TenantId, entries: readonly JournalEntry[]): Promise<void> {
    try {
      await this.heard(tenant, entries.at(-1)?.sequence ?? 0);
    } catch (error) {
      // The commit stands, and its caller must not lose it: tell of it now. The cursor stays, so the next read tells of
      // what lies between and of this once more.
      this.#log.warn('journal entries of other processes could not be read yet', { error });
      for (const entry of entries) this.#call(entry);
    }
  }

  /** Reads and tells what stands after the cursor; one reading at a time for a tenant. */
  #readOn(tenant: TenantId): Promise<void> {
    const reading = this.#readPages(tenant).finally(() => this.#reading.delete(tenant));
    this.#reading.set(tenant, reading);
    return reading;
  }

  async #readPages(tenant: TenantId): Promise<void> {
    for (;;) {
      const page = await this.#source.read(tenant, this.#toldOf(tenant), pageSize);
      for (const entry of page) this.#tell(entry);
      if (page.length < pageSize) return;
    }
  }

  #toldOf(tenant: TenantId): number {
    return this.#told.get(tenant) ?? 0;
  }

  #tell(entry: JournalEntry): void {
    if (entry.sequence <= this.#toldOf(entry.tenant)) return;
    this.#told.set(entry.tenant, entry.sequence);
    this.#call(entry);
  }

  #call(entry: JournalEntry): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(entry);
      } catch (error) {
        this.#log.error('a listener of the journal failed', { error, operation: entry.operation });
      }
    }
  }
}
