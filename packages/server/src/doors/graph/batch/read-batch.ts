import { type GraphError, graphError } from '../graph-error.js';

/** One request of a batch. */
export interface BatchedRequest {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the version, with the query. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; empty when there is none. */
  readonly body: string;
  readonly dependsOn: readonly string[];
}

/** What a batch holds. */
export type ReadBatch = { readonly kind: 'batch'; readonly requests: readonly BatchedRequest[] } | GraphError;

/** Microsoft Graph documentation: JSON batching, limitations. */
const mostRequests = 20;
const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

/** Reads the body of `$batch`: requests with ids of their own, each after those it depends on (OData JSON Format 4.01 §19.1). */
export function readBatch(body: unknown): ReadBatch {
  const given = isObject(body) ? body.requests : undefined;
  if (!Array.isArray(given) || given.length === 0) return bad("The batch has no 'requests'.");
  if (given.length > mostRequests) return bad(`The batch has more than ${mostRequests} requests.`);
  const requests: BatchedRequest[] = [];
  for (const item of given) {
    const request = readRequest(item, requests);
    if ('kind' in request) return request;
    requests.push(request);
  }
  return { kind: 'batch', requests };
}

function readRequest(item: unknown, before: readonly BatchedRequest[]): BatchedRequest | GraphError {
  if (!isObject(item)) return bad('A request of the batch is not an object.');
  const { id, method, url, headers = {}, body, dependsOn = [] } = item;
  if (typeof id !== 'string' || id === '' || id.length > 256) return bad("A request of the batch has no 'id'.");
  if (before.some((one) => one.id === id)) return bad(`The id '${id}' stands more than once.`);
  const known = typeof method === 'string' ? methods.find((one) => one === method.toUpperCase()) : undefined;
  if (known === undefined) return bad(`The request '${id}' has no method that can be batched.`);
  if (typeof url !== 'string' || url === '' || url.length > 16_384) return bad(`The request '${id}' has no 'url'.`);
  if (!isObject(headers)) return bad(`The headers of the request '${id}' are not an object.`);
  const depends = readDependencies(dependsOn, before);
  if (depends === undefined) return bad(`The request '${id}' depends on a request that does not come before it.`);
  const texts = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
  );
  return {
    id,
    method: known,
    url: belowVersion(url),
    headers: Object.fromEntries(texts),
    body: body === undefined ? '' : JSON.stringify(body),
    dependsOn: depends,
  };
}

function readDependencies(given: unknown, before: readonly BatchedRequest[]): readonly string[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const ids = given as readonly unknown[];
  const isKnown = (id: unknown): id is string => before.some((one) => one.id === id);
  return ids.every(isKnown) ? ids : undefined;
}

/** Clients that build whole addresses leave the version in front. */
function belowVersion(url: string): string {
  const path = url.startsWith('/') ? url : `/${url}`;
  return path.replace(/^\/(?:v1\.0|beta)(?=\/|\?|$)/i, '') || '/';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(message: string): GraphError {
  return graphError(400, 'BadRequest', message);
}
