interface Load<Value> {
  readonly promise: Promise<Value | undefined>;
}

/** A bounded cache of values that are loaded once for all who ask, and dropped by key when they change. */
export class LoadCache<Key, Value> {
  readonly #limit: number;
  readonly #values = new Map<Key, Value>();
  // INVARIANT: only the load that stands here may store its value, so a load that began before a drop never outlives it.
  readonly #loads = new Map<Key, Load<Value>>();

  /** @param limit how many values are kept; the one not used for longest goes first. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#values.size;
  }

  /** The cached value, without loading. */
  peek(key: Key): Value | undefined {
    const value = this.#values.get(key);
    // While there is room for as much again nothing will be dropped soon, and the order of use costs more than the look-up.
    if (value === undefined || this.#values.size * 2 <= this.#limit) return value;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  /** The cached value, or the one that `load` gives; many callers of one key share one load. Absence is not remembered. */
  async get(key: Key, load: () => Promise<Value | undefined>): Promise<Value | undefined> {
    return this.peek(key) ?? this.#loads.get(key)?.promise ?? this.#start(key, load);
  }

  /** Forgets the value. A load under way still answers those who wait for it, but is not kept, and the next caller loads anew. */
  drop(key: Key): void {
    this.#values.delete(key);
    this.#loads.delete(key);
  }

  /** Drops every value for which `matches`; of loads under way, whose value is not known yet, all whose key `mayMatch`. */
  dropWhere(matches: (key: Key, value: Value) => boolean, mayMatch: (key: Key) => boolean): void {
    for (const [key, value] of this.#values) if (matches(key, value)) this.#values.delete(key);
    for (const key of this.#loads.keys()) if (mayMatch(key)) this.#loads.delete(key);
  }

  /** Drops everything. */
  clear(): void {
    this.#values.clear();
    this.#loads.clear();
  }

  #start(key: Key, load: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const run = async (): Promise<Value | undefined> => {
      try {
        const value = await load();
        if (this.#loads.get(key) === mine && value !== undefined) this.#keep(key, value);
        return value;
      } finally {
        if (this.#loads.get(key) === mine) this.#loads.delete(key);
      }
    };
    // `run` begins one step later, so that a load which throws at once finds itself noted.
    const mine: Load<Value> = { promise: Promise.resolve().then(run) };
    this.#loads.set(key, mine);
    return mine.promise;
  }

  #keep(key: Key, value: Value): void {
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#limit) break;
      this.#values.delete(oldest);
    }
  }
}
