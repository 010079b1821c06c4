import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemIds } from '../ids/index.js';
import { createOnce, replaceFile } from './index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file made once', () => {
  it('is created by exactly one of many callers, and holds what that one wrote', async () => {
    const path = join(folder, 'key');
    const made = await Promise.all(
      Array.from({ length: 16 }, (_, n) => createOnce({ path, text: `text ${n}`, mode: 0o600 }, systemIds)),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await readFile(path, 'utf8')).toBe(`text ${made.indexOf(true)}`);
    expect(await readdir(folder)).toEqual(['key']);
  });

  it('has the mode asked for, whatever the umask', async () => {
    const before = process.umask(0o077);
    try {
      await createOnce({ path: join(folder, 'open'), text: 'a', mode: 0o644 }, systemIds);
      await createOnce({ path: join(folder, 'closed'), text: 'b', mode: 0o600 }, systemIds);
    } finally {
      process.umask(before);
    }
    expect((await stat(join(folder, 'open'))).mode & 0o777).toBe(0o644);
    expect((await stat(join(folder, 'closed'))).mode & 0o777).toBe(0o600);
  });

  it('says so when the folder is missing', async () => {
    await expect(createOnce({ path: join(folder, 'no', 'x'), text: '', mode: 0o600 }, systemIds)).rejects.toThrow(
      'ENOENT',
    );
  });
});

describe('a replaced file', () => {
  it('takes the place of the old one, mode included, and leaves nothing behind', async () => {
    const path = join(folder, 'ca.pem');
    await createOnce({ path, text: 'old and longer', mode: 0o600 }, systemIds);
    await replaceFile({ path, text: 'new', mode: 0o644 }, systemIds);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o644);
    expect(await readdir(folder)).toEqual(['ca.pem']);
  });
});
