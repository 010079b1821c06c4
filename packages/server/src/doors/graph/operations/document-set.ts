import {
  changePolicy,
  createPolicy,
  deletePolicy,
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  findDocument,
  isRefused,
  listDocuments,
  type PolicyKind,
  refused,
  type StoredDocument,
} from '../../../directory/index.js';
import { matches, type QueriedObject } from '@gatehouse/policy';
import { lowerGuids } from './lower-guids.js';
import { parseGuid } from '@gatehouse/model';
import type { GraphError } from '../graph-error.js';
import { notFound, refusalError } from '../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, OperationAccess, TypedEntity } from '../resource.js';
import { type EntityType, type ReadBody, readBody } from '../schema/index.js';
import { type EntitySet, isStale } from './entity-set.js';
import { ofTenant } from './of-tenant.js';
import { pageInMemory } from './page-in-memory.js';
import { countEntities, getEntity, listEntities } from './read-entities.js';
import { created, titleOf } from './write-entities.js';

/** What people need for each way of dealing with the documents of a set. A way that is absent is not offered. */
export interface DocumentAccess {
  readonly read: Omit<OperationAccess, 'target'>;
  readonly create?: Omit<OperationAccess, 'target'>;
  readonly update?: Omit<OperationAccess, 'target'>;
  readonly remove?: Omit<OperationAccess, 'target'>;
}

/**
 * Documents of one kind as entities: few, read whole, one validated body each. What holds for a body, the kind knows; the set says how
 * bodies of requests become bodies of documents, and how those are shown.
 */
export interface DocumentSet<Body extends object> {
  /** As in paths and contexts: `policies/tokenLifetimePolicies`. */
  readonly name: string;
  readonly type: EntityType;
  /** Where entities are of several types: each of them. `@odata.type` says which one is of; `type` has the properties of all. */
  readonly variants?: readonly EntityType[];
  readonly kind: PolicyKind<Body>;
  /** What people call one, and several. */
  readonly nouns: readonly [one: string, several: string];
  readonly beta?: true;
  /** Documents that every tenant has, and that nobody changes. */
  readonly builtIn?: readonly StoredDocument<Body>[];
  /** Completes documents with what they refer to, before they are shown. */
  readonly complete?: (
    documents: readonly StoredDocument<Body>[],
  ) => DirectoryOperation<readonly StoredDocument<Body>[]>;
  /** The entity by Graph's names; `id` and the body when absent. */
  readonly render?: (document: StoredDocument<Body>, call: GraphCall) => GraphEntity;
  /** Reads the body of a request; by the entity type when absent. */
  readonly read?: (call: GraphCall, mode: 'create' | 'update', id: string) => ReadBody | GraphError;
  /** The body of a new document, and its id where the caller chooses one. */
  readonly draft?: (values: ReadBody['values'], call: GraphCall) => { readonly id?: string; readonly body: Body };
  /** The body after a change. */
  readonly merge?: (before: Body, values: ReadBody['values'], call: GraphCall) => Body | DirectoryRefusal;
  /** What a refusal is called, where it is not called as everywhere. */
  readonly explain?: (refusal: DirectoryRefusal) => GraphError;
}

/** The set as the operations of every entity set know it. */
export function documentEntities<Body extends object>(set: DocumentSet<Body>): EntitySet<StoredDocument<Body>> {
  const { name, type } = set;
  const fields = (document: StoredDocument<Body>, call: GraphCall) => fieldsOf(type, render(set, document, call));
  return {
    name,
    type,
    place: 'id',
    render: (document, call) => render(set, document, call),
    find: (id) => findOne(set, parseGuid(id) ?? id),
    page: (query, call) => async (work) =>
      pageInMemory(await findAll(set)(work), (document) => fields(document, call), query),
    count: (condition, call) => async (work) => {
      const documents = await findAll(set)(work);
      const met = documents.filter((one) => condition === null || matches(condition, fields(one, call)));
      return { kind: 'counted', count: met.length };
    },
  };
}

