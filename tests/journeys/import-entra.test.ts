import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adatum, mappableExport, unmappableFiles, writeExport } from '../support/entra-export.fixture.js';

// The real command line over exports on a disk, and what comes of them in a store.

/** Each run of the command line compiles it first. */
const patience = { timeout: 180_000 };

const folders: string[] = [];
let whole: string;
let partly: string;
let work: string;
beforeAll(async () => {
  whole = await writeExport(mappableExport);
  partly = await writeExport({ ...mappableExport, ...unmappableFiles });
  work = await mkdtemp(join(tmpdir(), 'import-entra-'));
  folders.push(whole, partly, work);
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** Runs `gatehouse` as an operator would, who has no variables for tests. */
async function gatehouse(...words: readonly string[]) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_')));
  const main = join(process.cwd(), 'packages', 'cli', 'src', 'main.ts');
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', main, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, TSX_TSCONFIG_PATH: 'tsconfig.check.json' },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect(err).not.toMatch(/^\s+at .*:\d+:\d+/m);
  return { code, out, err, lines: err.split('\n') };
}

describe('gatehouse import entra', patience, () => {
  test('of an export of which everything can be kept exits with 0, and prints the seed', async () => {
    const { code, out, err } = await gatehouse('import', 'entra', whole);
    expect(err).toContain('everything was mapped');
    expect(err).toMatch(/^ +3 user$/m);
    expect(out).toMatch(/^tenants:\n/);
    expect(out).toContain('displayName: Adatum');
    expect(code).toBe(0);
  });

  test('of another exits with 2, and lists what could not be mapped and why', async () => {
    const { code, lines } = await gatehouse('import', 'entra', partly, '--out', join(work, 'partly.yaml'));
    expect(code).toBe(2);
    const told = lines
      .filter((line) => line.startsWith('not mapped: '))
      .map((line) => line.slice('not mapped: '.length));
    expect(told.sort()).toEqual([
      expect.stringMatching(/^application\.applicationTemplateId: .*gallery.* \(Travel\)$/),
      expect.stringMatching(/^application\.passwordCredentials: exports tell no secrets: .* \(Travel\)$/),
      expect.stringMatching(
        /^conditionalAccessPolicy: `conditions\.users\.excludeUsers` names .* \(MFA but for one who left\)$/,
      ),
      expect.stringMatching(
        /^conditionalAccessPolicy: conditions\.moonPhases: unknown property .* \(When the moon is full\)$/,
      ),
      expect.stringMatching(/^conditionalAccessPolicy: it asks for terms of use, .* \(Terms for guests\)$/),
      expect.stringMatching(/^file: has an `@odata\.nextLink`: the export is not whole.* \(more\/users\.json\)$/),
      expect.stringMatching(/^file: holds 1 objects of no kind known here \(reviews\.json\)$/),
      expect.stringMatching(/^file: is no JSON file \(notes\.txt\)$/),
      expect.stringMatching(/^file: is no JSON: .* \(broken\.json\)$/),
      expect.stringMatching(
        /^servicePrincipal: it stands for an application of Microsoft's.* \(Office 365 Exchange Online\)$/,
      ),
      expect.stringMatching(/^servicePrincipal: its application is at home in another .* \(Expenses by Fabrikam\)$/),
      expect.stringMatching(/^servicePrincipal: managed identities .* \(vm-01\)$/),
      expect.stringMatching(/^user\.assignedLicenses: .* \(drew@adatum\.example\)$/),
      expect.stringMatching(/^user\.manager: `Somebody who left` .* \(drew@adatum\.example\)$/),
    ]);
    expect(lines).toContain('14 things were not mapped');
  });

  test('with --json prints one line for programs, and nothing else', async () => {
    const printed = await gatehouse('import', 'entra', partly, '--json');
    expect([printed.code, printed.err]).toEqual([2, '']);
    const { tenants, counts, losses } = JSON.parse(printed.out) as Record<string, never>;
    expect(tenants).toMatchObject([{ id: adatum.tenant }]);
    expect(counts).toMatchObject({ user: 4, group: 5, conditionalAccessPolicy: 6 });
    expect(losses).toHaveLength(14);
    const out = join(work, 'whole.yaml');
    const written = await gatehouse('import', 'entra', whole, '--json', '--out', out);
    expect([written.code, written.err]).toEqual([0, '']);
    expect(JSON.parse(written.out)).toMatchObject({ file: out, losses: [] });
    expect(await readFile(out, 'utf8')).toMatch(/^tenants:\n/);
  });

  test('gives a seed that applies to an empty store, after which nothing differs', async () => {
    const file = join(work, 'seed.yaml');
    expect((await gatehouse('import', 'entra', partly, '--out', file)).code).toBe(2);
    const data = ['--dev', '--log-level', 'error', '--data', join(work, 'data')];
    const applied = await gatehouse('apply', file, ...data);
    expect([applied.code, applied.err]).toEqual([0, '']);
    const drift = await gatehouse('diff', file, ...data);
    expect([drift.code, drift.out]).toEqual([0, 'no drift\n']);
    const exported = await gatehouse('export', '--tenant', adatum.domain, '--format', 'json', ...data);
    const { tenants } = JSON.parse(exported.out) as { tenants: Record<string, unknown>[] };
    expect(tenants[0]).toMatchObject({
      id: adatum.tenant,
      users: expect.arrayContaining([
        expect.objectContaining({ userPrincipalName: 'blake@adatum.example', accountEnabled: false }),
      ]),
      appRoleAssignments: expect.arrayContaining([
        expect.objectContaining({ principal: 'avery@adatum.example', role: 'Orders.Approve' }),
      ]),
      conditionalAccessPolicies: [{}, {}, {}],
    });
  });

  test('with --json tells programs why no seed came of it', async () => {
    const { code, out } = await gatehouse('import', 'entra', 'nowhere', '--json');
    expect([code, JSON.parse(out)]).toEqual([1, { refused: true, reason: '`nowhere` is no folder', losses: [] }]);
  });
});
