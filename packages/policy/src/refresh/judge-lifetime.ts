/** What is known of a refresh token's life. Times in milliseconds since the epoch, lengths in seconds. */
export interface RefreshLifetimeInput {
  readonly now: number;
  readonly expiresAt: number;
  /** When the person last proved who they are. */
  readonly authenticatedAt: number;
  readonly singlePageApplication: boolean;
  /** How long an unused token lives (90 days on the platform). */
  readonly idleSeconds: number;
  /** The longest a family lives however often it is used, counted from the authentication; null for no such end. */
  readonly absoluteSeconds: number | null;
}

/** Whether a refresh token still lives. `nextExpiresAt` in milliseconds since the epoch. */
export type RefreshLifetime =
  /** Usable; the token that follows it ends at `nextExpiresAt`. */
  | { readonly kind: 'alive'; readonly nextExpiresAt: number }
  | { readonly kind: 'ended'; readonly why: 'fixed_end' | 'idle' | 'absolute_end' };

/**
 * Judges whether a refresh token still lives, and when its successor ends: tokens of single-page applications end at one fixed
 * instant that every rotation carries over; others end when unused for too long.
 * Source: Microsoft identity platform documentation, "refresh tokens: lifetime".
 *
 * @example
 * judgeRefreshLifetime({ now: 100, expiresAt: 99, authenticatedAt: 0, singlePageApplication: true, idleSeconds: 90, absoluteSeconds: null });
 * // { kind: 'ended', why: 'fixed_end' }
 */
export function judgeRefreshLifetime(input: RefreshLifetimeInput): RefreshLifetime {
  const { now, expiresAt, singlePageApplication } = input;
  if (expiresAt <= now) return { kind: 'ended', why: singlePageApplication ? 'fixed_end' : 'idle' };
  if (singlePageApplication) return { kind: 'alive', nextExpiresAt: expiresAt };
  const end =
    input.absoluteSeconds === null ? Number.POSITIVE_INFINITY : input.authenticatedAt + input.absoluteSeconds * 1000;
  if (end <= now) return { kind: 'ended', why: 'absolute_end' };
  return { kind: 'alive', nextExpiresAt: Math.min(now + input.idleSeconds * 1000, end) };
}
