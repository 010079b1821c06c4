import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../platform/ids/index.js';
import { beginExchange, carryOutExchange, forgetExchanges } from './exchange.js';

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'gatehouse-exchange-'));
});
afterAll(() => rm(data, { recursive: true }));

const files = () => readdir(join(data, 'control'));

async function begin(request: unknown) {
  const exchange = await beginExchange(data, request, systemIds);
  if (exchange === undefined) throw new Error('there is no folder');
  return exchange;
}

describe('a request to the process that holds a data folder', () => {
  it('is answered, and nothing of both is left', async () => {
    const exchange = await begin({ secret: 'fake-secret' });
    const [name = ''] = await files();
    expect((await stat(join(data, 'control', name))).mode & 0o777).toBe(0o600);
    await carryOutExchange(data, exchange.name, async (request) => ({ heard: request }));
    expect(await exchange.answer()).toEqual({ heard: { secret: 'fake-secret' } });
    await exchange.end();
    expect(await files()).toEqual([]);
  });

  it('SEALED-SECRETS: lies there no longer than until it is read, whatever comes of it', async () => {
    const exchange = await begin({ secret: 'fake-secret' });
    const failing = carryOutExchange(data, exchange.name, async () => {
      expect(await files()).toEqual([]);
      throw new Error('the store is away');
    });
    await expect(failing).rejects.toThrow('away');
    expect(await files()).toEqual([]);
  });

  it('that a command left behind is gone before the next order is taken; nothing else is', async () => {
    await begin({ secret: 'fake-secret' });
    await writeFile(join(data, 'control', 'socket'), '');
    await forgetExchanges(data);
    expect(await files()).toEqual(['socket']);
    await expect(forgetExchanges(join(data, 'nowhere'))).resolves.toBeUndefined();
  });

  it('names no file but its own', async () => {
    for (const name of ['../x', '', 'x'.repeat(32)]) {
      await expect(carryOutExchange(data, name, async () => null)).rejects.toThrow('names no request');
    }
  });
});
