import { parseParameters } from '@gatehouse/wire';
import type { HttpAnswer, HttpRequest } from '../../http/index.js';
import { errorAnswer, graphError, requestIds } from '../graph-error.js';
import { readJson } from '../read-json.js';
import { type BatchedRequest, readBatch } from './read-batch.js';

type Call = (request: HttpRequest) => Promise<HttpAnswer>;

/** True for a batch, which has no operation of its own. */
export function isBatch({ method, path }: HttpRequest): boolean {
  return method === 'POST' && /^\/[^/]+\/\$batch\/?$/i.test(path);
}

/**
 * Makes the requests of a batch, those that depend on others after them, and answers with all answers (Microsoft Graph documentation:
 * JSON batching). What goes wrong with one is that one's answer; the batch itself was understood.
 */
export async function answerBatch(request: HttpRequest, call: Call): Promise<HttpAnswer> {
  const json = readJson(request);
  if (json.kind === 'error') return errorAnswer(json, request);
  const batch = readBatch(json.value);
  if (batch.kind === 'error') return errorAnswer(batch, request);
  const answers = new Map<string, Promise<HttpAnswer>>();
  for (const one of batch.requests) answers.set(one.id, afterOthers(one, request, answers, call));
  const responses = await Promise.all(batch.requests.map(async ({ id }) => responseOf(id, await answers.get(id))));
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...requestIds(request) },
    body: JSON.stringify({ responses }),
  };
}

async function afterOthers(
  one: BatchedRequest,
  outer: HttpRequest,
  answers: ReadonlyMap<string, Promise<HttpAnswer>>,
  call: Call,
): Promise<HttpAnswer> {
  const inner = innerRequest(one, outer);
  for (const id of one.dependsOn) {
    const answer = await answers.get(id);
    // Microsoft Graph documentation: JSON batching; RFC 4918 §11.4
    if (answer === undefined || answer.status >= 400) {
      return errorAnswer(graphError(424, 'FailedDependency', 'A request that this one depends on failed.'), inner);
    }
  }
  if (isBatch(inner)) return errorAnswer(graphError(400, 'BadRequest', 'A batch cannot hold a batch.'), inner);
  return call(inner);
}

function innerRequest({ method, url, headers, body }: BatchedRequest, outer: HttpRequest): HttpRequest {
  const [path = '', ...rest] = url.split('?');
  const queryText = rest.join('?');
  const version = outer.path.split('/')[1] ?? '';
  // Of the outer request's headers none belongs to the inner one; who calls is known already.
  return {
    ...outer,
    method,
    path: `/${version}${path}`,
    params: {},
    query: parseParameters(queryText),
    queryText,
    body,
    mediaType: headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '',
    headers,
  };
}

/** Clients look for these names in one spelling: inside JSON they are no HTTP headers. */
const spelled: ReadonlyMap<string, string> = new Map([
  ['cache-control', 'Cache-Control'],
  ['content-type', 'Content-Type'],
  ['etag', 'ETag'],
  ['location', 'Location'],
  ['retry-after', 'Retry-After'],
]);

function responseOf(id: string, answer: HttpAnswer | undefined) {
  const { status = 500, headers = {}, body } = answer ?? {};
  const isJson = String(headers['content-type'] ?? '').startsWith('application/json');
  return {
    id,
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [spelled.get(name) ?? name, value])),
    ...(body === undefined ? {} : { body: isJson ? (JSON.parse(body) as unknown) : body }),
  };
}
