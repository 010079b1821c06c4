import { errorRow, publicSentence, type Refusal } from '@gatehouse/model';
import { errorBody } from '@gatehouse/wire';
import type { HttpAnswer, HttpRequest } from '../http/index.js';

/** What every answer with tokens or errors carries (RFC 6749 §5.1): nobody keeps it. */
const json = { 'content-type': 'application/json; charset=utf-8' };
const notStored = { ...json, 'cache-control': 'no-store', pragma: 'no-cache' };

/** A JSON answer that nobody may keep. */
export function jsonAnswer(status: number, body: object, headers?: HttpAnswer['headers']): HttpAnswer {
  const all = headers === undefined ? notStored : { ...notStored, ...headers };
  return { status, headers: all, body: JSON.stringify(body) };
}

/** A JSON document that anybody may keep for `maxAgeSeconds`. */
export function jsonDocument(text: string, maxAgeSeconds: number): HttpAnswer {
  return { status: 200, headers: { ...json, 'cache-control': `public, max-age=${maxAgeSeconds}` }, body: text };
}

/**
 * The answer to a program for any refusal, in the one documented shape (RFC 6749 §5.2; Microsoft identity platform documentation,
 * "error response"). Throttling and outages carry `Retry-After`; ordinary refusals never do, since clients go silent for that long.
 */
export function oauthError(
  refusal: Refusal,
  request: Pick<HttpRequest, 'requestId' | 'correlationId' | 'arrivedAt'>,
  baseUrl: string,
  headers: HttpAnswer['headers'] = {},
): HttpAnswer {
  const row = errorRow(refusal.code);
  const body = errorBody({
    error: row.error,
    number: refusal.code,
    sentence: publicSentence(refusal),
    at: request.arrivedAt,
    traceId: request.requestId,
    correlationId: request.correlationId,
    ...(row.uri === false ? {} : { uri: `${baseUrl}/error?code=${refusal.code}` }),
    ...(row.suberror === undefined ? {} : { suberror: row.suberror }),
    ...(refusal.claims === undefined ? {} : { claims: refusal.claims }),
  });
  const retry = row.retryAfter === undefined ? {} : { 'retry-after': String(row.retryAfter) };
  return jsonAnswer(row.status, body, { ...retry, ...headers });
}
