import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TenantId } from '@gatehouse/model';
import { startTestPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChildPlatform } from '../support/child-platform.js';
import { daemonForm, daemonSeed } from '../support/daemon-seed.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';

const tenant = daemonSeed.tenant as TenantId;
let folder: string;
let seed: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-law-'));
  seed = join(folder, 'seed.json');
  await writeFile(seed, JSON.stringify(daemonSeed.content));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function askToken(baseUrl: string): Promise<Response> {
  return fetch(`${baseUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: daemonForm() });
}

describe('RECORD-FIRST', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.remove());

  it('lets no token leave while the store is lost, says when to come back, and recovers without a restart', async () => {
    const platform = await startTestPlatform({
      seed,
      tls: 'off',
      database: await postgres.database(),
      logLevel: 'error',
    });
    try {
      expect((await askToken(platform.baseUrl)).status).toBe(200);
      await postgres.stop();
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const refused = await askToken(platform.baseUrl);
        expect(refused.status).toBe(503);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
        const body = (await refused.json()) as Record<string, unknown>;
        expect(body).toMatchObject({ error: 'temporarily_unavailable', error_codes: [90006] });
        expect(body).not.toHaveProperty('access_token');
      }
      await postgres.start();
      await expect.poll(async () => (await askToken(platform.baseUrl)).status, { timeout: 20_000 }).toBe(200);
    } finally {
      await platform.stop();
    }
  }, 90_000);

  it('loses no record of a token that left, wherever the process is killed', async () => {
    const data = join(folder, 'crashing');
    const settings = ['--dev', '--tls', 'off', '--data', data, '--seed', seed];
    const left: string[] = [];
    for (let crash = 0; crash < 5; crash += 1) {
      const platform = await startChildPlatform(settings);
      const callers = Array.from({ length: 8 }, async () => {
        for (;;) {
          const answer = await askToken(platform.baseUrl).catch(() => undefined);
          if (answer === undefined) return;
          if (answer.status === 200) left.push(answer.headers.get('x-ms-request-id') ?? '');
        }
      });
      const before = left.length;
      // The kill comes after a number of answers, not after a time: another number each round.
      await expect.poll(() => left.length - before, { timeout: 30_000, interval: 1 }).toBeGreaterThan(10 + crash * 37);
      await platform.kill();
      await Promise.all(callers);
    }
    expect(left.length).toBeGreaterThan(100);
    expect(await missingRecords(data, left)).toEqual([]);
  }, 180_000);
});

/** The request ids among `left` that have no successful sign-in record. */
async function missingRecords(data: string, left: readonly string[]): Promise<string[]> {
  const platform = await startTestPlatform({ seed, tls: 'off', data, logLevel: 'error' });
  try {
    const rows = await platform.parts.store.inTenant(tenant, (tx) =>
      tx.rows<{ request_id: string }>(`select request_id from sign_ins where status = 'success'`),
    );
    const recorded = new Set(rows.map((row) => row.request_id));
    return left.filter((id) => !recorded.has(id));
  } finally {
    await platform.stop();
  }
}
