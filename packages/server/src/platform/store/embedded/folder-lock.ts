import { createHash } from 'node:crypto';
import { lstatSync, unlinkSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../unavailable.js';

/** A data folder held by this process. */
export interface FolderLock {
  release(): Promise<void>;
}

const attempts = 10;
const settleMs = 25;
const answerLimitMs = 2_000;
/** Socket paths are cut off at 104 bytes (macOS) or 108 (Linux), the ending zero included. */
const longestSocketPath = 100;

/**
 * Takes a folder for this process. Two processes that open the same database files both succeed, and lose each other's commits:
 * so the folder is held by a listening socket, which the system closes with its process, however it ends.
 * @throws when another process, or this one, holds the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = lockPath(folder);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const server = await listen(path);
    if (server !== undefined) return { release: () => new Promise((done) => void server.close(() => done())) };
    const seen = identity(path);
    const holder = await askHolder(path);
    if (holder !== undefined) {
      const who = holder === '' ? 'another process' : `process ${holder}`;
      throw new Error(`the data folder \`${folder}\` is in use by ${who}: one process at a time may open it`);
    }
    // Nobody listens: what lies there was left by a process that died. It goes only if it is still the one that was asked.
    if (seen !== undefined && identity(path) === seen) remove(path);
  }
  throw new Error(`the data folder \`${folder}\` could not be locked: other processes try the same`);
}

/** Where the lock of a folder lies. */
export function lockPath(folder: string): string {
  const whole = resolve(folder);
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return `\\\\.\\pipe\\gatehouse-${digest}`;
  const inside = join(whole, 'lock');
  // Too long for a socket: a name made from the folder's, in the temporary folder. It holds as long as all processes that
  // may open the folder agree on the temporary folder and on the folder's path.
  return Buffer.byteLength(inside) <= longestSocketPath ? inside : join(tmpdir(), `gatehouse-${digest}.lock`);
}

/** Listens there. @returns undefined when something is there already, or was put there in the same instant. */
async function listen(path: string): Promise<Server | undefined> {
  const server = createServer((caller) => {
    caller.on('error', () => {});
    caller.end(`${process.pid}\n`);
  });
  server.listen(path);
  const mine = identity(path);
  const outcome = await new Promise<Error | undefined>((done) => {
    server.once('listening', () => done(undefined)).once('error', done);
  });
  if (outcome !== undefined) {
    if (codeOf(outcome) === 'EADDRINUSE') return undefined;
    throw outcome;
  }
  server.unref();
  // Another process may have judged an older lock stale and remove ours in its place: it does so within this pause.
  await pause(settleMs);
  if (identity(path) === mine) return server;
  await new Promise((done) => server.close(done));
  return undefined;
}

/**
 * Asks who holds the lock.
 * @returns the holder's process id, or empty text when it does not say; undefined when nobody listens.
 */
function askHolder(path: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const caller = createConnection(path);
    let text = '';
    let connected = false;
    const finish = (): void => {
      caller.destroy();
      resolve(connected ? text.trim() : undefined);
    };
    caller.setTimeout(answerLimitMs, finish);
    caller.on('connect', () => {
      connected = true;
    });
    caller.on('data', (bytes) => {
      text += bytes.toString('latin1');
    });
    caller.on('end', finish);
    caller.on('error', (error) => {
      const gone = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(codeOf(error) ?? '');
      if (connected || gone) finish();
      else reject(error);
    });
  });
}

/** What tells one file of a name from another; undefined where there is none. */
function identity(path: string): string | undefined {
  try {
    const { ino, ctimeMs } = lstatSync(path);
    return `${ino} ${ctimeMs}`;
  } catch {
    return undefined;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
