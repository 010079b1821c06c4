import { parseGuid } from '@gatehouse/model';
import {
  deleteObject,
  type DirectoryObject,
  isRefused,
  type ObjectType,
  readObjects,
  removeDevice,
  targetStanding,
} from '../../../../directory/index.js';
import { anyObjectType, renderObject } from '../../entities/directory-object.js';
import { checkMembership, getMembership, readIds } from '../../entities/membership.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { action } from '../../operations/write-entities.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResource, GraphResult } from '../../resource.js';
import { checkEntityQuery } from '../../schema/index.js';
import { accessByType, membershipAccess, readAnyAccess, removeAnyAccess } from './object-access.js';
import { validateProperties } from './validate-properties.js';

/** The most ids that one request for objects may name (Microsoft Graph documentation: getByIds). */
const mostIds = 1_000;

/** Objects of whatever kind, by their ids; and what they are in (Microsoft Graph documentation: directoryObject). */
export const directoryObjects: GraphResource = {
  name: 'directory objects',
  types: [],
  sets: { directoryObjects: 'directoryObject' },
  operations: [
    {
      method: 'GET',
      path: '/directoryObjects/:id',
      summary: 'Get an object of whatever kind',
      access: { ...readAnyAccess, target: { kind: 'later' } },
      run: getObject,
    },
    {
      method: 'DELETE',
      path: '/directoryObjects/:id',
      summary: 'Delete an object of whatever kind',
      access: { ...removeAnyAccess, target: { kind: 'later' } },
      run: removeObject,
    },
    action({
      path: '/directoryObjects/getByIds',
      summary: 'Get the objects with the given ids',
      access: { ...readAnyAccess, target: { kind: 'later' } },
      run: getByIds,
    }),
    validateProperties,
    ...membershipActions('/users/:user', 'user', 'User.ReadBasic.All', 'users', ['User.Read']),
    ...membershipActions('/groups/:group', 'group', 'Group.Read.All', 'groups'),
    ...membershipActions('/devices/:device', 'device', 'Device.Read.All', 'devices'),
    ...membershipActions(
      '/servicePrincipals/:servicePrincipal',
      'servicePrincipal',
      'Application.Read.All',
      'servicePrincipals',
    ),
    ...membershipActions('/directoryObjects/:id', 'id', 'Directory.Read.All', 'users'),
  ],
};

function membershipActions(
  path: string,
  place: string,
  permission: string,
  entity: string,
  own: readonly string[] = [],
): readonly GraphOperation[] {
  const actions = {
    getMemberGroups: (id: string, given: GraphEntity, call: GraphCall) => getMembership(id, given, 'groups', call),
    getMemberObjects: (id: string, given: GraphEntity, call: GraphCall) => getMembership(id, given, 'objects', call),
    checkMemberGroups: (id: string, given: GraphEntity, call: GraphCall) => checkMembership(id, given, 'groups', call),
    checkMemberObjects: (id: string, given: GraphEntity, call: GraphCall) =>
      checkMembership(id, given, 'objects', call),
  };
  return Object.entries(actions).map(([name, run]) =>
    action({
      path: `${path}/${name}`,
      summary: name.startsWith('get') ? 'Get what an object is in' : 'Check which of the given an object is in',
      access: {
        ...membershipAccess(permission, entity, own),
        target: place === 'id' ? { kind: 'tenant' } : { kind: 'object', place },
      },
      ...(place === 'user' && { me: true as const }),
      run: async (given, call) => {
        const key = call.params[place] ?? '';
        const id = parseGuid<never>(key);
        const [object] = id === undefined ? [] : await call.perform(readObjects([id]));
        return object === undefined ? notFound(key) : run(object.entity.id, given, call);
      },
    }),
  );
}

async function getObject(call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(anyObjectType, call.query);
  if (query.kind === 'error') return query;
  const found = await readPermitted([call.params.id ?? ''], call);
  if ('kind' in found) return found;
  const [object] = found;
  if (object === undefined) return notFound(call.params.id ?? '');
  const entity = renderObject(object, call);
  return { kind: 'entity', context: 'directoryObjects', entity, select: query.select, polymorphic: true };
}

async function getByIds(given: GraphEntity, call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(anyObjectType, call.query);
  if (query.kind === 'error') return query;
  const ids = readIds(given.ids, mostIds, 'ids');
  if ('kind' in ids) return ids;
  const { types = [] } = given;
  if (!Array.isArray(types)) return graphError(400, 'Request_BadRequest', "'types' must be a list of names.");
  const wanted = new Set((types as readonly unknown[]).map((type) => String(type).toLowerCase()));
  const objects = await readPermitted(ids, call);
  if ('kind' in objects) return objects;
  return {
    kind: 'collection',
    context: 'directoryObjects',
    entities: objects
      .filter(({ type }) => wanted.size === 0 || wanted.has(type.toLowerCase()) || wanted.has('directoryobject'))
      .map((object) => renderObject(object, call)),
    select: query.select,
    next: null,
    polymorphic: true,
  };
}

/** The objects with the given ids that the caller may read; the others are as if they were not there. */
async function readPermitted(
  ids: readonly string[],
  call: GraphCall,
): Promise<readonly DirectoryObject[] | GraphError> {
  const refusedAnyway = call.permits(readAnyAccess, { ...ownedFacts, isSelf: true });
  if (refusedAnyway !== undefined) return refusedAnyway;
  const known = ids.flatMap((id) => parseGuid<never>(id) ?? []);
  const objects = await call.perform(readObjects(known));
  const self = call.caller.principal.oid;
  const allowed = new Map<string, boolean>();
  const isAllowed = (type: ObjectType, isSelf: boolean): boolean => {
    const key = `${type} ${isSelf}`;
    const access = accessByType.get(type);
    const before = allowed.get(key);
    const decided = before ?? (access !== undefined && call.may(access.read, { isSelf }));
    allowed.set(key, decided);
    return decided;
  };
  return objects.filter(({ type, entity }) => isAllowed(type, entity.id === self));
}

/** The facts by which the most is allowed: whoever may not even then learns nothing of what is there. */
const ownedFacts = {
  isSelf: false,
  isOwnedByCaller: true,
  unitIds: [],
  scopeIds: [],
  roleIds: [],
  inRoleAssignableGroup: false,
  isRoleAssignableGroup: false,
};

async function removeObject(call: GraphCall): Promise<GraphResult> {
  const refusedAnyway = call.permits(removeAnyAccess, ownedFacts);
  if (refusedAnyway !== undefined) return refusedAnyway;
  const key = call.params.id ?? '';
  const id = parseGuid<never>(key);
  const { oid } = call.caller.principal;
  const standing = id === undefined ? undefined : await call.perform(targetStanding(id, oid));
  const access = standing && accessByType.get(standing.type);
  if (id === undefined || standing === undefined || access === undefined) return notFound(key);
  const refusal = call.permits(access.remove, {
    isSelf: id === oid,
    isOwnedByCaller: standing.isOwned,
    unitIds: standing.units,
    scopeIds: [id],
    roleIds: standing.roles,
    inRoleAssignableGroup: standing.inRoleAssignableGroup,
    isRoleAssignableGroup: standing.isRoleAssignableGroup,
  });
  if (refusal !== undefined) return refusal;
  const remove = standing.type === 'device' ? removeDevice(id) : deleteObject(standing.type, id);
  const outcome = await call.perform<unknown>(remove);
  return isRefused(outcome) ? refusalError(outcome, 'Object') : { kind: 'none' };
}
