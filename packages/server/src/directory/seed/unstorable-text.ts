/** What no store can hold in a value that a file gave: where it stands, and why. */
export interface Unstorable {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/**
 * Finds texts, and names of properties, that the store cannot hold, and values that hold themselves, which YAML can write.
 * @param most how many to find
 */
export function unstorableIn(value: unknown, most: number): readonly Unstorable[] {
  const found: Unstorable[] = [];
  const inside = new Set<object>();
  const look = (each: unknown, path: readonly PropertyKey[]): void => {
    if (found.length >= most) return;
    if (typeof each === 'string') {
      const reason = faultOf(each);
      if (reason !== undefined) found.push({ path, reason });
      return;
    }
    if (typeof each !== 'object' || each === null) return;
    if (inside.has(each)) {
      found.push({ path, reason: 'must not hold itself' });
      return;
    }
    inside.add(each);
    if (Array.isArray(each)) each.forEach((one, index) => look(one, [...path, index]));
    else {
      for (const [name, one] of Object.entries(each)) {
        const fault = faultOf(name);
        if (fault === undefined) look(one, [...path, name]);
        else found.push({ path, reason: `has a property whose name ${fault}` });
      }
    }
    inside.delete(each);
  };
  look(value, []);
  return found;
}

/** Why Postgres does not take a text. */
function faultOf(text: string): string | undefined {
  if (text.includes('\0')) return 'must not hold a zero byte';
  // Half of a pair that stands for one character (Unicode, chapter 3.9: it has no UTF-8).
  return /\p{Surrogate}/u.test(text) ? 'must not hold half a character' : undefined;
}
