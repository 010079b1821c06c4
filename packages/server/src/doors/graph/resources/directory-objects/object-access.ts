import type { ObjectType } from '../../../../directory/index.js';
import type { OperationAccess } from '../../resource.js';

// Who may read and delete objects of whatever kind (Microsoft Graph documentation: directoryObject).

type Access = Omit<OperationAccess, 'target'>;

interface Row {
  readonly type: ObjectType;
  readonly entity: string;
  readonly read: readonly string[];
  readonly remove: readonly string[];
}

const rows: readonly Row[] = [
  { type: 'user', entity: 'users', read: ['User.Read.All'], remove: ['User.DeleteRestore.All', 'User.ReadWrite.All'] },
  { type: 'group', entity: 'groups', read: ['Group.Read.All'], remove: ['Group.ReadWrite.All'] },
  {
    type: 'application',
    entity: 'applications',
    read: ['Application.Read.All'],
    remove: ['Application.ReadWrite.All'],
  },
  {
    type: 'servicePrincipal',
    entity: 'servicePrincipals',
    read: ['Application.Read.All'],
    remove: ['Application.ReadWrite.All'],
  },
  {
    type: 'device',
    entity: 'devices',
    read: ['Device.Read.All'],
    remove: ['Device.ReadWrite.All', 'Directory.AccessAsUser.All'],
  },
  {
    type: 'administrativeUnit',
    entity: 'administrativeUnits',
    read: ['AdministrativeUnit.Read.All'],
    remove: ['AdministrativeUnit.ReadWrite.All'],
  },
];

/** What is needed to read, and to delete, an object of one kind. */
export const accessByType: ReadonlyMap<ObjectType, { readonly read: Access; readonly remove: Access }> = new Map(
  rows.map(({ type, entity, read, remove }) => [
    type,
    {
      read: { ...both([...read, 'Directory.Read.All', 'Directory.ReadWrite.All']), actions: [standardRead(entity)] },
      remove: { ...both(remove), actions: [`microsoft.directory/${entity}/delete`] },
    },
  ]),
);

/** What whoever names objects by their ids needs at least; of which kind they are decides the rest. */
export const readAnyAccess: Access = {
  ...both([...rows.flatMap((row) => row.read), 'Directory.Read.All', 'Directory.ReadWrite.All']),
  actions: [rows.map(({ entity }) => standardRead(entity))],
};

export const removeAnyAccess: Access = {
  ...both(rows.flatMap((row) => row.remove)),
  actions: [rows.map(({ entity }) => `microsoft.directory/${entity}/delete`)],
};

/**
 * What an object is in is read of the object and of the groups (Microsoft Graph documentation: the permission tables of the actions).
 * @param own permissions that do for whoever asks about himself.
 */
export function membershipAccess(read: string, entity: string, own: readonly string[] = []): Access {
  const ways = [[read, 'GroupMember.Read.All'], 'Directory.Read.All', 'Directory.ReadWrite.All'] as const;
  return {
    permissions: { delegated: [...own, ...ways], application: ways },
    ...(own.length > 0 && { ownOnly: own }),
    actions: [`microsoft.directory/${entity}/memberOf/read`],
  };
}

function both(permissions: readonly string[]): Pick<Access, 'permissions'> {
  const distinct = [...new Set(permissions)];
  return { permissions: { delegated: distinct, application: distinct } };
}

function standardRead(entity: string): string {
  return `microsoft.directory/${entity}/standard/read`;
}
