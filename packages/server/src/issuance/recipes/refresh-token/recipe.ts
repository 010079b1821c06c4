import type { GrantFamilyId } from '@gatehouse/model';
import type { RefreshFacts } from '../../artefacts.js';
import { personOf } from '../../person-facts.js';
import type { Recipe } from '../../recipe.js';
import { sealFacts } from '../../sealed-facts.js';

/** The family that the token continues, or begins. */
export interface RefreshTokenOptions {
  readonly family: GrantFamilyId;
  readonly generation: number;
  readonly platform: RefreshFacts['platform'];
  readonly openIdScopes: readonly string[];
  /** The scope parameter that a refresh without scopes means, as the client wrote it. */
  readonly scope?: string;
  readonly origin: RefreshFacts['origin'];
  /** The person chose to stay signed in. */
  readonly kmsi?: boolean;
  /** The address that the person's browser signed in from. */
  readonly signInAddress?: string;
  /** Milliseconds since the epoch: carried over where the end is fixed; a fresh span otherwise. */
  readonly expiresAt?: number;
}

const day = 24 * 60 * 60 * 1000;
/** Single-page apps: 24 hours from the sign-in, never extended. All others: 90 days from the last use. */
const lifetimes: Readonly<Record<RefreshFacts['platform'], number>> = {
  spa: day,
  web: 90 * day,
  publicClient: 90 * day,
  confidential: 90 * day,
};

/** A refresh token: facts sealed for this platform alone, bound to client and person, not to a resource. */
export function refreshToken(
  options: RefreshTokenOptions,
): Recipe<{ readonly token: string; readonly expiresIn: number; readonly facts: RefreshFacts }> {
  return {
    name: 'refresh-token',
    make: async (admitted, tools) => {
      const { client, attempt } = admitted;
      if (client === null) throw new TypeError('a refresh token needs a client');
      const now = tools.clock.now();
      const facts: RefreshFacts = {
        client: client.appId,
        authority: attempt.authority,
        issuedAt: now,
        ...personOf(admitted),
        ...options,
        expiresAt: options.expiresAt ?? now + lifetimes[options.platform],
      };
      const expiresIn = Math.max(0, Math.floor((facts.expiresAt - now) / 1000));
      return { token: sealFacts(tools.keys.sealer, 'refresh-token', facts), expiresIn, facts };
    },
  };
}
