import { assignableRoles, builtInRole, builtInRoles, parseGuid, type RoleDefinition } from '@gatehouse/model';
import {
  createRoleAssignment,
  type DirectoryOperation,
  isRefused,
  listRoleAssignments,
  refused,
  removeRoleAssignment,
} from '../../../../directory/index.js';
import { directoryRoleEntity, directoryRoleType } from '../../entities/directory-role.js';
import { anyObject } from '../../entities/expand-relations.js';
import { scopedRoleMemberships, scopedRoleMembershipType } from '../../entities/scoped-role-membership.js';
import { expandVisible, showingVisible } from '../../entities/visible-objects.js';
import { cursorOf, type EntitySet } from '../../operations/entity-set.js';
import { countInMemory } from '../../operations/count-in-memory.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import { relationOperations } from '../../operations/relation-operations.js';
import { createEntity, type PreparedChange } from '../../operations/write-entities.js';
import { notFound } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResource, GraphResult } from '../../resource.js';
import { checkQuery, type EntityType, type ReadBody, text } from '../../schema/index.js';
import {
  membersReadAccess,
  readAccess,
  scopedMembersReadAccess,
  templateReadAccess,
  writeAccess,
} from './role-access.js';

const roleSet: EntitySet<RoleDefinition> = {
  name: 'directoryRoles',
  type: directoryRoleType,
  place: 'role',
  render: directoryRoleEntity,
  find: (id) => async () => assignableRoles.find((role) => role.id === id),
  page: (query) => async () => pageInMemory(assignableRoles, fieldsOf, query),
  count: (condition) => async () => countInMemory(assignableRoles, fieldsOf, condition),
  expandable: anyObject,
  expand: expandVisible({ members: 'role members' }),
};

const templateType: EntityType = {
  name: 'directoryRoleTemplate',
  base: 'directoryObject',
  properties: [text('description', { writable: 'never' }), text('displayName', { writable: 'never' })],
  navigations: [],
};

const templateSet: EntitySet<RoleDefinition> = {
  name: 'directoryRoleTemplates',
  type: templateType,
  place: 'role',
  render: ({ id, displayName, description }) => ({ id, description, displayName }),
  find: (id) => async () => builtInRole(id),
  page: (query) => async () => pageInMemory(builtInRoles, fieldsOf, query),
  count: (condition) => async () => countInMemory(builtInRoles, fieldsOf, condition),
};

function fieldsOf({ id, displayName }: RoleDefinition) {
  return { id, displayName, roleTemplateId: id };
}

/** The built-in roles, each of which is active, and whom they are given to (Microsoft Graph documentation: directoryRole). */
export const directoryRoles: GraphResource = {
  name: 'directory roles',
  types: [directoryRoleType, templateType, scopedRoleMembershipType],
  sets: { directoryRoles: 'directoryRole', directoryRoleTemplates: 'directoryRoleTemplate' },
  operations: [
    listEntities(roleSet, { summary: 'List directory roles', access: readAccess }),
    createEntity(roleSet, {
      summary: 'Activate a directory role; all of them are active',
      access: writeAccess('create'),
      prepare: prepareActivate,
    }),
    ...[
      getEntity(roleSet, { summary: 'Get a directory role', access: readAccess }),
      ...showingVisible(roleSet, members()),
      scopedMembers(),
    ].map((operation) => ofRole(roleSet, operation)),
    listEntities(templateSet, { summary: 'List directory role templates', access: templateReadAccess }),
    ofRole(
      templateSet,
      getEntity(templateSet, { summary: 'Get a directory role template', access: templateReadAccess }),
    ),
  ],
};

/**
 * The same operation about one role, which its id or, in the place of a key, `roleTemplateId='…'` names. Roles are no objects that
 * belong to anybody or to a unit: what may be done with them is a matter of the tenant.
 */
function ofRole({ find }: EntitySet<RoleDefinition>, operation: GraphOperation): GraphOperation {
  const run = async (call: GraphCall): Promise<GraphResult> => {
    const { params } = call;
    const template = Object.entries(params).find(([name]) => name.toLowerCase() === 'roletemplateid')?.[1];
    const key = params.role ?? template ?? params.id ?? '';
    const id = parseGuid(key);
    const role = id === undefined ? undefined : await call.perform(find(id, call));
    return role === undefined ? notFound(key) : operation.run({ ...call, params: { ...params, role: role.id } });
  };
  return { ...operation, access: { ...operation.access, target: { kind: 'tenant' } }, run };
}

function prepareActivate({ values }: ReadBody): PreparedChange<RoleDefinition> {
  const template = values.roleTemplateId as string;
  const role = assignableRoles.find((one) => one.id === parseGuid(template));
  return role === undefined ? notFound(template) : async () => role;
}

function members(): readonly GraphOperation[] {
  return relationOperations({
    path: '/directoryRoles/:role/members',
    place: 'role',
    relation: 'role members',
    noun: 'members of a directory role',
    read: membersReadAccess,
    casts: ['user', 'group', 'servicePrincipal'],
    write: { access: writeAccess('members/update'), add, remove },
  });
}

function add(roleDefinitionId: string, principalId: string): DirectoryOperation<unknown> {
  return async (work) => {
    const made = await createRoleAssignment({ roleDefinitionId, principalId, directoryScopeId: '/' })(work);
    const isThere = isRefused(made) && made.reason === 'already_referenced';
    return isThere ? refused('already_referenced', { property: 'members' }) : made;
  };
}

function remove(roleDefinitionId: string, principalId: string): DirectoryOperation<unknown> {
  return async (work) => {
    const filter = { roleDefinitionId, principalId, directoryScopeId: '/' };
    const [found] = await listRoleAssignments(filter, { top: 1, after: '' })(work);
    return found === undefined
      ? refused('reference_not_found', { value: principalId })
      : removeRoleAssignment(found.id)(work);
  };
}

function scopedMembers(): GraphOperation {
  return {
    method: 'GET',
    path: '/directoryRoles/:role/scopedMembers',
    summary: 'List whom a directory role is given to for administrative units',
    access: { ...scopedMembersReadAccess, target: { kind: 'tenant' } },
    run: async (call) => {
      const query = checkQuery(scopedRoleMembershipType, call.query, {
        eventual: call.eventual,
        defaults: { top: 100, maxTop: 999 },
        cursor: await cursorOf(call),
      });
      if (query.kind === 'error') return query;
      const { top, after } = query.objectQuery;
      const filter = { roleDefinitionId: call.params.role ?? '', inUnits: true };
      // One more than the page tells whether there is another page.
      const found = await call.perform(listRoleAssignments(filter, { top: top + 1, after: after?.id ?? '' }));
      const last = found.length > top ? found[top - 1] : undefined;
      return {
        kind: 'collection',
        context: 'scopedRoleMemberships',
        entities: await scopedRoleMemberships(found.slice(0, top), call),
        select: query.select,
        next: last === undefined ? null : query.nextToken({ value: null, id: last.id }),
      };
    },
  };
}
