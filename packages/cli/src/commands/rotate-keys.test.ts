import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdjustableClock, createLog, type Platform, readSettings, startPlatform } from '@gatehouse/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { testPostgres } from '../../../../tests/support/postgres.js';
import { runCli } from '../cli.js';

const seed = { tenants: [{ id: 'c0000000-0000-4000-8000-000000000001', displayName: 'C', domains: ['c.example'] }] };
const day = 86_400;

let data: string;
let clock: AdjustableClock;
let said: string[];
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'rotate-'));
  await writeFile(join(data, 'seed.json'), JSON.stringify(seed));
});
afterAll(() => rm(data, { recursive: true }));
beforeEach(() => {
  said = [];
  for (const stream of ['log', 'error'] as const) {
    vi.spyOn(console, stream).mockImplementation((line: string) => void said.push(line));
  }
});
afterEach(() => vi.restoreAllMocks());

async function start(more: readonly string[] = []): Promise<Platform> {
  clock = new AdjustableClock();
  const argv = ['--dev', '--tls', 'off', '--port', '0', '--data', data, '--seed', join(data, 'seed.json'), ...more];
  const read = readSettings({ argv, env: {}, cwd: data });
  if (read.kind === 'invalid') throw new Error(read.problems.join());
  return startPlatform({ settings: read.settings, clock, log: createLog({ level: 'error' }) });
}

async function published({ baseUrl }: Platform): Promise<string[]> {
  const answer = await fetch(`${baseUrl}/c.example/discovery/v2.0/keys`);
  return ((await answer.json()) as { keys: { kid: string; alg: string }[] }).keys
    .filter(({ alg }) => alg === 'RS256')
    .map(({ kid }) => kid);
}

/** Runs a command as an operator would, who has no variables for tests. */
async function run(...argv: readonly string[]): Promise<number> {
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('GATEHOUSE_')))
    vi.stubEnv(name, undefined);
  try {
    return await runCli(argv);
  } finally {
    vi.unstubAllEnvs();
  }
}

const rotate = (...more: readonly string[]): Promise<number> =>
  run('keys', 'rotate', 'c.example', '--data', data, ...more);

describe('gatehouse keys rotate', () => {
  it('has the process that holds the embedded store do it, which goes on serving', async () => {
    const platform = await start();
    const [first = ''] = await published(platform);
    expect(await rotate()).toBe(1);
    expect(said.join()).toMatch(/verifiers may not know it before \d{4}-\d\d-\d\dT.*--now/);
    const [, second = ''] = await published(platform);
    clock.advance(day);
    expect(await rotate()).toBe(0);
    const [current, third = '', old] = await published(platform);
    expect([current, old]).toEqual([second, first]);
    expect(said.slice(1)).toEqual([
      `RS256 ${second} signs from now on`,
      `RS256 ${third} is published as the next one`,
      `RS256 ${first} stays published until its last token has expired`,
    ]);
    await platform.close();
  });

  it('opens the store itself when nothing runs, and at once says what that costs', async () => {
    expect(await rotate('--now')).toBe(0);
    expect(said[0]).toMatch(/^RS256 [\w-]+ signs from now on$/);
    expect(said.at(-1)).toMatch(/^Verifiers .* refuse new tokens until they fetch them again/);
    const platform = await start();
    expect(said[0]).toContain((await published(platform))[0] ?? 'nothing');
    await platform.close();
  });

  it('says that a tenant is not there, here as there', async () => {
    const asked = (): Promise<number> => run('keys', 'rotate', 'nobody.example', '--data', data);
    expect(await asked()).toBe(1);
    const platform = await start();
    expect(await asked()).toBe(1);
    expect(said).toEqual(Array.from({ length: 2 }, () => 'tenant `nobody.example` was not found'));
    await platform.close();
  });

  it('works beside processes on a Postgres server', async () => {
    const database = ['--database', await (await testPostgres()).database()];
    const platform = await start(database);
    const [first = ''] = await published(platform);
    expect(await rotate('--now', ...database)).toBe(0);
    await expect.poll(() => published(platform), { timeout: 20_000 }).toContain(said[0]?.split(' ')[1]);
    expect(await published(platform)).toContain(first);
    await platform.close();
    await (await testPostgres()).remove();
  });

  it('knows two algorithms', async () => {
    expect(await rotate('--algorithm', 'none')).toBe(2);
    expect(said.join()).toContain('use RS256 or ES256');
  });
});
