import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock/index.js';
import type { StoreLog } from './engine.js';
import type { Session } from './session.js';
import { codeOf } from './unavailable.js';

/** One forward-only change of the schema: `migrations/NNNN_name.sql`. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text, in hex. */
  readonly checksum: string;
}

/** A migration as the database remembers it. */
export type AppliedMigration = Omit<Migration, 'sql'>;

const folder = new URL('./migrations/', import.meta.url);
/** Any number, the same in every process: held while the schema or the roles may change. */
const schemaLock = 7_261_902_211;

/** How long to wait for another process that migrates, and for each lock on a table that others use, in milliseconds. */
const turnLimitMs = 300_000;
const tableLockLimitMs = 5_000;
const tries = 5;
/** A migration may rewrite a table. */
const migrationLimitMs = 3_600_000;

/** The migrations of this build, in order. */
export function readMigrations(): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => migrationOf(file, readFileSync(new URL(file, folder), 'utf8')));
}

/** A short name for the schema that some migrations make together. */
export function schemaName(migrations: readonly Migration[]): string {
  const digest = createHash('sha256');
  for (const { version, name, checksum } of migrations) digest.update(`${version} ${name} ${checksum}\n`);
  return digest.digest('hex').slice(0, 16);
}

/** @throws when the file's name is not `NNNN_name.sql`. */
export function migrationOf(file: string, text: string): Migration {
  const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file);
  if (match?.[1] === undefined || match[2] === undefined) throw new Error(`\`${file}\` is no name for a migration`);
  // A checkout may have changed the line ends.
  const sql = text.replaceAll('\r\n', '\n');
  return { version: Number(match[1]), name: match[2], sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

/**
 * Runs `work` while no other process changes the schema or the roles of this database.
 * @param session the owner's, not inside a transaction.
 */
export async function holdingSchemaLock<T>(session: Session, work: () => Promise<T>): Promise<T> {
  return session.withLimit(migrationLimitMs, async () => {
    await session.sendOnce(`select set_config('lock_timeout', $1, false)`, [`${turnLimitMs}ms`]);
    await session.sendOnce('select pg_advisory_lock($1)', [schemaLock]);
    try {
      return await work();
    } finally {
      if (session.broken === undefined) {
        await session.sendOnce('select pg_advisory_unlock($1)', [schemaLock]);
        await session.sendOnce(`select set_config('lock_timeout', '0', false)`);
      }
    }
  });
}

/**
 * Brings the schema up to date; call it while holding the schema lock.
 * @throws when what the database remembers does not fit the migrations of this build; nothing is changed then.
 */
export async function migrate(
  session: Session,
  migrations: readonly Migration[],
  clock: Clock,
  log: StoreLog,
): Promise<void> {
  await session.sendOnce(`create table if not exists migrations
    (version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null)`);
  const applied = await appliedMigrations(session);
  for (const migration of pendingMigrations(migrations, applied)) {
    log.info('schema migration', { migration: nameOf(migration) });
    await applyPatiently(session, migration, clock);
  }
}

/** What the database remembers, in order. */
export async function appliedMigrations(session: Session): Promise<AppliedMigration[]> {
  const { rows } = await session.sendOnce('select version, name, checksum from migrations order by version');
  return rows as AppliedMigration[];
}

/** The migrations still to apply. @throws when the two lists contradict each other. */
export function pendingMigrations(migrations: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  if (known.size !== migrations.length) throw new Error('two migrations have the same number');
  const newest = Math.max(0, ...known.keys());
  for (const row of applied) {
    const migration = known.get(row.version);
    if (row.version > newest) {
      throw new Error(
        `the database was migrated by a newer version of Gatehouse (it has ${nameOf(row)}): run that version or a later one`,
      );
    }
    if (migration === undefined)
      throw new Error(`the database has the migration ${nameOf(row)}, which this build lacks`);
    if (migration.checksum !== row.checksum || migration.name !== row.name) {
      throw new Error(`the migration ${nameOf(row)} is applied and was changed afterwards: write a new one instead`);
    }
  }
  const done = new Set(applied.map((row) => row.version));
  const last = Math.max(0, ...done);
  const pending = migrations.filter((migration) => !done.has(migration.version));
  const late = pending.find((migration) => migration.version < last);
  if (late !== undefined) {
    throw new Error(`the migration ${nameOf(late)} came after a later one was applied: there may be no gaps`);
  }
  return pending;
}

/** Other processes work meanwhile: rather than make them queue behind us for long, give up a busy table and try again. */
async function applyPatiently(session: Session, migration: Migration, clock: Clock): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await apply(session, migration, clock);
      return;
    } catch (error) {
      // SQLSTATE 55P03: lock not available.
      if (codeOf(error) !== '55P03' || attempt === tries) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`the migration ${nameOf(migration)} failed: ${reason}`, { cause: error });
      }
      await pause(attempt * 1_000);
    }
  }
}

async function apply(session: Session, migration: Migration, clock: Clock): Promise<void> {
  const { version, name, checksum, sql } = migration;
  await session.sendOnce('begin');
  try {
    await session.sendOnce(`select set_config('lock_timeout', $1, true)`, [`${tableLockLimitMs}ms`]);
    await session.script(sql);
    await session.sendOnce('insert into migrations (version, name, checksum, applied_at) values ($1, $2, $3, $4)', [
      version,
      name,
      checksum,
      new Date(clock.now()),
    ]);
    const { command } = await session.sendOnce('commit');
    if (command !== 'COMMIT') throw new Error('its transaction was rolled back');
  } catch (error) {
    if (session.broken === undefined) await session.sendOnce('rollback');
    throw error;
  }
}

function nameOf({ version, name }: { readonly version: number; readonly name: string }): string {
  return `${String(version).padStart(4, '0')}_${name}`;
}
