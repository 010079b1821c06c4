import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Protector } from './create-protector.js';
import type { Principal } from './principal.js';
import type { Requirement } from './requires.js';

/** A request handler that is told who calls. */
export type ProtectedHandler<
  Request extends IncomingMessage = IncomingMessage,
  Response extends ServerResponse = ServerResponse,
> = (request: Request, response: Response, principal: Principal) => unknown;

/**
 * Wraps a handler of `node:http` so that only callers who meet `requirement` reach it.
 *
 * @example
 * ```ts
 * createServer(protect(protector, requires({ anyScope: ['Tasks.Read'] }), (request, response, principal) => {
 *   response.end(`hello ${principal.oid}`);
 * }));
 * ```
 */
export function protect<Request extends IncomingMessage, Response extends ServerResponse>(
  protector: Protector,
  requirement: Requirement,
  handler: ProtectedHandler<Request, Response>,
): (request: Request, response: Response) => void {
  const serve = async (request: Request, response: Response): Promise<void> => {
    const result = await protector.check(request.headers.authorization, requirement);
    if (result.kind === 'allowed') {
      await handler(request, response, result.principal);
      return;
    }
    const { status, headers, body } = result.challenge;
    response.writeHead(status, { ...headers, 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };
  // Nobody looks at a listener's promise: a handler that fails shows as an unhandled rejection, as any async listener's does.
  return (request, response) => void serve(request, response);
}
