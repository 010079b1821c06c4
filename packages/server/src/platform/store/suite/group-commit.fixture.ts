import type { TenantId } from '@gatehouse/model';
import { expect, it } from 'vitest';
import { createGroupCommit, type Store } from '../index.js';
import { freshTenant, kindsSeen, suiteClock } from './under-test.fixture.js';

export function groups(store: () => Store): void {
  const kindsGroup = () => {
    const runs: number[] = [];
    const group = createGroupCommit<string, string>(store(), async (tx, kinds) => {
      runs.push(kinds.length);
      const at = new Date(suiteClock.now());
      await tx.run(
        `insert into spent (tenant_id, kind, digest, spent_at, expires_at)
         select $1, kind, convert_to(kind, 'UTF8'), $3, $3 from unnest($2::text[]) as kinds (kind)`,
        [tx.tenant, kinds, at],
      );
      return kinds.map((kind) => `wrote ${kind}`);
    });
    return { group, runs };
  };

  it('writes what many callers submit in few transactions, and answers each with its own result', async () => {
    const tenants = [freshTenant(), freshTenant(), freshTenant()];
    const { group, runs } = kindsGroup();
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, index) => group.submit(tenants[index % 3] as TenantId, `k${index}`)),
    );
    expect(results).toEqual(Array.from({ length: 60 }, (_, index) => `wrote k${index}`));
    expect(runs).toHaveLength(3);
    for (const tenant of tenants) expect(await kindsSeen(store(), tenant)).toHaveLength(20);
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
    expect(await Promise.all([first, group.submit(tenant, 'second')])).toEqual(['wrote first', 'wrote second']);
  });
}
