/** A bounded cache of values that are loaded once for all who ask, and dropped by key when they change. */
export interface LoadCache<Key, Value> {
  /** The cached value, without loading. */
  peek(key: Key): Value | undefined;
  /** The cached value, or the one that `load` gives; many callers of one key share one load. Absence is not remembered. */
  get(key: Key, load: () => Promise<Value | undefined>): Promise<Value | undefined>;
  /** Forgets the value. A load under way still answers those who wait for it, but is not kept, and the next caller loads anew. */
  drop(key: Key): void;
  /** Drops every value for which `matches`; of loads under way, whose value is not known yet, all whose key `mayMatch`. */
  dropWhere(matches: (key: Key, value: Value) => boolean, mayMatch: (key: Key) => boolean): void;
  clear(): void;
  readonly size: number;
}

interface Load<Value> {
  readonly promise: Promise<Value | undefined>;
}

/** Makes a cache of at most `limit` values; the one not used for longest goes first. */
export function createLoadCache<Key, Value>(limit: number): LoadCache<Key, Value> {
  const values = new Map<Key, Value>();
  // INVARIANT: only the load that stands here may store its value, so a load that began before a drop never outlives it.
  const loads = new Map<Key, Load<Value>>();

  const peek = (key: Key): Value | undefined => {
    const value = values.get(key);
    if (value === undefined) return undefined;
    values.delete(key);
    values.set(key, value);
    return value;
  };

  const keep = (key: Key, value: Value): void => {
    values.set(key, value);
    for (const oldest of values.keys()) {
      if (values.size <= limit) break;
      values.delete(oldest);
    }
  };

  const start = (key: Key, load: () => Promise<Value | undefined>): Promise<Value | undefined> => {
    const run = async (): Promise<Value | undefined> => {
      try {
        const value = await load();
        if (loads.get(key) === mine && value !== undefined) keep(key, value);
        return value;
      } finally {
        if (loads.get(key) === mine) loads.delete(key);
      }
    };
    // `run` waits once before it looks at `mine`, so that a load which throws at once finds it set.
    const mine: Load<Value> = { promise: Promise.resolve().then(run) };
    loads.set(key, mine);
    return mine.promise;
  };

  return {
    peek,
    get: async (key, load) => peek(key) ?? (await (loads.get(key)?.promise ?? start(key, load))),
    drop: (key) => {
      values.delete(key);
      loads.delete(key);
    },
    dropWhere: (matches, mayMatch) => {
      for (const [key, value] of values) if (matches(key, value)) values.delete(key);
      for (const key of loads.keys()) if (mayMatch(key)) loads.delete(key);
    },
    clear: () => {
      values.clear();
      loads.clear();
    },
    get size() {
      return values.size;
    },
  };
}
