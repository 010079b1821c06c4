import type { HttpAnswer, HttpRequest } from '../http/index.js';

/** An expected "no" of the Graph door, with the code that Graph clients know. */
export interface GraphError {
  readonly kind: 'error';
  readonly status: 400 | 401 | 403 | 404 | 503;
  readonly code:
    | 'InvalidAuthenticationToken'
    | 'Authorization_RequestDenied'
    | 'Request_ResourceNotFound'
    | 'Request_BadRequest'
    | 'Request_UnsupportedQuery'
    | 'ServiceNotAvailable';
  readonly message: string;
}

export function graphError(status: GraphError['status'], code: GraphError['code'], message: string): GraphError {
  return { kind: 'error', status, code, message };
}

/** The error body of Graph (Microsoft Graph documentation: error responses). `innerError` is spelled as clients read it. */
export function errorAnswer(
  error: GraphError,
  request: HttpRequest,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const innerError = {
    date: new Date(request.arrivedAt).toISOString().slice(0, 19),
    'request-id': request.requestId,
    'client-request-id': request.correlationId,
  };
  return {
    status: error.status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...requestIds(request), ...headers },
    body: JSON.stringify({ error: { code: error.code, message: error.message, innerError } }),
  };
}

/** The ids that Graph clients log with every answer. */
export function requestIds(request: HttpRequest): Readonly<Record<string, string>> {
  return { 'request-id': request.requestId, 'client-request-id': request.correlationId };
}
