// Owns: what may be granted at all: which app role can be given to whom, which scopes can stand in a grant.
// Refuses: who may grant (that is `permission` and `consent`), and looking anything up.
// Called by: the directory, where it writes grants and assignments.
export { type AssignableRole, type AssigneeType, type AssignmentFault, assignmentFault } from './assignment-fault.js';
export { ungrantableScope } from './ungrantable-scope.js';
