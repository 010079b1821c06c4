import { AsyncLocalStorage } from 'node:async_hooks';

/** One open transaction in the chain of calls that led here. */
interface Scope {
  readonly store: object;
  readonly outer: Scope | undefined;
  open: boolean;
}

/**
 * Follows calls while a transaction is open somewhere in the process, and only then: following makes every promise of the process
 * dearer, and most of what runs under load stands in no transaction of its own.
 */
const scopes = new AsyncLocalStorage<Scope>();
let open = 0;

/** Runs `work` as the inside of a transaction of `store`, until it settles. */
export async function insideTransaction<T>(store: object, work: () => Promise<T>): Promise<T> {
  const scope: Scope = { store, outer: openOnes(scopes.getStore()), open: true };
  open += 1;
  try {
    return await scopes.run(scope, work);
  } finally {
    scope.open = false;
    open -= 1;
    // Nobody who calls now can stand in an open transaction.
    if (open === 0) scopes.disable();
  }
}

/** What has ended never opens again: forgetting it keeps long chains of calls from holding their whole past. */
function openOnes(scope: Scope | undefined): Scope | undefined {
  return scope === undefined || scope.open ? scope : openOnes(scope.outer);
}

/**
 * Refuses a caller that stands inside an open transaction of `store`. Waiting there for a second connection would hang for
 * ever on the embedded engine, which has one, and on a served one whenever the pool is used up.
 */
export function refuseNestedUse(store: object): void {
  for (let scope = scopes.getStore(); scope !== undefined; scope = scope.outer) {
    if (scope.open && scope.store === store) {
      throw new Error('a transaction of this store is open here: use its `tx`, or call after it has ended');
    }
  }
}

/** Runs `work` as if called from outside any transaction: for loops that serve many callers. */
export function outsideTransactions<T>(work: () => T): T {
  return scopes.exit(work);
}
