import { administratorRoleRows } from './administrator-roles.data.js';
import { defaultRoleRows } from './default-roles.data.js';
import { readerRoleRows } from './reader-roles.data.js';
import type { RoleDefinition } from './role-definition.js';
import { roleOfRow } from './role-row.js';
import { specialistRoleRows } from './specialist-roles.data.js';

/** The built-in roles that can be given to somebody, in the order of their names. */
export const assignableRoles: readonly RoleDefinition[] = [
  ...administratorRoleRows,
  ...specialistRoleRows,
  ...readerRoleRows,
]
  .map(roleOfRow)
  .sort((one, other) => (one.displayName < other.displayName ? -1 : 1));

/** Every built-in role: those that can be given, and those that say what people may do without one. */
export const builtInRoles: readonly RoleDefinition[] = [...assignableRoles, ...defaultRoleRows.map(roleOfRow)];

const byId = new Map(builtInRoles.map((role) => [role.id, role]));

/** The built-in role of that template id, or undefined when there is none. */
export function builtInRole(id: string): RoleDefinition | undefined {
  return byId.get(id);
}
