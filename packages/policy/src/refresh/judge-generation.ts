/** What is known when one generation of a rotating refresh token family is presented. Times in milliseconds since the epoch. */
export interface GenerationInput {
  /** `first`: this presentation spent it. Otherwise the instant at which another one did. */
  readonly spent: 'first' | { readonly spentAt: number };
  /** When the presentation arrived. */
  readonly arrivedAt: number;
  /** How long a client whose processes share no cache may go on presenting what one of them has redeemed. */
  readonly overlapSeconds: number;
  /** How close to the winner a presentation counts as made at the same time. */
  readonly raceSeconds: number;
}

/**
 * - `rotate`: honoured, with the next generation.
 * - `lost`: made at the same time as the one that was honoured; refused, and nothing else happens.
 * - `repeat`: honoured with the same next generation: a cache elsewhere that has not heard of it yet.
 * - `reuse`: stolen or replayed; the whole family is revoked.
 */
export type GenerationVerdict = 'rotate' | 'lost' | 'repeat' | 'reuse';

/**
 * Judges the presentation of a generation (RFC 9700 §4.14.2: rotation with replay detection).
 * INVARIANT: ONE-WINNER: among presentations made at once exactly one is honoured; held by judge-generation.test.ts.
 *
 * @example
 * judgeGeneration({ spent: { spentAt: 0 }, arrivedAt: 30_000, overlapSeconds: 60, raceSeconds: 1 }); // 'repeat'
 */
export function judgeGeneration(input: GenerationInput): GenerationVerdict {
  if (input.spent === 'first') return 'rotate';
  const late = input.arrivedAt - input.spent.spentAt;
  if (late <= input.raceSeconds * 1000) return 'lost';
  return late <= input.overlapSeconds * 1000 ? 'repeat' : 'reuse';
}
