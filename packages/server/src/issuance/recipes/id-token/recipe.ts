import type { GrantFamilyId, SessionId } from '@gatehouse/model';
import { idTokenClaims, idTokenLifetimeSeconds } from '@gatehouse/policy';
import type { ClaimsRequest } from '@gatehouse/wire';
import { halfHash } from '../../half-hash.js';
import { pairwiseSubject } from '../../pairwise-subject.js';
import type { Recipe } from '../../recipe.js';
import { signJwt } from '../../sign-jwt.js';

export interface IdTokenOptions {
  readonly nonce: string | null;
  readonly claims?: ClaimsRequest;
  readonly session?: SessionId;
  readonly family?: GrantFamilyId;
  /** The person chose to stay signed in. */
  readonly kmsi?: boolean;
  /** Given together with the ID token by the authorization endpoint: hashed into it. */
  readonly code?: string;
  readonly accessToken?: string;
}

/** A signed ID token for the admitted client about the admitted person. */
export function idToken(options: IdTokenOptions): Recipe<string> {
  return {
    name: 'id-token',
    make: async ({ attempt, client, user, grant }, tools) => {
      if (client === null || user === null || attempt.principal.kind !== 'user') {
        throw new TypeError('an ID token needs a client and a person');
      }
      const claims = idTokenClaims({
        issuerBase: tools.baseUrl,
        tenant: attempt.tenant,
        now: tools.clock.now(),
        lifetimeSeconds: idTokenLifetimeSeconds,
        clientAppId: client.appId,
        user: user.user,
        authentication: attempt.principal.authentication,
        subject: await pairwiseSubject(tools.keys, attempt.tenant, user.user.id, client.appId),
        openIdScopes: grant.openIdScopes,
        roles: grant.clientRoles,
        nonce: options.nonce,
        session: options.session ?? null,
        keepSignedIn: options.kmsi ?? false,
        uniqueId: tools.ids.bytes(16).toString('base64url'),
        family: options.family ?? null,
        codeHash: options.code === undefined ? null : halfHash(options.code),
        accessTokenHash: options.accessToken === undefined ? null : halfHash(options.accessToken),
        requestedClaims: [...(options.claims?.idToken.keys() ?? [])],
        optionalClaims: client.optionalClaims.idToken,
      });
      return signJwt(tools.keys, attempt.tenant, 'RS256', claims, false);
    },
  };
}
