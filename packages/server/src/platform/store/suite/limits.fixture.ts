import { expect, it } from 'vitest';
import { AdjustableClock } from '../../clock/index.js';
import { type Store, type StoreSettings, StoreUnavailable, type TenantTransaction } from '../index.js';
import { draft, type EngineUnderTest, freshTenant, kindsSeen, spend } from './under-test.fixture.js';

/** Runs a statement that takes longer than anyone waits. */
const endless = 'select count(*) from generate_series(1, 100000000000)';

export function limits(under: EngineUnderTest): void {
  const withStore = async (settings: Partial<StoreSettings>, test: (store: Store) => Promise<void>) => {
    const store = await under.open({ clock: new AdjustableClock(), oneConnection: true, ...settings });
    try {
      await test(store);
    } finally {
      await store.close();
    }
  };

  it('ends a statement that takes too long, keeps what was committed, and goes on', () =>
    withStore({ statementTimeoutMs: 3_000 }, async (store) => {
      const tenant = freshTenant();
      await store.inTenant(tenant, (tx) => spend(tx, 'before'));
      const late = store.inTenant(tenant, async (tx) => {
        await spend(tx, 'during');
        await tx.rows(endless);
      });
      await expect(late).rejects.toBeInstanceOf(StoreUnavailable);
      await store.inTenant(tenant, (tx) => spend(tx, 'after'));
      expect(await kindsSeen(store, tenant)).toEqual(['after', 'before']);
    }));

  it('makes nobody wait for a connection longer than the limit, and serves in order of arrival', () =>
    withStore({ waitTimeoutMs: 400 }, async (store) => {
      const tenant = freshTenant();
      let release = (): void => {};
      const held = store.inPlatform(async () => new Promise<void>((resolve) => (release = resolve)));
      const order: number[] = [];
      const waiting = [1, 2, 3].map((n) => store.inTenant(tenant, async () => order.push(n)));
      for (const each of waiting) await expect(each).rejects.toBeInstanceOf(StoreUnavailable);
      const next = [4, 5, 6].map((n) => store.inTenant(tenant, async () => order.push(n)));
      release();
      await Promise.all([held, ...next]);
      expect(order).toEqual([4, 5, 6]);
    }));

  it('rolls back a transaction that stays open too long', () =>
    withStore({ transactionTimeoutMs: 1_500 }, async (store) => {
      const tenant = freshTenant();
      let tx: TenantTransaction | undefined;
      const hung = store.inTenant(tenant, async (mine) => {
        tx = mine;
        await spend(mine, 'hung');
        await new Promise(() => {});
      });
      await expect(hung).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(tx?.run('select 1')).rejects.toThrow('over');
      expect(await kindsSeen(store, tenant)).toEqual([]);
    }));

  it('finishes what is under way when it closes, and then refuses', () =>
    withStore({}, async (store) => {
      const tenant = freshTenant();
      const heard: string[] = [];
      store.journal.subscribe((entry) => heard.push(entry.target.id));
      const writes = Array.from({ length: 5 }, (_, index) =>
        store.inTenant(tenant, async (tx) => {
          await spend(tx, `k${index}`);
          tx.journal(draft(`k${index}`));
        }),
      );
      await store.close();
      await Promise.all(writes);
      expect(heard).toHaveLength(5);
      await expect(store.inTenant(tenant, (tx) => spend(tx, 'late'))).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
      await store.close();
    }));
}
