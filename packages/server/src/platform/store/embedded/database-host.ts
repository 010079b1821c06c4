import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { columnTypes } from '../column-values.js';
import { Session } from '../session.js';
import { StoreUnavailable } from '../store.js';
import type { WorkerNews, WorkerOrder, WorkerTask } from './database-worker.js';
import type { DatabasePlace } from './open-database.js';
import { archivePath, keepArchive, readArchive } from './prepared-archive.js';
import { WireStream } from './wire-stream.js';

/** One run of the embedded database: its thread, and the one connection to it. */
export interface DatabaseHost {
  readonly session: Session;
  /** The server version, for example `18.6`. */
  readonly version: string;
  /** Packs the database as it stands, gzipped; nothing may be under way. */
  pack(): Promise<Uint8Array>;
  /** Ends the thread at once, whatever it does; resolves when no file of it is open any more. */
  kill(): Promise<void>;
  /** Ends the database in good order. */
  close(): Promise<void>;
}

/** Starting may have to replay the log of a crash. */
const startLimitMs = 180_000;
const closeLimitMs = 60_000;

/** Starts the database of a place in a thread of its own. @throws when it does not start; the thread is gone then. */
export async function startDatabase(place: DatabasePlace, statementLimitMs: number): Promise<DatabaseHost> {
  const worker = startWorker({ task: 'serve', place });
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  try {
    const { version } = await firstNews(worker, 'ready');
    const stream = new WireStream(worker);
    const client = new pg.Client({
      stream: () => stream,
      pipeline: true,
      types: columnTypes,
      ssl: false,
      host: 'embedded',
      user: 'postgres',
      database: 'postgres',
    });
    await client.connect();
    const session = new Session(client, statementLimitMs);
    watch(worker, session);
    return {
      session,
      version,
      pack: () => {
        worker.postMessage('pack' satisfies WorkerOrder);
        return firstNews(worker, 'archive').then(({ archive }) => archive);
      },
      kill: async () => {
        session.breakOff(new StoreUnavailable('the embedded database was stopped'));
        await worker.terminate();
        await gone;
      },
      close: () => close(worker, session, gone),
    };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

/**
 * The prepared empty database; made, and kept for the next time, when there is none yet.
 * @returns gzipped, for `DatabasePlace.archive`.
 */
export async function preparedArchive(): Promise<Uint8Array> {
  const made = readArchive();
  return made ?? prepareArchive();
}

/** Makes the prepared empty database, in a thread of its own, and keeps it at `path`. */
export async function prepareArchive(path = archivePath): Promise<Uint8Array> {
  const { archive } = await firstNews(startWorker({ task: 'prepare' }), 'archive');
  keepArchive(archive, path);
  return archive;
}

function startWorker(task: WorkerTask): Worker {
  return new Worker(workerFile(), { workerData: task, execArgv: [], name: 'gatehouse-database' });
}

/** The compiled worker, or, when this file is a source, a small program that loads the worker's source. */
function workerFile(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./source-worker.mjs', import.meta.url)
    : new URL('./database-worker.js', import.meta.url);
}

/** Waits for the worker's first news, which must be of the kind `wanted`. */
function firstNews<Kind extends WorkerNews['kind']>(
  worker: Worker,
  wanted: Kind,
): Promise<Extract<WorkerNews, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown): void =>
      settle(() => reject(new Error(`the embedded database did not start: ${reason}`, { cause })));
    const onMessage = (news: WorkerNews): void => {
      if (news.kind === wanted) settle(() => resolve(news as Extract<WorkerNews, { kind: Kind }>));
      else fail(news.kind === 'aborted' ? news.reason : news.kind);
    };
    const onError = (error: Error): void => fail(error.message, error);
    const onExit = (): void => fail('its thread ended');
    const timer = setTimeout(() => fail(`it took longer than ${startLimitMs} ms`), startLimitMs);
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      // A thread that fails after its fate is settled must not end the process.
      worker.on('error', () => {});
      outcome();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

/** Whatever ends the thread breaks the connection. */
function watch(worker: Worker, session: Session): void {
  const breakOff = (reason: string): void =>
    session.breakOff(new StoreUnavailable(`the embedded database stopped: ${reason}`));
  worker.on('message', (news: WorkerNews | Uint8Array) => {
    if ('kind' in news && news.kind === 'aborted') breakOff(news.reason);
  });
  worker.on('error', (error) => breakOff(error.message));
  worker.on('exit', () => breakOff('its thread ended'));
}

async function close(worker: Worker, session: Session, gone: Promise<void>): Promise<void> {
  if (session.broken === undefined) {
    worker.postMessage('close' satisfies WorkerOrder);
    const timer = setTimeout(() => void worker.terminate(), closeLimitMs);
    await gone;
    clearTimeout(timer);
  } else {
    await worker.terminate();
  }
}
