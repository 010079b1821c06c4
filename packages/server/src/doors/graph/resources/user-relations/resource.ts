import type { UserId } from '@gatehouse/model';
import {
  changeUser,
  type DirectoryRefusal,
  isRefused,
  type ObjectType,
  readObjects,
  readRelatedObjects,
  refused,
  type Relation,
} from '../../../../directory/index.js';
import { renderObject } from '../../entities/directory-object.js';
import { directoryRolesOf } from '../../entities/directory-role.js';
import { userSet } from '../../entities/user-set.js';
import { showingVisible, visibleObjects } from '../../entities/visible-objects.js';
import { readReference, relationOperations } from '../../operations/relation-operations.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResource, GraphResult, OperationAccess } from '../../resource.js';
import { checkEntityQuery } from '../../schema/index.js';
import { anyObjectType } from '../../entities/directory-object.js';

type Access = Omit<OperationAccess, 'target'>;

const action = (name: string) => `microsoft.directory/users/${name}`;
const userReaders = ['User.Read.All', 'Directory.Read.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'];

const ofUsers = (name: string): Access => ({
  permissions: { delegated: ['User.Read', ...userReaders], application: userReaders },
  ownOnly: ['User.Read'],
  actions: [action(name)],
});

/** What somebody is in is read of the person and of the groups: permissions for both are needed together. */
const memberships: Access = {
  permissions: {
    delegated: [
      'User.Read',
      ['User.ReadBasic.All', 'GroupMember.Read.All'],
      ['User.Read.All', 'GroupMember.Read.All'],
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ],
    application: [
      ['User.ReadBasic.All', 'GroupMember.Read.All'],
      ['User.Read.All', 'GroupMember.Read.All'],
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ],
  },
  ownOnly: ['User.Read'],
  actions: [action('memberOf/read')],
};

const managerRead: Access = {
  permissions: { delegated: userReaders, application: userReaders },
  actions: [action('manager/read')],
};

const managerWrite: Access = {
  permissions: {
    delegated: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  actions: [action('manager/update')],
};

const lists: readonly (readonly [name: string, Relation, noun: string, Access, readonly ObjectType[]])[] = [
  ['memberOf', 'member of', 'groups and units that a user is in', memberships, ['group', 'administrativeUnit']],
  [
    'transitiveMemberOf',
    'transitive member of',
    'groups and units that a user is in, nested ones included',
    memberships,
    ['group', 'administrativeUnit'],
  ],
  ['directReports', 'direct reports', 'people who report to a user', ofUsers('directReports/read'), ['user']],
  [
    'ownedObjects',
    'owned objects',
    'objects that a user owns',
    ofUsers('ownedObjects/read'),
    ['application', 'group', 'servicePrincipal'],
  ],
  ['ownedDevices', 'owned devices', 'devices that a user owns', ofUsers('ownedDevices/read'), ['device']],
  [
    'registeredDevices',
    'registered devices',
    'devices that a user has registered',
    ofUsers('registeredDevices/read'),
    ['device'],
  ],
];

/** What leads from a user to other objects (Microsoft Graph documentation: user, relationships). */
export const userRelations: GraphResource = {
  name: 'user relations',
  types: [],
  operations: [
    ...lists.flatMap(([name, relation, noun, read, casts]) =>
      withRoles(
        name,
        showingVisible(
          userSet,
          relationOperations({ path: `/users/:user/${name}`, place: 'user', relation, noun, read, casts, me: true }),
        ),
      ),
    ),
    {
      method: 'GET',
      path: '/users/:user/manager',
      summary: 'Get the manager of a user',
      access: { ...managerRead, target: { kind: 'object', place: 'user' } },
      me: true,
      run: getManager,
    },
    managerOperation('GET', managerRead, 'Get a reference to the manager of a user', getManagerReference),
    managerOperation('PUT', managerWrite, 'Give a user a manager', setManager),
    managerOperation('DELETE', managerWrite, 'Take the manager of a user away', removeManager),
  ],
};

/** What a user is in includes the directory roles that the user holds; they stand at the end of the last page. */
function withRoles(name: string, operations: readonly GraphOperation[]): readonly GraphOperation[] {
  if (name !== 'memberOf' && name !== 'transitiveMemberOf') return operations;
  return operations.map((operation) => {
    if (!operation.path.endsWith(`/${name}`)) return operation;
    const run = async (call: GraphCall): Promise<GraphResult> => {
      const result = await operation.run(call);
      if (result.kind !== 'collection' || result.next !== null) return result;
      const roles = await directoryRolesOf(call.params.user ?? '', call);
      const count = result.count === undefined ? {} : { count: result.count + roles.length };
      return { ...result, ...count, entities: [...result.entities, ...roles] };
    };
    return { ...operation, run };
  });
}

function managerOperation(
  method: GraphOperation['method'],
  access: Access,
  summary: string,
  run: GraphOperation['run'],
): GraphOperation {
  return {
    method,
    path: '/users/:user/manager/$ref',
    summary,
    access: { ...access, target: { kind: 'object', place: 'user' } },
    ...(method === 'GET' && { me: true as const }),
    run,
  };
}

async function managerOf(call: GraphCall) {
  const page = { top: 1, after: null, type: null };
  const [manager] = await call.perform(readRelatedObjects('manager', call.params.user ?? '', page));
  return manager;
}

async function getManager(call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(anyObjectType, call.query);
  if (query.kind === 'error') return query;
  const manager = await managerOf(call);
  if (manager === undefined) return notFound('manager');
  const [entity] = await visibleObjects([renderObject(manager, call)], call);
  if (entity === undefined) return notFound('manager');
  return { kind: 'entity', context: 'directoryObjects', entity, select: query.select, polymorphic: true };
}

async function getManagerReference(call: GraphCall): Promise<GraphResult> {
  const manager = await managerOf(call);
  if (manager === undefined) return notFound('manager');
  const body = {
    '@odata.context': `${call.versionUrl}/$metadata#$ref`,
    '@odata.id': `${call.versionUrl}/directoryObjects/${manager.entity.id}`,
  };
  return { kind: 'raw', mediaType: 'application/json;odata.metadata=minimal', body: JSON.stringify(body) };
}

async function setManager(call: GraphCall): Promise<GraphResult> {
  const id = readReference(call.body);
  if (typeof id !== 'string') return id;
  const [manager] = await call.perform(readObjects([id]));
  if (manager?.type !== 'user') return notFound(id);
  return changed(call, id as UserId);
}

function removeManager(call: GraphCall): Promise<GraphResult> {
  return changed(call, undefined);
}

async function changed(call: GraphCall, managerId: UserId | undefined): Promise<GraphResult> {
  const user = call.params.user as UserId;
  const outcome = await call.perform(
    changeUser(user, (before): typeof before | DirectoryRefusal => {
      const { managerId: _former, ...others } = before;
      if (managerId === user) return refused('invalid', { property: 'manager', detail: 'nobody manages himself' });
      return managerId === undefined ? others : { ...others, managerId };
    }),
  );
  return isRefused(outcome) ? refusalError(outcome, 'User') : { kind: 'none' };
}
