import type { PermissionAlternative } from '@gatehouse/policy';
import type { OperationAccess } from '../../resource.js';

// Who may give and take app roles (Microsoft Graph documentation: the permission tables of the operations; Microsoft Entra
// built-in roles).

type Access = Omit<OperationAccess, 'target'>;

const both = (...permissions: readonly PermissionAlternative[]) => ({
  delegated: permissions,
  application: permissions,
});

/** Giving and taking app roles is a change of the resource: whoever owns the principal alone may do neither. */
const onResource = ['microsoft.directory/servicePrincipals/appRoleAssignedTo/update'] as const;

/** From the side of a person or a group. */
export const principalWriteAccess: Access = {
  permissions: both('AppRoleAssignment.ReadWrite.All'),
  actions: onResource,
};

/** From the side of a service principal, the client or the resource: what applications there are must be readable as well. */
export const servicePrincipalWriteAccess: Access = {
  permissions: both(
    ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'],
    ['AppRoleAssignment.ReadWrite.All', 'Directory.Read.All'],
  ),
  actions: onResource,
};

/**
 * Giving an application permission of Microsoft Graph is consent to everything: of the roles that give app roles, Application
 * Administrator and its like do not reach it, Privileged Role Administrator does (Microsoft Graph documentation: grant an
 * appRoleAssignment).
 */
export function grantingGraph(access: Access): Access {
  return {
    ...access,
    actions: [
      ...onResource,
      'microsoft.directory/servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin',
    ],
  };
}
