import type { GraphOperation, GraphResource } from '../resource.js';
import {
  type ApiDescription,
  type EntityType,
  type OperationDescription,
  type PathDescription,
  type ServiceDescription,
  type SetDescription,
} from '../schema/index.js';
import { containersOf } from './containers.js';

/** The API as its documents tell it. */
export interface DescribedApi {
  readonly service: ServiceDescription;
  readonly paths: readonly PathDescription[];
}

/** Reads the declarations of all resources as one description. */
export function describeApi(resources: readonly GraphResource[], version: 'v1.0' | 'beta'): DescribedApi {
  const operations = resources
    .flatMap((resource) => resource.operations)
    .filter((operation) => operation.beta !== true || version === 'beta');
  const ownSets = named(resources.map((resource) => resource.sets ?? {}));
  const own = named(resources.map((resource) => resource.singletons ?? {}));
  const containers = containersOf(operations, new Set([...ownSets, ...own].map(({ name }) => name)));
  const sets = named([...resources.map((resource) => resource.sets ?? {}), containers.sets]);
  const types = distinctTypes([
    ...containers.types,
    ...resources.flatMap((resource) => resource.types),
    ...operations.flatMap(({ describes }) => [describes?.answer ?? [], describes?.body ?? []].flat()),
  ]);
  return {
    service: {
      types,
      sets,
      singletons: named([...resources.map((resource) => resource.singletons ?? {}), containers.singletons]),
      operations: operations.flatMap((operation) => operationOf(operation, sets)),
    },
    paths: operations.flatMap(pathsOf),
  };
}

/** An API description for a document of its own. */
export function apiOf(
  { service, paths }: DescribedApi,
  about: Pick<ApiDescription, 'title' | 'version' | 'server' | 'authority'>,
): ApiDescription {
  return { ...about, types: service.types, paths };
}

function distinctTypes(types: readonly EntityType[]): readonly EntityType[] {
  const byName = new Map<string, EntityType>();
  // What stands for objects of any kind is the abstract base type of the metadata.
  for (const type of types) if (type.name !== 'directoryObject' && type.name !== 'entity') byName.set(type.name, type);
  return [...byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function named(records: readonly Readonly<Record<string, string>>[]): readonly SetDescription[] {
  return records
    .flatMap((record) => Object.entries(record))
    .map(([name, type]) => ({ name, type }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Actions are POSTs whose last segment is a name of its own, bound to what the path names before it. */
function operationOf(
  { method, path, describes }: GraphOperation,
  sets: readonly SetDescription[],
): readonly OperationDescription[] {
  if (describes?.operation !== undefined) return [describes.operation];
  const parts = path.split('/').slice(1);
  const name = parts.at(-1) ?? '';
  const isAction = method === 'POST' && describes?.body === undefined && /^[a-z][A-Za-z0-9]*$/.test(name);
  const isFunction = method === 'GET' && name === 'delta';
  if (!isAction && !isFunction) return [];
  const [setName = '', place] = parts.length <= 3 ? parts : [];
  const set = sets.find((one) => one.name === setName);
  if (set === undefined) return [];
  const isBoundToOne = place?.startsWith(':') === true && parts.length === 3;
  if (!isBoundToOne && parts.length !== 2) return [];
  return [
    {
      kind: isAction ? 'action' : 'function',
      name,
      boundTo: { type: set.type, ...(isBoundToOne ? {} : { collection: true }) },
      ...(isFunction && { returns: { type: { kind: 'entity', name: set.type }, collection: true } }),
    },
  ];
}

const options = {
  one: ['$select', '$expand'],
  many: ['$select', '$filter', '$orderby', '$top', '$skiptoken', '$count', '$search', '$expand'],
  delta: ['$select', '$top', '$skiptoken', '$deltatoken'],
} as const;

function pathsOf(operation: GraphOperation): readonly PathDescription[] {
  const { method, path, summary, access, describes = {}, me } = operation;
  const { answer, many, body } = describes;
  const flat = (alternatives: readonly (string | readonly string[])[]) => [...new Set(alternatives.flat())];
  const described: PathDescription = {
    method,
    path,
    summary,
    permissions: {
      delegated: flat(access.permissions.delegated),
      application: flat(access.permissions.application),
    },
    ...(method === 'GET' && { query: optionsOf(path, many === true) }),
    ...(body !== undefined && { request: { entity: body.name } }),
    ...(answer !== undefined && {
      response: { type: { kind: 'entity', name: answer.name } as const, ...(many && { collection: many }) },
    }),
  };
  return me === true ? [described, { ...described, path: path.replace('/users/:user', '/me') }] : [described];
}

function optionsOf(path: string, many: boolean) {
  if (path.endsWith('/delta')) return options.delta;
  return many ? options.many : options.one;
}
