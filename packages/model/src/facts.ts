/**
 * A fact is known or unknown. Unknown never satisfies a condition that would grant,
 * and never excuses anyone from a block (law UNKNOWN-NEVER-HELPS).
 */
export type Fact<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly why: string };

export function known<T>(value: T): Fact<T> {
  return { kind: 'known', value };
}

export function unknown(why: string): Fact<never> {
  return { kind: 'unknown', why };
}
