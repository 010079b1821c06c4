/** What is known of a statement (Kleene's logic): `unknown` stays unless the rest decides either way. */
export type Truth = boolean | 'unknown';

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}

/** True of nothing. */
export function every(truths: Iterable<Truth>): Truth {
  let all: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === 'unknown') all = truth;
  }
  return all;
}

/** False of nothing. */
export function some(truths: Iterable<Truth>): Truth {
  let any: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === 'unknown') any = truth;
  }
  return any;
}
