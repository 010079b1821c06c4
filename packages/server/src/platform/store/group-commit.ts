import type { TenantId } from '@gatehouse/model';
import { GroupPace } from './group-pace.js';
import { type Statement, type StatementResult, type Store, StoreUnavailable } from './store.js';
import { outsideTransactions, refuseNestedUse } from './transaction-scope.js';

/**
 * Commits many small writes of many requests as one transaction, so that durability costs little (RECORD-FIRST, ONE-WINNER).
 * While one group is being written the next one gathers; each caller waits for the group that holds its item. All group commits
 * of a store share their groups.
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

/** How one tenant's items of a group are written: everything that is sent is known before anything is answered. */
export interface GroupWrite<R> {
  readonly statements: readonly Statement[];
  /** One result per item, in order, from what the statements gave. */
  results(given: readonly StatementResult[]): readonly R[];
}

/** One kind of item. */
export interface GroupWork<T, R> {
  /** Every process writes a tenant's kinds in the order of their names, so that two groups never wait for each other. */
  readonly name: string;
  /**
   * Says how one tenant's items are written, in as few statements as it can. Asked again for an item when the transaction of an
   * earlier group was rolled back.
   */
  plan(tenant: TenantId, items: readonly T[]): GroupWrite<R>;
}

type Committing = Pick<Store, 'commitTogether'>;

/** An item on its way. Its types are known to the group commit that took it: nobody else gives items to its work. */
interface Pending {
  readonly work: GroupWork<unknown, unknown>;
  readonly tenant: TenantId;
  readonly item: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** How many items one group may hold at most. */
const largestGroup = 256;

/** Makes a group commit over `store` for one kind of item. */
export function createGroupCommit<T, R>(store: Committing, work: GroupWork<T, R>): GroupCommit<T, R> {
  const groups = groupsOf(store);
  return {
    submit: async (tenant, item) => {
      refuseNestedUse(store);
      return (await groups.submit(work, tenant, item)) as R;
    },
    drain: () => groups.drain(),
  };
}

const known = new WeakMap<Committing, Groups>();

function groupsOf(store: Committing): Groups {
  const existing = known.get(store);
  if (existing !== undefined) return existing;
  const groups = new Groups(store);
  known.set(store, groups);
  return groups;
}

/** The groups of one store, one after the other. */
class Groups {
  readonly #store: Committing;
  readonly #pace = new GroupPace();
  #waiting: Pending[] = [];
  #running: Promise<void> | undefined;

  constructor(store: Committing) {
    this.#store = store;
  }

  submit(work: GroupWork<unknown, unknown>, tenant: TenantId, item: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, tenant, item, resolve, reject });
      this.#pace.joined(this.#waiting.length);
      // The loop serves every caller, so it must not pass for the inside of the transaction of the one that started it.
      this.#running ??= outsideTransactions(() => Promise.resolve().then(() => this.#run()));
    });
  }

  async drain(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#pace.gather(() => this.#waiting.length);
      const group = this.#waiting.slice(0, largestGroup);
      this.#waiting = this.#waiting.slice(largestGroup);
      await this.#pace.timed(group.length, () => settle(this.#store, group));
    }
    this.#running = undefined;
  }
}

async function settle(store: Committing, group: readonly Pending[]): Promise<void> {
  try {
    const parts = partsOf(group);
    const given = await store.commitTogether(statementsOf(parts));
    const taken = new Map<TenantId, number>();
    for (const { tenant, items, write } of parts) {
      const from = taken.get(tenant) ?? 0;
      const to = from + write.statements.length;
      taken.set(tenant, to);
      const results = write.results(given.get(tenant)?.slice(from, to) ?? []);
      items.forEach((pending, index) => {
        pending.resolve(results[index]);
      });
    }
  } catch (error) {
    if (error instanceof StoreUnavailable || group.length === 1) {
      for (const pending of group) pending.reject(error);
      return;
    }
    // One item cannot be written, and nothing of the group was: halve it until that item stands alone.
    const half = group.length >> 1;
    await settle(store, group.slice(0, half));
    await settle(store, group.slice(half));
  }
}

/** One tenant's items of one kind, and how they are written. */
interface Part {
  readonly tenant: TenantId;
  readonly items: readonly Pending[];
  readonly write: GroupWrite<unknown>;
}

function partsOf(group: readonly Pending[]): Part[] {
  const kinds = new Map<GroupWork<unknown, unknown>, Map<TenantId, Pending[]>>();
  for (const pending of group) {
    const tenants = entry(kinds, pending.work, () => new Map<TenantId, Pending[]>());
    entry(tenants, pending.tenant, () => []).push(pending);
  }
  const inOrder = [...kinds].sort(([a], [b]) => (a.name < b.name ? -1 : 1));
  return inOrder.flatMap(([work, tenants]) =>
    [...tenants].map(([tenant, items]) => ({
      tenant,
      items,
      write: work.plan(
        tenant,
        items.map(({ item }) => item),
      ),
    })),
  );
}

function statementsOf(parts: readonly Part[]): Map<TenantId, Statement[]> {
  const statements = new Map<TenantId, Statement[]>();
  for (const { tenant, write } of parts) entry(statements, tenant, () => []).push(...write.statements);
  return statements;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  map.set(key, made);
  return made;
}
