import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPostgres, type TestPostgres, testPostgres } from '../../../../../tests/support/postgres.js';
import { silentLog } from './engine.js';
import { openStore, type Store, StoreUnavailable } from './index.js';
import { migrate, readMigrations } from './migrate.js';
import { withConnection } from './postgres/connection.js';
import { describeStore } from './suite/store-suite.fixture.js';
import { draft, freshTenant, kindsSeen, namesOf, spend, suiteClock } from './suite/under-test.fixture.js';

// Databases are opened many times here, each time a second's work on a quiet machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const appRolePassword = 'not-a-secret-only-tests';

afterAll(async () => {
  await (await testPostgres()).remove();
});

describeStore({
  engine: 'postgres',
  open: async ({ oneConnection, ...settings }) => {
    const url = await (await testPostgres()).database();
    return openStore({ engine: 'postgres', url, appRolePassword, ...(oneConnection && { poolSize: 1 }), ...settings });
  },
});

const open = (url: string, more: { readonly appRolePassword?: string } = { appRolePassword }): Promise<Store> =>
  openStore({ engine: 'postgres', url, clock: suiteClock, ...more });

/** Runs statements as the user of a URL. */
async function asUser(url: string, ...statements: readonly string[]): Promise<pg.QueryResult[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const results: pg.QueryResult[] = [];
    for (const statement of statements) results.push(await client.query(statement));
    return results;
  } finally {
    await client.end();
  }
}

function withUser(url: string, user: string, password: string): string {
  const other = new URL(url);
  other.username = user;
  other.password = password;
  return other.href;
}

/** A database of a user who may make no roles and owns its tables. */
async function plainUser(): Promise<{ readonly url: string; readonly name: string }> {
  const url = await (await testPostgres()).database();
  const name = `plain_${new URL(url).pathname.slice(1)}`;
  await asUser(url, `create role ${name} login password 'p'`, `grant all on schema public to ${name}`);
  return { url: withUser(url, name, 'p'), name };
}

/** Resolves once `true` is what it says; the test's own limit ends a wait in vain. */
async function eventually(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('several processes on one Postgres', () => {
  const stores: Store[] = [];
  let url: string;
  beforeAll(async () => {
    url = await (await testPostgres()).database();
    stores.push(...(await Promise.all([open(url), open(url), open(url), open(url)])));
  });
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  it('start at the same time on an empty database', async () => {
    expect(stores).toHaveLength(4);
    for (const store of stores) await store.ping();
  });

  it("hear of each other's commits in order, and of every one", async () => {
    const tenant = freshTenant();
    const heard = stores.map((store) => {
      const sequences: number[] = [];
      store.journal.subscribe((entry) => {
        if (entry.tenant === tenant) sequences.push(entry.sequence);
      });
      return sequences;
    });
    const writes = stores.flatMap((store, from) =>
      Array.from({ length: 10 }, (_, index) =>
        store.inTenant(tenant, async (tx) => tx.journal(draft(`${from}-${index}`))),
      ),
    );
    await Promise.all(writes);
    const all = Array.from({ length: 40 }, (_, index) => index + 1);
    await eventually(() => heard.every((sequences) => sequences.at(-1) === 40));
    for (const sequences of heard) expect(sequences).toEqual(all);
  });

  it('hear of a commit that nobody announced', async () => {
    const tenant = freshTenant();
    const heard: string[] = [];
    stores[0]?.journal.subscribe((entry) => {
      if (entry.tenant === tenant) heard.push(entry.target.id);
    });
    await asUser(
      url,
      'begin',
      `insert into journal_heads values ('${tenant}', 1, pg_current_xact_id())`,
      `insert into journal values ('${tenant}', 1, now(), 'thing.update', '{"kind":"platform"}',
        '{"type":"thing","id":"unannounced"}', 'thing', 'unannounced')`,
      'commit',
    );
    await eventually(() => heard.length === 1);
    expect(heard).toEqual(['unannounced']);
  });

  it('hear of what was committed while their connection was lost, and listen again', async () => {
    const tenant = freshTenant();
    const [writer, reader] = stores as [Store, Store];
    const heard: string[] = [];
    reader.journal.subscribe((entry) => {
      if (entry.tenant === tenant) heard.push(entry.target.id);
    });
    const listeners = `pg_stat_activity where datname = current_database() and query like 'listen%'`;
    const [ended] = await asUser(url, `select pg_terminate_backend(pid) from ${listeners}`);
    expect(ended?.rowCount).toBe(stores.length);
    await writer.inTenant(tenant, async (tx) => tx.journal(draft('meanwhile')));
    await eventually(() => heard.length === 1);
    const listening = async () => (await asUser(url, `select from ${listeners}`))[0]?.rowCount;
    while ((await listening()) !== stores.length) await new Promise((resolve) => setTimeout(resolve, 20));
    await writer.inTenant(tenant, async (tx) => tx.journal(draft('afterwards')));
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['meanwhile', 'afterwards']);
  });

  it('hear in order of a commit that was made while another, begun earlier, was still open', async () => {
    const tenant = freshTenant();
    const [first, second, reader] = stores as [Store, Store, Store];
    const heard: string[] = [];
    reader.journal.subscribe((entry) => {
      if (entry.tenant === tenant) heard.push(entry.target.id);
    });
    await first.inTenant(tenant, async (tx) => {
      await spend(tx, 'begun early');
      tx.journal(draft('commits late'));
      await second.inTenant(tenant, async (other) => other.journal(draft('commits early')));
    });
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['commits early', 'commits late']);
    expect(namesOf(await reader.journal.read(tenant, 0, 9))).toEqual(heard);
  });

  it('refuses to start on a schema that a newer version made', async () => {
    const own = await (await testPostgres()).database();
    await (await open(own)).close();
    await asUser(own, `insert into migrations values (9999, 'later', 'x', now())`);
    await expect(open(own)).rejects.toThrow('migrated by a newer version');
  });
});

