import { type AppId, graphAppId, graphResourceUri, type TenantId, type User, type UserId } from '@gatehouse/model';
import { createProtector, requires, type UserPrincipal } from '@gatehouse/protect';
import { parseParameters } from '@gatehouse/wire';
import { pairwiseSubject } from '../../../issuance/index.js';
import type { HttpAnswer, HttpRequest } from '../../http/index.js';
import type { OAuthDoorDeps } from '../deps.js';
import { jsonAnswer } from '../respond.js';

/** A person's token for Graph that signing in gave (OIDC Core §5.3.1). */
const requirement = requires({ allScopes: ['openid'] });

/** Makes the userinfo endpoint: claims about the person a token speaks of (OIDC Core §5.3). */
export function createUserinfo(deps: OAuthDoorDeps): (request: HttpRequest) => Promise<HttpAnswer> {
  const protector = createProtector({
    issuers: { authority: `${deps.baseUrl}/common`, keys: deps.ownTokens.keys },
    audience: [graphAppId, graphResourceUri, `${graphResourceUri}/`],
    allowedTenants: 'any',
    clockToleranceSeconds: 0,
    revocations: deps.ownTokens.revocations,
    now: () => deps.clock.now(),
    onRefused: ({ code, detail }) => deps.log.info('userinfo refused', { code, why: detail }),
  });
  return async (request) => {
    const result = await protector.check(presentedToken(request), requirement);
    if (result.kind === 'refused') {
      const { status, headers, body } = result.challenge;
      return jsonAnswer(status, { error: body.error, error_description: body.error_description }, lowerCased(headers));
    }
    // What the requirement names is for people only.
    const principal = result.principal as UserPrincipal;
    const standing = await deps.directory.userById(principal.tid as TenantId, principal.oid as UserId);
    if (standing === undefined) throw new Error('an honoured token of nobody');
    return jsonAnswer(200, await claimsOf(principal, standing.user, deps));
  };
}

/** RFC 6750 §2.1, §2.2: in the header, or in a posted form; never in the query. */
function presentedToken(request: HttpRequest): string | undefined {
  if (request.headers.authorization !== undefined || request.method !== 'POST') return request.headers.authorization;
  return request.mediaType === 'application/x-www-form-urlencoded'
    ? parseParameters(request.body).get('access_token')
    : undefined;
}

/** `sub` is the one of the calling application's ID token (OIDC Core §5.3.2); the rest by scope (OIDC Core §5.4). */
async function claimsOf({ tid, appId, scopes }: UserPrincipal, user: User, deps: OAuthDoorDeps): Promise<object> {
  const sub = await pairwiseSubject(deps.keys, tid as TenantId, user.id, appId as AppId);
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

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
