import type { Parts } from './compose-parts.js';
import { createFaults, devRoutes, type FaultPlace } from '../doors/dev/index.js';
import { graphRoutes } from '../doors/graph/index.js';
import type { Route } from '../doors/http/index.js';
import { authorizeRoutes, logoutRoutes, oauthRoutes } from '../doors/oauth/index.js';
import { pagesRoutes } from '../doors/pages/index.js';
import type { AdjustableClock } from '../platform/clock/index.js';

/** The table of every route. `devClock` is given only with `--dev`: without it the development controls do not exist. */
export function composeDoors(parts: Parts, devClock: AdjustableClock | null): readonly Route[] {
  const routes = [
    ...oauthRoutes(parts),
    ...authorizeRoutes(parts),
    ...logoutRoutes(parts),
    ...graphRoutes(parts),
    ...pagesRoutes(parts),
  ];
  if (devClock === null) return routes;
  const faults = createFaults();
  return [
    ...routes.flatMap((route) => faults.injectInto(faultPlaceOf(route.path), [route])),
    ...devRoutes({ clock: devClock, faults }),
  ];
}

/** Where a route's faults are asked for; null for routes that have none. */
function faultPlaceOf(path: string): FaultPlace | null {
  if (path.endsWith('/token')) return 'token';
  if (path.endsWith('/keys')) return 'keys';
  if (path.includes('/.well-known/') || path.includes('/discovery/instance')) return 'metadata';
  return /^\/(v1\.0|beta)\//.test(path) ? 'graph' : null;
}
