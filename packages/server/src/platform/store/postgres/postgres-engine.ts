import pg from 'pg';
import type { Engine, Lease, StoreLog } from '../engine.js';
import type { Session } from '../session.js';
import { type ConnectionLimits, poolConfig, sessionOver, withConnection } from './connection.js';

export interface PostgresEngineOptions extends ConnectionLimits {
  readonly log: StoreLog;
  /** Logs in as the role that transactions run as. */
  readonly appUrl: string;
  /** Logs in as the operator's user. */
  readonly ownerUrl: string;
  readonly poolSize: number;
  readonly waitLimitMs: number;
}

/** A Postgres server, over a pool of connections that already work as the confined role. */
export class PostgresEngine implements Engine {
  readonly kind = 'postgres';
  readonly role = undefined;
  readonly sharedWithOthers = true;
  /** Ends what else lives on this database, before the pool does. */
  beforeClose: () => Promise<void> = async () => {};
  readonly #pool: pg.Pool;
  readonly #options: PostgresEngineOptions;
  readonly #sessions = new WeakMap<pg.Client, Session>();

  constructor(options: PostgresEngineOptions) {
    this.#options = options;
    const { appUrl, poolSize, waitLimitMs, log } = options;
    this.#pool = new pg.Pool({
      ...poolConfig(appUrl, options),
      max: poolSize,
      connectionTimeoutMillis: waitLimitMs,
      idleTimeoutMillis: 60_000,
    });
    // An idle connection was lost; the pool has forgotten it and makes another when one is needed.
    this.#pool.on('error', (error) => log.warn('a database connection was lost', { error }));
  }

  async acquire(): Promise<Lease> {
    const client = await this.#pool.connect();
    const session = this.#sessions.get(client) ?? sessionOver(client, this.#options);
    this.#sessions.set(client, session);
    return { session, release: () => client.release(session.broken ?? false) };
  }

  asOwner<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return withConnection(this.#options.ownerUrl, work);
  }

  async close(): Promise<void> {
    await this.beforeClose();
    await this.#pool.end();
  }
}
