import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { Log } from '../log/index.js';
import { readLine } from './read-line.js';
import { placeProblem, socketPlace } from './socket-place.js';

/** What a process takes orders with. */
export interface ControlSocketOptions {
  /** The data folder, whose store this process holds. */
  readonly data: string;
  /** Carries out an order, as it was given, and says how it went; both are JSON values. */
  readonly handle: (order: unknown) => Promise<unknown>;
  readonly log: Log;
}

/** A process that takes orders. */
export interface ControlSocket {
  /** Takes no more orders, and resolves when those under way are carried out. */
  close(): Promise<void>;
}

/** How long a caller may take to say what it wants. Milliseconds. */
const patience = 10_000;

/**
 * Listens for orders on this machine. The platform serves people without it: where it cannot be opened the operator is told, and
 * commands find the folder in use.
 */
export async function openControlSocket({ data, handle, log }: ControlSocketOptions): Promise<ControlSocket> {
  const speaking = new Set<Socket>();
  const underWay = new Set<Promise<void>>();
  const server = createServer((caller) => {
    caller.on('error', () => caller.destroy());
    caller.setTimeout(patience, () => caller.destroy());
    speaking.add(caller);
    const work = readLine(caller)
      .finally(() => speaking.delete(caller))
      .then((line) => answer(caller, line, handle, log))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  });
  server.on('error', (error) => log.warn('orders of operators cannot be taken while running', { error }));
  await listen(server, data).catch((error: unknown) => server.emit('error', error));
  return {
    close: async () => {
      server.close();
      for (const caller of speaking) caller.destroy();
      await Promise.all(underWay);
    },
  };
}

/** Resolves at the first success or failure. */
async function listen(server: Server, data: string): Promise<void> {
  const place = socketPlace(data);
  if (place.folder !== null) {
    await makeFolder(place.folder);
    const problem = await placeProblem(data, place);
    if (problem !== undefined) throw new Error(problem);
    // This process holds the data folder: whoever left a socket there is gone.
    await rm(place.path, { force: true });
  }
  await new Promise<void>((done) => {
    server.once('error', () => done()).listen(place.path, done);
  });
  server.unref();
}

/** A folder for nobody else. What opens a whole volume to a group, as container platforms do, is undone. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (found.isDirectory() && found.uid === process.getuid?.()) await chmod(folder, 0o700);
}

async function answer(
  caller: Socket,
  line: string | undefined,
  handle: ControlSocketOptions['handle'],
  log: Log,
): Promise<void> {
  if (line === undefined) {
    caller.destroy();
    return;
  }
  // Carrying it out may take longer than saying it.
  caller.setTimeout(0);
  const text = `${JSON.stringify(await carryOut(line, handle, log))}\n`;
  caller.end(text, () => caller.destroy());
}

async function carryOut(line: string, handle: ControlSocketOptions['handle'], log: Log): Promise<object> {
  try {
    return { answer: await handle(JSON.parse(line)) };
  } catch (error) {
    log.error('an order of an operator failed', { error });
    return { failed: true };
  }
}
