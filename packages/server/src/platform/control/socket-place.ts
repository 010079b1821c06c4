import { createHash } from 'node:crypto';
import { lstat, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Socket paths are cut off at 104 bytes (macOS) or 108 (Linux), the ending zero included. */
const longestSocketPath = 100;

/** Where the process that holds a data folder listens. */
export interface SocketPlace {
  readonly path: string;
  /** The folder that keeps others out; null on Windows, where only its owner and administrators may write to a pipe. */
  readonly folder: string | null;
}

/** The place that belongs to a data folder: inside, or in the temporary folder when that path is too long for a socket. */
export function socketPlace(data: string): SocketPlace {
  const whole = resolve(data);
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\gatehouse-control-${digest}`, folder: null };
  const inside = join(whole, 'control', 'socket');
  const path =
    Buffer.byteLength(inside) <= longestSocketPath ? inside : join(tmpdir(), `gatehouse-${digest}`, 'socket');
  return { path, folder: dirname(path) };
}

/**
 * Whether nobody but its owner can enter the socket's folder, and the owner is ourselves or, for root, the data folder's owner: in
 * the temporary folder, somebody else could have been there first.
 * @param me the account that asks.
 * @returns what is wrong with it; undefined when nothing is, or when it is not there.
 */
export async function placeProblem(
  data: string,
  { folder }: SocketPlace,
  me = process.getuid?.(),
): Promise<string | undefined> {
  if (folder === null) return undefined;
  const found = await lstat(folder).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown');
  if (found === 'ENOENT') return undefined;
  if (typeof found === 'string') return `\`${folder}\` cannot be looked at (${found})`;
  if (!found.isDirectory() || (found.mode & 0o077) !== 0)
    return `\`${folder}\` is not a folder that only its owner may enter`;
  const trusted = me === 0 ? [me, (await stat(data)).uid] : [me];
  return trusted.includes(found.uid)
    ? undefined
    : `\`${folder}\` belongs to another account: only that one may give orders there`;
}
