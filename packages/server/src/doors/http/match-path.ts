import type { Route } from './route.js';

/** Finds the routes that have a path, whatever their methods, as the router would. It is asked only when the router found none. */
export function pathMatcher(routes: readonly Route[]): (path: string) => readonly Route[] {
  const table = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (path) => table.flatMap(({ route, pattern }) => (pattern.test(path) ? [route] : []));
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}/?$`, 'i');
}
