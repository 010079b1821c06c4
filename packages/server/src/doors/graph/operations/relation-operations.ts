import {
  countRelatedObjects,
  type DirectoryOperation,
  isRefused,
  type ObjectType,
  readRelatedObjects,
  type Relation,
} from '../../../directory/index.js';
import { parseGuid } from '@gatehouse/model';
import { anyObjectType, objectSet, renderObject } from '../entities/directory-object.js';
import { type GraphError, graphError } from '../graph-error.js';
import { notFound, refusalError } from '../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResult, OperationAccess } from '../resource.js';
import { checkQuery } from '../schema/index.js';
import { cursorOf } from './entity-set.js';
import { countNeedsHeader, countPlainly, listPage } from './read-entities.js';

/** A way from one object to others, as the API has it: `/groups/{group}/members`. */
export interface RelationOperations {
  /** `/groups/:group/members`. */
  readonly path: string;
  readonly place: string;
  readonly relation: Relation;
  /** What people call the objects it leads to: `members`. */
  readonly noun: string;
  readonly read: Omit<OperationAccess, 'target'>;
  readonly me?: true;
  /** The kinds of object it may lead to, each of which can be asked for alone (OData 4.01 URL Conventions §4.11). */
  readonly casts: readonly ObjectType[];
  /** How references are added and removed; a relation that follows from others has none. */
  readonly write?: {
    readonly access: Omit<OperationAccess, 'target'>;
    add(of: string, id: string, call: GraphCall): DirectoryOperation<unknown>;
    remove(of: string, id: string, call: GraphCall): DirectoryOperation<unknown>;
  };
}

/** Every operation on a relation: lists, whole or of one kind, counts, references, and their adding and removing. */
export function relationOperations(relation: RelationOperations): readonly GraphOperation[] {
  const { path, place, noun, read, me, casts, write } = relation;
  const reading = { access: { ...read, target: { kind: 'object', place } as const }, ...(me && { me }) };
  const operations: GraphOperation[] = [
    { ...reading, method: 'GET', path, summary: `List ${noun}`, run: (call) => listObjects(relation, call) },
    {
      ...reading,
      method: 'GET',
      path: `${path}/$count`,
      summary: `Count ${noun}`,
      run: (call) => count(relation, call),
    },
    {
      ...reading,
      method: 'GET',
      path: `${path}/$ref`,
      summary: `List references to ${noun}`,
      run: (call) => listReferences(relation, call),
    },
    ...casts.flatMap((type) => castOperations(relation, type, reading)),
  ];
  if (write === undefined) return operations;
  const writing = { access: { ...write.access, target: { kind: 'object', place } as const } };
  return [
    ...operations,
    {
      ...writing,
      method: 'POST',
      path: `${path}/$ref`,
      summary: `Add one of the ${noun}`,
      run: (call) => addReference(relation, call),
    },
    {
      ...writing,
      method: 'DELETE',
      path: `${path}/:id/$ref`,
      summary: `Remove one of the ${noun}`,
      run: (call) => change(relation, call, call.params.id ?? '', 'remove'),
    },
  ];
}

function castOperations(
  { path, place, noun, relation }: RelationOperations,
  type: ObjectType,
  reading: Pick<GraphOperation, 'access' | 'me'>,
): readonly GraphOperation[] {
  const set = objectSet(type);
  const within = (call: GraphCall) => ({ relation, of: call.params[place] ?? '' });
  const cast = `${path}/microsoft.graph.${type}`;
  return [
    {
      ...reading,
      method: 'GET',
      path: cast,
      summary: `List ${noun} that are of the type ${type}`,
      run: (call) => listPage(set, call, within(call)),
    },
    {
      ...reading,
      method: 'GET',
      path: `${cast}/$count`,
      summary: `Count ${noun} that are of the type ${type}`,
      run: (call) => countPlainly(set, call, within(call)),
    },
  ];
}

async function listObjects({ relation, place }: RelationOperations, call: GraphCall): Promise<GraphResult> {
  const query = checkQuery(anyObjectType, call.query, {
    eventual: call.eventual,
    defaults: { top: 100, maxTop: 999 },
    cursor: await cursorOf(call),
  });
  if (query.kind === 'error') return query;
  const { top, after } = query.objectQuery;
  const of = call.params[place] ?? '';
  const page = { top: top + 1, after: after?.id ?? null, type: null };
  // One more than the page tells whether there is another page.
  const found = await call.perform(readRelatedObjects(relation, of, page));
  const last = found.length > top ? found[top - 1] : undefined;
  const total = query.count ? await call.perform(countRelatedObjects(relation, of, null)) : undefined;
  return {
    kind: 'collection',
    context: 'directoryObjects',
    entities: found.slice(0, top).map((object) => renderObject(object, call)),
    select: query.select,
    next: last === undefined ? null : query.nextToken({ value: null, id: last.entity.id }),
    polymorphic: true,
    ...(total !== undefined && { count: total }),
  };
}

async function count({ relation, place }: RelationOperations, call: GraphCall): Promise<GraphResult> {
  if (!call.eventual) return countNeedsHeader();
  const total = await call.perform(countRelatedObjects(relation, call.params[place] ?? '', null));
  return { kind: 'raw', mediaType: 'text/plain', body: String(total) };
}

/** References are addresses alone (OData JSON Format 4.01 §14). */
async function listReferences(relation: RelationOperations, call: GraphCall): Promise<GraphResult> {
  const listed = await listObjects(relation, call);
  if (listed.kind !== 'collection') return listed;
  const { polymorphic: _each, ...collection } = listed;
  return {
    ...collection,
    context: 'Collection($ref)',
    entities: listed.entities.map(({ values }) => ({
      type: { name: 'reference', base: 'entity', properties: [], navigations: [] },
      values: { '@odata.id': `${call.versionUrl}/directoryObjects/${String(values.id)}` },
    })),
    select: [],
  };
}

async function addReference(relation: RelationOperations, call: GraphCall): Promise<GraphResult> {
  const id = readReference(call.body);
  return typeof id === 'string' ? change(relation, call, id, 'add') : id;
}

async function change(
  { write, place, path }: RelationOperations,
  call: GraphCall,
  id: string,
  verb: 'add' | 'remove',
): Promise<GraphResult> {
  const member = parseGuid(id);
  if (member === undefined || write === undefined) return notFound(id);
  const outcome = await call.perform(write[verb](call.params[place] ?? '', member, call));
  if (!isRefused(outcome)) return { kind: 'none' };
  const holder = path.split('/')[1]?.replace(/s$/, '') ?? '';
  return refusalError(outcome, `${holder.charAt(0).toUpperCase()}${holder.slice(1)}`);
}

/**
 * The id that a body names with `@odata.id`: an address of whatever host that ends in it (Microsoft Graph documentation: add member).
 * @returns an error when there is none.
 */
export function readReference(body: unknown): string | GraphError {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['@odata.id'] : undefined;
  const id = typeof given === 'string' ? idOfReference(given) : undefined;
  return id ?? graphError(400, 'Request_BadRequest', "The body must name an object with '@odata.id'.");
}

/** The id at the end of an address: `…/directoryObjects/{id}` or `…/users('{id}')`; undefined when there is none. */
export function idOfReference(reference: string): string | undefined {
  const last = reference.split('?')[0]?.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return parseGuid(/\('?([^()']+)'?\)$/.exec(last)?.[1] ?? last);
}
