import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../cli.js';

let folder: string;
let said: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'domainless-'));
  await writeFile(join(folder, 'groups.json'), '[{"id":"x","displayName":"G","members":[]}]');
  await writeFile(join(folder, 'other.json'), '[{"id":"x"}]');
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  said = [];
  for (const stream of ['log', 'error'] as const) {
    vi.spyOn(console, stream).mockImplementation((line: string) => void said.push(line));
  }
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  }
});
afterEach(() => vi.restoreAllMocks());

describe('gatehouse import entra exits with 1, and says why,', () => {
  it.each([
    ['for a folder that is not there', ['/nowhere'], '`/nowhere` is no folder'],
    ['without a domain', ['FOLDER'], 'say --tenant-domain'],
    ['for a domain that is none', ['FOLDER', '--tenant-domain', 'not a domain'], 'is not a domain name'],
    ['where it cannot write', ['FOLDER', '--tenant-domain', 'a.example', '--out', '/nowhere/x'], '(ENOENT)'],
    ['for words that are not understood', ['FOLDER', '--moon'], 'unknown option'],
  ])('%s', async (_what, words, reason) => {
    const given = words.map((word) => (word === 'FOLDER' ? folder : word));
    expect(await runCli(['import', 'entra', ...given])).toBe(1);
    expect(said.at(-1)).toContain(reason);
    expect(said.join('\n')).not.toMatch(/^\s+at /m);
  });

  it('telling what else the files do not give', async () => {
    expect(await runCli(['import', 'entra', folder, '--json'])).toBe(1);
    expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({
      refused: true,
      reason: expect.stringContaining('--tenant-domain'),
      losses: [{ kind: 'file', object: 'other.json', reason: 'holds 1 objects of no kind known here' }],
    });
  });
});
