import type { Protector } from './create-protector.js';
import { setPrincipal } from './principal-of.js';
import type { Requirement } from './requires.js';

export { principalOf } from './principal-of.js';

/** What is used of Express's request. */
export interface ExpressRequest {
  readonly headers: { readonly authorization?: string | undefined };
}

/** What is used of Express's response. */
export interface ExpressResponse {
  status(code: number): { set(headers: Record<string, string>): { json(body: unknown): unknown } };
}

/**
 * Express middleware that lets only callers who meet `requirement` through; `principalOf(request)` says who they are.
 *
 * @example
 * ```ts
 * app.get('/tasks', protect(protector, requires({ anyScope: ['Tasks.Read'] })), (request, response) => {
 *   response.json({ caller: principalOf(request).oid });
 * });
 * ```
 */
export function protect(
  protector: Protector,
  requirement: Requirement,
): (request: ExpressRequest, response: ExpressResponse, next: (error?: unknown) => void) => Promise<void> {
  return async (request, response, next) => {
    // Express 4 does not look at promises: a failure goes to `next` by hand.
    try {
      const result = await protector.check(request.headers.authorization, requirement);
      if (result.kind === 'refused') {
        const { status, headers, body } = result.challenge;
        response
          .status(status)
          .set({ ...headers })
          .json(body);
        return;
      }
      setPrincipal(request, result.principal);
    } catch (cause) {
      next(cause);
      return;
    }
    next();
  };
}
