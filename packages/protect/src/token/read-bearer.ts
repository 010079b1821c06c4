import { type Invalid, invalid } from '../errors/index.js';

export type BearerResult = { readonly kind: 'bearer'; readonly token: string } | Invalid;

const bearer = /^bearer +/i;

/**
 * Takes the token out of an `Authorization` header, or takes a bare token as it is (RFC 6750 §2.1; the scheme's letter case
 * does not matter, RFC 9110 §11.1). Another scheme counts as no token.
 */
export function readBearer(presented: string | null | undefined, maxLength: number): BearerResult {
  if (presented === undefined || presented === null || presented === '') return invalid('token_missing');
  if (typeof presented !== 'string') return invalid('token_malformed', 'the token is not text');
  const scheme = bearer.exec(presented);
  const token = scheme === null ? presented : presented.slice(scheme[0].length);
  if (scheme === null && (presented.includes(' ') || presented.toLowerCase() === 'bearer')) {
    return invalid('token_missing', 'the Authorization header carries no bearer token');
  }
  // Before anything is computed over it: hashing and parsing cost by length.
  if (token.length > maxLength) return invalid('token_malformed', `the token is longer than ${maxLength} characters`);
  return { kind: 'bearer', token };
}
