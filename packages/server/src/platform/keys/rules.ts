import type { SigningAlgorithm } from './signing-key.js';

/** When a tenant's keys are replaced, in seconds. */
export interface KeySchedule {
  /** How long a key signs. */
  readonly rotateAfter: number;
  /** How long a key is published before it signs, so that verifiers know it by then. */
  readonly publishAhead: number;
}

export type KeyState = 'next' | 'current' | 'retired' | 'removed';

/** A key's life so far; instants in milliseconds since the Unix epoch. */
export interface KeyLife {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly state: KeyState;
  readonly publishedAt: number;
  readonly activatedAt: number | undefined;
  readonly retiredAt: number | undefined;
}

/** What is due for the keys of one tenant and algorithm, in this order. */
export interface DueSteps {
  /** The next key, to sign from now on. */
  readonly activate: string | undefined;
  /** A next key has to be published: there is one at all times, so that a command, too, finds a key that verifiers know. */
  readonly publish: boolean;
  /** Retired keys of which every token has expired. */
  readonly remove: readonly string[];
}

/**
 * How long a retired key stays published beyond the longest token: verifiers allow for clocks five minutes apart, and another
 * process may sign with the old key until it hears of the change.
 */
export const retirementSlackSeconds = 600;

/** When verifiers can be relied on to know a key; in milliseconds since the Unix epoch. */
export function knownFrom({ publishedAt }: Pick<KeyLife, 'publishedAt'>, { publishAhead }: KeySchedule): number {
  return publishedAt + publishAhead * 1000;
}

/** Says what the schedule asks for now. A key that was not published ahead never starts to sign by schedule, however late it is. */
export function dueSteps(keys: readonly KeyLife[], schedule: KeySchedule, longestToken: number, now: number): DueSteps {
  const current = keys.find(({ state }) => state === 'current');
  const next = keys.find(({ state }) => state === 'next');
  // Where nothing signs yet, the first key waits for nothing but to be known.
  const rotateAt = (current?.activatedAt ?? Number.NEGATIVE_INFINITY) + schedule.rotateAfter * 1000;
  const activate = next !== undefined && now >= rotateAt && now >= knownFrom(next, schedule) ? next.kid : undefined;
  return {
    activate,
    publish: next === undefined || activate !== undefined,
    remove: keys
      .filter(({ state }) => state === 'retired')
      .filter(({ retiredAt }) => now >= (retiredAt ?? now) + (longestToken + retirementSlackSeconds) * 1000)
      .map(({ kid }) => kid),
  };
}
