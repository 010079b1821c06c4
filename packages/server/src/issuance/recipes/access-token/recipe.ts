import { type GrantFamilyId, graphAppId, type SessionId } from '@gatehouse/model';
import {
  type AccessTokenInput,
  accessTokenClaims,
  accessTokenLifetime,
  type ClientAuthentication,
  type Grant,
} from '@gatehouse/policy';
import type { Admitted, ResourceRegistrationFacts } from '../../../gate/index.js';
import { groupFacts } from '../../group-facts.js';
import { pairwiseSubject } from '../../pairwise-subject.js';
import { extensionValues } from '../../person-facts.js';
import type { Recipe, RecipeTools } from '../../recipe.js';
import { signJwt } from '../../sign-jwt.js';

/** What an access token says besides what the admission knows. */
export interface AccessTokenOptions {
  /** The grant the token descends from; null for application tokens. */
  readonly family: GrantFamilyId | null;
  readonly clientAuthentication: ClientAuthentication;
  readonly session?: SessionId;
  /** The address that the person signed in from, where it is known. */
  readonly signInAddress?: string | undefined;
  /** Issued by the authorization endpoint. */
  readonly fromAuthorization?: boolean;
}

/** The token, and its life in seconds. */
export interface IssuedAccessToken {
  readonly token: string;
  readonly expiresIn: number;
}

/** A signed access token for the admitted resource, in the version and with the algorithm the resource accepts. */
export function accessToken(options: AccessTokenOptions): Recipe<IssuedAccessToken> {
  return {
    name: 'access-token',
    make: async (admitted, tools) => {
      const { resource, client, attempt } = admitted;
      if (resource === null || client === null) throw new TypeError('an access token needs a client and a resource');
      const version = resource.application.api.requestedAccessTokenVersion;
      const lifetimeSeconds = accessTokenLifetime(tools.ids.below(1 << 20) / (1 << 20));
      const claims = accessTokenClaims({
        version,
        issuerBase: tools.baseUrl,
        tenant: attempt.tenant,
        now: tools.clock.now(),
        lifetimeSeconds,
        resourceName: resource.name,
        resourceAppId: resource.servicePrincipal.appId,
        clientAppId: client.appId,
        clientAuthentication: options.clientAuthentication,
        principal: await principalOf(admitted, tools, options),
        roles: admitted.grant.roles,
        uniqueId: tools.ids.bytes(16).toString('base64url'),
        family: options.family,
        capabilities: [],
        // What a token carries is the resource's choice, not the client's.
        optionalClaims: resource.application.optionalClaims.accessToken,
      });
      const algorithm = resource.application.gatehouse.accessTokenSigningAlgorithm;
      return {
        token: await signJwt(tools.keys, attempt.tenant, algorithm, claims, version === 1),
        expiresIn: lifetimeSeconds,
      };
    },
  };
}

async function principalOf(
  admitted: Admitted,
  tools: RecipeTools,
  options: AccessTokenOptions,
): Promise<AccessTokenInput['principal']> {
  const { attempt, client, configuration, grant, resource, user } = admitted;
  if (client === null || resource === null) throw new TypeError('an access token needs a client and a resource');
  if (attempt.principal.kind === 'user' && user !== null) {
    return {
      kind: 'user',
      user: user.user,
      authentication: attempt.principal.authentication,
      verifiedDomains: configuration.tenant.domains,
      signInAddress: options.signInAddress ?? null,
      extensionValues: extensionValues(configuration, user.user, resource.application.optionalClaims.accessToken),
      subject: await pairwiseSubject(tools.keys, attempt.tenant, user.user.id, resource.servicePrincipal.appId),
      scopes: scopesOf(grant, resource),
      session: options.session ?? null,
      groups: groupFacts(admitted, tools, resource.application, 'accessToken', options.fromAuthorization ?? false),
    };
  }
  const servicePrincipal = configuration.servicePrincipal(client.appId);
  if (attempt.principal.kind !== 'application' || servicePrincipal === undefined) {
    throw new TypeError('an access token needs a person or an application present in the tenant');
  }
  return { kind: 'application', servicePrincipalId: servicePrincipal.id };
}

/** Graph also answers for OpenID Connect: userinfo takes its tokens and looks for `openid` in them (OIDC Core §5.3). */
function scopesOf({ scopes, openIdScopes }: Grant, { servicePrincipal }: ResourceRegistrationFacts): readonly string[] {
  if (servicePrincipal.appId !== graphAppId || openIdScopes.length === 0) return scopes;
  // Graph's `.default` may hold some of them already.
  const all = new Set([...openIdScopes, ...scopes]);
  all.delete('offline_access');
  return [...all];
}
