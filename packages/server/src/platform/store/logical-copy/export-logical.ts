import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { engineOf } from '../internals.js';
import { appliedMigrations } from '../migrate.js';
import type { Session } from '../session.js';
import type { Store } from '../store.js';
import { type CopiedTable, copiedTables, seesAllTenants } from './copied-tables.js';
import { type CopyEnd, type CopyHeader, type CopySection, rowMark } from './copy-format.js';

const pageSize = 500;

/**
 * Writes everything the store holds to a file that any version with the same schema can import, whatever engine it runs on:
 * gzipped lines, a header, rows as JSON by table and tenant, an end. What it holds is as secret as the database itself.
 * Callers wait while an embedded store is exported.
 * @param path a file that does not exist yet.
 * @returns how many rows were written.
 */
export async function exportLogical(store: Store, path: string): Promise<number> {
  let rows = 0;
  await engineOf(store).asOwner(async (session) => {
    await session.sendOnce('begin');
    try {
      await session.sendOnce('set transaction isolation level repeatable read, read only');
      const written = (count: number): void => {
        rows = count;
      };
      const target = createWriteStream(path, { flags: 'wx', mode: 0o600 });
      await pipeline(Readable.from(exportLines(session, written)), createGzip(), target);
    } finally {
      if (session.broken === undefined) await session.sendOnce('rollback');
    }
  });
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  return rows;
}

async function* exportLines(session: Session, done: (rows: number) => void): AsyncGenerator<string> {
  const migrations = await appliedMigrations(session);
  yield line({ format: 'gatehouse-store', version: 1, migrations } satisfies CopyHeader);
  const free = await seesAllTenants(session);
  let rows = 0;
  for (const table of await copiedTables(session)) {
    for (const tenant of table.confined ? await tenantsIn(session, table, free) : [null]) {
      yield line({ table: table.name, tenant } satisfies CopySection);
      for await (const row of rowsOf(session, table, tenant)) {
        rows += 1;
        yield `${rowMark}${row}\n`;
      }
    }
  }
  done(rows);
  yield line({ end: true, rows } satisfies CopyEnd);
}

/** Whose rows a confined table may hold; a user that the confinement binds has to be told by the tables that lead to tenants. */
async function tenantsIn(session: Session, table: CopiedTable, free: boolean): Promise<string[]> {
  const from =
    free || table.open
      ? `select distinct tenant_id from ${table.name} order by 1`
      : 'select tenant_id from tenants union select tenant_id from journal_heads order by 1';
  const { rows } = await session.sendOnce(from);
  return (rows as { tenant_id: string }[]).map((row) => row.tenant_id);
}

async function* rowsOf(session: Session, table: CopiedTable, tenant: string | null): AsyncGenerator<string> {
  await session.sendOnce(`select set_config('app.tenant', $1, true)`, [tenant ?? '']);
  const own = tenant === null ? '' : `where tenant_id = '${uuid(tenant)}'`;
  await session.sendOnce(
    `declare page no scroll cursor for select row_to_json(row)::text as text
     from (select ${table.columns.join(', ')} from ${table.name} ${own}) as row`,
  );
  for (;;) {
    const { rows } = await session.sendOnce(`fetch ${pageSize} from page`);
    for (const { text } of rows as { text: string }[]) yield text;
    if (rows.length < pageSize) break;
  }
  await session.sendOnce('close page');
}

/** A cursor takes no parameters. */
function uuid(text: string): string {
  if (!/^[0-9a-f-]{36}$/.test(text)) throw new Error('not a tenant id');
  return text;
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
