import type { Clock } from '../../platform/clock/index.js';

/** Bounds how often one address may type a wrong user code (RFC 8628 §5.1). Kept per process, in bounded memory. */
export interface GuessLimit {
  /** Seconds until the address may try again; 0 when it may now. */
  waitSeconds(address: string): number;
  /** Counts a wrong code. */
  count(address: string): void;
}

const window = 15 * 60 * 1000;
const mostGuesses = 10;
const mostAddresses = 10_000;

/** Makes the limit: ten wrong codes per address in fifteen minutes. */
export function createGuessLimit(clock: Clock): GuessLimit {
  const guesses = new Map<string, { wrong: number; readonly until: number }>();
  const current = (address: string): { wrong: number; readonly until: number } | undefined => {
    const entry = guesses.get(address);
    if (entry === undefined || entry.until > clock.now()) return entry;
    guesses.delete(address);
    return undefined;
  };
  return {
    waitSeconds: (address) => {
      const entry = current(address);
      return entry === undefined || entry.wrong < mostGuesses ? 0 : Math.ceil((entry.until - clock.now()) / 1000);
    },
    count: (address) => {
      const entry = current(address);
      if (entry !== undefined) entry.wrong += 1;
      else guesses.set(address, { wrong: 1, until: clock.now() + window });
      const oldest = guesses.keys().next().value;
      if (guesses.size > mostAddresses && oldest !== undefined) guesses.delete(oldest);
    },
  };
}
