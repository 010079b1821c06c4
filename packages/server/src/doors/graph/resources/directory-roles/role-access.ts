import type { OperationAccess } from '../../resource.js';

// Who may read and give directory roles (Microsoft Graph documentation: the permission tables of the operations). All of it is a matter
// of the tenant: a role that is given for a part of it gives no say in who holds roles.

const action = (name: string) => `microsoft.directory/${name}`;

const readers = [
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const writers = ['RoleManagement.ReadWrite.Directory'];

type Access = Omit<OperationAccess, 'target'>;

export const readAccess: Access = {
  permissions: { delegated: readers, application: readers },
  actions: [action('directoryRoles/standard/read')],
};

export const templateReadAccess: Access = {
  ...readAccess,
  actions: [[action('directoryRoleTemplates/standard/read'), action('directoryRoles/standard/read')]],
};

export const membersReadAccess: Access = { ...readAccess, actions: [action('directoryRoles/members/read')] };

export const scopedMembersReadAccess: Access = {
  ...readAccess,
  actions: [[action('scopedRoleMemberships/standard/read'), action('roleAssignments/standard/read')]],
};

/** Giving roles, taking them back, and making them active. */
export function writeAccess(what: 'create' | 'members/update'): Access {
  return {
    permissions: { delegated: writers, application: writers },
    actions: [action(`directoryRoles/${what}`)],
  };
}
