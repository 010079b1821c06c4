import type { KnownRole } from '../../../../directory/index.js';
import type { GraphEntity } from '../../resource.js';

/** What Graph shows of a role definition, by its names. */
export function roleEntity(role: KnownRole): GraphEntity {
  const { inheritsPermissionsFrom: _inherits, description, rolePermissions, version, ...own } = role;
  return {
    ...own,
    description: description === '' ? null : description,
    version: version ?? (role.isBuiltIn ? '1' : null),
    resourceScopes: ['/'],
    rolePermissions: rolePermissions.map((permission) => ({ ...permission, excludedResourceActions: [] })),
  };
}
