import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ExportLimits, readExport } from './read-export.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-export-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function read(limits?: ExportLimits) {
  const found = await readExport(folder, () => undefined, limits);
  if (typeof found === 'string') throw new Error(found);
  return { files: found.files, lines: found.losses.map(({ object, reason }) => `${object} ${reason}`) };
}

const zoe = { displayName: 'Zoë 北' };
const text = JSON.stringify(zoe);
const utf16 = (mark: string) => Buffer.from(`${mark}${text}`, 'utf16le');

describe('an export is read', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 as PowerShell 5 writes it', utf16('\uFEFF')],
    ['UTF-16 without a mark', utf16('')],
    ['UTF-16 in the other byte order', utf16('\uFEFF').swap16()],
    ['UTF-16 in the other byte order without a mark', utf16('').swap16()],
  ])('in %s', async (_encoding, bytes) => {
    await write('a.json', bytes);
    expect(await read()).toEqual({ files: [{ path: 'a.json', value: zoe }], lines: [] });
  });

  it('from the folders in it, in a fixed order, but not from what is hidden', async () => {
    for (const path of ['users.json', 'groups/b/members.JSON', 'groups/a.json', '.git/x.json', 'a/.x.json']) {
      await write(path, '{}');
    }
    expect((await read()).files.map(({ path }) => path)).toEqual([
      'groups/a.json',
      'groups/b/members.JSON',
      'users.json',
    ]);
  });

  it('as a whole when a file is large', async () => {
    const users = Array.from({ length: 50_000 }, (_, index) => ({ id: String(index), aboutMe: 'x'.repeat(1000) }));
    await write('users.json', JSON.stringify({ value: users }));
    const { files, lines } = await read();
    expect(lines).toEqual([]);
    expect(files).toMatchObject([{ value: { value: { length: 50_000 } } }]);
  });
});

describe('of an export is told', () => {
  it.each([
    ['that a file is no JSON', 'a.json', Buffer.from('{"value": ['), /^a\.json is no JSON: /],
    ['that a file is empty', 'a.json', Buffer.from(''), /^a\.json is no JSON: /],
    ['that a file is in another encoding', 'a.json', Buffer.from([0x7b, 0xe9, 0x7d]), /^a\.json is no text in UTF-8/],
    ['that a file is of another kind', 'users.csv', Buffer.from('id'), /^users\.csv is no JSON file$/],
  ])('%s', async (_what, path, bytes, line) => {
    await write('ok.json', '{}');
    await write(path, bytes);
    const { files, lines } = await read();
    expect(files).toHaveLength(1);
    expect(lines).toEqual([expect.stringMatching(line)]);
  });

  it('that links are not followed, wherever they lead', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    try {
      await writeFile(join(outside, 'secret.json'), '{"secret": true}');
      await write('ok.json', '{}');
      await symlink(join(outside, 'secret.json'), join(folder, 'file.json'));
      await symlink(outside, join(folder, 'users'));
      await symlink(join(folder, 'ok.json'), join(folder, 'inside.json'));
      await symlink(folder, join(folder, 'ring'));
      const { files, lines } = await read();
      expect(files.map(({ path }) => path)).toEqual(['ok.json']);
      expect(lines.sort()).toEqual(
        ['file.json', 'inside.json', 'ring', 'users'].map((name) => `${name} is a link, and links are not followed`),
      );
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('that a file is larger than can be held', async () => {
    await write('a.json', '{}');
    await write('b.json', JSON.stringify({ x: 'y'.repeat(100) }));
    expect(await read({ file: 50, folder: 1000 })).toEqual({
      files: [{ path: 'a.json', value: {} }],
      lines: ['b.json is larger than 1 MB: export it in pages'],
    });
  });

  it('that a file is nested without end, by whoever reads it; reading does not fail', async () => {
    await write('a.json', `${'['.repeat(500_000)}${']'.repeat(500_000)}`);
    expect((await read()).files).toHaveLength(1);
  });
});

describe('no export is read', () => {
  it.each([
    ['from what is no folder', 'file', /is no folder/],
    ['from nowhere', 'nowhere', /is no folder/],
    ['from a folder without JSON', 'empty', /holds no JSON files/],
  ])('%s', async (_what, name, reason) => {
    await write('file', '{}');
    await mkdir(join(folder, 'empty'));
    expect(await readExport(join(folder, name), () => undefined)).toMatch(reason);
  });

  it('that is larger than can be held', async () => {
    for (const name of ['a', 'b', 'c']) await write(`${name}.json`, '{"x": "0123456789"}');
    expect(await readExport(folder, () => undefined, { file: 100, folder: 50 })).toMatch(/more than 1 MB of JSON/);
  });
});
