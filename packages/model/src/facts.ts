/**
 * A fact is known or unknown. Unknown never satisfies a condition that would grant,
 * and never excuses anyone from a block (law UNKNOWN-NEVER-HELPS).
 */
export type Fact<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly why: string };

/** A fact that somebody looked up, whatever it says. */
export function known<T>(value: T): Fact<T> {
  return { kind: 'known', value };
}

/**
 * A fact that could not be had.
 * @param why for the record and the log, in plain words.
 */
export function unknown(why: string): Fact<never> {
  return { kind: 'unknown', why };
}
