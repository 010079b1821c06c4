// Directory roles: what a role and its assignment are, and the built-in roles with their actions, as data.
// Leaves out the actions of services that there are none of here (mail, sites, support tickets and the like).
// Refuses: saying what a role lets anybody do; that is `policy/permission`.
export { assignableRoles, builtInRole, builtInRoles } from './built-in-roles.js';
export type { RoleAssignment, RoleDefinition, RolePermission } from './role-definition.js';
export { roleTemplateIds } from './role-template-ids.data.js';
