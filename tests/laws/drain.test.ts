import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChildPlatform } from '../support/child-platform.js';
import { daemonForm, daemonSeed } from '../support/daemon-seed.js';

let folder: string;
let settings: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-drain-'));
  const seed = join(folder, 'seed.json');
  await writeFile(seed, JSON.stringify(daemonSeed.content));
  settings = ['--dev', '--tls', 'off', '--data', join(folder, 'data'), '--seed', seed];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('stopping', () => {
  it('SIGTERM answers what is under way, accepts nothing more and exits 0', async () => {
    const platform = await startChildPlatform(settings);
    const ask = () =>
      fetch(`${platform.baseUrl}/${daemonSeed.tenant}/oauth2/v2.0/token`, { method: 'POST', body: daemonForm() });
    expect((await ask()).status).toBe(200);
    const underWay = Array.from({ length: 20 }, () =>
      ask().then(
        (answer) => answer.status,
        () => 'refused',
      ),
    );
    const code = await platform.terminate();
    expect(code).toBe(0);
    // Answered whole or never accepted: nothing in between.
    for (const outcome of await Promise.all(underWay)) expect([200, 'refused']).toContain(outcome);
    await expect(ask()).rejects.toThrow('fetch failed');
  }, 60_000);

  it('a second process on the same data folder is refused with a clear sentence', async () => {
    const platform = await startChildPlatform(settings);
    try {
      await expect(startChildPlatform(settings)).rejects.toThrow(/in use|already/i);
    } finally {
      await platform.terminate();
    }
  }, 60_000);
});
