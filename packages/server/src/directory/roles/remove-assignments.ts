import { type DirectoryWork, recordChange } from '../operation.js';
import { objectTypes } from '../relations/repository.js';
import { deleteAssignmentsInScope, deleteAssignmentsOfRole, type StoredRoleAssignment } from './repository.js';

/** Takes a role back from everybody, since it goes. */
export async function removeAssignmentsOfRole(work: DirectoryWork, roleDefinitionId: string): Promise<void> {
  await recordAssignments(work, 'delete', await deleteAssignmentsOfRole(work.tx, roleDefinitionId));
}

/** Takes back every role that was given for one part of the tenant, since that goes for good. @param scope `/{object id}` */
export async function removeAssignmentsInScope(work: DirectoryWork, scope: string): Promise<void> {
  await recordAssignments(work, 'delete', await deleteAssignmentsInScope(work.tx, scope));
}

/** Notes in the journal that roles were given or taken back; with the kind of the principal, by which readers know whom it concerns. */
export async function recordAssignments(
  work: DirectoryWork,
  verb: 'create' | 'delete',
  assignments: readonly StoredRoleAssignment[],
): Promise<void> {
  const types = await objectTypes(work.tx, [...new Set(assignments.map(({ principalId }) => principalId))]);
  for (const assignment of assignments) {
    const told = { ...assignment, principalType: types.get(assignment.principalId) };
    const [before, after] = verb === 'create' ? [undefined, told] : [told, undefined];
    recordChange(work, `role-assignment.${verb}`, { type: 'role-assignment', id: assignment.id }, before, after);
  }
}
