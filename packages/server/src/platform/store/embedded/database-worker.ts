// Runs the embedded database in a thread of its own: a query blocks its thread, and only ending the thread ends a query that
// does not return. Started by database-host.ts, spoken to in pieces of the Postgres wire protocol.
import { parentPort, workerData } from 'node:worker_threads';
import { type DatabasePlace, type OpenDatabase, openDatabase } from './open-database.js';
import { makeArchive, pack } from './prepared-archive.js';

export type WorkerTask =
  | { readonly task: 'serve'; readonly place: DatabasePlace }
  /** Makes a prepared archive and ends. */
  | { readonly task: 'prepare' };

/** What the host asks of it, beside questions to the database (which are bytes): to end in good order, or to pack itself. */
export type WorkerOrder = 'close' | 'pack';

/** What the worker tells its host, beside the answers (which are bytes). */
export type WorkerNews =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'archive'; readonly archive: Uint8Array }
  | { readonly kind: 'aborted'; readonly reason: string }
  | { readonly kind: 'closed' };

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker');

const tell = (news: WorkerNews): void => port.postMessage(news);

const orders: Record<WorkerOrder, (database: OpenDatabase) => Promise<void>> = {
  close: async (database) => {
    await database.close();
    tell({ kind: 'closed' });
    port.close();
  },
  pack: async ({ pglite }) => tell({ kind: 'archive', archive: await pack(pglite) }),
};

const given = workerData as WorkerTask;
if (given.task === 'prepare') tell({ kind: 'archive', archive: await makeArchive() });
else await serve(given.place);

async function serve(place: DatabasePlace): Promise<void> {
  const database = await openDatabase(place, {
    onAbort: (reason) => {
      tell({ kind: 'aborted', reason });
      // Ends this thread here and now: the engine would go on answering from memory it no longer trusts.
      process.exit(1);
    },
  });
  port?.on('message', (message: Uint8Array | WorkerOrder) => {
    if (typeof message === 'string') return void orders[message](database);
    const answer = database.answer(message);
    if (answer.length > 0) port.postMessage(answer, [answer.buffer as ArrayBuffer]);
  });
  tell({ kind: 'ready', version: database.version });
}