/** Every operation that the access offers: list, count, get, create, update, delete. */
export function documentOperations<Body extends object>(
  set: DocumentSet<Body>,
  access: DocumentAccess,
): readonly GraphOperation[] {
  const { nouns, beta } = set;
  const [one, several] = nouns;
  const entities = documentEntities(set);
  const reading = { access: access.read, ...(beta && { beta }) };
  return [
    withVariants(set, listEntities(entities, { ...reading, summary: `List ${several}` })),
    countEntities(entities, { ...reading, summary: `Count ${several}` }),
    // Roles for parts of the tenant, and owners, do not reach documents: whoever may, may for the tenant.
    withVariants(set, ofTenant(getEntity(entities, { ...reading, summary: `Get ${one}` }))),
    ...(access.create === undefined ? [] : [withVariants(set, createOperation(set, entities, access.create))]),
    ...(access.update === undefined ? [] : [updateOperation(set, access.update)]),
    ...(access.remove === undefined ? [] : [deleteOperation(set, access.remove)]),
  ];
}

/** Shows each entity as what it is. */
function withVariants<Body extends object>({ variants }: DocumentSet<Body>, operation: GraphOperation): GraphOperation {
  if (variants === undefined) return operation;
  const shown = (entity: TypedEntity): TypedEntity => {
    const name = String(entity.values['@odata.type']).replace('#microsoft.graph.', '');
    return { ...entity, type: variants.find((one) => one.name === name) ?? entity.type };
  };
  return {
    ...operation,
    run: async (call) => {
      const result = await operation.run(call);
      if (result.kind === 'entity') return { ...result, entity: shown(result.entity) };
      return result.kind === 'collection' ? { ...result, entities: result.entities.map(shown) } : result;
    },
  };
}

function createOperation<Body extends object>(
  set: DocumentSet<Body>,
  entities: EntitySet<StoredDocument<Body>>,
  access: Omit<OperationAccess, 'target'>,
): GraphOperation {
  const { name, type, nouns, beta, kind, draft } = set;
  return {
    method: 'POST',
    path: `/${name}`,
    summary: `Create ${nouns[0]}`,
    access: { ...access, target: { kind: 'tenant' } },
    describes: { answer: type, body: type },
    ...(beta && { beta }),
    run: async (call) => {
      if (draft === undefined) throw new Error(`${name} cannot be made`);
      const body = readOf(set, call, 'create', '');
      if (body.kind === 'error') return body;
      const made = await call.perform(createPolicy(kind, draft(lowerGuids(body.values), call)));
      if (isRefused(made)) return explained(set, made);
      const shown = await call.perform(findOne(set, made.id));
      return created(entities, shown ?? made, call);
    },
  };
}

function updateOperation<Body extends object>(
  set: DocumentSet<Body>,
  access: Omit<OperationAccess, 'target'>,
): GraphOperation {
  const { name, type, nouns, beta, kind, merge = mergeValues } = set;
  return {
    method: 'PATCH',
    path: `/${name}/:id`,
    summary: `Update ${nouns[0]}`,
    access: { ...access, target: { kind: 'tenant' } },
    describes: { body: type },
    ...(beta && { beta }),
    run: async (call) => {
      const id = documentId(call);
      if (isFixed(set, id)) return explained(set, fixed(nouns[0]));
      const body = readOf(set, call, 'update', id);
      if (body.kind === 'error') return body;
      const changed = await call.perform(
        changePolicy(
          kind,
          id,
          async (before, work) =>
            (await staleRefusal(set, before, call, work)) ?? merge(before.body, lowerGuids(body.values), call),
        ),
      );
      return isRefused(changed) ? explained(set, changed) : { kind: 'none' };
    },
  };
}

function deleteOperation<Body extends object>(
  set: DocumentSet<Body>,
  access: Omit<OperationAccess, 'target'>,
): GraphOperation {
  const { name, nouns, beta, kind } = set;
  return {
    method: 'DELETE',
    path: `/${name}/:id`,
    summary: `Delete ${nouns[0]}`,
    access: { ...access, target: { kind: 'tenant' } },
    ...(beta && { beta }),
    run: async (call) => {
      const id = documentId(call);
      if (isFixed(set, id)) return explained(set, fixed(nouns[0]));
      const removed = await call.perform(
        deletePolicy(kind, id, (before, work) => staleRefusal(set, before, call, work)),
      );
      return isRefused(removed) ? explained(set, removed) : { kind: 'none' };
    },
  };
}

