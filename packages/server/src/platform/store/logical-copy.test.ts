import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { TenantId } from '@gatehouse/model';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { testPostgres } from '../../../../../tests/support/postgres.js';
import { exportLogical, importLogical, openStore, type Store } from './index.js';
import { draft, freshTenant, kindsSeen, namesOf, spend, suiteClock } from './suite/under-test.fixture.js';

// Databases are opened many times here, each time a second's work on a quiet machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const home = mkdtempSync(join(tmpdir(), 'gatehouse-copy-'));
const file = join(home, 'export');
const [first, second] = [freshTenant(), freshTenant()];
let source: Store;
const stores: Store[] = [];

const memory = async (): Promise<Store> => {
  const store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
  stores.push(store);
  return store;
};
const served = async (): Promise<Store> => {
  const url = await (await testPostgres()).database();
  const store = await openStore({ engine: 'postgres', url, appRolePassword: 'not-a-secret', clock: suiteClock });
  stores.push(store);
  return store;
};

beforeAll(async () => {
  source = await memory();
  await fill(source, first, 'contoso', 1_200);
  await fill(source, second, 'fabrikam', 3);
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await (await testPostgres()).remove();
  rmSync(home, { recursive: true, force: true });
});

async function fill(store: Store, tenant: TenantId, name: string, rows: number): Promise<void> {
  await store.inTenant(tenant, async (tx) => {
    await tx.run('insert into tenants values ($1, $2)', [tenant, new Date(suiteClock.now())]);
    await tx.run('insert into tenant_settings (tenant_id, display_name) values ($1, $2)', [tenant, `${name} "ø"\n`]);
    await tx.run('insert into domain_names values ($1, $2, true, true)', [`${name}.example`, tenant]);
    for (let row = 0; row < rows; row += 1) await spend(tx, `${name}-${row}`);
    tx.journal(draft(name));
  });
}

it('carries everything from the embedded engine to a server and back', async () => {
  const rows = await exportLogical(source, file);
  expect(rows).toBe(1_203 + 2 + 2 + 2 + 2 + 2);
  const server = await served();
  expect(await importLogical(server, file)).toBe(rows);
  const back = join(home, 'back');
  expect(await exportLogical(server, back)).toBe(rows);
  const copy = await memory();
  await importLogical(copy, back);
  for (const store of [server, copy]) {
    for (const tenant of [first, second]) {
      expect(await kindsSeen(store, tenant)).toEqual(await kindsSeen(source, tenant));
      expect(await store.journal.read(tenant, 0, 9)).toEqual(await source.journal.read(tenant, 0, 9));
    }
    const tenants = (of: Store) => of.inPlatform((tx) => tx.rows('select * from tenants order by tenant_id'));
    expect(await tenants(store)).toEqual(await tenants(source));
    await store.inTenant(first, async (tx) => tx.journal(draft('after')));
    expect(namesOf(await store.journal.read(first, 1, 9))).toEqual(['after']);
  }
});

it('carries everything to a server whose user row-level security binds', async () => {
  const url = new URL(await (await testPostgres()).database());
  const name = `copier_${url.pathname.slice(1)}`;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`create role ${name} login password 'p'; grant all on schema public to ${name}`);
  await admin.end();
  url.username = name;
  url.password = 'p';
  const bound = await openStore({ engine: 'postgres', url: url.href, clock: suiteClock });
  stores.push(bound);
  const out = join(home, 'out');
  const rows = await exportLogical(source, out);
  expect(await importLogical(bound, out)).toBe(rows);
  expect(await kindsSeen(bound, second)).toHaveLength(3);
  expect(await exportLogical(bound, join(home, 'out-again'))).toBe(rows);
  // A head counts as moved since any earlier look: whoever listened before the import hears of it.
  const heads = await bound.inPlatform((tx) =>
    tx.rows('select from journal_heads where changed = (select max(changed) from journal_heads)'),
  );
  expect(heads).toHaveLength(2);
});

it('refuses a store that holds something, and changes nothing in it', async () => {
  const full = await memory();
  const tenant = freshTenant();
  await full.inTenant(tenant, (tx) => spend(tx, 'here'));
  await expect(importLogical(full, file)).rejects.toThrow('the store is not empty');
  expect(await kindsSeen(full, tenant)).toEqual(['here']);
});

it('refuses a file that is cut off, was made with another schema, or is none of ours, and leaves the store empty', async () => {
  const empty = await memory();
  const lines = gunzipSync(readFileSync(file)).toString().split('\n');
  const header = JSON.parse(lines[0] ?? '') as { migrations: { checksum: string }[] };
  const other = { ...header, migrations: [{ ...header.migrations[0], checksum: 'x' }, ...header.migrations.slice(1)] };
  const bad: [string, Buffer, RegExp][] = [
    ['whole lines are missing', gzipSync(lines.slice(0, -2).join('\n')), /cut off/],
    ['the end is missing', readFileSync(file).subarray(0, -50), /unexpected end of file/],
    ['another schema', gzipSync([JSON.stringify(other), ...lines.slice(1)].join('\n')), /another schema/],
    ['another format', gzipSync('{"format":"other"}\n'), /no export of a store/],
    ['no gzip', Buffer.from('hello'), /header/],
  ];
  for (const [what, bytes, reason] of bad) {
    const path = join(home, what.replaceAll(' ', '-'));
    writeFileSync(path, bytes);
    await expect(importLogical(empty, path), what).rejects.toThrow(reason);
  }
  expect(await empty.inPlatform((tx) => tx.rows('select from tenants'))).toEqual([]);
  await importLogical(empty, file);
  expect(await kindsSeen(empty, second)).toHaveLength(3);
});

it('does not write over a file', async () => {
  await expect(exportLogical(source, file)).rejects.toThrow('EEXIST');
  await source.ping();
});
