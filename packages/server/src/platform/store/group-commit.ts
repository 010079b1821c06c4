import type { TenantId } from '@gatehouse/model';
import { type Store, StoreUnavailable, type TenantTransaction } from './store.js';
import { outsideTransactions, refuseNestedUse } from './transaction-scope.js';

/**
 * Commits many small writes of many requests as one transaction, so that durability costs little (RECORD-FIRST, ONE-WINNER).
 * While one group is being written the next one gathers; each caller waits for the group that holds its item.
 */
export interface GroupCommit<T, R> {
  /**
   * Adds an item; resolves with its result once the group is durable, rejects with StoreUnavailable when it is not.
   * An item whose writing fails for another reason rejects alone: the others of its group are written without it.
   */
  submit(tenant: TenantId, item: T): Promise<R>;
  /** Resolves when everything submitted so far is settled. */
  drain(): Promise<void>;
}

interface Pending<T, R> {
  readonly tenant: TenantId;
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (reason: unknown) => void;
}

type Write<T, R> = (tx: TenantTransaction, items: readonly T[]) => Promise<readonly R[]>;

/**
 * Makes a group commit over `store`.
 * @param write writes one tenant's items in as few statements as it can and gives one result per item, in order. It may run
 * more than once for an item, when the transaction of an earlier run was rolled back.
 * @param limit how many items one group may hold at most.
 */
export function createGroupCommit<T, R>(
  store: Pick<Store, 'inEachTenant'>,
  write: Write<T, R>,
  limit = 256,
): GroupCommit<T, R> {
  let waiting: Pending<T, R>[] = [];
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      await settle(store, write, group);
    }
    running = undefined;
  };

  return {
    submit: async (tenant, item) => {
      refuseNestedUse(store);
      return new Promise<R>((resolve, reject) => {
        waiting.push({ tenant, item, resolve, reject });
        // The loop serves every caller, so it must not pass for the inside of the transaction of the one that started it.
        running ??= outsideTransactions(() => Promise.resolve().then(run));
      });
    },
    drain: async () => {
      while (running !== undefined) await running;
    },
  };
}

async function settle<T, R>(
  store: Pick<Store, 'inEachTenant'>,
  write: Write<T, R>,
  group: readonly Pending<T, R>[],
): Promise<void> {
  const byTenant = new Map<TenantId, Pending<T, R>[]>();
  for (const pending of group) {
    const mine = byTenant.get(pending.tenant);
    if (mine === undefined) byTenant.set(pending.tenant, [pending]);
    else mine.push(pending);
  }
  try {
    const items = new Map(
      [...byTenant].map(([tenant, list]) => [tenant, list.map((pending) => pending.item)] as const),
    );
    const results = await store.inEachTenant(items, write);
    for (const [tenant, list] of byTenant) {
      const mine = results.get(tenant) ?? [];
      list.forEach((pending, index) => {
        pending.resolve(mine[index] as R);
      });
    }
  } catch (error) {
    if (error instanceof StoreUnavailable || group.length === 1) {
      for (const pending of group) pending.reject(error);
      return;
    }
    // One item cannot be written, and nothing of the group was: halve it until that item stands alone.
    const half = group.length >> 1;
    await settle(store, write, group.slice(0, half));
    await settle(store, write, group.slice(half));
  }
}
