/** A set that cannot be changed by mistake: principals are cached, so that one request's change would reach the next. */
export function frozenSet(values: Iterable<string>): ReadonlySet<string> {
  const set = new Set(values);
  return Object.freeze(Object.assign(set, { add: refuseChange, delete: refuseChange, clear: refuseChange }));
}

/** Freezes `value` and everything in it. Not recursive: the depth is the issuer's choice. */
export function deepFreeze<T>(value: T): T {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null) continue;
    Object.freeze(next);
    pending.push(...Object.values(next));
  }
  return value;
}

function refuseChange(): never {
  throw new TypeError('a principal cannot be changed');
}
