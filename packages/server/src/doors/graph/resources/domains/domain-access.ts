import type { OperationAccess } from '../../resource.js';

// Who may do what with domains (Microsoft Graph documentation: the permission tables of the operations; Microsoft Entra built-in roles).

const action = (name: string) => `microsoft.directory/domains/${name}`;

const reading = ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All'];
const writing = ['Domain.ReadWrite.All'];

function access(permissions: readonly string[], name: string): Omit<OperationAccess, 'target'> {
  return { permissions: { delegated: permissions, application: permissions }, actions: [action(name)] };
}

export const readAccess = access(reading, 'standard/read');
export const recordsAccess = access(['Domain.Read.All', 'Domain.ReadWrite.All'], 'standard/read');
export const createAccess = access(writing, 'create');
export const updateAccess = access(writing, 'basic/update');
export const verifyAccess = access(writing, 'basic/update');
export const deleteAccess = access(writing, 'delete');

export const referencesAccess = access(
  ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All'],
  'standard/read',
);
