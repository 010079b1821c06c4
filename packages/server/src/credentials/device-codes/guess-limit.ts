import ipaddr from 'ipaddr.js';
import type { Clock } from '../../platform/clock/index.js';

/** Bounds how often one subscriber may type a wrong user code (RFC 8628 §5.1). Kept per process, in bounded memory. */
export interface GuessLimit {
  /** Seconds until the address may try again; 0 when it may now. */
  waitSeconds(address: string): number;
  /** Counts a wrong code. */
  count(address: string): void;
}

const window = 15 * 60 * 1000;
const mostGuesses = 10;
const mostAddresses = 10_000;

/** Makes the limit: ten wrong codes per subscriber in fifteen minutes. */
export function createGuessLimit(clock: Clock): GuessLimit {
  const guesses = new Map<string, { wrong: number; readonly until: number }>();
  const current = (subscriber: string): { wrong: number; readonly until: number } | undefined => {
    const entry = guesses.get(subscriber);
    if (entry === undefined || entry.until > clock.now()) return entry;
    guesses.delete(subscriber);
    return undefined;
  };
  return {
    waitSeconds: (address) => {
      const entry = current(subscriberOf(address));
      return entry === undefined || entry.wrong < mostGuesses ? 0 : Math.ceil((entry.until - clock.now()) / 1000);
    },
    count: (address) => {
      const subscriber = subscriberOf(address);
      const entry = current(subscriber);
      if (entry !== undefined) entry.wrong += 1;
      else guesses.set(subscriber, { wrong: 1, until: clock.now() + window });
      const oldest = guesses.keys().next().value;
      if (guesses.size > mostAddresses && oldest !== undefined) guesses.delete(oldest);
    },
  };
}

/** Who has an IPv6 address has all of its /64 (RFC 4291 §2.5.4, RFC 6177 §2), and could type each code from another one. */
function subscriberOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
