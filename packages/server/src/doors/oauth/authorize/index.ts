// Owns: the authorization endpoint (RFC 6749 §3.1, OIDC Core §3.1.2): its parameters, its table of checks, its answers in three modes.
// Refuses: signing people in (the sign-in flow does) and deciding (the gate does). Called by: doors/oauth/index.ts.
import type { Route } from '../../http/index.js';
import type { AuthorizeDeps } from './authorize-deps.js';
import { authorize, resumeAuthorize } from './authorize-door.js';

export type { AuthorizeDeps } from './authorize-deps.js';

/** The authorization endpoint, version 2 and 1, and where sign-ins come back to it. */
export function authorizeRoutes(deps: AuthorizeDeps): readonly Route[] {
  const page = { cors: 'none', answers: 'page' } as const;
  return [
    { ...page, methods: ['GET', 'POST'], path: '/:tenant/oauth2/v2.0/authorize', handle: authorize(deps, false) },
    { ...page, methods: ['GET'], path: '/:tenant/oauth2/v2.0/authorize/resume', handle: resumeAuthorize(deps, false) },
    { ...page, methods: ['GET', 'POST'], path: '/:tenant/oauth2/authorize', handle: authorize(deps, true) },
    { ...page, methods: ['GET'], path: '/:tenant/oauth2/authorize/resume', handle: resumeAuthorize(deps, true) },
  ];
}
