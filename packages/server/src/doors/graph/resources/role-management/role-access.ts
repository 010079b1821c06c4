import type { OperationAccess } from '../../resource.js';

// Who may read, make and give roles (Microsoft Graph documentation: the permission tables of unifiedRoleDefinition and
// unifiedRoleAssignment; Microsoft Entra built-in roles: Global and Privileged Role Administrators alone may write).

type Access = Omit<OperationAccess, 'target'>;

const action = (name: string) => `microsoft.directory/${name}`;

const readers = [
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
  'Directory.Read.All',
  'RoleManagement.Read.All',
  'Directory.ReadWrite.All',
];
const writers = ['RoleManagement.ReadWrite.Directory'];

/** Reading role definitions or role assignments. */
export function readAccess(what: 'roleDefinitions' | 'roleAssignments'): Access {
  const forApps = what === 'roleDefinitions' ? readers : readers.filter((one) => one !== 'RoleManagement.Read.All');
  return {
    permissions: { delegated: readers, application: forApps },
    actions: [action(`${what}/standard/read`)],
  };
}

/** Making, changing and deleting them. */
export function writeAccess(
  what: 'roleDefinitions' | 'roleAssignments',
  verb: 'create' | 'basic/update' | 'delete',
): Access {
  return { permissions: { delegated: writers, application: writers }, actions: [action(`${what}/${verb}`)] };
}
