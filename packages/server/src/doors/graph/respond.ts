import type { HttpAnswer, HttpRequest } from '../http/index.js';
import { requestIds } from './graph-error.js';
import type { GraphCall, GraphResult, TypedEntity } from './resource.js';
import { project } from './schema/index.js';

type Found = Exclude<GraphResult, { kind: 'error' }>;
type Asked = Pick<GraphCall, 'request' | 'versionUrl' | 'path' | 'visible'>;

/** Renders what an operation found, with the properties asked for and absolute links (OData JSON Format 4.01 §4, §13). */
export function respond(result: Found, asked: Asked): HttpAnswer {
  switch (result.kind) {
    case 'none':
      return { status: 204, headers: { 'cache-control': 'no-store', ...requestIds(asked.request) } };
    case 'raw':
      return answer(200, asked.request, result.body, { 'content-type': result.mediaType });
    case 'value':
      return json(200, asked.request, {
        '@odata.context': `${asked.versionUrl}/$metadata#${result.context}`,
        value: result.value,
      });
    case 'entity':
      return entityAnswer(result, asked);
    case 'collection':
      return json(200, asked.request, collectionBody(result, asked));
  }
}

function entityAnswer(
  { context, entity, select, status = 200, polymorphic, etag }: Extract<Found, { kind: 'entity' }>,
  { request, versionUrl, path, visible }: Asked,
): HttpAnswer {
  const body = {
    '@odata.context': `${versionUrl}/$metadata#${context}${selected(select)}/$entity`,
    ...shown(entity, visible, select, polymorphic === true),
  };
  return json(status, request, body, {
    ...(etag === undefined ? {} : { etag }),
    // RFC 9110 §15.3.2
    ...(status === 201 ? { location: `${versionUrl}${path}/${String(entity.values.id)}` } : {}),
  });
}

function collectionBody(
  { context, entities, select, next, count, delta, polymorphic }: Extract<Found, { kind: 'collection' }>,
  { request, versionUrl, path, visible }: Asked,
) {
  const link = (name: string, token: string) => linkWith(name, token, request, `${versionUrl}${path}`);
  return {
    '@odata.context': `${versionUrl}/$metadata#${context}${selected(select)}`,
    ...(count === undefined ? {} : { '@odata.count': count }),
    ...(next === null ? {} : { '@odata.nextLink': link('$skiptoken', next) }),
    ...(delta === undefined ? {} : { '@odata.deltaLink': link('$deltatoken', delta) }),
    value: entities.map((entity) => shown(entity, visible, select, polymorphic === true)),
  };
}

function selected(select: readonly string[] | null): string {
  return select === null ? '' : `(${select.join(',')})`;
}

function shown(
  { type, values, expanded }: TypedEntity,
  visible: readonly string[] | null,
  select: readonly string[] | null,
  polymorphic: boolean,
) {
  const seen =
    visible === null ? values : Object.fromEntries(Object.entries(values).filter(([name]) => visible.includes(name)));
  const annotations = Object.entries(values).filter(([name]) => name.startsWith('@') || name.includes('@'));
  return {
    ...(polymorphic ? { '@odata.type': `#microsoft.graph.${type.name}` } : {}),
    ...project(type, seen, select),
    ...Object.fromEntries(annotations),
    ...expanded,
  };
}

/** The same request with another place to go on from. */
function linkWith(token: string, value: string, { queryText }: HttpRequest, url: string): string {
  const tokens = ['$skiptoken', '$deltatoken', 'skiptoken', 'deltatoken'];
  const kept = [...new URLSearchParams(queryText)].filter(([name]) => !tokens.includes(name.toLowerCase()));
  const others = kept.map(([name, text]) => `${name}=${encodeURIComponent(text)}&`).join('');
  return `${url}?${others}${token}=${encodeURIComponent(value)}`;
}

function json(status: number, request: HttpRequest, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return answer(status, request, JSON.stringify(body), {
    'content-type': 'application/json;odata.metadata=minimal',
    ...headers,
  });
}

function answer(
  status: number,
  request: HttpRequest,
  body: string,
  headers: Readonly<Record<string, string>>,
): HttpAnswer {
  return { status, headers: { 'cache-control': 'no-store', ...requestIds(request), ...headers }, body };
}
