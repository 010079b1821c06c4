import type { RoleDefinition, RolePermission } from './role-definition.js';
import { roleTemplateIds } from './role-template-ids.data.js';

/** The name of a built-in role, as its id is found by. */
export type RoleName = keyof typeof roleTemplateIds;

/**
 * A built-in role as the data tables write it. Actions stand one entity to a line, without the namespace:
 * `users: create basic/update` is `microsoft.directory/users/create` and `microsoft.directory/users/basic/update`.
 */
export interface RoleRow {
  readonly role: RoleName;
  readonly displayName: string;
  readonly description: string;
  readonly privileged?: true;
  /** Directory Readers when absent: whoever administers may read. */
  readonly inherits?: readonly RoleName[];
  readonly actions: string;
  /** What it allows only on objects that the caller owns. */
  readonly onOwned?: string;
  /** What it allows only on the caller's own object. */
  readonly onSelf?: string;
}

/** The role definition that a row writes. */
export function roleOfRow(row: RoleRow): RoleDefinition {
  const { role, displayName, description, privileged = false, inherits = ['directoryReaders'] } = row;
  return {
    id: roleTemplateIds[role],
    templateId: roleTemplateIds[role],
    displayName,
    description,
    isBuiltIn: true,
    isEnabled: true,
    isPrivileged: privileged,
    rolePermissions: [
      ...permissionOf(row.actions, null),
      ...permissionOf(row.onOwned ?? '', '$SubjectIsOwner'),
      ...permissionOf(row.onSelf ?? '', '$ResourceIsSelf'),
    ],
    inheritsPermissionsFrom: inherits.map((each) => roleTemplateIds[each]),
  };
}

function permissionOf(text: string, condition: string | null): RolePermission[] {
  const actions = text.split('\n').flatMap(actionsOfLine);
  return actions.length === 0 ? [] : [{ allowedResourceActions: actions, condition }];
}

function actionsOfLine(line: string): string[] {
  const [entity = '', actions = ''] = line.trim().split(': ');
  return actions.split(' ').flatMap((action) => (action === '' ? [] : [`microsoft.directory/${entity}/${action}`]));
}
