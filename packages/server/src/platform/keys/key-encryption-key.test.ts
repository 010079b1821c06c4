import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemIds } from '../ids/index.js';
import { type KeyEncryptionKey, type KeyEncryptionKeySource, loadKeyEncryptionKey } from './index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "key's "));
});
afterEach(() => rm(folder, { recursive: true }));

const path = (): string => join(folder, 'data', 'key-encryption-key');
const file = (create = true): KeyEncryptionKeySource => ({ kind: 'file', path: path(), create });

async function load(source: KeyEncryptionKeySource): Promise<KeyEncryptionKey> {
  const loaded = await loadKeyEncryptionKey(source, systemIds);
  if (loaded.kind === 'invalid') throw new Error(loaded.problem);
  return loaded.key;
}

async function problem(source: KeyEncryptionKeySource): Promise<string> {
  const loaded = await loadKeyEncryptionKey(source, systemIds);
  return loaded.kind === 'ok' ? '' : loaded.problem;
}

describe('a key file', () => {
  it('is made on the first start that may make it, for its owner only, and used from then on', async () => {
    const made = await load(file());
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect((await load(file())).currentId).toBe(made.currentId);
    expect((await load(file(false))).deriveSecret('x', 8)).toEqual(made.deriveSecret('x', 8));
  });

  it('is made once by many processes that start together', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => load(file())));
    expect(new Set(all.map(({ currentId }) => currentId)).size).toBe(1);
  });

  it('must be there when it may not be made; the command that the problem names makes one that is accepted', async () => {
    const found = await problem(file(false));
    expect(found).toContain(`there is no key-encryption key at \`${path()}\``);
    const [, command = ''] = /for a new one: (.+)$/.exec(found) ?? [];
    await mkdir(dirname(path()));
    execFileSync('/bin/sh', ['-c', command]);
    expect(await problem(file(false))).toBe('');
  });

  it.each([0o640, 0o604, 0o620, 0o611])('is refused with mode %o, which lets others in', async (mode) => {
    await load(file());
    await chmod(path(), mode);
    expect(await problem(file())).toContain('must be readable by its owner only');
  });

  it('holds one key a line, the first in front, and comments', async () => {
    const first = await load(file());
    const next = randomBytes(32).toString('base64');
    await writeFile(path(), `# new\n${next}\n# old\n\n${await readFile(path(), 'utf8')}`);
    const both = await load(file());
    expect(both.ids).toHaveLength(2);
    expect(both.ids[1]).toBe(first.currentId);
    expect(both.currentId).toBe(both.ids[0]);
    expect(both.subkey(first.currentId, 'x', 16)).toEqual(first.subkey(first.currentId, 'x', 16));
  });

  it('is refused when it is a folder', async () => {
    expect(await problem({ kind: 'file', path: folder, create: false })).not.toBe('');
  });
});

describe('keys in a variable', () => {
  it('may be base64 with or without padding, in either alphabet, with commas or spaces between', async () => {
    const [a, b, c] = [randomBytes(32), randomBytes(32), randomBytes(32)];
    const keys = `${a?.toString('base64')},${b?.toString('base64url')}  ${c?.toString('base64')}`;
    expect((await load({ kind: 'environment', keys })).ids).toHaveLength(3);
  });

  const good = randomBytes(32).toString('base64');
  it.each([
    ['nothing', ' , ', 'holds no key'],
    ['a key of 31 bytes', randomBytes(31).toString('base64'), 'key 1 is not 32 bytes in base64'],
    ['a key of 33 bytes', randomBytes(33).toString('base64'), 'key 1 is not 32 bytes in base64'],
    [
      'a key with a letter too many',
      `${good},${good.slice(0, 10)}!${good.slice(10)}`,
      'key 2 is not 32 bytes in base64',
    ],
    ['a passphrase', 'fake-correct-horse-battery-staple', 'key 1 is not 32 bytes in base64'],
    ['a placeholder of zeros', Buffer.alloc(32).toString('base64'), 'key 1 is not random'],
  ])('are refused for %s, without showing it', async (_what, keys, expected) => {
    const found = await problem({ kind: 'environment', keys });
    expect(found).toContain(expected);
    for (const word of keys.split(',').filter((part) => part.trim() !== '')) expect(found).not.toContain(word);
  });
});

describe('what is derived', () => {
  it('is the same in every process, and its own for each key, use and length', async () => {
    const keys = `${randomBytes(32).toString('base64')},${randomBytes(32).toString('base64')}`;
    const key = await load({ kind: 'environment', keys });
    expect((await load({ kind: 'environment', keys })).deriveSecret('database', 24)).toEqual(
      key.deriveSecret('database', 24),
    );
    const derived = [
      key.deriveSecret('database', 32),
      key.deriveSecret('other', 32),
      ...key.ids.flatMap((id) => [key.subkey(id, 'database', 32), key.subkey(id, 'other', 32)]),
    ];
    expect(new Set(derived.map((bytes) => bytes?.toString('hex'))).size).toBe(derived.length);
    expect(key.deriveSecret('database', 24)).toHaveLength(24);
    expect(key.subkey('nosuchid', 'x', 32)).toBeUndefined();
  });
});
