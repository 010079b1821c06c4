import type { Relation } from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import type { EntityType } from '../schema/index.js';
import { appRoleAssignmentType, expandAssignments } from './app-role-assignment.js';
import { anyObject, expandRelations } from './expand-relations.js';

/** What `$expand` may lead to from principals: objects of any kind, and assignments. */
export function withAssignments(target: string): readonly EntityType[] {
  return target === appRoleAssignmentType.name ? [appRoleAssignmentType] : anyObject(target);
}

/** Finds what a navigation leads to from several principals at once: their assignments, or what follows a relation. */
export function expandAssignmentsOr(
  entity: 'users' | 'groups',
  relations: Readonly<Record<string, Relation>>,
): NonNullable<EntitySet<{ readonly id: string }>['expand']> {
  const assignments = expandAssignments(entity);
  const others = expandRelations(relations);
  return (ids, expansion, call) =>
    expansion.navigation.target === appRoleAssignmentType.name
      ? assignments(ids, expansion, call)
      : others(ids, expansion, call);
}
