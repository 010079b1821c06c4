import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '@gatehouse/cli';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ChildPlatform, startChildPlatform } from '../support/child-platform.js';
import { testStore } from '../support/test-store.js';

// Tenants as code with the real command line, by itself and beside a running platform on the same store.

/** Each command opens the store. */
const patience = { timeout: 120_000 };
const example = join(process.cwd(), 'examples', 'contoso.yaml');
const main = join(process.cwd(), 'packages', 'cli', 'src', 'main.ts');

let folder: string;
/** Two stores, as the commands are told of them. */
let store: readonly string[];
let other: readonly string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenant-as-code-'));
  await writeFile(file('key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  store = await storeAt('one');
  other = await storeAt('two');
});
afterAll(() => rm(folder, { recursive: true }));

async function storeAt(name: string): Promise<readonly string[]> {
  const { database } = await testStore();
  const place = ['--data', file(name), ...(database === undefined ? [] : ['--database', database])];
  return [...place, '--key-encryption-key-file', file('key'), '--log-level', 'error'];
}

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line of `gatehouse` as an operator would, who has no variables for tests, where nobody can be asked. */
async function gatehouse(...words: readonly string[]): Promise<Said> {
  let [out, err] = ['', ''];
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('GATEHOUSE_')))
    vi.stubEnv(name, undefined);
  vi.spyOn(console, 'log').mockImplementation((line: string) => void (out += `${line}\n`));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void (err += `${line}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    return { code: await runCli(words), out, err };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
}

/** The same in a process of its own. */
async function gatehouseProcess(...words: readonly string[]): Promise<Said> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_')));
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', main, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, TSX_TSCONFIG_PATH: 'tsconfig.check.json' },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  // What goes wrong is told in sentences.
  expect(err).not.toMatch(/^\s+at .*:\d+:\d+/m);
  return { code, out, err };
}

const file = (name: string) => join(folder, name);
const write = async (name: string, ...tenants: readonly object[]) => {
  await writeFile(file(name), JSON.stringify({ tenants }));
  return file(name);
};
const exported = async (from = store) => (await gatehouse('export', ...from)).out;

const contoso = { id: 'c0000000-0000-4000-8000-000000000001' };
const carol = (jobTitle: string) => ({ users: [{ userPrincipalName: 'carol@contoso.example', jobTitle }] });

describe('tenants as code, while nothing runs', patience, () => {
  test('nothing is read from a store that is not there, and none is made', async () => {
    for (const words of [['export'], ['diff', example]]) {
      const { code, err } = await gatehouse(...words, '--data', file('nowhere'));
      expect([code, err]).toEqual([1, expect.stringContaining('there is no store at')]);
      expect(existsSync(file('nowhere'))).toBe(false);
    }
  });

  test('a dry run tells what an empty store would get, and changes nothing', async () => {
    const { code, out } = await gatehouse('apply', example, '--dry-run', ...store);
    expect(code).toBe(0);
    expect(out).toContain('Contoso (c0000000-0000-4000-8000-000000000001)\n  + tenant Contoso\n');
    expect(out).toMatch(/\d+ to make, 0 to change, 0 to remove\n$/);
    expect(await exported()).toBe('tenants: []\n');
  });

  test('a seed is applied, and applied again changes nothing', async () => {
    const first = await gatehouse('apply', example, ...store);
    expect([first.code, first.out]).toEqual([0, expect.stringMatching(/^applied: \d+ changed, 0 as they were$/m)]);
    const again = await gatehouse('apply', example, ...store);
    expect(again.out).toMatch(
      /^nothing to change; whether 8 passwords differ shows when they are applied\napplied: 0 changed, \d+ as they were\n$/,
    );
    expect(again.code).toBe(0);
  });

  test('an export says what it leaves out, holds no secret, and shows no drift', async () => {
    const out = file('whole.yaml');
    const { code, err } = await gatehouse('export', '--out', out, ...store);
    expect(code).toBe(0);
    expect(err).toContain('not exported: what people prove themselves with: passwords and other proofs leave no store');
    expect(err).toContain('the secrets of `Contoso Daemon`');
    const text = await readFile(out, 'utf8');
    expect(text).not.toMatch(/fake-secret|Fake-Passw0rd/);
    expect(await gatehouseProcess('diff', out, ...store)).toMatchObject({ code: 0, out: 'no drift\n', err: '' });
    const json = await gatehouse('diff', out, '--json', ...store);
    expect(JSON.parse(json.out)).toMatchObject({ drift: false });
  });

  test('an export makes the same tenants in an empty store', async () => {
    expect(await gatehouse('apply', file('whole.yaml'), ...other)).toMatchObject({ code: 0 });
    const { out } = await gatehouseProcess('export', ...other);
    expect(out).toBe(await readFile(file('whole.yaml'), 'utf8'));
    expect(await gatehouse('diff', file('whole.yaml'), ...other)).toMatchObject({ code: 0 });
  });

  test('one tenant is exported by its domain, as JSON', async () => {
    const { out } = await gatehouse('export', '--tenant', 'fabrikam.example', '--format', 'json', ...store);
    expect(JSON.parse(out)).toMatchObject({ tenants: [{ displayName: 'Fabrikam', isComplete: true }] });
    expect(await gatehouse('export', '--tenant', 'nobody.example', ...store)).toMatchObject({ code: 1, out: '' });
  });

  test('drift is told with old and new values, and by the exit code', async () => {
    const changed = await write('changed.json', { ...contoso, ...carol('Director') });
    const { code, out } = await gatehouseProcess('diff', changed, ...store);
    expect(code).toBe(2);
    expect(out).toContain('  ~ user carol@contoso.example\n      jobTitle: Platform engineer → Director\n');
    expect(out).toContain('  - user dave@contoso.example\n');
    expect(out).toMatch(/^drift: \+ 0 only in the files, ~ 1 differ \(store → file\), - 4 only in the store$/m);
    expect(await gatehouse('apply', changed, '--dry-run', ...store)).toMatchObject({ code: 0 });
    expect(await exported()).toBe(await readFile(file('whole.yaml'), 'utf8'));
  });

  test('nothing is removed before somebody agreed', async () => {
    const fewer = await write('fewer.json', {
      ...contoso,
      groups: [{ displayName: 'Finance', members: ['alice@contoso.example'] }],
    });
    const unasked = await gatehouse('apply', fewer, '--prune', ...store);
    expect(unasked.code).toBe(1);
    expect(unasked.out).toContain('  - group Engineering\n');
    expect(unasked.out).toContain('      members: + alice@contoso.example, - bob@contoso.example\n');
    expect(unasked.err).toContain('say --yes\nnothing was changed');
    expect(await exported()).toBe(await readFile(file('whole.yaml'), 'utf8'));
    expect(await gatehouse('apply', fewer, '--prune', '--yes', ...store)).toMatchObject({ code: 0 });
    const left = await exported();
    expect(left).not.toContain('Platform Team');
    expect(left).toContain('carol@contoso.example');
    expect(await gatehouse('apply', fewer, '--prune', ...store)).toMatchObject({ code: 0, out: 'nothing to change\n' });
    expect(await gatehouse('apply', file('whole.yaml'), '--prune', '--yes', ...store)).toMatchObject({ code: 0 });
    expect(await exported()).toBe(await readFile(file('whole.yaml'), 'utf8'));
  });

  test('the last administrator cannot be removed, and nothing else is then', async () => {
    const directoryRoles = [{ role: 'Global Administrator', members: ['admin@contoso.example'] }];
    await gatehouse('apply', await write('administrator.json', { ...contoso, directoryRoles }), ...store);
    const before = await exported();
    const none = await write('none.json', { ...contoso, groups: [], directoryRoles: [] });
    const refused = await gatehouse('apply', none, '--prune', '--yes', ...store);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('nobody would be left who administers the tenant\nnothing was changed');
    expect(await exported()).toBe(before);
  });

  test('what is wrong is told with its place, and what was not understood by another exit code', async () => {
    const wrong = file('wrong.yaml');
    await writeFile(wrong, 'tenants:\n  - id: c0000000-0000-4000-8000-000000000001\n    usrs: []\n');
    for (const command of ['apply', 'diff']) {
      const { code, err } = await gatehouse(command, wrong, ...store);
      expect(code).toBe(1);
      expect(err).toMatch(/wrong\.yaml:3:\d+: tenants\[0\]\.usrs: unknown property `usrs`; did you mean `users`\?/);
    }
    expect(await gatehouse('apply', ...store)).toMatchObject({ code: 2, out: '' });
    expect(await gatehouse('apply', example, '--datta', folder)).toMatchObject({ code: 2, out: '' });
    expect(await gatehouse('export', '--format', 'xml', ...store)).toMatchObject({ code: 2, out: '' });
    // Of a comparison, 2 means drift and nothing else.
    expect(await gatehouse('diff', ...store)).toMatchObject({ code: 1, out: '' });
    expect(await gatehouse('diff', example, '--datta', folder)).toMatchObject({ code: 1, out: '' });
    expect(await gatehouse('diff', file('nowhere.yaml'), ...store)).toMatchObject({ code: 1, out: '' });
  });
});

describe('tenants as code, beside a running platform', patience, () => {
  let platform: ChildPlatform;
  let before: string;
  beforeAll(async () => {
    before = await exported();
    platform = await startChildPlatform([...store, '--dev', '--tls', 'off']);
  }, 120_000);
  afterAll(async () => void (await platform.terminate()));

  const tenantOf = async (domain: string) => {
    const answer = await fetch(`${platform.baseUrl}/${domain}/v2.0/.well-known/openid-configuration`);
    return answer.ok ? ((await answer.json()) as { issuer: string }).issuer : answer.status;
  };
  const keysOf = async (domain: string) => {
    const answer = await fetch(`${platform.baseUrl}/${domain}/discovery/v2.0/keys`);
    return ((await answer.json()) as { keys: readonly unknown[] }).keys.length;
  };

  test('the export is the same text', async () => {
    expect((await gatehouseProcess('export', ...store)).out).toBe(before);
  });

  test('a tenant that is applied is served at once, with keys to sign with', async () => {
    expect(await tenantOf('adatum.example')).toBe(400);
    const seed = await write('adatum.json', {
      displayName: 'Adatum',
      domains: ['adatum.example'],
      users: [{ userPrincipalName: 'a@adatum.example', password: 'Fake-Passw0rd-1' }],
    });
    expect(await gatehouse('apply', seed, ...store)).toMatchObject({ code: 0 });
    await expect.poll(() => tenantOf('adatum.example'), { timeout: 20_000 }).toContain('/v2.0');
    expect(await keysOf('adatum.example')).toBeGreaterThan(1);
    const again = await gatehouse('apply', seed, ...store);
    expect(again.out).toContain('nothing to change; whether 1 password differs shows');
    expect(again.out).toContain('applied: 0 changed');
  });

  test('drift, no drift, a refusal and a removal are told as they are when nothing runs', async () => {
    const seed = await write('title.json', { ...contoso, ...carol('Architect') });
    expect(await gatehouse('diff', seed, ...store)).toMatchObject({ code: 2 });
    expect(await gatehouse('apply', seed, ...store)).toMatchObject({ code: 0 });
    await writeFile(file('now.yaml'), await exported());
    expect(await gatehouse('diff', file('now.yaml'), ...store)).toMatchObject({ code: 0, out: 'no drift\n' });
    const none = await write('nobody.json', { ...contoso, users: [] });
    expect(await gatehouse('apply', none, '--prune', ...store)).toMatchObject({ code: 1 });
    const refused = await gatehouse('apply', none, '--prune', '--yes', '--json', ...store);
    expect([refused.code, JSON.parse(refused.out)]).toEqual([
      1,
      {
        refused: true,
        written: [],
        problems: [expect.objectContaining({ reason: expect.stringContaining('nobody would be left') })],
      },
    ]);
    expect(await exported()).toBe(await readFile(file('now.yaml'), 'utf8'));
  });

  test('what was applied is there when the platform has stopped', async () => {
    expect(await platform.terminate()).toBe(0);
    expect(await gatehouse('diff', file('now.yaml'), ...store)).toMatchObject({ code: 0, out: 'no drift\n' });
  });
});
