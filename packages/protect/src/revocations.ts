import { type ProtectError, protectError } from './errors/index.js';
import type { Principal } from './principal.js';

/** Whether a token's access was ended before its time. */
export type RevocationAnswer =
  | { readonly kind: 'active' }
  /** `notBefore`: Unix seconds; a token issued from then on is good again. Left out, the present counts. */
  | { readonly kind: 'revoked'; readonly notBefore?: number };

/**
 * Knows which access was ended. Asked for each request, for tokens from the cache too, so it should answer from memory.
 * What to look at: `tid` with `oid`, `tid` with `sid`, `appId`, and `uti`, against `issuedAt`.
 */
export interface Revocations {
  check(principal: Principal): RevocationAnswer | Promise<RevocationAnswer>;
}

/** Asks the hook. A failure, or an answer that is neither of the two, is not an all-clear. */
export async function checkRevocation(
  revocations: Revocations,
  principal: Principal,
  now: number,
): Promise<ProtectError | undefined> {
  let answer: RevocationAnswer | undefined;
  try {
    answer = await revocations.check(principal);
  } catch (cause) {
    return protectError('revocations_unavailable', cause instanceof Error ? cause.message : undefined);
  }
  switch (answer?.kind) {
    case 'active':
      return undefined;
    case 'revoked':
      return revoked(principal, answer.notBefore ?? now);
    default:
      return protectError('revocations_unavailable', 'the revocations hook gave no answer');
  }
}

/**
 * A client that handles claims challenges is told from when on its token must be; to others a challenge means nothing
 * (Microsoft identity platform documentation: claims challenges and client capabilities).
 */
function revoked(principal: Principal, notBefore: number): ProtectError {
  const detail = `revoked for tokens issued before ${notBefore}`;
  if (!principal.capabilities.has('cp1')) return protectError('revoked', detail);
  const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: String(Math.ceil(notBefore)) } } });
  return { ...protectError('revoked', detail, { claims }), bearerError: 'insufficient_claims' };
}
