import type { OperationAccess } from '../../resource.js';

// Who may do what with administrative units (Microsoft Graph documentation: the permission tables of the operations).

type Access = Omit<OperationAccess, 'target'>;

const action = (name: string) => `microsoft.directory/administrativeUnits/${name}`;
const both = (permissions: readonly string[]) => ({
  permissions: { delegated: permissions, application: permissions },
});

const readers = [
  'AdministrativeUnit.Read.All',
  'AdministrativeUnit.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

export const readAccess: Access = { ...both(readers), actions: [action('standard/read')] };
export const membersReadAccess: Access = { ...both(readers), actions: [action('members/read')] };

/** Making, changing and deleting units, and saying what is in them. */
export function writeAccess(what: 'create' | 'basic/update' | 'delete' | 'members/update'): Access {
  return { ...both(['AdministrativeUnit.ReadWrite.All']), actions: [action(what)] };
}
