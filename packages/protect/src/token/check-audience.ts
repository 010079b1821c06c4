import { type ProtectError, protectError, quote } from '../errors/index.js';
import type { TokenVersion } from '../principal.js';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Checks that the token is meant for this API, and for no other: the platform names one audience, so that a list, which
 * would let each of its members replay the token at the others, is refused (RFC 8725 §3.9). In version 2 the audience is
 * always the client id; in version 1 it is the client id or the App ID URI that was asked for.
 */
export function checkAudience(
  audience: unknown,
  version: TokenVersion,
  accepted: ReadonlySet<string>,
): ProtectError | undefined {
  if (typeof audience !== 'string' || !accepted.has(audience)) {
    return protectError('audience_mismatch', `aud is ${quote(audience)}`);
  }
  if (version === '2.0' && !guid.test(audience)) {
    return protectError('audience_mismatch', `aud of a version 2.0 token is not a client id: ${quote(audience)}`);
  }
  return undefined;
}
