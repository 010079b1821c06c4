import {
  type GrantFamilyId,
  parseGuid,
  type Refusal,
  refuse,
  type SessionId,
  type TenantId,
  type UserId,
} from '@gatehouse/model';
import { type Authentication, authorityAccepts } from '@gatehouse/policy';
import type { UserPrincipal } from '@gatehouse/protect';
import type { OAuthDoor } from '../../deps.js';
import { invalid, missing } from '../../token/read-token-request.js';
import type { Grant, PresentedGrant, ProvenGrant, TokenRequest } from '../grant.js';

/**
 * An API that was called for a person calls another API for the same person (RFC 7523 §2.1).
 * Source: Microsoft identity platform documentation, "OAuth 2.0 On-Behalf-Of flow".
 */
export const onBehalfOf: Grant = {
  types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
  attempt: 'on_behalf_of',
  read: async (request, deps): Promise<PresentedGrant | Refusal> => {
    const assertion = request.field('assertion');
    const use = request.field('requested_token_use');
    const scope = request.field('scope');
    if (assertion === undefined) return missing('assertion');
    if (use === undefined) return missing('requested_token_use');
    if (use !== 'on_behalf_of') return invalid('requested_token_use', use);
    if (scope === undefined) return refuse(90014, 'scope is missing', { field: 'scope' });
    return {
      clientType: 'confidential',
      tenant: request.authority.tenant?.id ?? null,
      scope,
      principal: { kind: 'nobody' },
      prove: () => prove(request, assertion, scope, deps),
    };
  },
};

async function prove(
  request: TokenRequest,
  assertion: string,
  scope: string,
  deps: OAuthDoor,
): Promise<ProvenGrant | Refusal> {
  const person = await verifyAssertion(request, assertion, deps);
  if ('why' in person) return person;
  const tenant = person.tid as TenantId;
  const wishes = { authority: request.authority.kind, tenant: request.authority.tenant?.id ?? null };
  if (!authorityAccepts(wishes, tenant)) return refuse(50013, `the assertion belongs to tenant ${tenant}`);
  const family = familyOf(person);
  if (family !== undefined && (await deps.revocation.isRevoked(tenant, family))) {
    return refuse(50173, 'the family of the assertion is revoked');
  }
  return {
    tenant,
    principal: { kind: 'user', id: person.oid as UserId, authentication: authenticationOf(person) },
    scope,
    session: sessionOf(person),
    // What descends from the assertion ends with it.
    family: family ?? deps.ids.guid<GrantFamilyId>(),
    nonce: null,
    ...(typeof person.claims.ipaddr === 'string' ? { signInAddress: person.claims.ipaddr } : {}),
    refresh: {
      generation: 0,
      platform: 'confidential',
      origin: 'on_behalf_of',
      always: false,
      openIdScopes: [],
      scope,
    },
  };
}

async function verifyAssertion(
  { application }: TokenRequest,
  assertion: string,
  deps: OAuthDoor,
): Promise<UserPrincipal | Refusal> {
  const verified = await deps.assertions.verify(assertion, [application.appId, ...application.identifierUris]);
  if (verified.kind === 'invalid') {
    const { code, detail } = verified.error;
    const why = `${code}: ${detail ?? ''}`;
    if (code === 'audience_mismatch') return refuse(500131, why);
    if (code === 'token_expired' || code === 'token_not_yet_valid') return refuse(500133, why);
    return refuse(50013, why);
  }
  // An application that acts for itself has nobody on whose behalf another could act.
  return verified.principal.kind === 'user' ? verified.principal : refuse(7000114, 'the assertion is app-only');
}

/** The grant that the assertion descends from. */
function familyOf({ claims }: UserPrincipal): GrantFamilyId | undefined {
  return typeof claims.rh === 'string' ? parseGuid<GrantFamilyId>(claims.rh) : undefined;
}

function sessionOf({ sid }: UserPrincipal): SessionId | null {
  return sid === undefined ? null : (parseGuid<SessionId>(sid) ?? null);
}

/**
 * What the assertion tells of the sign-in behind it. Without `auth_time` its own issue counts: the gate looked at the person then.
 * Methods that it does not name are unknown and satisfy nothing (law UNKNOWN-NEVER-HELPS).
 */
function authenticationOf({ claims, issuedAt }: UserPrincipal): Authentication {
  const { amr, auth_time: authTime } = claims;
  const methods = Array.isArray(amr) ? amr.filter((method): method is string => typeof method === 'string') : [];
  return { methods, at: (typeof authTime === 'number' ? authTime : issuedAt) * 1000 };
}
