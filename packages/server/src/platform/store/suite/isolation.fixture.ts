import { expect, it } from 'vitest';
import type { Store } from '../index.js';
import { draft, freshTenant, kindsSeen, spend, spending } from './under-test.fixture.js';

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

  it('confines every table with a tenant, except those that lead to one', async () => {
    const leading = [
      'application_homes',
      'device_user_codes',
      'domain_names',
      'identifier_uris',
      'journal_heads',
      'tenants',
    ];
    const tables = await store().inPlatform((tx) =>
      tx.rows<{ name: string; forced: boolean; policies: number }>(`
        select class.relname::text as name, class.relrowsecurity and class.relforcerowsecurity as forced,
          (select count(*) from pg_policy where polrelid = class.oid
            and coalesce(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) like '%app.tenant%') as policies
        from pg_class class join pg_attribute on attrelid = class.oid and attname = 'tenant_id'
        where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p')`),
    );
    const open = tables.filter(({ forced, policies }) => !forced || policies === 0).map(({ name }) => name);
    expect(tables.length).toBeGreaterThan(6);
    expect(open.filter((name) => !leading.includes(name))).toEqual([]);
  });

  it('lets nobody change or remove what the journal says', async () => {
    const tenant = freshTenant();
    await store().inTenant(tenant, async (tx) => tx.journal(draft('a')));
    for (const statement of ['update journal set target_id = $1', 'delete from journal where target_id <> $1']) {
      const changed = store().inTenant(tenant, (tx) => tx.run(statement, ['b']));
      await expect(changed).rejects.toThrow('permission denied');
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
    const [own, other] = [freshTenant(), freshTenant()];
    const group = new Map([[own, [spending(own, 'a'), spending(other, 'b')]]]);
    await expect(store().commitTogether(group)).rejects.toThrow('row-level security');
    expect(await kindsSeen(store(), own)).toEqual([]);
    expect(await kindsSeen(store(), other)).toEqual([]);
  });
}
