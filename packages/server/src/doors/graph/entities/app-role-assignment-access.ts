import type { OperationAccess } from '../resource.js';

// Who may see app-role assignments (Microsoft Graph documentation: the permission tables of the operations).

type Access = Omit<OperationAccess, 'target'>;

/** What is needed to read the assignments of objects of a kind. */
export function assignmentReadAccess(
  entity: 'users' | 'groups' | 'servicePrincipals',
  navigation: 'appRoleAssignments' | 'appRoleAssignedTo',
): Access {
  if (entity === 'servicePrincipals') return ofServicePrincipals(navigation);
  return {
    permissions: {
      delegated: ['AppRoleAssignment.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
      application: ['Directory.Read.All', 'AppRoleAssignment.ReadWrite.All', 'Directory.ReadWrite.All'],
    },
    actions: [`microsoft.directory/${entity}/appRoleAssignments/read`],
  };
}

function ofServicePrincipals(navigation: string): Access {
  return {
    permissions: {
      delegated: ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
      application: [
        'Application.Read.All',
        'Application.ReadWrite.OwnedBy',
        'Application.ReadWrite.All',
        'Directory.Read.All',
        'Directory.ReadWrite.All',
      ],
    },
    actions: [`microsoft.directory/servicePrincipals/${navigation}/read`],
  };
}
