import { parseGuid } from '@gatehouse/model';
import {
  assignPolicy,
  documentsAssignedTo,
  findDocument,
  isRefused,
  type ObjectType,
  pageAssignees,
  unassignPolicy,
} from '../../../directory/index.js';
import { anyObjectType, objectSet, renderObject } from '../entities/directory-object.js';
import { type GraphError, graphError } from '../graph-error.js';
import { notFound, refusalError } from '../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResult, OperationAccess } from '../resource.js';
import { checkQuery, qualifiedName } from '../schema/index.js';
import { type DocumentSet, documentEntities, documentId } from './document-set.js';
import { cursorOf } from './entity-set.js';
import { readReference } from './relation-operations.js';
import { titleOf } from './write-entities.js';

/** How the documents of a set are assigned to directory objects of one type: `/applications/{id}/tokenLifetimePolicies`. */
export interface DocumentAssignments<Body extends object> {
  readonly set: DocumentSet<Body>;
  readonly holder: Extract<ObjectType, 'application' | 'servicePrincipal'>;
  readonly access: {
    readonly read: Omit<OperationAccess, 'target'>;
    readonly write: Omit<OperationAccess, 'target'>;
  };
}

/** Listing, referring to, adding and removing the documents of one object. */
export function assignmentOperations<Body extends object>(
  assignments: DocumentAssignments<Body>,
): readonly GraphOperation[] {
  const { set, holder, access } = assignments;
  const navigation = set.name.split('/').at(-1) ?? '';
  const path = `/${objectSet(holder).name}/:${holder}/${navigation}`;
  const target = { kind: 'object', place: holder } as const;
  const reading = { access: { ...access.read, target } };
  const writing = { access: { ...access.write, target } };
  const [one, several] = set.nouns;
  return [
    {
      ...reading,
      method: 'GET',
      path,
      summary: `List ${several} assigned to it`,
      describes: { answer: set.type, many: true },
      run: (call) => listAssigned(assignments, call, false),
    },
    {
      ...reading,
      method: 'GET',
      path: `${path}/$ref`,
      summary: `List references to ${several} assigned to it`,
      run: (call) => listAssigned(assignments, call, true),
    },
    {
      ...writing,
      method: 'POST',
      path: `${path}/$ref`,
      summary: `Assign ${one}`,
      run: (call) => assign(assignments, call),
    },
    {
      ...writing,
      method: 'DELETE',
      path: `${path}/:id/$ref`,
      summary: `Remove the assignment of ${one}`,
      run: (call) => unassign(assignments, call),
    },
  ];
}

/** `GET /policies/{collection}/{id}/appliesTo`: the objects that a document is assigned to. */
export function appliesToOperation<Body extends object>(
  set: DocumentSet<Body>,
  access: Omit<OperationAccess, 'target'>,
): GraphOperation {
  return {
    method: 'GET',
    path: `/${set.name}/:id/appliesTo`,
    summary: `List what ${set.nouns[0]} is assigned to`,
    access: { ...access, target: { kind: 'tenant' } },
    describes: { answer: anyObjectType, many: true },
    run: (call) => listAssignees(set, call),
  };
}

async function listAssignees<Body extends object>(set: DocumentSet<Body>, call: GraphCall): Promise<GraphResult> {
  const query = checkQuery(anyObjectType, call.query, {
    eventual: call.eventual,
    defaults: { top: 100, maxTop: 999 },
    cursor: await cursorOf(call),
  });
  if (query.kind === 'error') return query;
  const { top, after } = query.objectQuery;
  // One more than the page tells whether there is another page.
  const page = { after: after?.id ?? null, limit: top + 1 };
  const found = await call.perform(pageAssignees(set.kind, documentId(call), page));
  if (isRefused(found)) return refusalError(found, titleOf(set));
  const last = found.length > top ? found[top - 1] : undefined;
  return {
    kind: 'collection',
    context: 'directoryObjects',
    entities: found.slice(0, top).map((object) => renderObject(object, call)),
    select: query.select,
    next: last === undefined ? null : query.nextToken({ value: null, id: last.entity.id }),
    polymorphic: true,
  };
}

async function listAssigned<Body extends object>(
  { set, holder }: DocumentAssignments<Body>,
  call: GraphCall,
  asReferences: boolean,
): Promise<GraphResult> {
  const id = call.params[holder] ?? '';
  const query = checkQuery(set.type, call.query, {
    eventual: call.eventual,
    defaults: { top: 100, maxTop: 999 },
    cursor: await cursorOf(call),
  });
  if (query.kind === 'error') return query;
  if ((await call.perform(objectSet(holder).find(id, call))) === undefined) return notFound(id);
  // An object has one policy of a kind at most: there is never a second page.
  const assigned = await call.perform(documentsAssignedTo(set.kind, id));
  const entities = documentEntities(set);
  return {
    kind: 'collection',
    context: asReferences ? 'Collection($ref)' : `Collection(${qualifiedName(set.type.name)})`,
    entities: assigned.map((document) =>
      asReferences
        ? {
            type: { name: 'reference', base: 'entity', properties: [], navigations: [] },
            values: { '@odata.id': `${call.versionUrl}/${set.name}/${document.id}` },
          }
        : { type: set.type, values: entities.render(document, call) },
    ),
    select: asReferences ? [] : query.select,
    next: null,
  };
}

async function assign<Body extends object>(
  { set, holder }: DocumentAssignments<Body>,
  call: GraphCall,
): Promise<GraphResult> {
  const id = readReference(call.body);
  if (typeof id !== 'string') return id;
  const object = { id: call.params[holder] ?? '', type: holder };
  const outcome = await call.perform(assignPolicy(set.kind, id, object));
  if (!isRefused(outcome)) return { kind: 'none' };
  if (outcome.reason === 'too_many') return hasAnother();
  return refusalError({ property: set.name.split('/').at(-1) ?? '', ...outcome }, titleOf(set));
}

async function unassign<Body extends object>(
  { set, holder }: DocumentAssignments<Body>,
  call: GraphCall,
): Promise<GraphResult> {
  const id = documentId(call);
  if (parseGuid(id) === undefined || (await call.perform(findDocument(set.kind, id))) === undefined)
    return notFound(id);
  const outcome = await call.perform(unassignPolicy(set.kind, id, call.params[holder] ?? ''));
  return isRefused(outcome) ? refusalError(outcome, titleOf(set)) : { kind: 'none' };
}

/** What the platform answers for a second policy of a kind. */
function hasAnother(): GraphError {
  return graphError(
    400,
    'Request_MultipleObjectsWithSameKeyValue',
    'Request contains property changes that would result in property-uniqueness violation(s). Please retry your request with corrected values.',
  );
}
