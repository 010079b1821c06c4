import { appRoleAssignmentType } from '../../entities/app-role-assignment.js';
import { assignmentReadAccess } from '../../entities/app-role-assignment-access.js';
import { objectSet } from '../../entities/directory-object.js';
import { etagOf, renderEntities } from '../../operations/entity-set.js';
import { countPlainly, listPage } from '../../operations/read-entities.js';
import { notFound } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResource, GraphResult } from '../../resource.js';
import { checkEntityQuery } from '../../schema/index.js';
import { principalWriteAccess, servicePrincipalWriteAccess } from './assignment-access.js';
import { type AssignmentHolder, holderId, setOf } from './assignment-holder.js';
import { giveRole, takeRole } from './write-assignments.js';

const navigation = 'appRoleAssignments';
const answer = appRoleAssignmentType;

const holders: readonly AssignmentHolder[] = [
  {
    type: 'user',
    navigation,
    side: 'principalId',
    read: assignmentReadAccess('users', navigation),
    write: principalWriteAccess,
    me: true,
  },
  {
    type: 'group',
    navigation,
    side: 'principalId',
    read: assignmentReadAccess('groups', navigation),
    write: principalWriteAccess,
  },
  {
    type: 'servicePrincipal',
    navigation,
    side: 'principalId',
    read: assignmentReadAccess('servicePrincipals', navigation),
    write: servicePrincipalWriteAccess,
  },
  {
    type: 'servicePrincipal',
    navigation: 'appRoleAssignedTo',
    side: 'resourceId',
    read: assignmentReadAccess('servicePrincipals', 'appRoleAssignedTo'),
    write: servicePrincipalWriteAccess,
  },
];

/** App roles given to users, groups and service principals, from either side (Microsoft Graph documentation: appRoleAssignment). */
export const appRoleAssignments: GraphResource = {
  name: 'app role assignments',
  types: [appRoleAssignmentType],
  operations: holders.flatMap(operationsOf),
};

function operationsOf(holder: AssignmentHolder): readonly GraphOperation[] {
  const path = `/${objectSet(holder.type).name}/:${holder.type}/${holder.navigation}`;
  const what = holder.side === 'principalId' ? `given to a ${holder.type}` : `of a ${holder.type} given to others`;
  return [...readsOf(holder, path, what), ...writesOf(holder, path, what)];
}

function readsOf(holder: AssignmentHolder, path: string, what: string): readonly GraphOperation[] {
  const reading = {
    method: 'GET' as const,
    access: { ...holder.read, target: { kind: 'object', place: holder.type } as const },
    ...(holder.me && { me: holder.me }),
  };
  return [
    {
      ...reading,
      path,
      summary: `List app roles ${what}`,
      describes: { answer, many: true },
      run: (call) => found(holder, call, (set) => listPage(set, call)),
    },
    {
      ...reading,
      path: `${path}/$count`,
      summary: `Count app roles ${what}`,
      run: (call) => found(holder, call, (set) => countPlainly(set, call)),
    },
    {
      ...reading,
      path: `${path}/:assignment`,
      summary: `Get an app role ${what}`,
      describes: { answer },
      run: (call) => getAssignment(holder, call),
    },
  ];
}

function writesOf(holder: AssignmentHolder, path: string, what: string): readonly GraphOperation[] {
  // What counts is the resource, which only the body or the assignment names.
  const access = { ...holder.write, target: { kind: 'later' } as const };
  return [
    {
      method: 'POST',
      path,
      summary: `Assign an app role ${what}`,
      access,
      describes: { answer, body: answer },
      run: (call) => giveRole(holder, call),
    },
    {
      method: 'DELETE',
      path: `${path}/:assignment`,
      summary: `Remove an app role ${what}`,
      access,
      run: (call) => takeRole(holder, call),
    },
  ];
}

/** What is listed of an object that is not there is not nothing: the object is missing. */
async function found(
  holder: AssignmentHolder,
  call: GraphCall,
  list: (set: ReturnType<typeof setOf>) => Promise<GraphResult>,
): Promise<GraphResult> {
  const id = holderId(holder, call);
  const object = await call.perform(objectSet(holder.type).find(id, call));
  return object === undefined ? notFound(id) : list(setOf(holder, call));
}

async function getAssignment(holder: AssignmentHolder, call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(appRoleAssignmentType, call.query);
  if (query.kind === 'error') return query;
  const set = setOf(holder, call);
  const id = call.params.assignment ?? '';
  const assignment = await call.perform(set.find(id, call));
  const [shown] = assignment === undefined ? [] : await renderEntities(set, [assignment], [], call);
  if (shown === undefined) return notFound(id);
  return { kind: 'entity', context: set.name, entity: shown, select: query.select, etag: etagOf(shown.values) };
}
