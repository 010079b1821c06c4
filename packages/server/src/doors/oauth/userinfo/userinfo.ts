import { graphAppId, graphResourceUri, type Refusal, type TenantId, type User, type UserId } from '@gatehouse/model';
import type { UserPrincipal } from '@gatehouse/protect';
import { parseParameters } from '@gatehouse/wire';
import type { Attempt } from '../../../gate/index.js';
import { pairwiseSubject } from '../../../issuance/index.js';
import type { HttpAnswer, HttpRequest } from '../../http/index.js';
import type { OAuthDoor } from '../deps.js';
import { authenticationOf, familyOf, sessionOf } from '../own-tokens/token-person.js';
import { jsonAnswer } from '../respond.js';

/** Graph's names: its tokens open this endpoint. */
const audiences = [graphAppId, graphResourceUri, `${graphResourceUri}/`];

/** Claims about the person a token speaks of (OIDC Core §5.3). */
export async function answerUserinfo(request: HttpRequest, deps: OAuthDoor): Promise<HttpAnswer> {
  const verified = await deps.ownTokens.verify(presentedToken(request), audiences);
  if (verified.kind === 'invalid') {
    const { status, headers, body } = verified.challenge;
    return bearerError(status, lowerCased(headers), body.error, body.error_description);
  }
  const { principal } = verified;
  if (principal.kind !== 'user') return insufficient(deps, 'the token speaks of no person');
  if (!principal.scopes.has('openid')) return insufficient(deps, 'the token lacks the scope openid');
  const user = await standing(request, principal, deps);
  if ('kind' in user) {
    deps.log.info('userinfo refused', { requestId: request.requestId, code: user.code, why: user.why });
    return invalidToken(deps, 'the token is no longer honoured');
  }
  return jsonAnswer(200, await claimsOf(principal, user, deps));
}

/** RFC 6750 §2.1, §2.2: in the header, or in a posted form; never in the query. */
function presentedToken(request: HttpRequest): string | undefined {
  if (request.headers.authorization !== undefined || request.method !== 'POST') return request.headers.authorization;
  return request.mediaType === 'application/x-www-form-urlencoded'
    ? parseParameters(request.body).get('access_token')
    : undefined;
}

/** The person behind a token, when the grant still holds and the gate still agrees. */
async function standing(request: HttpRequest, principal: UserPrincipal, deps: OAuthDoor): Promise<User | Refusal> {
  const tenant = principal.tid as TenantId;
  const id = principal.oid as UserId;
  const revoked: Refusal = { kind: 'refused', code: 50173, details: {}, why: 'the family is revoked' };
  const family = familyOf(principal);
  if (family !== undefined && (await deps.revocation.isRevoked(tenant, family))) return revoked;
  const session = sessionOf(principal);
  const attempt: Attempt = {
    kind: 'userinfo',
    tenant,
    authority: 'tenant',
    client: principal.appId as Attempt['client'],
    principal: { kind: 'user', id, authentication: authenticationOf(principal) },
    target: { kind: 'sign_in_only' },
    request: { scopes: [], usesDefault: false, openIdScopes: [], authenticatedSince: null, forceConsent: false },
    network: { address: request.clientAddress, userAgent: request.userAgent },
    requestId: request.requestId,
    correlationId: request.correlationId,
    ...(session === null ? {} : { session }),
    ...(family === undefined ? {} : { family }),
  };
  const outcome = await deps.gate.admit(attempt);
  if (outcome.kind === 'required') return outcome.refusal;
  if (outcome.kind === 'refused') return outcome;
  const found = await deps.directory.userById(tenant, id);
  return found?.user ?? revoked;
}

/** `sub` is the one of the calling application's ID token (OIDC Core §5.3.2); the rest by scope (OIDC Core §5.4). */
async function claimsOf({ tid, appId, scopes }: UserPrincipal, user: User, deps: OAuthDoor): Promise<object> {
  const sub = await pairwiseSubject(deps.keys, tid as TenantId, user.id, appId as Attempt['client'] & string);
  const profile = scopes.has('profile');
  return {
    sub,
    ...(profile ? { name: user.displayName } : {}),
    ...(profile && user.surname !== undefined ? { family_name: user.surname } : {}),
    ...(profile && user.givenName !== undefined ? { given_name: user.givenName } : {}),
    ...(profile ? { picture: `${deps.baseUrl}/v1.0/me/photo/$value` } : {}),
    ...(scopes.has('email') && user.mail !== undefined ? { email: user.mail } : {}),
  };
}

function insufficient(deps: OAuthDoor, description: string): HttpAnswer {
  const challenge = `${bearer(deps)}, error="insufficient_scope", error_description="${description}", scope="openid"`;
  return bearerError(403, { 'www-authenticate': challenge }, 'insufficient_scope', description);
}

function invalidToken(deps: OAuthDoor, description: string): HttpAnswer {
  const challenge = `${bearer(deps)}, error="invalid_token", error_description="${description}"`;
  return bearerError(401, { 'www-authenticate': challenge }, 'invalid_token', description);
}

/** RFC 6750 §3; Microsoft identity platform documentation, "claims challenges". */
function bearer({ baseUrl }: OAuthDoor): string {
  return `Bearer realm="", authorization_uri="${baseUrl}/common/oauth2/authorize", client_id="${graphAppId}"`;
}

function bearerError(
  status: number,
  headers: Readonly<Record<string, string>>,
  error: string,
  description: string,
): HttpAnswer {
  return jsonAnswer(status, { error, error_description: description }, headers);
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
