import { parseGuid, type RolePermission } from '@gatehouse/model';
import {
  changeRole,
  createRole,
  type CustomRoleDraft,
  type DirectoryRefusal,
  findRole,
  type KnownRole,
  listRoles,
  refused,
  removeRole,
} from '../../../../directory/index.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { countInMemory } from '../../operations/count-in-memory.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import { createEntity, deleteEntity, type PreparedChange, updateEntity } from '../../operations/write-entities.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphEntity, GraphOperation } from '../../resource.js';
import {
  complexes,
  complexType,
  type EntityType,
  filters,
  flag,
  many,
  type ReadBody,
  text,
  texts,
} from '../../schema/index.js';
import { roleEntity } from './role-entity.js';
import { readAccess, writeAccess } from './role-access.js';
import { ofTenant } from './of-tenant.js';

const rolePermission = complexType('unifiedRolePermission', [
  texts('allowedResourceActions', { maxLength: 256, maxItems: 500 }),
  text('condition', { maxLength: 256 }),
  texts('excludedResourceActions', { maxLength: 256 }),
]);

/** `unifiedRoleDefinition` (Microsoft Graph documentation): a directory role, built in or of the tenant's own. */
export const roleDefinitionType: EntityType = {
  name: 'unifiedRoleDefinition',
  base: 'entity',
  properties: [
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    text('description', { maxLength: 1024 }),
    text('displayName', { required: true, maxLength: 128, query: { filter: filters.prefix, sort: true } }),
    flag('isBuiltIn', { writable: 'never', query: { filter: filters.exact } }),
    flag('isEnabled', { nullable: false, query: { filter: filters.exact } }),
    flag('isPrivileged', { writable: 'never', onRequest: true, query: { filter: filters.exact } }),
    texts('resourceScopes', { maxItems: 1 }),
    text('templateId', { writable: 'create', query: { filter: filters.exact } }),
    text('version', { maxLength: 128 }),
    complexes('rolePermissions', rolePermission, { required: true }),
  ],
  navigations: [many('inheritsPermissionsFrom', 'unifiedRoleDefinition')],
};

/** `/roleManagement/directory/roleDefinitions`. */
const roleDefinitionSet: EntitySet<KnownRole> = {
  name: 'roleManagement/directory/roleDefinitions',
  type: roleDefinitionType,
  place: 'role',
  render: roleEntity,
  find: (id) => async (work) => {
    const guid = parseGuid(id);
    return guid === undefined ? undefined : findRole(guid)(work);
  },
  page: (query) => async (work) => pageInMemory(await listRoles()(work), fieldsOf, query),
  count: (condition) => async (work) => countInMemory(await listRoles()(work), fieldsOf, condition),
};

function fieldsOf({ id, templateId, displayName, isBuiltIn, isEnabled, isPrivileged }: KnownRole) {
  return { id, templateId, displayName, isBuiltIn, isEnabled, isPrivileged };
}

/** Reading every role, and making, changing and deleting the tenant's own. */
export const roleDefinitionOperations: readonly GraphOperation[] = [
  listEntities(roleDefinitionSet, { summary: 'List role definitions', access: readAccess('roleDefinitions') }),
  getEntity(roleDefinitionSet, { summary: 'Get a role definition', access: readAccess('roleDefinitions') }),
  createEntity(roleDefinitionSet, {
    summary: 'Create a custom role',
    access: writeAccess('roleDefinitions', 'create'),
    prepare: prepareCreate,
  }),
  updateEntity(roleDefinitionSet, {
    summary: 'Update a custom role',
    access: writeAccess('roleDefinitions', 'basic/update'),
    prepare: prepareUpdate,
  }),
  deleteEntity(roleDefinitionSet, {
    summary: 'Delete a custom role',
    access: writeAccess('roleDefinitions', 'delete'),
    prepare: (id, check) => {
      const guid = parseGuid(id);
      return guid === undefined ? notFound(id) : removeRole(guid, check);
    },
  }),
].map(ofTenant);

function prepareCreate({ values }: ReadBody): PreparedChange<KnownRole> {
  const fault = valueFault(values);
  if (fault !== undefined) return refusalError(fault, 'UnifiedRoleDefinition');
  const blank: CustomRoleDraft = { displayName: '', description: '', isEnabled: true, rolePermissions: [] };
  const { templateId: written } = values;
  if (typeof written !== 'string') return createRole(withValues(blank, values));
  const templateId = parseGuid(written);
  return templateId === undefined
    ? refusalError(refused('invalid', { property: 'templateId', detail: 'it is a GUID' }), 'UnifiedRoleDefinition')
    : createRole({ ...withValues(blank, values), templateId });
}

function prepareUpdate(
  id: string,
  { values }: ReadBody,
  check: (stored: KnownRole) => DirectoryRefusal | undefined,
): PreparedChange<KnownRole> {
  const fault = valueFault(values);
  if (fault !== undefined) return refusalError(fault, 'UnifiedRoleDefinition');
  const guid = parseGuid(id);
  if (guid === undefined) return notFound(id);
  return changeRole(guid, (before) => check(before) ?? withValues(draftOf(before), values));
}

function draftOf({ displayName, description, isEnabled, version, rolePermissions }: KnownRole): CustomRoleDraft {
  return { displayName, description, isEnabled, rolePermissions, ...(version !== undefined && { version }) };
}

/** What a body of that type holds. */
interface GivenRole {
  readonly displayName?: string;
  readonly description?: string | null;
  readonly isEnabled?: boolean;
  readonly version?: string | null;
  readonly rolePermissions?: readonly Partial<RolePermission>[];
}

function withValues(before: CustomRoleDraft, values: GraphEntity): CustomRoleDraft {
  const { displayName, description, isEnabled, version, rolePermissions }: GivenRole = { ...before, ...values };
  return {
    displayName: displayName ?? before.displayName,
    description: description ?? '',
    isEnabled: isEnabled ?? before.isEnabled,
    rolePermissions: (rolePermissions ?? []).map(({ allowedResourceActions = [], condition = null }) => ({
      allowedResourceActions,
      condition,
    })),
    ...(typeof version === 'string' && { version }),
  };
}

/** What Graph knows and has no meaning for roles of a tenant's own is refused, not passed over. */
function valueFault({ resourceScopes, rolePermissions }: GraphEntity): DirectoryRefusal | undefined {
  if (Array.isArray(resourceScopes) && resourceScopes.some((scope) => scope !== '/')) {
    return refused('invalid', { property: 'resourceScopes', detail: "it is ['/']" });
  }
  const permissions = (rolePermissions ?? []) as readonly { readonly excludedResourceActions?: readonly string[] }[];
  const excludes = permissions.some(({ excludedResourceActions = [] }) => excludedResourceActions.length > 0);
  return excludes
    ? refused('invalid', { property: 'rolePermissions', detail: 'actions cannot be excluded' })
    : undefined;
}
