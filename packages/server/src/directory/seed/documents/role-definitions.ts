import { builtInRoles, type RolePermission } from '@gatehouse/model';
import { customRoleFault, isPrivilegedAction } from '@gatehouse/policy';
import type { Body, DocumentSection } from './document-section.js';

/** Directory roles that the tenant made. */
export const roleDefinitions: DocumentSection = {
  kind: 'role-definition',
  property: 'roleDefinitions',
  within: 'tenant',
  hasOwnId: true,
  nameOf: (body) => String(body['displayName']),
  bodyOf: (item, { base, stored }) => {
    const rolePermissions = (item['rolePermissions'] ?? base?.['rolePermissions'] ?? []) as readonly RolePermission[];
    const permissions = rolePermissions.map(({ allowedResourceActions, condition }) => ({
      allowedResourceActions,
      condition: condition ?? null,
    }));
    const actions = permissions.flatMap(({ allowedResourceActions }) => allowedResourceActions);
    const version = item['version'] ?? base?.['version'];
    const templateId = item['templateId'] ?? stored?.['templateId'];
    return {
      ...(templateId !== undefined && { templateId }),
      displayName: item['displayName'],
      description: item['description'] ?? base?.['description'] ?? '',
      isEnabled: item['isEnabled'] ?? base?.['isEnabled'] ?? true,
      ...(version !== undefined && { version }),
      rolePermissions: permissions,
      isBuiltIn: false,
      isPrivileged: actions.some(isPrivilegedAction),
      inheritsPermissionsFrom: [],
    };
  },
  withId: (body, id) => ({ ...body, templateId: body['templateId'] ?? id }),
  // What is switched off is given no more, and stays with those who have it.
  opened: (body, before) =>
    before === undefined || before['isEnabled'] === true ? { ...body, isEnabled: true } : body,
  judge: (body) => {
    const fault = customRoleFault(body['rolePermissions'] as readonly RolePermission[]);
    const isBuiltIn = builtInRoles.some(({ displayName }) => isSameName(displayName, body['displayName']));
    return [
      ...(fault === undefined ? [] : [{ path: fault.property, reason: fault.detail }]),
      ...(isBuiltIn ? [{ path: 'displayName', reason: 'is the name of a built-in role' }] : []),
    ];
  },
  itemOf: ({ id, body }) => {
    const { templateId, displayName, description, isEnabled, version, rolePermissions } = body;
    return {
      ...(templateId !== id && { templateId }),
      displayName,
      ...(description !== '' && { description }),
      ...(isEnabled === false && { isEnabled }),
      ...(version !== undefined && { version }),
      rolePermissions: (rolePermissions as readonly RolePermission[]).map(permissionItem),
    };
  },
};

function permissionItem({ allowedResourceActions, condition }: RolePermission): Body {
  return { allowedResourceActions, ...(condition !== null && { condition }) };
}

function isSameName(name: string, other: unknown): boolean {
  return typeof other === 'string' && other.toLowerCase() === name.toLowerCase();
}
