import type { OperationAccess } from '../../resource.js';

// Who may do what with delegated grants (Microsoft Graph documentation: the permission tables of the operations; Microsoft Entra
// built-in roles).

type Access = Omit<OperationAccess, 'target'>;

const readers = [
  'DelegatedPermissionGrant.Read.All',
  'Directory.Read.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Directory.ReadWrite.All',
];

function reading(action: string): Access {
  return { permissions: { delegated: readers, application: readers }, actions: [`microsoft.directory/${action}`] };
}

export const readAccess = reading('oAuth2PermissionGrants/standard/read');
export const readOfUserAccess = reading('users/oAuth2PermissionGrants/read');
export const readOfServicePrincipalAccess = reading('servicePrincipals/oAuth2PermissionGrants/read');

const writers = ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'];

function writing(action: string): Access {
  return {
    permissions: { delegated: writers, application: writers },
    actions: [`microsoft.directory/oAuth2PermissionGrants/${action}`],
  };
}

export const createAccess = writing('create');
export const updateAccess = writing('basic/update');
export const deleteAccess = writing('delete');
