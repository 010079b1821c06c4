import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../files/index.js';
import { systemIds } from '../../ids/index.js';

/** The exact version this store was proved with; its guards hang on the engine's inner workings. */
export const pgliteVersion = '0.5.16';
/** Versions whose folders this one opens: the same PostgreSQL major, and the store's whole suite run over such a folder. */
const readableVersions: readonly string[] = [pgliteVersion];

/** What a data folder says of itself, in `store.json`. */
interface FolderRecord {
  readonly pglite: string;
  /** The PostgreSQL major version, which decides the format of the files. */
  readonly postgres: string;
}

/** A data folder that may be opened. */
export interface DataFolder {
  /** Where the database's own files are. */
  readonly database: string;
  /** True when there is no database yet, or only the beginnings of one that nobody was ever told about. */
  readonly fresh: boolean;
}

const paths = (folder: string) => ({
  database: join(folder, 'pgdata'),
  record: join(folder, 'store.json'),
  unfinished: join(folder, 'unfinished'),
});

/** Refuses to run on another PGlite than the one the store was proved with. */
export function requirePglite(): void {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const installed = (
    JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as { version: string }
  ).version;
  if (installed === pgliteVersion) return;
  throw new Error(`the embedded store needs PGlite ${pgliteVersion} exactly, and ${installed} is installed`);
}

/**
 * Looks at a data folder that this process has locked, and makes it ready for a first start when it is empty.
 * @throws when the folder was written by another version, or is not one of ours.
 */
export async function prepareFolder(folder: string): Promise<DataFolder> {
  const { database, record, unfinished } = paths(folder);
  if (existsSync(record)) {
    checkRecord(folder, JSON.parse(readFileSync(record, 'utf8')) as FolderRecord, majorOf(database));
    return { database, fresh: false };
  }
  if (existsSync(database) && !existsSync(unfinished)) {
    throw new Error(
      `the data folder \`${folder}\` holds a database, and no \`store.json\` that says which: not opened`,
    );
  }
  // The mark stands before the first file of the database and goes after the record: a start that broke off is started over.
  await replaceFile({ path: unfinished, text: '', mode: 0o600 }, systemIds);
  rmSync(database, { recursive: true, force: true });
  mkdirSync(database, { mode: 0o700 });
  syncFolder(folder);
  return { database, fresh: true };
}

/** Notes that the database of a fresh folder is whole and on disk. */
export async function recordFolder(folder: string): Promise<void> {
  const { database, record, unfinished } = paths(folder);
  const text: FolderRecord = { pglite: pgliteVersion, postgres: majorOf(database) };
  await replaceFile({ path: record, text: `${JSON.stringify(text)}\n`, mode: 0o600 }, systemIds);
  rmSync(unfinished, { force: true });
}

function majorOf(database: string): string {
  return readFileSync(join(database, 'PG_VERSION'), 'utf8').trim();
}

function checkRecord(folder: string, record: FolderRecord, major: string): void {
  if (readableVersions.includes(record.pglite) && record.postgres === major) return;
  throw new Error(
    `the data folder \`${folder}\` was written by PGlite ${record.pglite} (PostgreSQL ${major}); this version uses PGlite ` +
      `${pgliteVersion}. Export it with the version that wrote it, and import the file into an empty folder with this one`,
  );
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
