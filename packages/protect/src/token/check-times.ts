import { type ProtectError, protectError } from '../errors/index.js';

/** The times of a token, in Unix seconds. */
export interface TokenTimes {
  readonly issuedAt: number;
  readonly notBefore?: number | undefined;
  readonly expiresAt: number;
}

/** Checks `exp`, `nbf` and `iat` against the present, with `tolerance` seconds for clocks that disagree (RFC 7519 §4.1.4–6). */
export function checkTimes(times: TokenTimes, now: number, tolerance: number): ProtectError | undefined {
  if (now >= times.expiresAt + tolerance)
    return protectError('token_expired', `exp is ${times.expiresAt}, now is ${now}`);
  const from = Math.max(times.issuedAt, times.notBefore ?? times.issuedAt);
  if (now + tolerance < from) return protectError('token_not_yet_valid', `valid from ${from}, now is ${now}`);
  return undefined;
}
