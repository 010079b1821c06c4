// Owns: what the values of a tenant's authorization policy may be. Refuses: their effect, which `permission` decides.
// Called by: the directory's policies.
export {
  type GrantAssignmentPrefix,
  grantAssignments,
  guestRoleIds,
  readGrantAssignment,
} from './grant-assignments.js';
