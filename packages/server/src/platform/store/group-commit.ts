import type { TenantId } from '@gatehouse/model';
import type { Store, TenantTransaction } from './store.js';

/**
 * Commits many small writes of many requests as one transaction, so that durability costs little (RECORD-FIRST, ONE-WINNER).
 * While one group is being written the next one gathers; each caller waits for the group that holds its item.
 */
export interface GroupCommit<T, R> {
  /** Adds an item; resolves with its result once the group is durable, rejects with StoreUnavailable when it is not. */
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

/**
 * Makes a group commit over `store`.
 * @param write writes one tenant's items in as few statements as it can and gives one result per item, in order.
 * @param limit how many items one group may hold at most.
 */
export function createGroupCommit<T, R>(
  store: Pick<Store, 'inEachTenant'>,
  write: (tx: TenantTransaction, items: readonly T[]) => Promise<readonly R[]>,
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
    submit: (tenant, item) =>
      new Promise<R>((resolve, reject) => {
        waiting.push({ tenant, item, resolve, reject });
        running ??= Promise.resolve().then(run);
      }),
    drain: async () => {
      while (running !== undefined) await running;
    },
  };
}

async function settle<T, R>(
  store: Pick<Store, 'inEachTenant'>,
  write: (tx: TenantTransaction, items: readonly T[]) => Promise<readonly R[]>,
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
    for (const pending of group) pending.reject(error);
  }
}
