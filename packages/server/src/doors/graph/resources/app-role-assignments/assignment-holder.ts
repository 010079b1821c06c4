import type { NamedAssignment, ObjectType } from '../../../../directory/index.js';
import { assignmentsOf } from '../../entities/app-role-assignment-set.js';
import { objectSet } from '../../entities/directory-object.js';
import type { EntitySet } from '../../operations/entity-set.js';
import type { GraphCall, OperationAccess } from '../../resource.js';

/** An object from whose side app-role assignments are seen: a principal that has roles, or a resource that gives them. */
export interface AssignmentHolder {
  readonly type: ObjectType;
  readonly navigation: 'appRoleAssignments' | 'appRoleAssignedTo';
  readonly side: 'principalId' | 'resourceId';
  readonly read: Omit<OperationAccess, 'target'>;
  readonly write: Omit<OperationAccess, 'target'>;
  readonly me?: true;
}

/** The id of the object that the path names. */
export function holderId({ type }: AssignmentHolder, { params }: GraphCall): string {
  return params[type] ?? '';
}

/** The assignments of the object that the path names. */
export function setOf(holder: AssignmentHolder, call: GraphCall): EntitySet<NamedAssignment> {
  const id = holderId(holder, call);
  return assignmentsOf(holder.side, id, `${objectSet(holder.type).name}('${id}')/${holder.navigation}`);
}
