import type { TenantId } from '@gatehouse/model';
import pg from 'pg';
import type { StoreLog } from '../engine.js';
import { type JournalFeed, journalChannel } from '../journal/index.js';
import { connectionConfig } from './connection.js';

const pollEveryMs = 1_000;
const retryMs = [100, 500, 2_000, 5_000];

/**
 * Hears of other processes' commits: at once by NOTIFY, within a second by looking when a notification was lost. After every
 * break of its connection it listens first and looks then, so nothing falls between.
 */
export class JournalListener {
  readonly #feed: JournalFeed;
  readonly #config: pg.ClientConfig;
  readonly #log: StoreLog;
  #client: pg.Client | undefined;
  #poll: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #polling: Promise<void> | undefined;
  #failures = 0;
  #closed = false;

  constructor(feed: JournalFeed, appUrl: string, log: StoreLog) {
    this.#feed = feed;
    this.#log = log;
    this.#config = connectionConfig(appUrl);
  }

  /** Resolves once it listens. @throws when the database cannot be reached. */
  async start(): Promise<void> {
    await this.#listen();
    this.#poll = setInterval(() => void this.#look(), pollEveryMs);
    this.#poll.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#poll);
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
    await this.#polling;
  }

  async #listen(): Promise<void> {
    const client = new pg.Client(this.#config);
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, undefined));
    client.on('notification', ({ payload }) => void this.#heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${journalChannel}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    if (this.#closed) return client.end();
    this.#client = client;
    this.#failures = 0;
  }

  #lost(client: pg.Client, error: Error | undefined): void {
    if (this.#client !== client || this.#closed) return;
    this.#client = undefined;
    this.#log.warn('the journal connection was lost', { error });
    this.#listenAgain();
  }

  #listenAgain(): void {
    const wait = retryMs[Math.min(this.#failures, retryMs.length - 1)];
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      this.#listen().then(
        () => this.#look(),
        () => {
          if (!this.#closed) this.#listenAgain();
        },
      );
    }, wait);
    this.#retry.unref();
  }

  async #heard(payload: string): Promise<void> {
    const [tenant, sequence] = payload.split(' ');
    if (tenant === undefined || sequence === undefined) return;
    try {
      await this.#feed.heard(tenant as TenantId, Number(sequence));
    } catch {
      // The next look reads it.
    }
  }

  /** One look at a time. */
  #look(): Promise<void> {
    this.#polling ??= this.#feed
      .poll()
      .catch(() => {
        // The database is away: callers hear of that themselves, and the next look catches up.
      })
      .finally(() => {
        this.#polling = undefined;
      });
    return this.#polling;
  }
}
