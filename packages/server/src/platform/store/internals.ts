import type { Engine } from './engine.js';
import type { Store } from './store.js';

/** The engine below each open store: for export and import, which see all tenants, and for nobody outside this module. */
const engines = new WeakMap<Store, Engine>();

export function keepInternals(store: Store, engine: Engine): void {
  engines.set(store, engine);
}

export function engineOf(store: Store): Engine {
  const engine = engines.get(store);
  if (engine === undefined) throw new Error('this store was not made by openStore');
  return engine;
}
