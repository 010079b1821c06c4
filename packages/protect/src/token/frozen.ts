/** A set that cannot be changed by mistake: principals are cached, so that one request's change would reach the next. */
export function frozenSet(values: Iterable<string>): ReadonlySet<string> {
  return Object.freeze(Object.setPrototypeOf(new Set(values), frozenSetPrototype) as Set<string>);
}

const refuse = {
  value(): never {
    throw new TypeError('a principal cannot be changed');
  },
};

// Freezing a set does not keep it from being added to: its members are no properties.
const frozenSetPrototype = Object.create(Set.prototype, { add: refuse, delete: refuse, clear: refuse }) as object;

/**
 * A copy of a parsed JSON object without a prototype, so that `toString` or `__proto__` are members like any other;
 * frozen, and everything in it too.
 */
export function frozenRecord(parsed: object): Readonly<Record<string, unknown>> {
  const record = Object.create(null) as Record<string, unknown>;
  const source = parsed as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(source)) {
    const member = source[name];
    record[name] = typeof member === 'object' ? deepFreeze(member) : member;
  }
  return Object.freeze(record);
}

/** Not recursive: the depth is the sender's choice. */
function deepFreeze<T>(value: T): T {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null) continue;
    for (const member of Object.values(Object.freeze(next))) {
      if (typeof member === 'object') pending.push(member);
    }
  }
  return value;
}
