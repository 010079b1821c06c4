import type { Protector } from './create-protector.js';
import { setPrincipal } from './principal-of.js';
import type { Requirement } from './requires.js';

export { principalOf } from './principal-of.js';

/** What is used of Fastify's request. */
export interface FastifyRequest {
  readonly headers: { readonly authorization?: string | undefined };
}

/** What is used of Fastify's reply. */
export interface FastifyReply {
  code(status: number): { headers(headers: Record<string, string>): { send(body: unknown): unknown } };
}

/**
 * Fastify hook that lets only callers who meet `requirement` through; `principalOf(request)` says who they are.
 * As `onRequest` it runs before the body is read.
 *
 * @example
 * ```ts
 * const onRequest = protect(protector, requires({ anyScope: ['Tasks.Read'] }));
 * app.get('/tasks', { onRequest }, (request) => ({ caller: principalOf(request).oid }));
 * ```
 */
export function protect(
  protector: Protector,
  requirement: Requirement,
): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  return async (request, reply) => {
    const result = await protector.check(request.headers.authorization, requirement);
    if (result.kind === 'allowed') {
      setPrincipal(request, result.principal);
      return undefined;
    }
    const { status, headers, body } = result.challenge;
    reply
      .code(status)
      .headers({ ...headers })
      .send(body);
    // An answered reply that is returned ends the request here.
    return reply;
  };
}
