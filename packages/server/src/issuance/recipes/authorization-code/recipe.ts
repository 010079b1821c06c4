import type { GrantFamilyId } from '@gatehouse/model';
import type { CodeFacts, RedirectPlatform } from '../../artefacts.js';
import { personOf } from '../../person-facts.js';
import type { Recipe } from '../../recipe.js';
import { sealFacts } from '../../sealed-facts.js';

/** The request that the code is bound to. */
export interface AuthorizationCodeOptions {
  readonly family: GrantFamilyId;
  readonly redirectUri: string;
  readonly platform: RedirectPlatform;
  /** The scope parameter as the client wrote it. */
  readonly scope: string;
  readonly nonce: string | null;
  readonly codeChallenge: string | null;
  /** The person chose to stay signed in: ID tokens of the code say so (`signin_state`). */
  readonly kmsi?: boolean;
  /** Names of ID token claims that the `claims` parameter asked for. */
  readonly requestedClaims?: readonly string[];
  /** The address that the person's browser signed in from. */
  readonly signInAddress?: string;
  /** Milliseconds. */
  readonly lifetime: number;
}

/** An authorization code: facts sealed for this platform alone, bound to client, redirect URI and verifier. */
export function authorizationCode(
  options: AuthorizationCodeOptions,
): Recipe<{ readonly code: string; readonly facts: CodeFacts }> {
  return {
    name: 'authorization-code',
    make: async (admitted, tools) => {
      const { client, attempt } = admitted;
      if (client === null) throw new TypeError('an authorization code needs a client');
      const { lifetime, ...bound } = options;
      const facts: CodeFacts = {
        client: client.appId,
        authority: attempt.authority,
        expiresAt: tools.clock.now() + lifetime,
        ...personOf(admitted),
        ...bound,
      };
      return { code: sealFacts(tools.keys.sealer, 'authorization-code', facts), facts };
    },
  };
}
