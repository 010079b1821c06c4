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

/** What is due for the keys of one tenant and algorithm. */
export interface DueSteps {
  /** A next key has to be published. */
  readonly publish: boolean;
  /** The next key, to sign from now on. */
  readonly activate: string | undefined;
  /** Retired keys of which every token has expired. */
  readonly remove: readonly string[];
}

/**
 * How long a retired key stays published beyond the longest token: verifiers allow for clocks five minutes apart, and another
 * process may sign with the old key until it hears of the change.
 */
export const retirementSlackSeconds = 600;

/** Says what the schedule asks for now. A key that was not published ahead never starts to sign by schedule, however late it is. */
export function dueSteps(keys: readonly KeyLife[], schedule: KeySchedule, longestToken: number, now: number): DueSteps {
  const current = keys.find(({ state }) => state === 'current');
  const next = keys.find(({ state }) => state === 'next');
  const rotateAt = (current?.activatedAt ?? Number.POSITIVE_INFINITY) + schedule.rotateAfter * 1000;
  const ahead = schedule.publishAhead * 1000;
  return {
    publish: next === undefined && now >= rotateAt - ahead,
    activate: next !== undefined && now >= rotateAt && now >= next.publishedAt + ahead ? next.kid : undefined,
    remove: keys
      .filter(({ state }) => state === 'retired')
      .filter(({ retiredAt }) => now >= (retiredAt ?? now) + (longestToken + retirementSlackSeconds) * 1000)
      .map(({ kid }) => kid),
  };
}
