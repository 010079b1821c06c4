// Decisions about calls of an API: what a caller may do in the directory, and through what; and what would let somebody do it.
// Knows how permissions of Graph, directory roles, ownership and defaults go together. Refuses: consent (that is `consent`),
// who may sign in (`access`), and looking anything up: facts that nobody looked up are unknown, and help nobody.
// Called by: the Graph door, and whatever explores permissions.
export { decideDirectoryAccess } from './decide-directory-access.js';
export {
  decidePermission,
  type OperationPermissions,
  type PermissionDecision,
  type PermissionHolder,
} from './decide-permission.js';
export type { Authority, DirectoryAccess, DirectoryDenial, Narrowing } from './directory-access.js';
export {
  type ActionNeed,
  type DirectoryAccessInput,
  type DirectoryCaller,
  type DirectoryOperation,
  type DirectorySettings,
  type DirectoryTarget,
  type HeldRole,
  type ObjectValues,
  objectTarget,
  type PermissionAlternative,
} from './directory-access-input.js';
export { exploreOperation, type OperationPrivileges } from './explore-operation.js';
export type { PermissionChoice } from './match-permissions.js';
export { permissionIncludes } from './permission-includes.js';
