import type { Principal } from './principal.js';

const principals = new WeakMap<object, Principal>();

/** Notes who makes a request. Kept beside the request and not on it, so that nothing in the request can pretend to it. */
export function setPrincipal(request: object, principal: Principal): void {
  principals.set(request, principal);
}

/**
 * Who makes a request that went through `protect`.
 *
 * @example
 * ```ts
 * const { tid, oid } = principalOf(request);
 * ```
 * @throws Error when it did not: a route that relies on a caller must not run without one.
 */
export function principalOf(request: object): Principal {
  const principal = principals.get(request);
  if (principal === undefined) throw new Error('the request did not pass `protect`');
  return principal;
}
