import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { engineOf } from '../internals.js';
import { appliedMigrations } from '../migrate.js';
import type { Session } from '../session.js';
import type { Store } from '../store.js';
import { type CopiedTable, copiedTables } from './copied-tables.js';
import { type CopyEnd, type CopyHeader, type CopySection, rowMark } from './copy-format.js';

const batchSize = 500;

/**
 * Fills an empty store from a file that `exportLogical` wrote: all of it or nothing.
 * @returns how many rows were read.
 * @throws when the store is not empty, when the file is not whole, or when it was written with another schema.
 */
export async function importLogical(store: Store, path: string): Promise<number> {
  return engineOf(store).asOwner(async (session) => {
    await session.sendOnce('begin');
    try {
      const rows = await importLines(session, path);
      const { command } = await session.sendOnce('commit');
      if (command !== 'COMMIT') throw new Error('the import was rolled back');
      return rows;
    } catch (error) {
      if (session.broken === undefined) await session.sendOnce('rollback');
      throw error;
    }
  });
}

async function importLines(session: Session, path: string): Promise<number> {
  const tables = new Map((await copiedTables(session)).map((table) => [table.name, table]));
  await requireEmpty(session, [...tables.values()]);
  const writer = new RowWriter(session);
  let first = true;
  let end: CopyEnd | undefined;
  for await (const text of linesOf(path)) {
    if (end !== undefined) throw new Error('the file goes on after its end');
    if (first) await requireHeader(session, text);
    else if (text.startsWith(rowMark)) await writer.add(text.slice(rowMark.length));
    else end = await turn(writer, tables, JSON.parse(text) as CopySection | CopyEnd);
    first = false;
  }
  await writer.flush();
  if (end?.rows !== writer.rows) throw new Error('the file is cut off: it holds fewer rows than were exported');
  await rewriteHeads(session);
  return writer.rows;
}

/** The lines of a gzipped file, without their ends. @throws when the file is damaged. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const text = file.pipe(createGunzip()).setEncoding('utf8');
  file.on('error', (error) => text.destroy(error));
  let rest = '';
  for await (const piece of text as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function turn(
  writer: RowWriter,
  tables: ReadonlyMap<string, CopiedTable>,
  mark: CopySection | CopyEnd,
): Promise<CopyEnd | undefined> {
  if ('end' in mark) return mark;
  const table = tables.get(mark.table);
  if (table === undefined) throw new Error(`the file holds a table \`${mark.table}\` that this store has not`);
  await writer.open(table, mark.tenant);
  return undefined;
}

/** Rows carry no schema of their own: both sides must have come by the same migrations. */
async function requireHeader(session: Session, text: string): Promise<void> {
  const header = JSON.parse(text) as Partial<CopyHeader>;
  if (header.format !== 'gatehouse-store' || header.version !== 1) throw new Error('this is no export of a store');
  const list = (migrations: CopyHeader['migrations']): string =>
    migrations.map(({ version, checksum }) => `${version} ${checksum}`).join('\n');
  if (list(header.migrations ?? []) === list(await appliedMigrations(session))) return;
  throw new Error('the export was made with another schema: import it with the version that wrote it, then upgrade');
}

async function requireEmpty(session: Session, tables: readonly CopiedTable[]): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await session.sendOnce(`select from ${name} limit 1`);
    if (rows.length > 0) throw new Error(`the store is not empty: the table \`${name}\` has rows`);
  }
}

/** Transaction ids mean nothing in another database. */
async function rewriteHeads(session: Session): Promise<void> {
  const { rows } = await session.sendOnce('select tenant_id from journal_heads');
  for (const { tenant_id: tenant } of rows as { tenant_id: string }[]) {
    await session.sendOnce(`select set_config('app.tenant', $1, true)`, [tenant]);
    await session.sendOnce('update journal_heads set changed = pg_current_xact_id() where tenant_id = $1', [tenant]);
  }
}

/** Writes rows of one section in batches. */
class RowWriter {
  rows = 0;
  readonly #session: Session;
  #table: CopiedTable | undefined;
  #batch: string[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  async open(table: CopiedTable, tenant: string | null): Promise<void> {
    await this.flush();
    this.#table = table;
    await this.#session.sendOnce(`select set_config('app.tenant', $1, true)`, [tenant ?? '']);
  }

  async add(row: string): Promise<void> {
    this.rows += 1;
    this.#batch.push(row);
    // Rows that refer to each other are checked at the end of their statement: they go in one.
    if (this.#batch.length >= batchSize && this.#table?.refersToItself !== true) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length === 0) return;
    if (this.#table === undefined) throw new Error('the file has rows of no table');
    const { name, columns } = this.#table;
    await this.#session.sendOnce(
      `insert into ${name} (${columns.join(', ')}) overriding system value
       select ${columns.join(', ')} from json_populate_recordset(null::${name}, $1::json)`,
      [`[${batch.join(',')}]`],
    );
  }
}
