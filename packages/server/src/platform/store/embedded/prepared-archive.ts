import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { systemIds } from '../../ids/index.js';
import { codeOf } from '../unavailable.js';
import { pgliteVersion } from './data-folder.js';
import { initOptions } from './open-database.js';

/** Counts up when `makeArchive` makes something else from the same engine. */
const revision = 1;
const archiveName = `prepared-${pgliteVersion}-${revision}.tar.gz`;
const schemaPrefix = `schema-${pgliteVersion}-${revision}-`;

/** Where the archive is looked for, in order: beside the compiled code, then in the package's cache, where it is also put. */
const beside = fileURLToPath(new URL(`./${archiveName}`, import.meta.url));
const cache = fileURLToPath(new URL('../../../../.cache/', import.meta.url));
/** Where the prepared empty database is kept, unless one stands beside the compiled code. */
export const archivePath = join(cache, archiveName);

/** The prepared empty database, if it has been made. */
export function readArchive(): Uint8Array | undefined {
  return read(beside) ?? read(archivePath);
}

/**
 * An empty database with a schema already in it. Only for databases in memory, which are made often and never upgraded.
 * @param schema tells schemas apart; text of a file name.
 */
export function readSchemaArchive(schema: string): Uint8Array | undefined {
  return read(join(cache, `${schemaPrefix}${schema}.tar.gz`));
}

/** Keeps it, in place of those of other schemas. */
export function keepSchemaArchive(archive: Uint8Array, schema: string): void {
  const name = `${schemaPrefix}${schema}.tar.gz`;
  keepArchive(archive, join(cache, name));
  for (const other of existsSync(cache) ? readdirSync(cache) : []) {
    if (other.startsWith('schema-') && other.endsWith('.tar.gz') && other !== name)
      rmSync(join(cache, other), { force: true });
  }
}

/** Keeps an archive for the next start. A place that cannot be written costs time at each first start, and nothing else. */
export function keepArchive(archive: Uint8Array, path: string): void {
  const draft = `${path}.${systemIds.bytes(8).toString('hex')}.draft`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, archive);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    if (!['EACCES', 'EROFS', 'EPERM', 'ENOSPC'].includes(codeOf(error) ?? '')) throw error;
  }
}

/**
 * Makes an empty database in memory, in seconds, and packs it; unpacking it takes a fraction of one. It holds the one database
 * that is used: the templates would double the files, and, as nobody could vacuum them, end the life of the server after two
 * thousand million transactions. It is packed as it runs, so the first start replays its log and syncs every file to disk.
 */
export async function makeArchive(): Promise<Uint8Array> {
  const pglite = await PGlite.create({ initDbStartParams: [...initOptions] });
  try {
    await pglite.exec(`update pg_database set datistemplate = false, datallowconn = true where datistemplate`);
    for (const template of ['template0', 'template1']) await pglite.exec(`drop database ${template}`);
    await pglite.exec('vacuum (freeze, analyze)');
    return await pack(pglite);
  } finally {
    await pglite.close();
  }
}

/** Packs a database that nobody uses at the moment. */
export async function pack(pglite: PGlite): Promise<Uint8Array> {
  await pglite.exec('checkpoint');
  const tar = await pglite.dumpDataDir('none');
  return gzipSync(new Uint8Array(await tar.arrayBuffer()));
}

function read(path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
