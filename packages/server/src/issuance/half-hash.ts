import { createHash } from 'node:crypto';

/** The left half of SHA-256 over the text, base64url: `c_hash` and `at_hash` for RS256 (OIDC Core §3.3.2.11). */
export function halfHash(text: string): string {
  return createHash('sha256').update(text, 'ascii').digest().subarray(0, 16).toString('base64url');
}
