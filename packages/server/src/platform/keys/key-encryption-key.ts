import { hkdfSync } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createOnce } from '../files/index.js';
import type { Ids } from '../ids/index.js';

/** Where the key-encryption keys come from. */
export type KeyEncryptionKeySource =
  /** One key a line, base64; `create` makes the file when it is missing. */
  | { readonly kind: 'file'; readonly path: string; readonly create: boolean }
  /** The keys themselves, base64, with commas or spaces between. */
  | { readonly kind: 'environment'; readonly keys: string };

/**
 * The key-encryption keys of this deployment. The first one seals; every one opens what it sealed, so that a key can be replaced
 * by putting a new one in front of it. Ids are derived from the keys: processes agree on them without configuration.
 */
export interface KeyEncryptionKey {
  /** The id of the key that seals. */
  readonly currentId: string;
  /** Every id, the current one first. */
  readonly ids: readonly string[];
  /** `length` bytes that only holders of that key can derive (HKDF-SHA256, RFC 5869); undefined when there is no such key. */
  subkey(id: string, info: string, length: number): Buffer | undefined;
  /** The same of the current key. */
  currentSubkey(info: string, length: number): Buffer;
  /** `length` bytes derived from the current key, for secrets that must be the same in every process and are kept nowhere. */
  deriveSecret(info: string, length: number): Buffer;
}

/** The keys, or a sentence for the operator that shows none. */
export type LoadKeyEncryptionKeyResult =
  | { readonly kind: 'ok'; readonly key: KeyEncryptionKey }
  | { readonly kind: 'invalid'; readonly problem: string };

/** Bytes of a key, and of a key's id. */
const keyLength = 32;
export const keyIdLength = 6;

/** Reads the keys from their source. The problem never shows a key. */
export async function loadKeyEncryptionKey(
  source: KeyEncryptionKeySource,
  ids: Ids,
): Promise<LoadKeyEncryptionKeyResult> {
  if (source.kind === 'environment') return parseKeys(source.keys, 'the key-encryption key');
  const { path, create } = source;
  if (create) await createKeyFile(path, ids);
  try {
    const { mode } = await stat(path);
    // Windows has no such bits.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      return invalid(`\`${path}\` must be readable by its owner only (mode 600)`);
    }
    const text = await readFile(path, 'utf8');
    return parseKeys(text.replaceAll(/^\s*#.*$/gm, ''), `\`${path}\``);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return invalid(missing(path));
    if (code === 'EACCES' || code === 'EISDIR') return invalid(`\`${path}\` cannot be read (${code})`);
    throw error;
  }
}

/** A new key beside an old database opens nothing: whoever has a key is told first. */
function missing(path: string): string {
  return (
    `there is no key-encryption key at \`${path}\`. If this database was made with one, name it with --key-encryption-key-file or ` +
    `GATEHOUSE_KEY_ENCRYPTION_KEY; for a new one: (umask 077; openssl rand -base64 32 > '${path.replaceAll("'", "'\\''")}')`
  );
}

async function createKeyFile(path: string, ids: Ids): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const text = `# Opens everything sealed in the database. Keep a copy where the database's backups are not.\n${ids
    .bytes(keyLength)
    .toString('base64')}\n`;
  await createOnce({ path, text, mode: 0o600 }, ids);
}

function parseKeys(text: string, where: string): LoadKeyEncryptionKeyResult {
  const keys: Buffer[] = [];
  for (const [index, word] of text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .entries()) {
    const bytes = decode(word);
    if (bytes === undefined) return invalid(`${where}: key ${index + 1} is not ${keyLength} bytes in base64`);
    // A placeholder that somebody forgot to replace.
    if (new Set(bytes).size < 8) return invalid(`${where}: key ${index + 1} is not random`);
    keys.push(bytes);
  }
  const [current] = keys;
  return current === undefined
    ? invalid(`${where} holds no key`)
    : { kind: 'ok', key: keyEncryptionKey(current, keys) };
}

/** Node skips over what is not base64; here it counts. */
function decode(word: string): Buffer | undefined {
  const bytes = Buffer.from(word, 'base64');
  const canonical = bytes.toString('base64') === word || bytes.toString('base64url') === word;
  return canonical && bytes.length === keyLength ? bytes : undefined;
}

function keyEncryptionKey(current: Buffer, all: readonly Buffer[]): KeyEncryptionKey {
  const keys = new Map(all.map((key) => [idOf(key), key]));
  const subkeyOf = (key: Buffer, info: string, length: number): Buffer => derive(key, `subkey ${info}`, length);
  return {
    currentId: idOf(current),
    ids: [...keys.keys()],
    subkey: (id, info, length) => {
      const key = keys.get(id);
      return key === undefined ? undefined : subkeyOf(key, info, length);
    },
    currentSubkey: (info, length) => subkeyOf(current, info, length),
    deriveSecret: (info, length) => derive(current, `secret ${info}`, length),
  };
}

function idOf(key: Buffer): string {
  return derive(key, 'id', keyIdLength).toString('base64url');
}

function derive(key: Buffer, info: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `gatehouse ${info}`, length));
}

function invalid(problem: string): LoadKeyEncryptionKeyResult {
  return { kind: 'invalid', problem };
}
