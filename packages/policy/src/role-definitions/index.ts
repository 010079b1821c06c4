// Decisions about directory roles themselves: what a role of a tenant's own may allow, whether it is privileged, and for which parts of
// the tenant a role can be given. Refuses: what a role lets its holder do (that is `permission`), and who may give it.
// Called by: the directory, when roles are made and given.
export { type CustomRoleFault, customRoleFault, mostRoleActions } from './custom-role-fault.js';
export { isPrivilegedAction } from './is-privileged-action.js';
export { mayBeScoped, type RoleScopeKind } from './may-be-scoped.js';
