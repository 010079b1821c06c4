import type { TenantId } from '@gatehouse/model';
import { expect, it } from 'vitest';
import { createGroupCommit, type GroupWrite, type Store } from '../index.js';
import { freshTenant, kindsSeen, spending, suiteClock } from './under-test.fixture.js';

export function groups(store: () => Store): void {
  const kindsGroup = (name = 'kinds') => {
    const runs: number[] = [];
    const plan = (tenant: TenantId, kinds: readonly string[]): GroupWrite<string> => {
      runs.push(kinds.length);
      const sql = `insert into spent (tenant_id, kind, digest, spent_at, expires_at)
        select $1, kind, convert_to(kind, 'UTF8'), $3, $3 from unnest($2::text[]) as kinds (kind)`;
      return {
        statements: [{ sql, parameters: [tenant, kinds, new Date(suiteClock.now())] }],
        results: () => kinds.map((kind) => `${name} wrote ${kind}`),
      };
    };
    return { group: createGroupCommit<string, string>(store(), { name, plan }), runs };
  };

  it('commits statements of many tenants together, or nothing of them', async () => {
    const tenants = [freshTenant(), freshTenant()] as const;
    await store().commitTogether(new Map(tenants.map((tenant) => [tenant, [spending(tenant, 'a')]])));
    const [first, second] = tenants;
    const failing = new Map([
      [first, [spending(first, 'b')]],
      [second, [spending(second, 'b'), spending(second, 'a'), spending(second, 'c')]],
    ]);
    await expect(store().commitTogether(failing)).rejects.toThrow('duplicate key');
    for (const tenant of tenants) expect(await kindsSeen(store(), tenant)).toEqual(['a']);
  });

  it('writes what many callers submit in few transactions, and answers each with its own result', async () => {
    const tenants = [freshTenant(), freshTenant(), freshTenant()];
    const { group, runs } = kindsGroup();
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, index) => group.submit(tenants[index % 3] as TenantId, `k${index}`)),
    );
    expect(results).toEqual(Array.from({ length: 60 }, (_, index) => `kinds wrote k${index}`));
    expect(runs).toHaveLength(3);
    for (const tenant of tenants) expect(await kindsSeen(store(), tenant)).toHaveLength(20);
  });

  it('writes items of several kinds together: when one group fails for one item, the other kind is written all the same', async () => {
    const tenants = [freshTenant(), freshTenant()] as const;
    const [one, other] = [kindsGroup('one'), kindsGroup('other')];
    await one.group.submit(tenants[0], 'taken');
    const settled = await Promise.allSettled([
      other.group.submit(tenants[0], 'a'),
      one.group.submit(tenants[0], 'taken'),
      one.group.submit(tenants[1], 'b'),
      other.group.submit(tenants[1], 'c'),
    ]);
    const values = settled.map((each) => (each.status === 'fulfilled' ? each.value : each.status));
    expect(values).toEqual(['other wrote a', 'rejected', 'one wrote b', 'other wrote c']);
    expect(await kindsSeen(store(), tenants[0])).toEqual(['a', 'taken']);
    expect(await kindsSeen(store(), tenants[1])).toEqual(['b', 'c']);
  });

  it('gives each kind what its own statements gave', async () => {
    const tenant = freshTenant();
    const saying = (name: string, words: readonly string[]) =>
      createGroupCommit<string, string>(store(), {
        name,
        plan: (_, items) => ({
          statements: words.map((word) => ({ sql: 'select $1::text as said', parameters: [word] })),
          results: (given) => items.map(() => given.map(({ rows }) => (rows[0] as { said: string }).said).join(' ')),
        }),
      });
    const [first, second] = [saying('x', ['one']), saying('y', ['two', 'three'])];
    expect(await Promise.all([second.submit(tenant, 's'), first.submit(tenant, 'f')])).toEqual(['two three', 'one']);
  });

  it('rejects one item that cannot be written, and writes the others of its group', async () => {
    const tenant = freshTenant();
    const { group } = kindsGroup();
    await group.submit(tenant, 'taken');
    const settled = await Promise.allSettled(['a', 'b', 'taken', 'c'].map((kind) => group.submit(tenant, kind)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await kindsSeen(store(), tenant)).toEqual(['a', 'b', 'c', 'taken']);
  });

  it('drains: what was submitted is settled', async () => {
    const tenant = freshTenant();
    const { group } = kindsGroup();
    void group.submit(tenant, 'a');
    await group.drain();
    expect(await kindsSeen(store(), tenant)).toEqual(['a']);
  });

  it('serves other callers when the one who started the loop stands in a transaction afterwards', async () => {
    const tenant = freshTenant();
    const { group } = kindsGroup();
    const first = group.submit(tenant, 'first');
    await store().inTenant(tenant, (tx) => tx.rows('select 1'));
    expect(await Promise.all([first, group.submit(tenant, 'second')])).toEqual([
      'kinds wrote first',
      'kinds wrote second',
    ]);
  });
}
