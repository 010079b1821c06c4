import { chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ids } from '../platform/ids/index.js';

// Orders and answers that are too long for one line go by files in the folder of the control socket, which nobody but the account of
// the running process, and root, may enter. They are there as long as the order takes.

/** A request on its way to the process that holds a data folder. */
export interface Exchange {
  /** What the order says of it: nobody but the two of them knows. */
  readonly name: string;
  /** Reads what the process answered. */
  answer(): Promise<unknown>;
  /** Removes both files. */
  end(): Promise<void>;
}

const folderOf = (data: string) => join(data, 'control');

/** Lays a request down for the process that holds a data folder; undefined where there is no such folder, and so nobody. */
export async function beginExchange(data: string, request: unknown, ids: Ids): Promise<Exchange | undefined> {
  const found = await stat(data).catch(() => undefined);
  if (found === undefined) return undefined;
  const name = ids.bytes(16).toString('hex');
  const folder = folderOf(data);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.request`);
  const answerPath = join(folder, `${name}.answer`);
  await writeFile(path, JSON.stringify(request), { mode: 0o600, flag: 'wx' });
  // Root gives it to the account that is to read it.
  if (process.getuid?.() === 0) {
    for (const each of [folder, path]) await chown(each, found.uid, found.gid);
  }
  return {
    name,
    answer: async () => JSON.parse(await readFile(answerPath, 'utf8')) as unknown,
    end: async () => {
      await rm(path, { force: true });
      await rm(answerPath, { force: true });
    },
  };
}

/** Removes what commands left that were ended before they could. Called before the process that holds the folder takes orders. */
export async function forgetExchanges(data: string): Promise<void> {
  const folder = folderOf(data);
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => /^[0-9a-f]{32}\.(?:request|answer)$/.test(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

/** Carries out a request that lies in the folder, and lays the answer beside it. @param name as the order says it */
export async function carryOutExchange(
  data: string,
  name: string,
  carryOut: (request: unknown) => Promise<unknown>,
): Promise<void> {
  if (!/^[0-9a-f]{32}$/.test(name)) throw new Error('an order names no request');
  const folder = folderOf(data);
  const path = join(folder, `${name}.request`);
  const request = JSON.parse(await readFile(path, 'utf8')) as unknown;
  // A seed holds passwords: it lies here no longer than it must, whatever becomes of the command that laid it down (SEALED-SECRETS).
  await rm(path, { force: true });
  const answer = await carryOut(request);
  await writeFile(join(folder, `${name}.answer`), JSON.stringify(answer), { mode: 0o600, flag: 'wx' });
}