/** The id that a path names; GUIDs count in any letter case. */
export function documentId({ params: { id = '' } }: GraphCall): string {
  return parseGuid(id) ?? id;
}

/** Refuses a change that rests on an older state (RFC 9110 §13.1.1). */
export async function staleRefusal<Body extends object>(
  set: DocumentSet<Body>,
  before: StoredDocument<Body>,
  call: GraphCall,
  work: DirectoryWork,
): Promise<DirectoryRefusal | undefined> {
  const [shown = before] = (await set.complete?.([before])(work)) ?? [before];
  return isStale(render(set, shown, call), call.request) ? refused('stale') : undefined;
}

/** What a refusal about a document of the set is called. */
export function explained<Body extends object>(
  { explain, type }: DocumentSet<Body>,
  refusal: DirectoryRefusal,
): GraphError {
  if (refusal.reason === 'not_found') return notFound(refusal.value ?? '');
  return explain === undefined ? refusalError(refusal, titleOf({ type })) : explain(refusal);
}

/** One document, stored or built in, as it is shown. */
export function findOne<Body extends object>(
  set: DocumentSet<Body>,
  id: string,
): DirectoryOperation<StoredDocument<Body> | undefined> {
  return async (work) => {
    const found = (await findDocument(set.kind, id)(work)) ?? set.builtIn?.find((one) => one.id === id);
    if (found === undefined || set.complete === undefined) return found;
    return (await set.complete([found])(work))[0];
  };
}

/** Every document, stored or built in, as they are shown. */
export function findAll<Body extends object>(
  set: DocumentSet<Body>,
): DirectoryOperation<readonly StoredDocument<Body>[]> {
  return async (work) => {
    const stored = await listDocuments(set.kind)(work);
    const ids = new Set(stored.map(({ id }) => id));
    const all = [...(set.builtIn ?? []).filter(({ id }) => !ids.has(id)), ...stored];
    return set.complete === undefined ? all : set.complete(all)(work);
  };
}

function isFixed<Body extends object>({ builtIn }: DocumentSet<Body>, id: string): boolean {
  return builtIn?.some((one) => one.id === id) === true;
}

function fixed(noun: string): DirectoryRefusal {
  return refused('not_possible', { detail: `${noun} that is built in cannot be changed or deleted` });
}

function readOf<Body extends object>(
  { type, read }: DocumentSet<Body>,
  call: GraphCall,
  mode: 'create' | 'update',
  id: string,
): ReadBody | GraphError {
  if (read !== undefined) return read(call, mode, id);
  return readBody(type, call.body, mode, mode === 'update' ? { id } : {});
}

function render<Body extends object>(
  { render: show }: DocumentSet<Body>,
  document: StoredDocument<Body>,
  call: GraphCall,
): GraphEntity {
  return show === undefined ? { id: document.id, ...document.body } : show(document, call);
}

/** What of an entity can be asked for: the properties whose declaration says so. */
function fieldsOf({ properties }: EntityType, values: GraphEntity): QueriedObject & { readonly id: string } {
  const asked = properties.flatMap(({ name, type, query }): (readonly [string, QueriedObject[string]])[] => {
    if (query === undefined) return [];
    const value = values[name] ?? null;
    const isInstant = type === 'DateTimeOffset' && typeof value === 'string';
    return [[query.field ?? name, isInstant ? Date.parse(value) : (value as QueriedObject[string])]];
  });
  return { ...Object.fromEntries(asked), id: String(values.id) };
}

/**
 * A body with what a request gives: structured values are merged with the stored ones, lists replace them (OData 4.01 Protocol
 * §11.4.3).
 */
export function mergeValues<Body extends object>(before: Body, values: GraphEntity): Body {
  const merged: Record<string, unknown> = { ...(before as GraphEntity) };
  for (const [name, value] of Object.entries(values)) {
    const stored = Object.hasOwn(merged, name) ? merged[name] : undefined;
    merged[name] = isPlain(stored) && isPlain(value) ? mergeValues(stored, value) : value;
  }
  return merged as unknown as Body;
}

function isPlain(value: unknown): value is GraphEntity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
