import type { ClientAssertion } from '@gatehouse/wire';

/** Clocks of clients differ, and some of them round `nbf` upwards. */
const skewSeconds = 300;
/** Self-made assertions live minutes; an hour leaves room for clients that cache them. */
const longestSeconds = 3600;

/**
 * Why an assertion cannot be used at `now` (milliseconds), or undefined when it can (RFC 7523 §3 rules 4 to 6).
 * @param capped whether its end may lie at most an hour ahead; outside issuers choose their own lifetimes.
 */
export function timeFault(assertion: ClientAssertion, now: number, capped: boolean): string | undefined {
  const seconds = now / 1000;
  const { expiresAt, notBefore, issuedAt } = assertion;
  if (expiresAt + skewSeconds <= seconds) return 'the assertion has expired';
  if (notBefore !== undefined && notBefore - skewSeconds > seconds) return 'the assertion is not valid yet';
  if (issuedAt !== undefined && issuedAt - skewSeconds > seconds) return 'the assertion was issued in the future';
  if (capped && expiresAt - skewSeconds > seconds + longestSeconds) return 'the assertion lives too long';
  return undefined;
}
