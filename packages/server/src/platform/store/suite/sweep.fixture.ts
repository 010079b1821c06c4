import type { TenantId } from '@gatehouse/model';
import { expect, it } from 'vitest';
import { type Store, type Sweep, sweepTenants } from '../index.js';
import { draft, freshTenant, suiteClock } from './under-test.fixture.js';

const now = suiteClock.now();

/** Removes rows of one purpose alone: other tests leave theirs in the same store. */
function sweepOf(purpose: string): Sweep {
  return (tenant, at, limit) => ({
    sql: `delete from spent where ctid = any (array(
      select ctid from spent where tenant_id = $1 and kind = $2 and expires_at <= $3 limit $4 for update skip locked))`,
    parameters: [tenant, purpose, new Date(at), limit],
  });
}

async function spendMany(store: Store, tenant: TenantId, purpose: string, rows: number, expiresAt: number) {
  await store.inTenant(tenant, async (tx) => {
    await tx.run(
      `insert into spent select $1, $2, convert_to(n || ($4::timestamptz)::text, 'UTF8'), $4, $4 from generate_series(1, $3::integer) n`,
      [tenant, purpose, rows, new Date(expiresAt)],
    );
    tx.journal(draft(purpose));
  });
}

export function sweeping(store: () => Store): void {
  it('sweeps every tenant in pieces that keep nobody waiting long, and leaves what still matters', async () => {
    const [small, large] = [freshTenant(), freshTenant()];
    await spendMany(store(), small, 'pieces', 3, now);
    await spendMany(store(), small, 'pieces', 2, now + 1);
    await spendMany(store(), large, 'pieces', 230, now);
    const pieces: number[] = [];
    const watched: Pick<Store, 'inPlatform' | 'commitTogether'> = {
      inPlatform: (work) => store().inPlatform(work),
      commitTogether: async (statements) => {
        const given = await store().commitTogether(statements);
        pieces.push(...[...given.values()].flatMap(([result]) => result?.changed || []));
        return given;
      },
    };
    expect(await sweepTenants(watched, now, sweepOf('pieces'))).toBe(233);
    expect(pieces.sort((a, b) => a - b)).toEqual([3, 30, 100, 100]);
    const left = (tenant: TenantId) => store().inTenant(tenant, (tx) => tx.rows('select from spent'));
    expect(await left(small)).toHaveLength(2);
    expect(await left(large)).toEqual([]);
    expect(await sweepTenants(store(), now, sweepOf('pieces'))).toBe(0);
  });

  it('sweeps each row once when several processes sweep at the same time', async () => {
    const tenant = freshTenant();
    await spendMany(store(), tenant, 'together', 500, now);
    const swept = await Promise.all([1, 2, 3].map(() => sweepTenants(store(), now, sweepOf('together'))));
    expect(swept.reduce((sum, each) => sum + each)).toBe(500);
  });
}
