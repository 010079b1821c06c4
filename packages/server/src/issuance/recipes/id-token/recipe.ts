import type { GrantFamilyId, SessionId } from '@gatehouse/model';
import { idTokenClaims, idTokenLifetimeSeconds } from '@gatehouse/policy';
import { groupFacts } from '../../group-facts.js';
import { halfHash } from '../../half-hash.js';
import { pairwiseSubject } from '../../pairwise-subject.js';
import { extensionValues } from '../../person-facts.js';
import type { Recipe } from '../../recipe.js';
import { signJwt } from '../../sign-jwt.js';

/** What an ID token says besides what the admission knows. */
export interface IdTokenOptions {
  /** That of the endpoint which is asked: each version's metadata names its own issuer. */
  readonly version: 1 | 2;
  readonly nonce: string | null;
  /** Names asked for by the `claims` parameter (OIDC Core §5.5). */
  readonly requestedClaims?: readonly string[];
  /** The address that the person signed in from, where it is known. */
  readonly signInAddress?: string | undefined;
  /** Issued by the authorization endpoint. */
  readonly fromAuthorization?: boolean;
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
    make: async (admitted, tools) => {
      const { attempt, client, user, grant, configuration } = admitted;
      if (client === null || user === null || attempt.principal.kind !== 'user') {
        throw new TypeError('an ID token needs a client and a person');
      }
      const { version } = options;
      const claims = idTokenClaims({
        version,
        issuerBase: tools.baseUrl,
        tenant: attempt.tenant,
        now: tools.clock.now(),
        lifetimeSeconds: idTokenLifetimeSeconds,
        clientAppId: client.appId,
        person: {
          user: user.user,
          authentication: attempt.principal.authentication,
          verifiedDomains: configuration.tenant.domains,
          signInAddress: options.signInAddress ?? null,
          extensionValues: extensionValues(configuration, user.user, client.optionalClaims.idToken),
        },
        subject: await pairwiseSubject(tools.keys, attempt.tenant, user.user.id, client.appId),
        openIdScopes: grant.openIdScopes,
        roles: grant.clientRoles,
        groups: groupFacts(admitted, tools, client, 'idToken', options.fromAuthorization ?? false),
        nonce: options.nonce,
        session: options.session ?? null,
        keepSignedIn: options.kmsi ?? false,
        uniqueId: tools.ids.bytes(16).toString('base64url'),
        family: options.family ?? null,
        codeHash: options.code === undefined ? null : halfHash(options.code),
        accessTokenHash: options.accessToken === undefined ? null : halfHash(options.accessToken),
        requestedClaims: options.requestedClaims ?? [],
        optionalClaims: client.optionalClaims.idToken,
      });
      return signJwt(tools.keys, attempt.tenant, 'RS256', claims, version === 1);
    },
  };
}
