/** One mark in the ledger: `first` when this presentation set it, otherwise the instant at which another one did. */
export type PresentationMark = 'first' | { readonly spentAt: number };

/** What is known when one generation of a rotating refresh token family is presented. Times in milliseconds since the epoch. */
export interface GenerationInput {
  /** The mark of the generation, whatever it was presented for. */
  readonly generation: PresentationMark;
  /** The mark of the generation for exactly what is asked for now. */
  readonly request: PresentationMark;
  /** When the presentation arrived. */
  readonly arrivedAt: number;
  /** How long a client may go on presenting what it has redeemed: for other resources, or where processes share no cache. */
  readonly overlapSeconds: number;
  /** How close to the winner a presentation of the same request counts as made at the same time. */
  readonly raceSeconds: number;
}

/**
 * - `rotate`: honoured, with the next generation.
 * - `repeat`: honoured with that same next generation: another request of the client that rotated it, or a cache that has not heard.
 * - `lost`: the same request as one that was honoured at the same time; refused, and nothing else happens.
 * - `reuse`: stolen or replayed; the whole family is revoked.
 */
export type GenerationVerdict = 'rotate' | 'repeat' | 'lost' | 'reuse';

/**
 * Judges the presentation of a generation (RFC 9700 §4.14.2: rotation with replay detection).
 * INVARIANT: ONE-WINNER: of equal presentations made at once exactly one is honoured; held by judge-generation.test.ts.
 * The overlap counts from the first of all presentations, so that asking for something new never makes it longer.
 *
 * @example
 * const marks = { generation: { spentAt: 0 }, request: 'first' } as const;
 * judgeGeneration({ ...marks, arrivedAt: 30_000, overlapSeconds: 60, raceSeconds: 1 }); // 'repeat'
 */
export function judgeGeneration(input: GenerationInput): GenerationVerdict {
  const { generation, request, arrivedAt } = input;
  if (generation === 'first' && request === 'first') return 'rotate';
  const race = input.raceSeconds * 1000;
  if (request !== 'first' && arrivedAt - request.spentAt <= race) return 'lost';
  const late = arrivedAt - Math.min(instantOf(generation), instantOf(request));
  if (late <= input.overlapSeconds * 1000) return 'repeat';
  return late <= race ? 'lost' : 'reuse';
}

function instantOf(mark: PresentationMark): number {
  return mark === 'first' ? Number.POSITIVE_INFINITY : mark.spentAt;
}
