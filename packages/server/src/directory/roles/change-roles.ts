import { isGuid, roleTemplateIds } from '@gatehouse/model';
import { mayBeScoped } from '@gatehouse/policy';
import { readGroupsById } from '../groups/repository.js';
import { type DirectoryOperation, type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';
import { objectTypes } from '../relations/repository.js';
import { findRole, type KnownRole } from './custom-roles.js';
import { globalAdministratorId, keepingAdministrators } from './last-administrator.js';
import { recordAssignments } from './remove-assignments.js';
import {
  deleteRoleAssignment,
  insertRoleAssignment,
  readRoleAssignmentsById,
  type StoredRoleAssignment,
} from './repository.js';

/** A role assignment to be made; ids are GUIDs in lower case. */
export type RoleAssignmentDraft = Omit<StoredRoleAssignment, 'id' | 'createdAt'> & { readonly id?: string };

const holders: readonly string[] = ['user', 'group', 'servicePrincipal'];

/** Gives a directory role, for the whole tenant, to act on the direct members of a unit, or on one object. */
export function createRoleAssignment(
  draft: RoleAssignmentDraft,
): DirectoryOperation<StoredRoleAssignment | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock, ids } = work;
    const role = await findRole(draft.roleDefinitionId)(work);
    const objection =
      roleObjection(role, draft.roleDefinitionId) ??
      (await principalObjection(work, draft.principalId)) ??
      (await scopeObjection(work, role, draft.directoryScopeId));
    if (objection !== undefined) return objection;
    const assignment = { ...draft, id: draft.id ?? ids.guid(), createdAt: clock.now() };
    const isNew = await insertRoleAssignment(tx, assignment);
    if (!isNew) return refused('already_referenced', { property: 'principalId' });
    await recordAssignments(work, 'create', [assignment]);
    return assignment;
  };
}

/** Takes a directory role back; the last administrator keeps his. */
export function removeRoleAssignment(id: string): DirectoryOperation<StoredRoleAssignment | DirectoryRefusal> {
  return async (work) => {
    const [stored] = await readRoleAssignmentsById(work.tx, [id]);
    if (stored === undefined) return refused('not_found', { value: id });
    const isOfTenant = stored.roleDefinitionId === globalAdministratorId && stored.directoryScopeId === '/';
    return isOfTenant ? keepingAdministrators(take(stored))(work) : take(stored)(work);
  };
}

function take({ id }: StoredRoleAssignment): DirectoryOperation<StoredRoleAssignment | DirectoryRefusal> {
  return async (work) => {
    const removed = await deleteRoleAssignment(work.tx, id);
    if (removed === undefined) return refused('not_found', { value: id });
    await recordAssignments(work, 'delete', [removed]);
    return removed;
  };
}

/** What people may do without a role is written as roles, too; nobody can be given them. */
const notGiven: readonly string[] = [
  roleTemplateIds.user,
  roleTemplateIds.guestUser,
  roleTemplateIds.restrictedGuestUser,
];

function roleObjection(role: KnownRole | undefined, id: string): DirectoryRefusal | undefined {
  if (role === undefined) return refused('reference_not_found', { value: id });
  if (notGiven.includes(role.id)) {
    return refused('not_possible', { detail: 'this role says what people may do by default, and is given to nobody' });
  }
  return role.isEnabled ? undefined : refused('not_possible', { detail: 'the role is not enabled for assignment' });
}

async function principalObjection({ tx }: DirectoryWork, id: string): Promise<DirectoryRefusal | undefined> {
  const type = (await objectTypes(tx, [id])).get(id);
  if (type === undefined || !holders.includes(type)) return refused('reference_not_found', { value: id });
  if (type !== 'group') return undefined;
  const [group] = await readGroupsById(tx, [id as never]);
  // Microsoft Entra documentation: use groups to manage role assignments.
  return group?.isAssignableToRole === true
    ? undefined
    : refused('not_possible', { detail: 'roles can be given to groups that were made with isAssignableToRole only' });
}

async function scopeObjection(
  { tx }: DirectoryWork,
  role: KnownRole | undefined,
  scope: string,
): Promise<DirectoryRefusal | undefined> {
  if (scope === '/' || role === undefined) return undefined;
  const [, unit, object] = /^\/(?:administrativeUnits\/([^/]+)|([^/]+))$/.exec(scope) ?? [];
  const id = unit ?? object;
  if (id === undefined || !isGuid(id)) return refused('invalid', { property: 'directoryScopeId' });
  const type = (await objectTypes(tx, [id])).get(id);
  const isUnit = type === 'administrativeUnit';
  if (type === undefined || isUnit !== (unit !== undefined)) return refused('reference_not_found', { value: id });
  return mayBeScoped(role, type)
    ? undefined
    : refused('not_possible', { detail: `the role ${role.displayName} cannot be given for one ${type}` });
}
