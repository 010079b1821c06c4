import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemLine, readSeedFiles, splitWords } from './tenant-files.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the words of a command', () => {
  it('are files up to the first setting', () => {
    expect(splitWords(['a.yaml', 'b.yaml', '--data', 'here', 'c.yaml'])).toEqual({
      files: ['a.yaml', 'b.yaml'],
      settings: ['--data', 'here', 'c.yaml'],
    });
    expect(splitWords(['a.yaml'])).toEqual({ files: ['a.yaml'], settings: [] });
    expect(splitWords(['--data', 'here'])).toEqual({ files: [], settings: ['--data', 'here'] });
  });
});

describe('seed files', () => {
  it('are read in the order in which they are named', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    await writeFile(one, '\ufeffä');
    await writeFile(two, '{}');
    expect(await readSeedFiles([two, one])).toEqual([
      { name: two, content: '{}' },
      { name: one, content: 'ä' },
    ]);
  });

  it('that are not there, or no text, are told by a sentence', async () => {
    expect(await readSeedFiles([join(folder, 'nowhere\u001b[2J')])).toMatch(/nowhere \[2J` cannot be read \(ENOENT\)$/);
    expect(await readSeedFiles([folder])).toContain('cannot be read (EISDIR)');
    const latin = join(folder, 'latin');
    await writeFile(latin, Buffer.from([0xe4, 0x0a]));
    expect(await readSeedFiles([latin])).toContain('(it is not UTF-8 text)');
  });
});

describe('a problem in a line', () => {
  const problem = { file: 'a.yaml', path: 'tenants[0].id', reason: 'must be a GUID' };

  it('begins with its place as editors find it', () => {
    expect(problemLine({ ...problem, line: 3, column: 7 })).toBe('a.yaml:3:7: tenants[0].id: must be a GUID');
    expect(problemLine({ ...problem, line: 3 })).toBe('a.yaml:3:1: tenants[0].id: must be a GUID');
    expect(problemLine({ ...problem, path: '' })).toBe('a.yaml: must be a GUID');
  });

  it('shows nothing of a file that steers a terminal, and not without end', () => {
    const text = problemLine({
      file: 'a\u001b[0m',
      path: 'b\n',
      reason: `no group is called \`\u009b${'x'.repeat(5_000)}\``,
    });
    expect(text).not.toMatch(/\p{Cc}/u);
    expect(text.length).toBeLessThan(600);
  });
});
