/** What is remembered of the failed proofs of one account from one kind of place. Times in milliseconds since the epoch. */
export interface FailureRecord {
  /** Failures since the last success; a password that was just tried is not counted again. */
  readonly failures: number;
  /** How often the account was locked since then. */
  readonly locks: number;
  readonly lockedUntil: number | null;
  readonly lastAt: number;
  /** What tells the passwords tried last apart, newest first. */
  readonly recent: readonly string[];
}

/** When an account locks (Microsoft Entra documentation: smart lockout). */
export interface LockoutSettings {
  /** Failures until the first lock. */
  readonly threshold: number;
  /** How long the first lock lasts, in seconds; each after it twice as long as the one before. */
  readonly durationSeconds: number;
}

/** What a tenant has that sets nothing. */
export const defaultLockout: LockoutSettings = { threshold: 10, durationSeconds: 60 };

/** The passwords that are told apart from new ones: people repeat their old password, guessers do not. */
const remembered = 3;
/** No lock lasts longer. */
const longestLock = 60 * 60 * 1000;
/** Failures count for this long after the last of them. */
export const forgetFailuresAfter = 24 * 60 * 60 * 1000;

/** Until when no proof is tried, or null. */
export function lockedUntil(record: FailureRecord | undefined, now: number): number | null {
  const until = record?.lockedUntil ?? null;
  return until !== null && until > now ? until : null;
}

/**
 * What is remembered after one more failure. Once an account was locked, each failure after the lock has ended locks it again.
 * @param password what tells the password that was tried apart from others.
 */
export function afterFailure(
  before: FailureRecord | undefined,
  password: string,
  now: number,
  { threshold, durationSeconds }: LockoutSettings,
): FailureRecord {
  const known = before !== undefined && now - before.lastAt < forgetFailuresAfter ? before : fresh;
  if (known.recent.includes(password)) return { ...known, lastAt: now };
  const failures = known.failures + 1;
  const recent = [password, ...known.recent].slice(0, remembered);
  const locks = known.locks > 0 || failures >= threshold;
  if (!locks) return { ...known, failures, lastAt: now, recent };
  const duration = Math.min(durationSeconds * 1000 * 2 ** Math.min(known.locks, 30), longestLock);
  return { failures, locks: known.locks + 1, lockedUntil: now + duration, lastAt: now, recent };
}

const fresh: FailureRecord = { failures: 0, locks: 0, lockedUntil: null, lastAt: 0, recent: [] };
