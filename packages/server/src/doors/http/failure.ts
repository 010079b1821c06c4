import { type ErrorCode, errorRow } from '@gatehouse/model';
import { errorBody } from '@gatehouse/wire';
import type { Log } from '../../platform/log/index.js';
import { StoreUnavailable } from '../../platform/store/index.js';
import type { HttpAnswer, HttpRequest, Route } from './route.js';

/** Renders a page for a failure that no door could answer, for example 404 or 503. */
export type FailurePage = (status: number, request: HttpRequest, code?: ErrorCode) => HttpAnswer;

/**
 * The one catch for what no door expected. The log has everything, the caller a catalogued sentence:
 * a lost database is 503 with Retry-After, anything else 500. Never a stack.
 */
export function answerFailure(
  error: unknown,
  request: HttpRequest,
  answers: Route['answers'],
  { log, failurePage }: { readonly log: Log; readonly failurePage: FailurePage },
): HttpAnswer {
  const code = codeOf(error);
  const row = errorRow(code);
  const status = refusedByServer(error) ?? row.status;
  if (status >= 500) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error('request failed', { requestId: request.requestId, path: request.path, status, error: text });
  }
  const retry = row.retryAfter === undefined ? {} : { 'retry-after': String(row.retryAfter) };
  if (answers === 'page') {
    const page = failurePage(status, request, code);
    return { ...page, headers: { ...page.headers, ...retry } };
  }
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...retry },
    body: JSON.stringify(
      errorBody({
        number: code,
        error: row.error,
        sentence: row.sentence.replace(/\{[a-z]+\}/g, ''),
        at: request.arrivedAt,
        traceId: request.requestId,
        correlationId: request.correlationId,
      }),
    ),
  };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof StoreUnavailable) return 90006;
  return refusedByServer(error) === undefined ? 50000 : 9002313;
}

/** The status with which the HTTP layer itself refused a request: 400, 413, 415. */
function refusedByServer(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
