import type { HttpAnswer, HttpRequest } from '../http/index.js';
import { requestIds } from './graph-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, GraphView } from './resource.js';

/** Renders what an operation found, with the properties asked for and absolute links. */
export function respond(
  result: Exclude<GraphResult, { kind: 'error' }>,
  operation: GraphOperation,
  {
    query,
    request,
    versionUrl,
    view,
  }: Pick<GraphCall, 'query' | 'request' | 'versionUrl'> & { readonly view: GraphView },
): HttpAnswer {
  const project = (entity: GraphEntity) => projection(entity, operation, query.select, view);
  const selected = query.select.length === 0 ? '' : `(${query.select.join(',')})`;
  const context = `${versionUrl}/$metadata#${result.context}${selected}`;
  const body =
    result.kind === 'entity'
      ? { '@odata.context': `${context}/$entity`, ...project(result.entity) }
      : {
          '@odata.context': context,
          ...(result.skipToken === null ? {} : { '@odata.nextLink': nextLink(result.skipToken, request, versionUrl) }),
          value: result.entities.map(project),
        };
  return {
    status: 200,
    headers: {
      'content-type': 'application/json;odata.metadata=minimal',
      'cache-control': 'no-store',
      ...requestIds(request),
    },
    body: JSON.stringify(body),
  };
}

function projection(
  entity: GraphEntity,
  operation: GraphOperation,
  select: readonly string[],
  view: GraphView,
): GraphEntity {
  const wanted = select.length === 0 ? operation.defaults : [...select];
  const names = operation.properties.filter((name) => wanted.some((one) => one.toLowerCase() === name.toLowerCase()));
  const { properties: visible } = (view === 'narrowed' && operation.narrowed) || operation;
  return Object.fromEntries(
    names.map((name) => {
      const value = entity[name] ?? null;
      // Typed clients expect a list where Graph has one.
      return [name, visible.includes(name) ? value : Array.isArray(value) ? [] : null];
    }),
  );
}

function nextLink(skipToken: string, request: HttpRequest, versionUrl: string): string {
  const kept = new URLSearchParams(request.queryText);
  for (const name of [...kept.keys()]) if (name.toLowerCase() === '$skiptoken') kept.delete(name);
  const path = request.path.split('/').slice(2).join('/');
  const others = [...kept].map(([name, value]) => `${name}=${encodeURIComponent(value)}&`).join('');
  return `${versionUrl}/${path}?${others}$skiptoken=${encodeURIComponent(skipToken)}`;
}
