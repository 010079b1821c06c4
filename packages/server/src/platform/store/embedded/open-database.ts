import { gunzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { DurableFileSystem, type FileOperations } from './durable-file-system.js';
import { countAnswers, countQuestions } from './wire-count.js';

export interface DatabasePlace {
  /** The folder of the database's files; undefined keeps everything in memory. */
  readonly folder: string | undefined;
  /** A prepared empty database, gzipped, to begin with when the place is empty. Without one the engine makes its own. */
  readonly archive: Uint8Array | undefined;
}

export interface DatabaseHooks {
  /** The engine has stopped itself. */
  readonly onAbort: (reason: string) => void;
  readonly watch?: (operations: FileOperations) => void;
}

/** The embedded Postgres, in the thread that opened it: calls block it. */
export interface OpenDatabase {
  readonly pglite: PGlite;
  /** The server version, for example `18.6`. */
  readonly version: string;
  /** Answers whole messages of the Postgres wire protocol, of which the last asks for an answer. */
  answer(message: Uint8Array): Uint8Array;
  close(): Promise<void>;
}

/** Little memory and no helpers that the single thread could not run. */
const modest = ['-c', 'shared_buffers=32MB', '-c', 'jit=off', '-c', 'max_wal_size=64MB'];
/** `-F`, among PGlite's own parameters, turns fsync off. fdatasync is an empty function in this engine, so the log uses fsync. */
const durable = [
  '-c',
  'fsync=on',
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'synchronous_commit=on',
  '-c',
  'full_page_writes=on',
];
/** Small segments of the write-ahead log: an empty database is 4 MB of them instead of 16. */
export const initOptions = ['--wal-segsize=4'];

/**
 * Opens the database of a place.
 * @throws when the engine does not start, or when a commit in a folder does not reach the disk.
 */
export async function openDatabase(place: DatabasePlace, hooks: DatabaseHooks): Promise<OpenDatabase> {
  const words = new LastWords();
  const onAbort = (reason: string): void => hooks.onAbort(words.why ?? reason);
  const files =
    place.folder === undefined ? undefined : new DurableFileSystem({ ...hooks, folder: place.folder, onAbort });
  const defaults = PGlite.defaultStartParams;
  const startParams = files === undefined ? [...defaults, ...modest] : [...unsafeOff(defaults), ...durable, ...modest];
  const prepared = place.archive && {
    loadDataDir: new Blob([gunzipSync(place.archive)], { type: 'application/x-tar' }),
  };
  const pglite = await PGlite.create({
    startParams,
    initDbStartParams: [...initOptions],
    onStderr: (line) => words.hear(line),
    ...(files && { fs: files }),
    ...prepared,
  }).catch((error: unknown) => {
    throw new Error(words.why ?? String(error), { cause: error });
  });
  if (files !== undefined) await proveDurability(pglite, files);
  const [row] = (await pglite.query<{ server_version: string }>('show server_version')).rows;
  return {
    pglite,
    version: row?.server_version ?? '',
    answer: (message) => answer(pglite, message),
    close: () => pglite.close(),
  };
}

/** What the engine said last before it gave up; otherwise nobody would hear it. */
class LastWords {
  why: string | undefined;

  /** @returns false: nothing is printed. */
  hear(line: string): boolean {
    if (/\b(?:FATAL|PANIC):/.test(line)) this.why = line.trim();
    return false;
  }
}

function unsafeOff(parameters: readonly string[]): string[] {
  return parameters.filter((parameter) => parameter !== '-F');
}

/** Commits once and sees whether the commit asked the disk. PGlite does not promise any of this, so it is proved at each start. */
async function proveDurability(pglite: PGlite, files: DurableFileSystem): Promise<void> {
  const settings = `select name, setting from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_sync_method')`;
  const { rows } = await pglite.query<{ name: string; setting: string }>(settings);
  const wrong = rows.filter(({ name, setting }) => setting !== (name === 'wal_sync_method' ? 'fsync' : 'on'));
  const before = files.fsyncs;
  await pglite.query(`select pg_logical_emit_message(true, 'gatehouse', 'is this on disk?')`);
  if (wrong.length === 0 && files.fsyncs > before) return;
  await pglite.close();
  const detail = wrong.map(({ name, setting }) => `${name} is ${setting}`).join(', ') || 'a commit did not call fsync';
  throw new Error(`the embedded database would lose commits when the power fails (${detail}); it is not opened`);
}

function answer(pglite: PGlite, message: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  // Runs to its end before it returns: nothing in it waits when `syncToFs` is off.
  const done = pglite.execProtocolRawStream(message, {
    syncToFs: false,
    onRawData: (bytes) => {
      pieces.push(bytes.slice());
    },
  });
  done.catch(() => {});
  const whole = join(pieces);
  // One answer too many or too few, and every later one would go to the wrong question.
  const asked = countQuestions(message);
  const answered = countAnswers(whole);
  if (asked !== answered) throw new Error(`the engine gave ${answered} answers to ${asked} questions`);
  return whole;
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
