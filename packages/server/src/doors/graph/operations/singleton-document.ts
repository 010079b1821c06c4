import {
  changeSingleton,
  type DirectoryRefusal,
  isRefused,
  readSingleton,
  refused,
  type SingletonKind,
  type StoredDocument,
} from '../../../directory/index.js';
import type { GraphError } from '../graph-error.js';
import { refusalError } from '../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, OperationAccess } from '../resource.js';
import { checkEntityQuery, type EntityType, type ReadBody, readBody } from '../schema/index.js';
import { mergeValues } from './document-set.js';
import { lowerGuids } from './lower-guids.js';
import { etagOf, isStale } from './entity-set.js';
import { titleOf } from './write-entities.js';

/** A document of which every tenant has exactly one. */
export interface SingletonDocument<Body extends object> {
  /** As in paths and contexts: `policies/authorizationPolicy`. */
  readonly name: string;
  readonly type: EntityType;
  readonly kind: SingletonKind<Body>;
  /** What people call it. */
  readonly noun: string;
  readonly access: {
    readonly read: Omit<OperationAccess, 'target'>;
    readonly update: Omit<OperationAccess, 'target'>;
  };
  /** How it is changed; `PATCH` when absent. A `PUT` gives all of it. */
  readonly method?: 'PATCH' | 'PUT';
  readonly render?: (document: StoredDocument<Body>, call: GraphCall) => GraphEntity;
  readonly merge?: (before: Body, values: ReadBody['values'], call: GraphCall) => Body | DirectoryRefusal;
}

/** Reading and changing it. */
export function singletonOperations<Body extends object>(
  singleton: SingletonDocument<Body>,
): readonly GraphOperation[] {
  const { name, type, noun, access, method = 'PATCH' } = singleton;
  return [
    {
      method: 'GET',
      path: `/${name}`,
      summary: `Get ${noun}`,
      access: { ...access.read, target: { kind: 'tenant' } },
      describes: { answer: type },
      run: (call) => getSingleton(singleton, call),
    },
    {
      method,
      path: `/${name}`,
      summary: `Update ${noun}`,
      access: { ...access.update, target: { kind: 'tenant' } },
      describes: { body: type },
      run: (call) => updateSingleton(singleton, call),
    },
  ];
}

/** Answers with it. */
export async function getSingleton<Body extends object>(
  singleton: SingletonDocument<Body>,
  call: GraphCall,
): Promise<GraphResult> {
  const { name, type, kind } = singleton;
  const query = checkEntityQuery(type, call.query);
  if (query.kind === 'error') return query;
  const values = render(singleton, await call.perform(readSingleton(kind)), call);
  return { kind: 'entity', context: name, entity: { type, values }, select: query.select, etag: etagOf(values) };
}

/** Changes it as the body says, and answers with nothing. */
export async function updateSingleton<Body extends object>(
  singleton: SingletonDocument<Body>,
  call: GraphCall,
): Promise<GraphResult> {
  const { type, kind, merge = mergeValues, method = 'PATCH' } = singleton;
  const body = readBody(type, call.body, method === 'PUT' ? 'create' : 'update', { id: kind.id });
  if (body.kind === 'error') return body;
  const changed = await call.perform(
    changeSingleton(kind, (before) =>
      isStale(render(singleton, before, call), call.request)
        ? refused('stale')
        : merge(before.body, lowerGuids(body.values), call),
    ),
  );
  return isRefused(changed) ? refusedAs(type, changed) : { kind: 'none' };
}

function refusedAs(type: EntityType, refusal: DirectoryRefusal): GraphError {
  return refusalError(refusal, titleOf({ type }));
}

function render<Body extends object>(
  { render: show }: SingletonDocument<Body>,
  document: StoredDocument<Body>,
  call: GraphCall,
): GraphEntity {
  return show === undefined ? { id: document.id, ...document.body } : show(document, call);
}
