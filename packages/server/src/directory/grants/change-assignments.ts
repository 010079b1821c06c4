import type { AppRole, AppRoleAssignment } from '@gatehouse/model';
import { type AssignmentFault, assignmentFault } from '@gatehouse/policy';
import { violatedConstraint } from '../../platform/store/index.js';
import { type DirectoryOperation, type DirectoryRefusal, recordChange, refused } from '../operation.js';
import { objectTypes } from '../relations/repository.js';
import { appRoleAssignmentId } from './grant-id.js';
import { deleteAssignment, insertAssignments, type NamedAssignment, readAssignment } from './repository.js';

/** An app role to be given. */
export type AssignmentDraft = Pick<AppRoleAssignment, 'principalId' | 'resourceId' | 'appRoleId'>;

const principalTypes = { user: 'User', group: 'Group', servicePrincipal: 'ServicePrincipal' } as const;

const sentences: Readonly<Record<AssignmentFault, string>> = {
  unknown_role: 'the resource publishes no such app role',
  disabled_role: 'the app role is disabled',
  wrong_member_type: 'the app role is not for this kind of principal',
  role_required: 'the resource has app roles: one of them must be named',
};

/**
 * Gives an app role of a resource to a user, a group or a service principal.
 * @param roles what the resource publishes, wherever its application is at home.
 */
export function createAssignment(
  draft: AssignmentDraft,
  roles: readonly AppRole[],
): DirectoryOperation<NamedAssignment | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock } = work;
    const types = await objectTypes(tx, [draft.principalId, draft.resourceId]);
    const principalType = principalTypes[types.get(draft.principalId) as keyof typeof principalTypes];
    if (principalType === undefined) return refused('reference_not_found', { value: draft.principalId });
    if (types.get(draft.resourceId) !== 'servicePrincipal') {
      return refused('reference_not_found', { value: draft.resourceId });
    }
    const fault = assignmentFault(roles, draft.appRoleId, principalType);
    if (fault !== undefined) return refused('invalid', { property: 'appRoleId', detail: sentences[fault] });
    const id = appRoleAssignmentId(draft);
    const assignment: AppRoleAssignment = { ...draft, id, principalType, createdAt: clock.now() };
    try {
      const written = await insertAssignments(tx, [assignment]);
      if (!written.has(id)) return refused('already_referenced', { property: 'appRoleId' });
    } catch (error) {
      // Somebody removed an object between the look at it and here.
      if (violatedConstraint(error) === undefined) throw error;
      return refused('reference_not_found', { value: draft.principalId });
    }
    recordChange(work, 'app-role-assignment.create', targetOf(assignment), undefined, assignment);
    const stored = await readAssignment(tx, id);
    return stored ?? refused('reference_not_found', { value: draft.principalId });
  };
}

/** Takes an app role back. @param of the principal or the resource that the assignment must be of */
export function deleteAssignmentOf(
  of: Partial<Pick<AppRoleAssignment, 'principalId' | 'resourceId'>>,
  id: string,
): DirectoryOperation<NamedAssignment | DirectoryRefusal> {
  return async (work) => {
    const stored = await readAssignment(work.tx, id);
    const isTheirs =
      stored !== undefined && Object.entries(of).every(([name, value]) => stored[name as 'id'] === value);
    if (!isTheirs || !(await deleteAssignment(work.tx, id))) return refused('not_found', { value: id });
    const { principalDisplayName: _principal, resourceDisplayName: _resource, ...assignment } = stored;
    recordChange<AppRoleAssignment>(work, 'app-role-assignment.delete', targetOf(stored), assignment, undefined);
    return stored;
  };
}

function targetOf({ id }: Pick<AppRoleAssignment, 'id'>) {
  return { type: 'app-role-assignment', id };
}
