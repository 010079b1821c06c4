import type { TenantId } from '@gatehouse/model';
import { expect, it } from 'vitest';
import type { Store } from '../index.js';
import { draft, freshTenant, kindsSeen, spend, spending } from './under-test.fixture.js';

/** What can be done to a table that leads to a tenant. */
interface Leading {
  /** Adds a row of the tenant that is its first parameter. */
  readonly add: string;
  /** Forgets to say whose rows; absent where the service may not do it. */
  readonly change?: string;
  readonly remove?: string;
}

const own = 'from (select $1::uuid as tenant) as given';
const leading: ReadonlyMap<string, Leading> = new Map([
  [
    'tenants',
    {
      add: `insert into tenants (tenant_id, created_at) select tenant, now() ${own}`,
      change: 'update tenants set created_at = now()',
      remove: 'delete from tenants',
    },
  ],
  [
    'domain_names',
    {
      add: `insert into domain_names select tenant || '.example', tenant, true, true ${own}`,
      change: 'update domain_names set is_initial = false',
      remove: 'delete from domain_names',
    },
  ],
  [
    'application_homes',
    {
      add: `insert into application_homes select gen_random_uuid(), tenant ${own}`,
      change: 'update application_homes set app_id = gen_random_uuid()',
      remove: 'delete from application_homes',
    },
  ],
  [
    'identifier_uris',
    {
      add: `insert into identifier_uris select 'api://' || tenant, tenant, gen_random_uuid() ${own}`,
      change: 'update identifier_uris set app_id = gen_random_uuid()',
      remove: 'delete from identifier_uris',
    },
  ],
  [
    'journal_heads',
    {
      add: `insert into journal_heads select tenant, 1, pg_current_xact_id() ${own}`,
      change: 'update journal_heads set sequence = 1',
    },
  ],
  [
    'device_user_codes',
    {
      add: `insert into device_user_codes select uuid_send(tenant), tenant, now() ${own}`,
      remove: 'delete from device_user_codes',
    },
  ],
]);

/** Leaves a row of the tenant in every table that leads to one. */
async function lead(store: Store, tenant: TenantId): Promise<void> {
  await store.inTenant(tenant, async (tx) => {
    for (const { add } of leading.values()) await tx.run(add, [tenant]);
  });
}

