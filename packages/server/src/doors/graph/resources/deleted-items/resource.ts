import { parseGuid, type UserId } from '@gatehouse/model';
import { forgetPassword } from '../../../../credentials/methods/index.js';
import {
  type DeletedObject,
  type DirectoryOperation,
  type DirectoryRefusal,
  findDeleted,
  followedBy,
  isRefused,
  listDeleted,
  type ObjectType,
  purgeObject,
  restoreObject,
} from '../../../../directory/index.js';
import { anyObjectType, objectSet } from '../../entities/directory-object.js';
import type { GraphError } from '../../graph-error.js';
import { cursorOf } from '../../operations/entity-set.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResource, GraphResult, TypedEntity } from '../../resource.js';
import { checkEntityQuery, checkQuery } from '../../schema/index.js';
import { anyKind, type DeletedAccess, deletedKinds } from './deleted-access.js';

const itemPath = '/directory/deletedItems/:id';

/** Deleted objects, which can be restored for 30 days (Microsoft Graph documentation: deletedItems). */
export const deletedItems: GraphResource = {
  name: 'deleted items',
  types: [],
  operations: [
    ...[...deletedKinds].map(
      ([type, { read }]): GraphOperation => ({
        method: 'GET',
        path: `/directory/deletedItems/microsoft.graph.${type}`,
        summary: `List deleted objects of the type ${type}`,
        access: { ...read, target: { kind: 'tenant' } },
        run: (call) => listOf(type, call),
      }),
    ),
    item('GET', itemPath, 'read', 'Get a deleted object', showItem),
    item('POST', `${itemPath}/restore`, 'restore', 'Restore a deleted object', restoreItem),
    item('DELETE', itemPath, 'purge', 'Delete an object for good', purgeItem),
  ],
};

function item(
  method: GraphOperation['method'],
  path: string,
  verb: keyof DeletedAccess,
  summary: string,
  run: (deleted: DeletedObject, call: GraphCall) => Promise<GraphResult>,
): GraphOperation {
  return {
    method,
    path,
    summary,
    access: { ...anyKind(verb), target: { kind: 'later' } },
    run: async (call) => {
      const found = await permitted(verb, call);
      return 'kind' in found ? found : run(found, call);
    },
  };
}

/** The deleted object that the call names, if the caller may do that with objects of its kind, and with this one. */
async function permitted(verb: keyof DeletedAccess, call: GraphCall): Promise<DeletedObject | GraphError> {
  // Whoever could not restore even what was his own learns nothing of what was deleted.
  const refusedAnyway = call.permits(anyKind(verb), ownedFacts);
  if (refusedAnyway !== undefined) return refusedAnyway;
  const id = parseGuid(call.params.id ?? '');
  const deleted = id && (await call.perform(findDeleted(id)));
  const access = deleted && deletedKinds.get(deleted.type);
  if (deleted === undefined || access === undefined) return notFound(call.params.id ?? '');
  const refused = call.permits(access[verb], {
    isSelf: false,
    isOwnedByCaller: deleted.owners?.includes(call.caller.principal.oid) ?? false,
    unitIds: [],
    scopeIds: [deleted.id],
    roleIds: deleted.roles ?? [],
    inRoleAssignableGroup: false,
    isRoleAssignableGroup: deleted.entity.isAssignableToRole === true,
  });
  return refused ?? deleted;
}

/** The facts by which the most is allowed. */
const ownedFacts = {
  isSelf: false,
  isOwnedByCaller: true,
  unitIds: [],
  scopeIds: [],
  roleIds: [],
  inRoleAssignableGroup: false,
  isRoleAssignableGroup: false,
};

async function listOf(type: ObjectType, call: GraphCall): Promise<GraphResult> {
  const query = checkQuery(anyObjectType, call.query, {
    eventual: call.eventual,
    defaults: { top: 100, maxTop: 999 },
    cursor: await cursorOf(call),
  });
  if (query.kind === 'error') return query;
  const { top, after } = query.objectQuery;
  const found = await call.perform(listDeleted(type, { top: top + 1, after: after?.id ?? null }));
  const last = found.length > top ? found[top - 1] : undefined;
  return {
    kind: 'collection',
    context: objectSet(type).name,
    entities: found.slice(0, top).map((deleted) => shown(deleted, call)),
    select: query.select,
    next: last === undefined ? null : query.nextToken({ value: null, id: last.id }),
  };
}

async function showItem(deleted: DeletedObject, call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(anyObjectType, call.query);
  if (query.kind === 'error') return query;
  const entity = shown(deleted, call);
  return { kind: 'entity', context: 'directoryObjects', entity, select: query.select, polymorphic: true };
}

async function restoreItem(deleted: DeletedObject, call: GraphCall): Promise<GraphResult> {
  const restored = await done(restoreObject(deleted.id), deleted, call);
  if ('kind' in restored) return restored;
  const { values, type } = shown(deleted, call);
  const entity = { type, values: { ...values, deletedDateTime: null } };
  return { kind: 'entity', context: 'directoryObjects', entity, select: null, polymorphic: true };
}

async function purgeItem(deleted: DeletedObject, call: GraphCall): Promise<GraphResult> {
  const purge = followedBy(purgeObject(deleted.id), ({ id, type }) =>
    type === 'user' ? forgetPassword(id as UserId) : async () => undefined,
  );
  const purged = await done(purge, deleted, call);
  return 'kind' in purged ? purged : { kind: 'none' };
}

async function done(
  operation: DirectoryOperation<DeletedObject | DirectoryRefusal>,
  { type }: DeletedObject,
  call: GraphCall,
): Promise<DeletedObject | GraphError> {
  const outcome = await call.perform(operation);
  return isRefused(outcome) ? refusalError(outcome, `${type.charAt(0).toUpperCase()}${type.slice(1)}`) : outcome;
}

function shown({ type, entity, deletedAt }: DeletedObject, call: GraphCall): TypedEntity {
  const set = objectSet(type);
  const values = set.render(entity as unknown as { readonly id: string }, call);
  return { type: set.type, values: { ...values, deletedDateTime: new Date(deletedAt).toISOString() } };
}
