import type { GrantFamilyId, TenantId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import { type JournalEntry, openStore, type Store, sweepTenants } from '../../platform/store/index.js';
import { createRevocation, type RevocationDeps, revocationSweep } from './index.js';

const clock = new AdjustableClock();
const actor = { kind: 'platform' } as const;
let store: Store;

beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock });
});

afterAll(() => store.close());

function fresh(): { readonly tenant: TenantId; readonly family: GrantFamilyId } {
  return { tenant: systemIds.guid<TenantId>(), family: systemIds.guid<GrantFamilyId>() };
}

function revocation(over: Partial<RevocationDeps> = {}): ReturnType<typeof createRevocation> {
  return createRevocation({ store, clock, ...over });
}

/** The store, counting how often it is asked. */
function counted(): { readonly store: RevocationDeps['store']; readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    store: {
      journal: store.journal,
      inTenant: (tenant, work) => {
        asked += 1;
        return store.inTenant(tenant, work);
      },
    },
  };
}

describe('grant families', () => {
  it('are not revoked until somebody revokes them', async () => {
    const { tenant, family } = fresh();
    const list = revocation();
    expect(await list.isRevoked(tenant, family)).toBe(false);
    await list.revokeFamily(tenant, family, 'code_replayed', actor);
    expect(await list.isRevoked(tenant, family)).toBe(true);
    expect(await list.isRevoked(tenant, fresh().family)).toBe(false);
    expect(await list.isRevoked(fresh().tenant, family)).toBe(false);
    list.close();
  });

  it('revoked by another process are known at once to those that had asked before', async () => {
    const { tenant, family } = fresh();
    const [one, other] = [revocation(), revocation()];
    expect(await other.isRevoked(tenant, family)).toBe(false);
    await one.revokeFamily(tenant, family, 'refresh_token_reused', actor);
    expect(await other.isRevoked(tenant, family)).toBe(true);
    one.close();
    other.close();
  });

  it('revoked while a process loads the tenant are not lost', async () => {
    const { tenant, family } = fresh();
    const [one, other] = [revocation(), revocation()];
    const first = other.isRevoked(tenant, family);
    await one.revokeFamily(tenant, family, 'code_replayed', actor);
    await first;
    expect(await other.isRevoked(tenant, family)).toBe(true);
    one.close();
    other.close();
  });

  it('revoked before a process started are known to it', async () => {
    const { tenant, family } = fresh();
    const one = revocation();
    await one.revokeFamily(tenant, family, 'refresh_token_reused', actor);
    one.close();
    const later = revocation();
    expect(await later.isRevoked(tenant, family)).toBe(true);
    later.close();
  });

  it('are revoked with one journal entry, however often it is said', async () => {
    const { tenant, family } = fresh();
    const list = revocation();
    const entries: JournalEntry[] = [];
    const stop = store.journal.subscribe((entry) => {
      if (entry.tenant === tenant) entries.push(entry);
    });
    await Promise.all(Array.from({ length: 8 }, () => list.revokeFamily(tenant, family, 'code_replayed', actor)));
    stop();
    list.close();
    expect(entries).toMatchObject([
      {
        operation: 'grant-family.revoke',
        actor,
        target: { type: 'grantFamily', id: family },
        changes: [{ property: 'why', new: 'code_replayed' }],
      },
    ]);
  });

  it('are asked of the store once for a tenant, then never again', async () => {
    const { tenant, family } = fresh();
    const { store: watched, asked } = counted();
    const list = revocation({ store: watched });
    await Promise.all(Array.from({ length: 8 }, () => list.isRevoked(tenant, family)));
    await list.isRevoked(tenant, fresh().family);
    expect(asked()).toBe(1);
    list.close();
  });

  it('of the tenant unused for longest leave memory first, and are loaded again', async () => {
    const tenants = [fresh(), fresh(), fresh()] as const;
    const { store: watched, asked } = counted();
    const list = revocation({ store: watched, mostTenants: 2 });
    for (const { tenant, family } of tenants) await list.isRevoked(tenant, family);
    await list.isRevoked(tenants[1].tenant, tenants[1].family);
    expect(asked()).toBe(3);
    await list.isRevoked(tenants[0].tenant, tenants[0].family);
    expect(asked()).toBe(4);
    list.close();
  });

  it('too many to keep are asked of the store one by one, and still known', async () => {
    const { tenant, family } = fresh();
    const { store: watched, asked } = counted();
    const list = revocation({ store: watched, mostFamilies: 2 });
    await list.isRevoked(tenant, family);
    const families = [family, fresh().family, fresh().family];
    for (const each of families) await list.revokeFamily(tenant, each, 'code_replayed', actor);
    const before = asked();
    expect(await Promise.all(families.map((each) => list.isRevoked(tenant, each)))).toEqual([true, true, true]);
    expect(await list.isRevoked(tenant, fresh().family)).toBe(false);
    expect(asked()).toBe(before + 4);
    list.close();
  });

  it('are forgotten when every token of theirs has ended by itself', async () => {
    const { tenant, family } = fresh();
    const list = revocation({ longestTokenSeconds: 60 });
    await list.revokeFamily(tenant, family, 'code_replayed', actor);
    clock.advance(60);
    await list.revokeFamily(tenant, fresh().family, 'code_replayed', actor);
    expect(await sweepTenants(store, clock.now(), revocationSweep)).toBe(1);
    const rows = await store.inTenant(tenant, (tx) => tx.rows('select family from revoked_grant_families'));
    expect(rows).toHaveLength(1);
    list.close();
  });

  it('are never waved through while the store is away', async () => {
    const { tenant, family } = fresh();
    let away = true;
    const list = revocation({
      store: {
        journal: store.journal,
        inTenant: (of, work) => (away ? Promise.reject(new Error('away')) : store.inTenant(of, work)),
      },
    });
    await expect(list.isRevoked(tenant, family)).rejects.toThrow('away');
    away = false;
    expect(await list.isRevoked(tenant, family)).toBe(false);
    list.close();
  });
});