export function isolation(store: () => Store): void {
  it('shows a tenant its own rows only, when the statement forgets to ask for them', async () => {
    const [mine, other] = [freshTenant(), freshTenant()];
    await store().inTenant(mine, (tx) => spend(tx, 'mine'));
    await store().inTenant(other, (tx) => spend(tx, 'other'));
    expect(await kindsSeen(store(), mine)).toEqual(['mine']);
    expect(await store().inTenant(other, (tx) => tx.run('delete from spent'))).toBe(1);
    expect(await kindsSeen(store(), mine)).toEqual(['mine']);
  });

  it('refuses a row for another tenant', async () => {
    const [mine, other] = [freshTenant(), freshTenant()];
    const added = store().inTenant(mine, (tx) => spend(tx, 'planted', other));
    await expect(added).rejects.toThrow('row-level security');
    await store().inTenant(mine, (tx) => spend(tx, 'mine'));
    const moved = store().inTenant(mine, (tx) => tx.run('update spent set tenant_id = $1', [other]));
    await expect(moved).rejects.toThrow('row-level security');
    expect(await kindsSeen(store(), other)).toEqual([]);
  });

  it('shows no tenant rows outside a tenant, and takes none', async () => {
    const tenant = freshTenant();
    await store().inTenant(tenant, (tx) => spend(tx, 'a'));
    expect(await store().inPlatform((tx) => tx.rows('select from spent'))).toEqual([]);
    const added = store().inPlatform((tx) => spend({ ...tx, tenant, journal: () => {} }, 'b'));
    await expect(added).rejects.toThrow('row-level security');
  });

  it('works as a role that cannot see past the walls', async () => {
    const [role] = await store().inTenant(freshTenant(), (tx) =>
      tx.rows(`select rolname::text as name, rolsuper as super, rolbypassrls as bypass, rolcreaterole as maker,
        (select count(*) from pg_class where relowner = pg_roles.oid) as owned
        from pg_roles where rolname = current_user`),
    );
    expect(role).toEqual({ name: 'gatehouse_app', super: false, bypass: false, maker: false, owned: 0 });
  });

  it('has a tenant in every row', async () => {
    const without = await store().inPlatform((tx) =>
      tx.rows(`select class.relname::text as name from pg_class class
        where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p')
          and not exists (select from pg_attribute where attrelid = class.oid and attname = 'tenant_id' and attnotnull)`),
    );
    expect(without).toEqual([{ name: 'migrations' }]);
  });

  it('confines every table with a tenant; those that lead to one can be read by all, and by all only read', async () => {
    const tables = await store().inPlatform((tx) =>
      tx.rows<{ name: string; forced: boolean; open: string[] }>(`
        select class.relname::text as name, class.relrowsecurity and class.relforcerowsecurity as forced,
          array(select polcmd::text from pg_policy,
              unnest(array[pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)]) as condition
            where polrelid = class.oid and condition not like '%tenant_id =%app.tenant%') as open
        from pg_class class join pg_attribute on attrelid = class.oid and attname = 'tenant_id'
        where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p') order by 1`),
    );
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter(({ forced }) => !forced)).toEqual([]);
    const open = tables.filter((table) => table.open.length > 0);
    expect(open.map(({ name }) => name)).toEqual([...leading.keys()].sort());
    for (const { open: commands, name } of open) expect(commands, name).toEqual(['r']);
  });

  it('changes and removes a tenant’s own rows only in tables that lead to a tenant, when the statement forgets to ask for them', async () => {
    const [mine, other] = [freshTenant(), freshTenant()];
    for (const tenant of [mine, other]) await lead(store(), tenant);
    const rows = async (table: string) => {
      const found = await store().inPlatform((tx) =>
        tx.rows<{ tenant_id: string }>(`select tenant_id from ${table} order by tenant_id`),
      );
      return found.filter(({ tenant_id: of }) => of === mine || of === other).map(({ tenant_id: of }) => of);
    };
    for (const [table, { change, remove }] of [...leading].reverse()) {
      const before = await rows(table);
      expect(before, table).toHaveLength(2);
      expect(await store().inPlatform((tx) => tx.run(change ?? remove ?? '')), table).toBe(0);
      for (const statement of [change, remove]) {
        const changed = statement && (await store().inTenant(mine, (tx) => tx.run(statement)));
        expect(changed ?? 1, table).toBe(1);
      }
      expect(await rows(table), table).toEqual(remove === undefined ? before : [other]);
    }
  });

  it('refuses a row that leads to another tenant, and any row outside a tenant', async () => {
    const [mine, other] = [freshTenant(), freshTenant()];
    await lead(store(), mine);
    for (const [table, { add, change }] of leading) {
      const planted = store().inTenant(mine, (tx) => tx.run(add, [other]));
      await expect(planted, table).rejects.toThrow('row-level security');
      const nobodys = store().inPlatform((tx) => tx.run(add, [other]));
      await expect(nobodys, table).rejects.toThrow('row-level security');
      if (change === undefined) continue;
      const moved = store().inTenant(mine, (tx) => tx.run(`${change}, tenant_id = $1`, [other]));
      await expect(moved, table).rejects.toThrow('row-level security');
    }
  });

  it('lets nobody change or remove what the journal, a sign-in record or the input of a decision says', async () => {
    const tenant = freshTenant();
    await store().inTenant(tenant, async (tx) => {
      tx.journal(draft('a'));
      await tx.run(
        `insert into decision_inputs (tenant_id, digest, input, first_at) values ($1, '\\x01', '{}', now())`,
        [tenant],
      );
      await tx.run(
        `insert into sign_ins (tenant_id, id, at, request_id, correlation_id, attempt, status, address, reasons)
         values ($1, $1, now(), $1, $1, 'session', 'success', '192.0.2.1', '[]')`,
        [tenant],
      );
    });
    for (const statement of [
      `update journal set target_id = 'b'`,
      'delete from journal',
      `update sign_ins set status = 'failure'`,
      'delete from sign_ins',
      `update decision_inputs set input = '[]'`,
      'delete from decision_inputs',
      'truncate sign_ins',
    ]) {
      const changed = store().inTenant(tenant, (tx) => tx.run(statement));
      await expect(changed, statement).rejects.toThrow('permission denied');
    }
  });

  it('writes each tenant of a group as itself', async () => {
    const tenants = [freshTenant(), freshTenant(), freshTenant()];
    const groups = new Map(tenants.map((tenant, index) => [tenant, [`one-${index}`, `two-${index}`]]));
    const look = { sql: 'select from spent', parameters: [] };
    const given = await store().commitTogether(
      new Map([...groups].map(([tenant, kinds]) => [tenant, [...kinds.map((kind) => spending(tenant, kind)), look]])),
    );
    expect([...given.values()].map((results) => results.map(({ changed }) => changed))).toEqual(
      tenants.map(() => [1, 1, 2]),
    );
    for (const [tenant, kinds] of groups) expect(await kindsSeen(store(), tenant)).toEqual(kinds);
  });

  it('refuses a statement of a group that writes for another tenant', async () => {
    const [mine, other] = [freshTenant(), freshTenant()];
    const group = new Map([[mine, [spending(mine, 'a'), spending(other, 'b')]]]);
    await expect(store().commitTogether(group)).rejects.toThrow('row-level security');
    expect(await kindsSeen(store(), mine)).toEqual([]);
    expect(await kindsSeen(store(), other)).toEqual([]);
  });
}
