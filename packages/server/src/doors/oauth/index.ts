// Owns: OAuth 2.0 and OpenID Connect on the wire: metadata and keys, the authorization, token, device and end-session endpoints,
// userinfo, user realm, and the pages that explain error numbers.
// Refuses: deciding (the gate), signing (issuance), sign-in itself (flows). Called by: compose.ts.
import type { Route } from '../http/index.js';
import type { OAuthDoorDeps } from './deps.js';
import { errorPage } from './error-pages/error-page.js';
import { metadataRoutes } from './metadata/routes.js';
import { jsonAnswer } from './respond.js';
import { createAssertionVerifier } from './token/assertion-verifier.js';
import { clientRoutes } from './token/routes.js';
import { userRealm } from './user-realm/user-realm.js';
import { createUserinfo } from './userinfo/userinfo.js';

export { type AuthorizeDeps, authorizeRoutes } from './authorize/index.js';
export { defaultRefreshSettings, type OAuthDoorDeps, type RefreshSettings } from './deps.js';
export { type LogoutDeps, logoutRoutes } from './logout/index.js';

/** The endpoints that programs use: metadata, keys, token, device code, userinfo, user realm; and the error pages. */
export function oauthRoutes(deps: OAuthDoorDeps): readonly Route[] {
  const door = { ...deps, assertions: createAssertionVerifier(deps) };
  const { baseUrl } = deps;
  return [
    ...metadataRoutes(deps),
    ...clientRoutes(door),
    {
      methods: ['GET', 'POST'],
      path: '/oidc/userinfo',
      cors: 'open',
      answers: 'json',
      handle: createUserinfo(deps),
    },
    {
      methods: ['GET'],
      path: '/common/userrealm/:upn',
      cors: 'open',
      answers: 'json',
      handle: async (request) => jsonAnswer(200, userRealm(request.params.upn ?? '', baseUrl)),
    },
    {
      methods: ['GET'],
      path: '/error',
      cors: 'none',
      answers: 'page',
      handle: async (request) => errorPage(request, baseUrl),
    },
  ];
}
