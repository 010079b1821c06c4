import type { HttpAnswer, HttpRequest, Route } from '../../http/index.js';
import { errorAnswer, failureAnswer, graphError, requestIds } from '../graph-error.js';
import type { GraphDoorDeps } from '../graph-door-deps.js';
import { resources } from '../resources/index.js';
import { createOperationFinder } from '../routing/find-operation.js';
import { csdl, openApi } from '../schema/index.js';
import { apiOf, describeApi } from './describe-api.js';
import { exploreCall } from './explore-call.js';

const versions = ['v1.0', 'beta'] as const;
type Version = (typeof versions)[number];

/**
 * What the API tells of itself, to whoever asks: no token is needed to read documentation. The metadata stands where OData has it; what
 * is ours stands below /gatehouse/v1.
 */
export function descriptionRoutes(deps: Pick<GraphDoorDeps, 'baseUrl'>): readonly Route[] {
  const documents = new Map<string, string>();
  const once = (key: string, make: () => string): string => {
    const document = documents.get(key) ?? make();
    documents.set(key, document);
    return document;
  };
  const metadata = (version: Version) =>
    once(`metadata ${version}`, () => csdl(describeApi(resources, version).service));
  const openapi = (version: Version) =>
    once(`openapi ${version}`, () =>
      JSON.stringify(openApi(apiOf(describeApi(resources, version), aboutOf(deps, version)))),
    );
  return [
    ...versions.map((version) => read(`/${version}/$metadata`, () => text('application/xml', metadata(version)))),
    ...versions.map((version) =>
      read(`/gatehouse/v1/graph/${version}/openapi.json`, () => text('application/json', openapi(version))),
    ),
    read('/gatehouse/v1/permissions/explore', explore),
  ];
}

function aboutOf({ baseUrl }: Pick<GraphDoorDeps, 'baseUrl'>, version: Version) {
  const server = `${baseUrl}/${version}`;
  return { title: 'Gatehouse directory', version, server, authority: `${baseUrl}/common` };
}

const finders = new Map(
  versions.map((version) => [
    version,
    createOperationFinder(
      resources.flatMap((resource) => resource.operations),
      version,
    ),
  ]),
);

/** `GET /gatehouse/v1/permissions/explore?method=PATCH&path=/v1.0/users/{id}&properties=jobTitle`. */
function explore(request: HttpRequest): HttpAnswer {
  const { query } = request;
  const method = (query.get('method') ?? 'GET').toUpperCase();
  const path = query.get('path') ?? '';
  const [, named] = /^\/(v1\.0|beta)(?=\/|$)/i.exec(path) ?? [];
  const version: Version = named?.toLowerCase() === 'beta' ? 'beta' : 'v1.0';
  const finder = finders.get(version);
  if (query.malformed || !path.startsWith('/') || finder === undefined) {
    return errorAnswer(graphError(400, 'BadRequest', "Give 'method' and a 'path' that begins with a slash."), request);
  }
  const properties = (query.get('properties') ?? '').split(',').filter(Boolean).slice(0, 100);
  const explored = exploreCall(finder, method, named === undefined ? `/v1.0${path}` : path, properties);
  if (explored.kind === 'error') return errorAnswer(explored, request);
  const { kind: _kind, ...told } = explored;
  return { ...text('application/json', JSON.stringify(told)), status: 200 };
}

function read(path: string, answer: (request: HttpRequest) => HttpAnswer): Route {
  return {
    methods: ['GET'],
    path,
    cors: 'open',
    answers: failureAnswer,
    handle: async (request) => {
      const { headers, ...rest } = answer(request);
      return { ...rest, headers: { ...requestIds(request), ...headers } };
    },
  };
}

function text(mediaType: string, body: string): HttpAnswer {
  return { status: 200, headers: { 'content-type': mediaType, 'cache-control': 'public, max-age=300' }, body };
}
