import { parseGuid } from '@gatehouse/model';
import {
  countRoleAssignments,
  createRoleAssignment,
  type DirectoryRefusal,
  isRefused,
  listRoles,
  pageRoleAssignments,
  readAssignments,
  readObjects,
  removeRoleAssignment,
  type StoredRoleAssignment,
} from '../../../../directory/index.js';
import { anyObject } from '../../entities/expand-relations.js';
import { renderObject } from '../../entities/directory-object.js';
import { jsonOf, visibleObjects } from '../../entities/visible-objects.js';
import { type GraphError, graphError } from '../../graph-error.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import { createEntity, deleteEntity, type PreparedChange } from '../../operations/write-entities.js';
import { notFound } from '../../refusal-error.js';
import type { GraphCall, GraphOperation } from '../../resource.js';
import { type EntityType, type Expansion, filters, one, project, type ReadBody, text } from '../../schema/index.js';
import { ofTenant } from './of-tenant.js';
import { readAccess, writeAccess } from './role-access.js';
import { roleDefinitionType } from './role-definitions.js';
import { roleEntity } from './role-entity.js';

/** `unifiedRoleAssignment` (Microsoft Graph documentation): a role given to somebody, for the tenant or a part of it. */
export const roleAssignmentType: EntityType = {
  name: 'unifiedRoleAssignment',
  base: 'entity',
  properties: [
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    text('appScopeId', { writable: 'create' }),
    text('condition', { writable: 'never' }),
    text('directoryScopeId', { writable: 'create', query: { filter: filters.exact } }),
    text('principalId', { writable: 'create', required: true, query: { filter: filters.exact } }),
    text('roleDefinitionId', { writable: 'create', required: true, query: { filter: filters.exact } }),
  ],
  navigations: [
    one('directoryScope', 'directoryObject', { expand: true }),
    one('principal', 'directoryObject', { expand: true }),
    one('roleDefinition', 'unifiedRoleDefinition', { expand: true }),
  ],
};

const set: EntitySet<StoredRoleAssignment> = {
  name: 'roleManagement/directory/roleAssignments',
  type: roleAssignmentType,
  place: 'assignment',
  render: ({ createdAt: _createdAt, ...own }) => own,
  find: (id) => async (work) => (await readAssignments([id])(work))[0],
  page: (query) => pageRoleAssignments(query),
  count: (condition) => countRoleAssignments(condition),
  expandable: (target) => (target === 'unifiedRoleDefinition' ? [roleDefinitionType] : anyObject(target)),
  expand,
};

/** Reading who holds which role where, giving roles and taking them back. */
export const roleAssignmentOperations: readonly GraphOperation[] = [
  listEntities(set, { summary: 'List role assignments', access: readAccess('roleAssignments') }),
  getEntity(set, { summary: 'Get a role assignment', access: readAccess('roleAssignments') }),
  createEntity(set, {
    summary: 'Give a role to a user, a group or a service principal',
    access: writeAccess('roleAssignments', 'create'),
    prepare: prepareCreate,
  }),
  deleteEntity(set, {
    summary: 'Take a role back',
    access: writeAccess('roleAssignments', 'delete'),
    prepare: (id, check) => async (work) => {
      const [found] = await readAssignments([id])(work);
      return (found && check(found)) ?? removeRoleAssignment(id)(work);
    },
  }),
].map(ofTenant);

function prepareCreate({ values }: ReadBody): PreparedChange<StoredRoleAssignment> {
  const { appScopeId, directoryScopeId } = values;
  const { principalId, roleDefinitionId } = values as {
    readonly principalId: string;
    readonly roleDefinitionId: string;
  };
  if (typeof appScopeId === 'string') return invalid('An app scope is not supported: give a directoryScopeId.');
  if (typeof directoryScopeId !== 'string') return invalid('Either directoryScopeId or appScopeId is required.');
  const [principal, role] = [parseGuid(principalId), parseGuid(roleDefinitionId)];
  if (principal === undefined) return notFound(principalId);
  if (role === undefined) return notFound(roleDefinitionId);
  const draft = { principalId: principal, roleDefinitionId: role, directoryScopeId: scopeOf(directoryScopeId) };
  return async (work) => {
    const made = await createRoleAssignment(draft)(work);
    const isThere = isRefused(made) && made.reason === 'already_referenced';
    return isThere ? ({ ...made, reason: 'taken', property: 'principalId' } satisfies DirectoryRefusal) : made;
  };
}

/** In the one spelling in which scopes are kept. What is none is refused where roles are given. */
function scopeOf(written: string): string {
  const [, unit, id = ''] = /^\/(administrativeUnits\/)?([^/]+)\/?$/i.exec(written) ?? [];
  const guid = parseGuid(id);
  return guid === undefined ? written : `/${unit === undefined ? '' : 'administrativeUnits/'}${guid}`;
}

async function expand(
  ids: readonly string[],
  { navigation: { name }, select }: Expansion,
  call: GraphCall,
): Promise<ReadonlyMap<string, unknown>> {
  const assignments = await call.perform(readAssignments(ids));
  const leadsTo = new Map(assignments.map((assignment) => [assignment.id, targetOf(name, assignment)]));
  const targets = [...new Set([...leadsTo.values()].filter((id) => id !== undefined))];
  const shown = name === 'roleDefinition' ? await shownRoles(select, call) : await shownObjects(targets, select, call);
  return new Map([...leadsTo].map(([id, target]) => [id, shown.get(target ?? '') ?? null]));
}

function targetOf(name: string, assignment: StoredRoleAssignment): string | undefined {
  if (name === 'roleDefinition') return assignment.roleDefinitionId;
  if (name === 'principal') return assignment.principalId;
  // The whole tenant is no object.
  return parseGuid(assignment.directoryScopeId.split('/').at(-1) ?? '');
}

type Shown = ReadonlyMap<string, unknown>;

async function shownRoles(select: readonly string[] | null, call: GraphCall): Promise<Shown> {
  const roles = await call.perform(listRoles());
  return new Map(roles.map((role) => [role.id, project(roleDefinitionType, roleEntity(role), select)]));
}

async function shownObjects(ids: readonly string[], select: readonly string[] | null, call: GraphCall): Promise<Shown> {
  const rendered = (await call.perform(readObjects(ids))).map((object) => renderObject(object, call));
  const visible = await visibleObjects(rendered, call);
  return new Map(visible.map((object) => [String(object.values.id), jsonOf(object, select)]));
}

function invalid(message: string): GraphError {
  return graphError(400, 'Request_BadRequest', message);
}
