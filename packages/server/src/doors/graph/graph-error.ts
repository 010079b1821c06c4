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
    | 'Request_MultipleObjectsWithSameKeyValue'
    | 'CannotUpdateLockedServicePrincipalProperty'
    | 'Authentication_MissingOrMalformed'
    | 'CannotDeleteOrUpdateEnabledEntitlement'
    | 'BadRequest'
    | 'Directory_ExpiredPageToken'
    | 'Directory_QuotaExceeded'
    | 'PreconditionFailed'
    | 'UnsupportedMediaType'
    | 'TooManyRequests'
    | 'FailedDependency'
    | 'UnprocessableEntity'
    | 'syncStateNotFound'
    | 'ResourceNotFound'
    | 'CredentialInvalidLifetimeAsPerAppPolicy'
    | 'CredentialTypeNotAllowedAsPerAppPolicy'
    | 'InvalidUniqueTenantIdentifierAsPerAppPolicy'
    | 'ImageNotFound'
    | 'InternalServerError'
    | 'ServiceNotAvailable';
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly details?: readonly GraphErrorDetail[];
}

/** What of a request is at fault (Microsoft Graph documentation: error responses). */
export interface GraphErrorDetail {
  readonly code: 'InvalidValue' | 'InvalidLength';
  readonly message: string;
  /** The property, with dots between it and those around it. */
  readonly target: string;
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
export function errorAnswer({ status, code, message, headers, details }: GraphError, request: HttpRequest): HttpAnswer {
  const innerError = {
    date: new Date(request.arrivedAt).toISOString().slice(0, 19),
    'request-id': request.requestId,
    'client-request-id': request.correlationId,
  };
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...requestIds(request), ...headers },
    body: JSON.stringify({ error: { code, message, ...(details === undefined ? {} : { details }), innerError } }),
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
