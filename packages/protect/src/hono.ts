import type { Protector } from './create-protector.js';
import { setPrincipal } from './principal-of.js';
import type { Requirement } from './requires.js';

export { principalOf } from './principal-of.js';

/** What is used of Hono's context. */
export interface HonoContext {
  readonly req: { header(name: string): string | undefined };
}

/**
 * Hono middleware that lets only callers who meet `requirement` through; `principalOf(context)` says who they are.
 *
 * @example
 * ```ts
 * app.get('/tasks', protect(protector, requires({ anyScope: ['Tasks.Read'] })), (context) =>
 *   context.json({ caller: principalOf(context).oid }),
 * );
 * ```
 */
export function protect(
  protector: Protector,
  requirement: Requirement,
): (context: HonoContext, next: () => Promise<void>) => Promise<Response | undefined> {
  return async (context, next) => {
    const result = await protector.check(context.req.header('authorization'), requirement);
    if (result.kind === 'refused') {
      const { status, headers, body } = result.challenge;
      return Response.json(body, { status, headers: { ...headers } });
    }
    setPrincipal(context, result.principal);
    await next();
    return undefined;
  };
}
