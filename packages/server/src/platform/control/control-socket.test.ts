import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../log/index.js';
import { type ControlSocket, giveOrder, openControlSocket } from './index.js';
import { placeProblem, socketPlace } from './socket-place.js';

let folder: string;
let lines: string[];
const opened: ControlSocket[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'control-'));
  lines = [];
});
afterEach(async () => {
  for (const socket of opened.splice(0)) await socket.close();
  await rm(folder, { recursive: true });
});

async function open(
  handle: (order: unknown) => Promise<unknown> = async (order) => ({ heard: order }),
  data = folder,
): Promise<ControlSocket> {
  const log = createLog({ level: 'warn', destination: { write: (line) => lines.push(line) } });
  const socket = await openControlSocket({ data, handle, log });
  opened.push(socket);
  return socket;
}

describe('an order', () => {
  it('reaches the process that holds the folder, and its answer comes back', async () => {
    await open();
    expect(await giveOrder(folder, { order: 'x', text: 'two\nlines, ä' })).toEqual({
      kind: 'answered',
      answer: { heard: { order: 'x', text: 'two\nlines, ä' } },
    });
    expect(lines).toEqual([]);
  });

  it('finds nobody where nothing listens: before, after, and when a process died there', async () => {
    expect(await giveOrder(folder, 1)).toEqual({ kind: 'nobody' });
    await (await open()).close();
    expect(await giveOrder(folder, 1)).toEqual({ kind: 'nobody' });
    await writeFile(socketPlace(folder).path, '');
    expect(await giveOrder(folder, 1)).toEqual({ kind: 'nobody' });
    await open();
    expect(await giveOrder(folder, 1)).toMatchObject({ kind: 'answered' });
  });

  it('that fails is told to the log in full, and to the caller without what went wrong', async () => {
    await open(async () => Promise.reject(new Error('the reason')));
    expect(await giveOrder(folder, 1)).toEqual({
      kind: 'failed',
      problem: expect.stringContaining('its log says why'),
    });
    expect(lines.join('')).toContain('the reason');
  });

  it('under way is carried out before the process goes, also when its caller has gone', async () => {
    const steps: string[] = [];
    let finish = (): void => undefined;
    const beginning = new Promise<void>((begun) => {
      const order = async (): Promise<string> => {
        await new Promise<void>((resolve) => {
          finish = resolve;
          begun();
        });
        steps.push('carried out');
        return 'done';
      };
      void open(order);
    });
    while (opened.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const caller = createConnection(socketPlace(folder).path);
    caller.write('1\n');
    await beginning;
    caller.destroy();
    const closed = opened[0]?.close().then(() => steps.push('closed'));
    await new Promise((resolve) => setImmediate(resolve));
    finish();
    await closed;
    expect(steps).toEqual(['carried out', 'closed']);
  });

  it('that nobody has given yet is not waited for when the process goes', async () => {
    const socket = await open();
    const silent = createConnection(socketPlace(folder).path);
    await once(silent, 'connect');
    await Promise.all([once(silent, 'close'), socket.close()]);
    expect(await giveOrder(folder, 1)).toEqual({ kind: 'nobody' });
  }, 5_000);

  it('is ignored when it is far too long', async () => {
    const heard: unknown[] = [];
    await open(async (order) => heard.push(order));
    expect(await giveOrder(folder, 'x'.repeat(1 << 20))).toMatchObject({ kind: 'failed' });
    expect(heard).toEqual([]);
  });
});

describe('the socket', () => {
  it('lies in a folder that only its owner may enter, whoever opened it before', async () => {
    await mkdir(join(folder, 'control'), { mode: 0o777 });
    await chmod(join(folder, 'control'), 0o777);
    await open();
    expect((await stat(join(folder, 'control'))).mode & 0o777).toBe(0o700);
  });

  it('is no way to give orders once others may enter its folder', async () => {
    await open();
    await chmod(join(folder, 'control'), 0o710);
    expect(await giveOrder(folder, 1)).toMatchObject({
      kind: 'failed',
      problem: expect.stringContaining('only its owner'),
    });
  });

  it('lies in the temporary folder when the path of the data folder is too long for one', async () => {
    const long = join(folder, 'x'.repeat(100));
    await mkdir(long);
    const place = socketPlace(long);
    expect(place.path).not.toContain(long);
    expect(place.path.startsWith(tmpdir())).toBe(true);
    expect(place.path).not.toBe(socketPlace(`${long}y`).path);
    await open(undefined, long);
    expect(await giveOrder(long, 1)).toMatchObject({ kind: 'answered' });
    expect((await stat(place.folder ?? '')).mode & 0o777).toBe(0o700);
    await rm(place.folder ?? '', { recursive: true });
  });

  it('is not opened where somebody else made the folder, and the operator is told', async () => {
    await writeFile(join(folder, 'control'), 'not a folder');
    await open();
    expect(lines.join('')).toContain('orders of operators cannot be taken while running');
    expect(await giveOrder(folder, 1)).toMatchObject({ kind: 'failed' });
  });

  it('is trusted in a folder of one’s own, and by root in a folder of the account that owns the data', async () => {
    await open();
    const place = socketPlace(folder);
    expect(await placeProblem(folder, place)).toBeUndefined();
    expect(await placeProblem(folder, place, 54_321)).toContain('belongs to another account');
    expect(await placeProblem(folder, place, 0)).toBeUndefined();
  });
});
