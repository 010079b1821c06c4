import { mkdirSync } from 'node:fs';
import type { Engine, Lease, StoreLog } from '../engine.js';
import type { Session } from '../session.js';
import { StoreUnavailable } from '../store.js';
import { prepareFolder, recordFolder, requirePglite } from './data-folder.js';
import { type DatabaseHost, preparedArchive, startDatabase } from './database-host.js';
import { FairQueue } from './fair-queue.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { keepSchemaArchive, readSchemaArchive } from './prepared-archive.js';
import { Upkeep } from './upkeep.js';

/** Where the embedded database lives, and how long callers wait. Milliseconds. */
export interface EmbeddedOptions {
  /** The data folder; undefined keeps everything in memory, for tests. */
  readonly folder: string | undefined;
  /** Names the schema that will be made: a database in memory begins with it when one was made before. */
  readonly schema: string;
  readonly log: StoreLog;
  readonly statementLimitMs: number;
  readonly waitLimitMs: number;
}

/**
 * Postgres in this process: one thread, one connection, one folder that no other process may open. A statement that does not
 * return ends with its thread; the database is then opened again, as after a crash.
 */
export class EmbeddedEngine implements Engine {
  readonly kind = 'embedded';
  readonly role = 'gatehouse_app';
  readonly sharedWithOthers = false;
  /** Called when the database was opened again: a commit may have succeeded without anybody having been told. */
  onReopened: () => void = () => {};
  readonly #options: EmbeddedOptions;
  readonly #lock: FolderLock | undefined;
  readonly #queue: FairQueue;
  readonly #upkeep: Upkeep;
  #host: Promise<DatabaseHost>;
  #database: string | undefined;
  #loans = 0;

  private constructor(
    options: EmbeddedOptions,
    lock: FolderLock | undefined,
    database: string | undefined,
    host: DatabaseHost,
  ) {
    this.#options = options;
    this.#lock = lock;
    this.#database = database;
    this.#queue = new FairQueue(options.waitLimitMs);
    this.#host = Promise.resolve(host);
    this.#upkeep = new Upkeep(this, options.log);
  }

  /** How many connections have been lent so far. */
  get loans(): number {
    return this.#loans;
  }

  static async open(options: EmbeddedOptions): Promise<EmbeddedEngine> {
    requirePglite();
    const { folder, statementLimitMs } = options;
    if (folder === undefined) {
      const archive = readSchemaArchive(options.schema) ?? (await preparedArchive());
      const host = await startDatabase({ folder, archive }, statementLimitMs);
      return new EmbeddedEngine(options, undefined, undefined, host);
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = await lockFolder(folder);
    try {
      const { database, fresh } = await prepareFolder(folder);
      const archive = fresh ? await preparedArchive() : undefined;
      const host = await startDatabase({ folder: database, archive }, statementLimitMs);
      if (fresh) await recordFolder(folder);
      return new EmbeddedEngine(options, lock, database, host);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async acquire(): Promise<Lease> {
    const leave = await this.#queue.enter();
    try {
      const { session } = await this.#ready();
      this.#loans += 1;
      return {
        session,
        release: () => {
          // Not when it is next needed: the thread may be busy with what was given up.
          if (session.broken !== undefined) void this.#ready().catch(() => {});
          leave();
        },
      };
    } catch (error) {
      leave();
      throw error;
    }
  }

  async asOwner<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const lease = await this.acquire();
    try {
      return await work(lease.session);
    } finally {
      lease.release();
    }
  }

  /** Keeps the schema for the next database in memory, if this one is in memory and the first to have it. */
  async keepSchema(): Promise<void> {
    const { folder, schema } = this.#options;
    if (folder !== undefined || readSchemaArchive(schema) !== undefined) return;
    const host = await this.#ready();
    keepSchemaArchive(await host.pack(), schema);
  }

  async close(): Promise<void> {
    await this.#upkeep.stop();
    const leave = await this.#queue.enter();
    const inMemory = this.#database === undefined;
    try {
      const host = await this.#host;
      await (inMemory ? host.kill() : host.close());
    } catch (error) {
      // What was acknowledged is on disk all the same: the next start replays it, as after a crash.
      this.#options.log.warn('the embedded database did not end in good order', { error });
    }
    leave();
    await this.#lock?.release();
  }

  /** The running database, started again when it broke. Those who wait share one start. */
  async #ready(): Promise<DatabaseHost> {
    const current = this.#host;
    const host = await current.catch(() => undefined);
    if (host !== undefined && host.session.broken === undefined) return host;
    if (this.#host === current) this.#host = this.#reopen(host);
    return this.#host.catch((error) => {
      throw new StoreUnavailable(`the embedded database could not be opened again: ${String(error)}`, { cause: error });
    });
  }

  async #reopen(broken: DatabaseHost | undefined): Promise<DatabaseHost> {
    await broken?.kill();
    if (this.#database === undefined) throw new Error('it was kept in memory');
    this.#options.log.warn('the embedded database stopped and is opened again', {
      reason: broken?.session.broken?.message,
    });
    const place = { folder: this.#database, archive: undefined };
    const host = await startDatabase(place, this.#options.statementLimitMs);
    queueMicrotask(() => this.onReopened());
    return host;
  }
}