describe('the role of the service', () => {
  it('is made with a password of its own, which the server is never told in plain text', async () => {
    const url = await (await testPostgres()).database();
    await (await open(url)).close();
    const [stored] = await asUser(url, `select rolpassword from pg_authid where rolname = 'gatehouse_app'`);
    expect(stored?.rows[0]).toEqual({ rolpassword: expect.stringMatching(/^SCRAM-SHA-256\$4096:/) });
    const [who] = await asUser(withUser(url, 'gatehouse_app', appRolePassword), 'select current_user::text as name');
    expect(who?.rows).toEqual([{ name: 'gatehouse_app' }]);
  });

  it('may not be a superuser, nor one that bypasses row-level security', async () => {
    const url = await (await testPostgres()).database();
    await expect(open(url, {})).rejects.toThrow('it is SUPERUSER');
    const name = new URL(url).pathname.slice(1);
    await asUser(
      url,
      `create role see_${name} login bypassrls password 'p'`,
      `grant all on schema public to see_${name}`,
    );
    await expect(open(withUser(url, `see_${name}`, 'p'))).rejects.toThrow('it is BYPASSRLS');
  });

  it('is the given user itself when that one may make no roles, and tenants are kept apart all the same', async () => {
    const { url, name } = await plainUser();
    const store = await open(url);
    try {
      const [mine, other] = [freshTenant(), freshTenant()];
      await store.inTenant(mine, async (tx) => {
        await spend(tx, 'mine');
        tx.journal(draft('mine'));
      });
      expect(await kindsSeen(store, other)).toEqual([]);
      await expect(store.inTenant(mine, (tx) => spend(tx, 'planted', other))).rejects.toThrow('row-level security');
      for (const table of ['journal', 'sign_ins', 'decision_inputs', 'journal_heads']) {
        expect(await store.inTenant(other, (tx) => tx.run(`delete from ${table}`)), table).toBe(0);
      }
      expect(await store.inTenant(mine, (tx) => tx.run('delete from journal'))).toBe(0);
      const [user] = await store.inPlatform((tx) => tx.rows('select current_user::text as name'));
      expect(user).toEqual({ name });
    } finally {
      await store.close();
    }
  });

  it('brings along what earlier versions kept, also as a user whom row-level security binds', async () => {
    const { url } = await plainUser();
    const earlier = readMigrations().slice(0, 6);
    await withConnection(url, (session) => migrate(session, earlier, suiteClock, silentLog));
    const tenants = [freshTenant(), freshTenant()];
    for (const tenant of tenants) {
      await asUser(
        url,
        `set app.tenant = '${tenant}'`,
        `insert into tenants values ('${tenant}', 'Name of ${tenant}', now())`,
        `insert into decision_inputs values ('${tenant}', '\\x0102', '{"b": 1, "a": 2}', now())`,
        `insert into sign_ins
           (tenant_id, id, at, request_id, correlation_id, attempt, status, address, reasons, input_digest)
         values ('${tenant}', '${tenant}', now(), '${tenant}', '${tenant}', 'session', 'success', '', '[]', '\\x0102')`,
      );
    }
    const store = await open(url);
    try {
      for (const tenant of tenants) {
        const kept = await store.inTenant(tenant, (tx) =>
          tx.rows(`select display_name, encode(digest, 'hex') as digest, input
            from tenants join tenant_settings using (tenant_id) cross join sign_ins
            join decision_inputs on digest = input_digest`),
        );
        expect(kept).toEqual([{ display_name: `Name of ${tenant}`, digest: '000102', input: '{"a": 2, "b": 1}' }]);
      }
      expect(await store.inPlatform((tx) => tx.rows('select tenant_id from tenants'))).toHaveLength(2);
      expect(await store.inPlatform((tx) => tx.rows('select from tenant_settings'))).toEqual([]);
    } finally {
      await store.close();
    }
  });

  it('is made by several services of several databases at the same time', async () => {
    const server = await testPostgres();
    const urls = await Promise.all([server.database(), server.database(), server.database()]);
    const stores = await Promise.all(urls.map((url) => open(url)));
    expect(new Set(stores)).toHaveProperty('size', urls.length);
    await Promise.all(stores.map((store) => store.close()));
  });
});

describe('a database that goes away', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.remove());

  it('is reported as unavailable, loses nothing acknowledged, and is used again when it is back', async () => {
    const url = await server.database();
    const store = await openStore({
      engine: 'postgres',
      url,
      appRolePassword,
      clock: suiteClock,
      waitTimeoutMs: 5_000,
    });
    const tenant = freshTenant();
    const heard: string[] = [];
    store.journal.subscribe((entry) => heard.push(entry.target.id));
    try {
      await store.inTenant(tenant, (tx) => spend(tx, 'before'));
      const during = store.inTenant(tenant, async (tx) => {
        await spend(tx, 'during');
        await server.stop();
        await spend(tx, 'after the end');
      });
      await expect(during).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(kindsSeen(store, tenant)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(open(url)).rejects.toBeInstanceOf(StoreUnavailable);
      await server.start();
      expect(await kindsSeen(store, tenant)).toEqual(['before']);
      const other = await open(url);
      await other.inTenant(tenant, async (tx) => tx.journal(draft('by another')));
      await eventually(() => heard.length > 0);
      expect(heard).toEqual(['by another']);
      await other.close();
    } finally {
      await store.close();
    }
  });
});
