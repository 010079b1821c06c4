import { createProtector, type Protector, type VerifyResult } from '@gatehouse/protect';
import type { OwnTokens } from '../../../credentials/own-tokens/index.js';
import type { Clock } from '../../../platform/clock/index.js';

/** Verifies access tokens of this platform that an API presents as assertions. */
export interface AssertionVerifier {
  /** @param audiences the names by which a token may call the API: application id and application ID URIs. */
  verify(token: string, audiences: readonly string[]): Promise<VerifyResult>;
}

/** How many APIs' checkers are kept. */
const mostProtectors = 500;
/** RFC 7519 §4.1.3: an audience is plain text; other names match nothing. */
const audienceText = /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/;

/** Makes the verifier, on our own keys: nothing is fetched. Whether access was ended is the grant's to ask. */
export function createAssertionVerifier(deps: {
  readonly ownTokens: Pick<OwnTokens, 'keys'>;
  readonly clock: Clock;
  readonly baseUrl: string;
}): AssertionVerifier {
  const protectors = new Map<string, Protector>();
  const protectorFor = (audiences: readonly string[]): Protector => {
    const name = audiences.join(' ');
    const before = protectors.get(name);
    if (before !== undefined) return before;
    const protector = createProtector({
      issuers: { authority: `${deps.baseUrl}/common`, keys: deps.ownTokens.keys },
      audience: audiences,
      allowedTenants: 'any',
      // Our own clock wrote the times.
      clockToleranceSeconds: 0,
      tokenCache: { maxEntries: 0 },
      now: () => deps.clock.now(),
    });
    protectors.set(name, protector);
    const oldest = protectors.keys().next().value;
    if (protectors.size > mostProtectors && oldest !== undefined) protectors.delete(oldest);
    return protector;
  };
  return {
    verify: (token, audiences) => protectorFor(audiences.filter((name) => audienceText.test(name))).verify(token),
  };
}
