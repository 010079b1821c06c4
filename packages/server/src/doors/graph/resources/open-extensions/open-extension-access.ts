import type { ActionNeed } from '@gatehouse/policy';
import type { OperationAccess } from '../../resource.js';

// Extensions are read and written with what their object is read and written with (Microsoft Graph documentation: open extensions).

type Access = Omit<OperationAccess, 'target'>;

function access(delegated: readonly string[], application: readonly string[], action: ActionNeed): Access {
  return { permissions: { delegated, application }, actions: [action] };
}

const readUsers = ['User.Read.All', 'Directory.Read.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'];
const writeUsers = ['User.ReadWrite.All', 'Directory.ReadWrite.All'];
const readGroups = ['Group.Read.All', 'Directory.Read.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const writeGroups = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const readDevices = ['Device.Read.All', 'Directory.Read.All', 'Device.ReadWrite.All', 'Directory.ReadWrite.All'];

export const readAccess: Readonly<Record<'users' | 'groups' | 'devices', Access>> = {
  users: {
    ...access(['User.Read', 'User.ReadWrite', ...readUsers], readUsers, 'microsoft.directory/users/standard/read'),
    ownOnly: ['User.Read', 'User.ReadWrite'],
    limited: ['id'],
  },
  groups: { ...access(readGroups, readGroups, 'microsoft.directory/groups/standard/read'), limited: ['id'] },
  devices: access(readDevices, readDevices, 'microsoft.directory/devices/standard/read'),
};

export const writeAccess: typeof readAccess = {
  users: {
    ...access(['User.ReadWrite', ...writeUsers], writeUsers, [
      'microsoft.directory/users/basic/update',
      // A person's own (Microsoft Entra documentation: default user permissions).
      'microsoft.directory/users/basicProfile/update',
    ]),
    ownOnly: ['User.ReadWrite'],
  },
  groups: access(writeGroups, writeGroups, 'microsoft.directory/groups/basic/update'),
  devices: access(
    ['Directory.AccessAsUser.All'],
    ['Device.ReadWrite.All', 'Directory.ReadWrite.All'],
    'microsoft.directory/devices/basic/update',
  ),
};
