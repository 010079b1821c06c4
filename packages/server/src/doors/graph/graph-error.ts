import type { HttpAnswer, HttpRequest } from '../http/index.js';

/** An expected "no" of the Graph door, with the code that Graph clients know. */
export interface GraphError {
  readonly kind: 'error';
  readonly status: number;
  readonly code:
    | 'InvalidAuthenticationToken'
    | 'Authorization_RequestDenied'
    | 'Request_ResourceNotFound'
    | 'Request_BadRequest'
    | 'Request_UnsupportedQuery'
    | 'BadRequest'
    | 'ImageNotFound'
    | 'InternalServerError'
    | 'ServiceNotAvailable';
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function graphError(
  status: GraphError['status'],
  code: GraphError['code'],
  message: string,
  headers: GraphError['headers'] = {},
): GraphError {
  return { kind: 'error', status, code, message, headers };
}

/** The error body of Graph (Microsoft Graph documentation: error responses). `innerError` is spelled as clients read it. */
export function errorAnswer({ status, code, message, headers }: GraphError, request: HttpRequest): HttpAnswer {
  const innerError = {
    date: new Date(request.arrivedAt).toISOString().slice(0, 19),
    'request-id': request.requestId,
    'client-request-id': request.correlationId,
  };
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...requestIds(request), ...headers },
    body: JSON.stringify({ error: { code, message, innerError } }),
  };
}

/** A failure that nobody expected, in Graph's shape. */
export function failureAnswer(status: number, request: HttpRequest): HttpAnswer {
  const error =
    status === 503
      ? graphError(status, 'ServiceNotAvailable', 'The service is temporarily unavailable.')
      : status < 500
        ? graphError(status, 'Request_BadRequest', 'The request cannot be read.')
        : graphError(status, 'InternalServerError', 'The request could not be processed.');
  return errorAnswer(error, request);
}

/** The ids that Graph clients log with every answer. */
export function requestIds(request: HttpRequest): Readonly<Record<string, string>> {
  return { 'request-id': request.requestId, 'client-request-id': request.correlationId };
}
