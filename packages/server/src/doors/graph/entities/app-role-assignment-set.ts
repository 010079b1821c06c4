import type { Condition } from '@gatehouse/model';
import { countAssignments, findAssignment, type NamedAssignment, pageAssignments } from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import { appRoleAssignmentEntity, appRoleAssignmentType } from './app-role-assignment.js';

/**
 * The app roles that one principal was given, or those of one resource that principals were given.
 * @param name as contexts have it: `users('…')/appRoleAssignments`.
 */
export function assignmentsOf(
  side: 'principalId' | 'resourceId',
  id: string,
  name: string,
): EntitySet<NamedAssignment> {
  const theirs: Condition = { kind: 'compare', field: side, operator: 'eq', value: id };
  const within = (condition: Condition | null): Condition =>
    condition === null ? theirs : { kind: 'and', operands: [theirs, condition] };
  return {
    name,
    type: appRoleAssignmentType,
    place: 'assignment',
    render: appRoleAssignmentEntity,
    find: (assignment) => async (work) => {
      const found = await findAssignment(assignment)(work);
      return found?.[side] === id ? found : undefined;
    },
    page: (query) => pageAssignments({ ...query, condition: within(query.condition) }),
    count: (condition) => countAssignments(within(condition)),
  };
}
