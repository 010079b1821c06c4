import type { CorrelationId, RequestId } from '@gatehouse/model';
import { parseParameters } from '@gatehouse/wire';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import { clientAddress, peerAddress, type TrustedProxies } from './client-address.js';
import { correlationIdOf } from './correlation-id.js';
import type { HttpRequest } from './route.js';

export interface RequestContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trustProxy: TrustedProxies;
}

/** Turns the server's request into the one that doors see. */
export function readRequest(request: FastifyRequest, { clock, ids, trustProxy }: RequestContext): HttpRequest {
  const [path = '', ...rest] = request.url.split('?');
  const queryText = rest.join('?');
  const headers = request.headers as Record<string, string | undefined>;
  const query = parseParameters(queryText);
  const body = typeof request.body === 'string' ? request.body : '';
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return {
    method: request.method,
    path,
    params: (request.params ?? {}) as Record<string, string>,
    query,
    queryText,
    body,
    mediaType,
    headers,
    cookies: parseCookies(headers.cookie),
    origin: headers.origin,
    clientAddress: clientAddress(peerAddress(request.raw.socket), headers['x-forwarded-for'], trustProxy),
    userAgent: headers['user-agent'],
    requestId: ids.guid<RequestId>(),
    correlationId: correlationIdOf({ headers, query, mediaType, body }) ?? ids.guid<CorrelationId>(),
    arrivedAt: clock.now(),
  };
}

/** Cookie pairs (RFC 6265 §4.2.1). The first of several with one name wins: browsers send the most specific first. */
function parseCookies(header: string | undefined): Readonly<Record<string, string | undefined>> {
  const cookies: Record<string, string | undefined> = Object.create(null) as Record<string, string | undefined>;
  for (const pair of (header ?? '').split(';')) {
    const cut = pair.indexOf('=');
    const name = pair.slice(0, Math.max(cut, 0)).trim();
    if (name !== '' && !(name in cookies)) cookies[name] = pair.slice(cut + 1).trim();
  }
  return cookies;
}
