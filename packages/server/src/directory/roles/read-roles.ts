import { askObjects } from '../objects/ask-objects.js';
import type { DirectoryOperation } from '../operation.js';
import {
  readRoleAssignments,
  readRoleAssignmentsById,
  readRolesHeldDirectly,
  type RoleAssignmentFilter,
  roleAssignmentShape,
  type StoredRoleAssignment,
} from './repository.js';

/** A page of role assignments as a query wants them, and how many there are. */
export const { page: pageRoleAssignments, count: countRoleAssignments } = askObjects(roleAssignmentShape);

/** A page, by id, of the role assignments of which all is so that is given. */
export function listRoleAssignments(
  filter: Partial<RoleAssignmentFilter>,
  page: { readonly top: number; readonly after: string },
): DirectoryOperation<readonly StoredRoleAssignment[]> {
  return ({ tx }) => readRoleAssignments(tx, { ...anything, ...filter }, page);
}

const anything: RoleAssignmentFilter = {
  id: null,
  roleDefinitionId: null,
  principalId: null,
  directoryScopeId: null,
  inUnits: false,
};

/** The role assignments with the given ids; those that are not there are left out. */
export function readAssignments(ids: readonly string[]): DirectoryOperation<readonly StoredRoleAssignment[]> {
  return ({ tx }) => readRoleAssignmentsById(tx, ids);
}

/** The ids of the roles that a principal itself holds in the whole tenant: those that `memberOf` lists as directory roles. */
export function rolesHeldDirectly(principalId: string): DirectoryOperation<readonly string[]> {
  return ({ tx }) => readRolesHeldDirectly(tx, principalId);
}
