import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockFolder, lockPath } from './folder-lock.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that holds the lock the way the store does. */
async function otherHolder(path: string) {
  const program = `require('node:net').createServer((c) => c.end(process.pid + '\\n'))
    .listen(process.argv[1], () => console.log('held'))`;
  const child = spawn(process.execPath, ['-e', program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

it('holds a folder until it is released', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${process.pid}`);
  await lock.release();
  await (await lockFolder(folder)).release();
});

it('names the process that holds it, and takes over from one that was killed', async () => {
  const holder = await otherHolder(lockPath(folder));
  await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${holder.pid}`);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(existsSync(lockPath(folder))).toBe(true);
  await (await lockFolder(folder)).release();
});

it('lets exactly one of many take over a lock left behind', async () => {
  const holder = await otherHolder(lockPath(folder));
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  const taken = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(taken).toHaveLength(1);
  await taken[0]?.release();
});

it('works where the path of the folder is too long for a socket', async () => {
  const deep = join(folder, 'x'.repeat(100), 'y'.repeat(100));
  mkdirSync(deep, { recursive: true });
  expect(lockPath(deep).length).toBeLessThanOrEqual(100);
  const lock = await lockFolder(deep);
  await expect(lockFolder(deep)).rejects.toThrow('in use');
  await lock.release();
});
