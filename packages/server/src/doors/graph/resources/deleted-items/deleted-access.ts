import type { ObjectType } from '../../../../directory/index.js';
import type { OperationAccess } from '../../resource.js';

// Who may do what with deleted objects (Microsoft Graph documentation: deletedItems; Microsoft Entra built-in roles).

type Access = Omit<OperationAccess, 'target'>;

/** What is needed for deleted objects of one kind. */
export interface DeletedAccess {
  readonly read: Access;
  readonly restore: Access;
  readonly purge: Access;
}

interface Row {
  readonly type: ObjectType;
  /** As directory actions have it. */
  readonly entity: string;
  readonly readers: readonly string[];
  readonly writers: readonly string[];
}

const rows: readonly Row[] = [
  {
    type: 'user',
    entity: 'users',
    readers: ['User.Read.All', 'Directory.Read.All'],
    writers: ['User.DeleteRestore.All', 'User.ReadWrite.All'],
  },
  {
    type: 'group',
    entity: 'groups',
    readers: ['Group.Read.All', 'Directory.Read.All'],
    writers: ['Group.ReadWrite.All'],
  },
  {
    type: 'application',
    entity: 'applications',
    readers: ['Application.Read.All', 'Directory.Read.All'],
    writers: ['Application.ReadWrite.All'],
  },
  {
    type: 'servicePrincipal',
    entity: 'servicePrincipals',
    readers: ['Application.Read.All', 'Directory.Read.All'],
    writers: ['Application.ReadWrite.All'],
  },
  {
    type: 'administrativeUnit',
    entity: 'administrativeUnits',
    readers: ['AdministrativeUnit.Read.All', 'Directory.Read.All'],
    writers: ['AdministrativeUnit.ReadWrite.All'],
  },
];

function accessOf({ entity, readers, writers }: Row): DeletedAccess {
  const both = (permissions: readonly string[]) => ({ delegated: permissions, application: permissions });
  const everyReader = [...readers, ...writers.filter((one) => !one.includes('DeleteRestore'))];
  // Whoever may read the living may read the dead; deleting them for good and restoring them are acts of their own.
  return {
    read: { permissions: both(everyReader), actions: [`microsoft.directory/${entity}/standard/read`] },
    restore: {
      permissions: both(writers),
      actions: [[`microsoft.directory/deletedItems.${entity}/restore`, `microsoft.directory/${entity}/restore`]],
    },
    purge: {
      permissions: both(writers),
      actions: [[`microsoft.directory/deletedItems.${entity}/delete`, `microsoft.directory/${entity}/delete`]],
    },
  };
}

/** The kinds of object that can be restored, and what is needed for each. */
export const deletedKinds: ReadonlyMap<ObjectType, DeletedAccess> = new Map(
  rows.map((row) => [row.type, accessOf(row)]),
);

/** What whoever names a deleted object needs at least; of which kind it is decides the rest. */
export function anyKind(verb: keyof DeletedAccess): Access {
  const all = [...deletedKinds.values()].map((access) => access[verb]);
  const permissions = (kind: 'delegated' | 'application') => [
    ...new Set(all.flatMap((access) => access.permissions[kind] as readonly string[])),
  ];
  const actions = all.flatMap(({ actions: needed }) => (typeof needed === 'function' ? [] : needed.flat()));
  return {
    permissions: { delegated: permissions('delegated'), application: permissions('application') },
    actions: [actions],
  };
}
