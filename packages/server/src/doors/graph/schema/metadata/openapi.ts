import type { EntityType, Property } from '../entity-type.js';
import type { JsonObject } from '../project.js';
import { isEntityReference, type ReturnDescription } from './operation-description.js';
import {
  membersSchema,
  propertySchema,
  requiredNames,
  returnSchema,
  schemaReference,
  schemasOf,
} from './openapi-schemas.js';
import { typesOf } from './value-types.js';

/** The query options that a path may take. */
export type QueryOptionName =
  | '$select'
  | '$filter'
  | '$orderby'
  | '$top'
  | '$skiptoken'
  | '$deltatoken'
  | '$count'
  | '$search'
  | '$expand';

/** What one method at one path does. */
export interface PathDescription {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the version, with `:name` places. */
  readonly path: string;
  readonly summary: string;
  /** From the least to the most privileged. */
  readonly permissions: { readonly delegated: readonly string[]; readonly application: readonly string[] };
  readonly query?: readonly QueryOptionName[];
  /** Headers and custom query parameters. */
  readonly parameters?: readonly { readonly in: 'header' | 'query'; readonly property: Property }[];
  /** An entity type by its name, or the members of the body. */
  readonly request?: { readonly entity: string } | { readonly members: readonly Property[] };
  /** Without it the answer has no body. */
  readonly response?: ReturnDescription;
  /** Of the answer. Without it 204 where there is no body, 201 where an entity is made, 200 elsewhere. */
  readonly status?: number;
}

/** What an OpenAPI document says beside paths and types. */
export interface ApiDescription {
  readonly title: string;
  readonly version: string;
  /** Scheme, host, port and version of the API. */
  readonly server: string;
  /** The authority whose tokens are taken, such as `https://login.example/common`. */
  readonly authority: string;
  readonly types: readonly EntityType[];
  readonly paths: readonly PathDescription[];
}

/** The OpenAPI 3.1 document of all paths. Equal descriptions give equal documents. */
export function openApi({ title, version, server, authority, types, paths }: ApiDescription): JsonObject {
  const byPath = new Map<string, Record<string, JsonObject>>();
  for (const path of paths) {
    const template = templateOf(path.path);
    const methods = byPath.get(template) ?? {};
    methods[path.method.toLowerCase()] = operationOf(path, types);
    byPath.set(template, methods);
  }
  return {
    openapi: '3.1.0',
    info: { title, version },
    servers: [{ url: server }],
    paths: Object.fromEntries(byPath),
    components: {
      schemas: { ...schemasOf(types, paths.flatMap(valueTypes)), [errorName]: errorSchema },
      securitySchemes: securitySchemes(authority, paths),
    },
  };
}

function operationOf(path: PathDescription, types: readonly EntityType[]): JsonObject {
  const { method, summary, permissions, request, response } = path;
  const isCreation = method === 'POST' && request !== undefined && 'entity' in request;
  const status = path.status ?? (response === undefined ? 204 : isCreation ? 201 : 200);
  const { delegated, application } = permissions;
  const content = request === undefined ? undefined : json(requestSchema(request, method, types));
  return {
    operationId: [method.toLowerCase(), ...path.path.split('/').slice(1)].join('_').replace(/[^\w.-]/g, ''),
    summary,
    ...listed('parameters', parametersOf(path)),
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: {
      [status]:
        response === undefined
          ? { description: 'Done' }
          : { description: 'Success', content: json(returnSchema(response)) },
      default: { description: 'Refused', content: json({ $ref: `#/components/schemas/${errorName}` }) },
    },
    // Each of them alone suffices.
    security: [
      ...delegated.map((permission) => ({ delegated: [permission] })),
      ...application.map((permission) => ({ application: [permission] })),
    ],
  };
}

const queryOptions: Readonly<Record<QueryOptionName, JsonObject>> = {
  $select: { type: 'string' },
  $filter: { type: 'string' },
  $orderby: { type: 'string' },
  $top: { type: 'integer', minimum: 1 },
  $skiptoken: { type: 'string' },
  $deltatoken: { type: 'string' },
  $count: { type: 'boolean' },
  $search: { type: 'string' },
  $expand: { type: 'string' },
};

function parametersOf({ path, query = [], parameters = [] }: PathDescription): readonly JsonObject[] {
  const places = [...path.matchAll(place)].map(([, name]) => name ?? '');
  return [
    ...places.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...query.map((name) => ({ name, in: 'query', required: false, schema: queryOptions[name] })),
    ...parameters.map(({ in: where, property }) => ({
      name: property.name,
      in: where,
      required: property.required === true,
      schema: propertySchema(property),
    })),
  ];
}

const place = /:([A-Za-z]\w*)/g;

function templateOf(path: string): string {
  return path.replace(place, '{$1}');
}

function requestSchema(
  request: NonNullable<PathDescription['request']>,
  method: PathDescription['method'],
  types: readonly EntityType[],
): JsonObject {
  if ('members' in request) return membersSchema(request.members);
  const required = requiredNames(types.find(({ name }) => name === request.entity)?.properties ?? []);
  const entity = schemaReference(request.entity);
  return method === 'POST' && required.length > 0 ? { allOf: [entity, { type: 'object', required }] } : entity;
}

function valueTypes({ parameters = [], request, response }: PathDescription) {
  return [
    ...typesOf(parameters.map(({ property }) => property)),
    ...(request !== undefined && 'members' in request ? typesOf(request.members) : []),
    ...(response === undefined || isEntityReference(response.type) ? [] : [response.type]),
  ];
}

function securitySchemes(authority: string, paths: readonly PathDescription[]): JsonObject {
  const scopes = (kind: 'delegated' | 'application') => {
    const names = new Set(paths.flatMap(({ permissions }) => permissions[kind]));
    return Object.fromEntries([...names].sort().map((name) => [name, '']));
  };
  const tokenUrl = `${authority}/oauth2/v2.0/token`;
  const authorizationUrl = `${authority}/oauth2/v2.0/authorize`;
  return {
    delegated: {
      type: 'oauth2',
      flows: { authorizationCode: { authorizationUrl, tokenUrl, scopes: scopes('delegated') } },
    },
    application: { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: scopes('application') } } },
  };
}

const errorName = 'microsoft.graph.ODataErrors.ODataError';

const errorSchema: JsonObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        details: {
          type: 'array',
          items: {
            type: 'object',
            properties: { code: { type: 'string' }, message: { type: 'string' }, target: { type: 'string' } },
          },
        },
        innerError: {
          type: 'object',
          properties: {
            date: { type: 'string' },
            'request-id': { type: 'string' },
            'client-request-id': { type: 'string' },
          },
        },
      },
    },
  },
};

function json(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}

function listed(name: string, list: readonly JsonObject[]): JsonObject {
  return list.length === 0 ? {} : { [name]: list };
}
