import type { RoleDefinition } from '@gatehouse/model';
import { applicationRoles, unitRoles } from './role-scope.data.js';

/** What a role can be given for, beside the whole tenant. */
export type RoleScopeKind = 'administrativeUnit' | 'user' | 'group' | 'device' | 'application' | 'servicePrincipal';

/**
 * Whether a role can be given for a part of the tenant only: a built-in role where it acts on such objects, a custom role anywhere.
 * A role whose actions are about the tenant itself, given for a part, would look like less than it is or do nothing.
 */
export function mayBeScoped(
  { id, isBuiltIn }: Pick<RoleDefinition, 'id' | 'isBuiltIn'>,
  scope: RoleScopeKind,
): boolean {
  if (!isBuiltIn) return true;
  return (scope === 'application' || scope === 'servicePrincipal' ? applicationRoles : unitRoles).includes(id);
}
