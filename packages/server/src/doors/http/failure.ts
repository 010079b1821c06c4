import { type ErrorCode, errorRow, publicSentence, refuse } from '@gatehouse/model';
import { errorBody } from '@gatehouse/wire';
import type { Log } from '../../platform/log/index.js';
import { StoreUnavailable } from '../../platform/store/index.js';
import { refusalPage } from './refusal-page.js';
import type { HttpAnswer, HttpRequest, Route } from './route.js';

/** Renders a page for a failure that no door could answer, for example 404 or 503. */
export type FailurePage = (status: number, request: HttpRequest, code?: ErrorCode) => HttpAnswer;

export interface FailureDeps {
  readonly log: Log;
  readonly failurePage: FailurePage;
  /** Scheme, host and port, without a trailing slash: where the error numbers are explained. */
  readonly baseUrl: string;
}

/**
 * The one catch for what no door expected. The log has everything, the caller a catalogued sentence:
 * a lost database is 503 with Retry-After, anything else 500. Never a stack.
 */
export function answerFailure(
  error: unknown,
  request: HttpRequest,
  answers: Route['answers'],
  { log, failurePage, baseUrl }: FailureDeps,
): HttpAnswer {
  const code = codeOf(error);
  const row = errorRow(code);
  const status = refusedByServer(error) ?? row.status;
  if (status >= 500) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error('request failed', { requestId: request.requestId, path: request.path, status, error: text });
  }
  const retry = row.retryAfter === undefined ? {} : { 'retry-after': String(row.retryAfter) };
  if (answers !== 'json') {
    const answer = answers === 'page' ? failurePage(status, request, code) : answers(status, request);
    return { ...answer, headers: { ...answer.headers, ...retry } };
  }
  const sentence = row.sentence.replace(/\{[a-z]+\}/g, '');
  return jsonError(request, { status, number: code, sentence, uri: `${baseUrl}/error?code=${code}`, headers: retry });
}

/** Nothing is at this path. The number is that of a malformed request: the platform documents none. */
export function answerNothingThere(request: HttpRequest, { failurePage }: FailureDeps): HttpAnswer {
  if (wantsPage(request)) return failurePage(404, request);
  return jsonError(request, { status: 404, number: 90004, sentence: 'there is nothing at this address' });
}

/**
 * Something is at this path, and does not take the method (RFC 9110 §15.5.6).
 * @param routes those that have the path; at least one.
 */
export function answerWrongMethod(
  request: HttpRequest,
  routes: readonly Route[],
  { baseUrl }: FailureDeps,
): HttpAnswer {
  const methods = [...new Set(routes.flatMap((route) => route.methods))];
  const accepted = methods.join(', ');
  const refusal = refuse(900561, `method ${request.method}`, { accepted, received: request.method });
  const heads = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const allow = [...heads, ...(routes.some(({ cors }) => cors === 'open') ? ['OPTIONS'] : [])].join(', ');
  const { status } = errorRow(refusal.code);
  const answers = routes[0]?.answers ?? 'json';
  if (answers === 'json') {
    const uri = `${baseUrl}/error?code=${refusal.code}`;
    return jsonError(request, {
      status,
      number: refusal.code,
      sentence: publicSentence(refusal),
      uri,
      headers: { allow },
    });
  }
  const answer = answers === 'page' ? refusalPage(request, baseUrl, refusal) : answers(status, request);
  return { ...answer, headers: { ...answer.headers, allow } };
}

/** True for a browser that goes somewhere; programs, fetches of pages among them, read JSON. */
export function wantsPage({ headers }: Pick<HttpRequest, 'headers'>): boolean {
  return (headers.accept ?? '').includes('text/html');
}

/** The one documented shape of an error (RFC 6749 §5.2). */
export function jsonError(
  request: Pick<HttpRequest, 'requestId' | 'correlationId' | 'arrivedAt'>,
  {
    status,
    number,
    sentence,
    uri,
    headers,
  }: {
    readonly status: number;
    readonly number: ErrorCode;
    readonly sentence: string;
    readonly uri?: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): HttpAnswer {
  const body = errorBody({
    error: errorRow(number).error,
    number,
    sentence,
    at: request.arrivedAt,
    traceId: request.requestId,
    correlationId: request.correlationId,
    ...(uri === undefined ? {} : { uri }),
  });
  const kept = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { status, headers: { ...kept, ...headers }, body: JSON.stringify(body) };
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
