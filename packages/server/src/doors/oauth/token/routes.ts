import type { Route } from '../../http/index.js';
import type { OAuthDoor } from '../deps.js';
import { authorizeDevice } from '../device-authorization/device-authorization.js';
import { answerTokenRequest } from './pipeline.js';

/** The endpoints that clients post to, version 2 and 1. Wrong methods come here too: their answer has a number of its own. */
export function clientRoutes(deps: OAuthDoor): readonly Route[] {
  const posted = { methods: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'], cors: 'open', answers: 'json' } as const;
  return [
    { ...posted, path: '/:tenant/oauth2/v2.0/token', handle: (request) => answerTokenRequest(request, 2, deps) },
    { ...posted, path: '/:tenant/oauth2/token', handle: (request) => answerTokenRequest(request, 1, deps) },
    { ...posted, path: '/:tenant/oauth2/v2.0/devicecode', handle: (request) => authorizeDevice(request, 2, deps) },
    { ...posted, path: '/:tenant/oauth2/devicecode', handle: (request) => authorizeDevice(request, 1, deps) },
  ];
}
