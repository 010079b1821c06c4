import { parseGuid } from '@gatehouse/model';
import {
  createRoleAssignment,
  findUnit,
  isRefused,
  listRoleAssignments,
  removeRoleAssignment,
  type StoredRoleAssignment,
} from '../../../../directory/index.js';
import { scopedRoleMemberships, scopedRoleMembershipType, scopeOfUnit } from '../../entities/scoped-role-membership.js';
import { graphError } from '../../graph-error.js';
import { cursorOf } from '../../operations/entity-set.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResult, OperationAccess } from '../../resource.js';
import { checkEntityQuery, checkQuery, readBody } from '../../schema/index.js';

const readers = [
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const writers = ['RoleManagement.ReadWrite.Directory'];
const action = (name: string) => `microsoft.directory/scopedRoleMemberships/${name}`;

const readAccess: OperationAccess = {
  permissions: { delegated: readers, application: readers },
  actions: [[action('standard/read'), 'microsoft.directory/roleAssignments/standard/read']],
  target: { kind: 'tenant' },
};

function writeAccess(verb: 'create' | 'delete'): OperationAccess {
  // Who may give roles is a matter of the tenant, whatever they are given for.
  return {
    permissions: { delegated: writers, application: writers },
    actions: [action(verb)],
    target: { kind: 'tenant' },
  };
}

/** The roles that are given for an administrative unit (Microsoft Graph documentation: scopedRoleMembership). */
export function scopedRoleMembers(unitPath: string): readonly GraphOperation[] {
  const path = `${unitPath}/scopedRoleMembers`;
  const one = `${path}/:membership`;
  return [
    { method: 'GET', path, summary: 'List roles given for an administrative unit', access: readAccess, run: list },
    { method: 'GET', path: one, summary: 'Get a role given for an administrative unit', access: readAccess, run: get },
    {
      method: 'POST',
      path,
      summary: 'Give a role for an administrative unit',
      access: writeAccess('create'),
      describes: { body: scopedRoleMembershipType, answer: scopedRoleMembershipType },
      run: add,
    },
    {
      method: 'DELETE',
      path: one,
      summary: 'Take a role for an administrative unit back',
      access: writeAccess('delete'),
      run: remove,
    },
  ];
}

const context = 'scopedRoleMemberships';

function unitOf({ params }: GraphCall): string {
  return params.administrativeUnit ?? '';
}

async function list(call: GraphCall): Promise<GraphResult> {
  const query = checkQuery(scopedRoleMembershipType, call.query, {
    eventual: call.eventual,
    defaults: { top: 100, maxTop: 999 },
    cursor: await cursorOf(call),
  });
  if (query.kind === 'error') return query;
  if ((await call.perform(findUnit(unitOf(call)))) === undefined) return notFound(unitOf(call));
  const { top, after } = query.objectQuery;
  const scope = { directoryScopeId: scopeOfUnit(unitOf(call)) };
  // One more than the page tells whether there is another page.
  const found = await call.perform(listRoleAssignments(scope, { top: top + 1, after: after?.id ?? '' }));
  const last = found.length > top ? found[top - 1] : undefined;
  return {
    kind: 'collection',
    context,
    entities: await scopedRoleMemberships(found.slice(0, top), call),
    select: query.select,
    next: last === undefined ? null : query.nextToken({ value: null, id: last.id }),
  };
}

async function stored(call: GraphCall): Promise<StoredRoleAssignment | undefined> {
  const filter = { id: call.params.membership ?? '', directoryScopeId: scopeOfUnit(unitOf(call)) };
  const [found] = await call.perform(listRoleAssignments(filter, { top: 1, after: '' }));
  return found;
}

async function get(call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(scopedRoleMembershipType, call.query);
  if (query.kind === 'error') return query;
  const found = await stored(call);
  return found === undefined ? notFound(call.params.membership ?? '') : shown(found, call, query.select);
}

async function shown(
  assignment: StoredRoleAssignment,
  call: GraphCall,
  select: readonly string[] | null,
  status: 200 | 201 = 200,
): Promise<GraphResult> {
  const [entity] = await scopedRoleMemberships([assignment], call);
  if (entity === undefined) throw new Error('a role assignment is not shown');
  return { kind: 'entity', context, entity, select, status };
}

/** What a body of that type holds. */
interface GivenMembership {
  readonly roleId: string;
  readonly roleMemberInfo: { readonly id: string };
  readonly administrativeUnitId?: string | null;
}

async function add(call: GraphCall): Promise<GraphResult> {
  const body = readBody(scopedRoleMembershipType, call.body, 'create');
  if (body.kind === 'error') return body;
  const { roleId, roleMemberInfo, administrativeUnitId } = body.values as unknown as GivenMembership;
  const { id } = roleMemberInfo;
  const unit = unitOf(call);
  if (typeof administrativeUnitId === 'string' && parseGuid(administrativeUnitId) !== unit) {
    return graphError(400, 'Request_BadRequest', "'administrativeUnitId' is not the unit of the path.");
  }
  const [role, principal] = [parseGuid(roleId), parseGuid(id)];
  if (role === undefined) return notFound(roleId);
  if (principal === undefined) return notFound(id);
  if ((await call.perform(findUnit(unit))) === undefined) return notFound(unit);
  const outcome = await call.perform(
    createRoleAssignment({ roleDefinitionId: role, principalId: principal, directoryScopeId: scopeOfUnit(unit) }),
  );
  return isRefused(outcome) ? refusalError(outcome, 'ScopedRoleMembership') : shown(outcome, call, null, 201);
}

async function remove(call: GraphCall): Promise<GraphResult> {
  const found = await stored(call);
  if (found === undefined) return notFound(call.params.membership ?? '');
  const outcome = await call.perform(removeRoleAssignment(found.id));
  return isRefused(outcome) ? refusalError(outcome, 'ScopedRoleMembership') : { kind: 'none' };
}
