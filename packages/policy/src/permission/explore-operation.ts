import { assignableRoles, builtInRole, type RoleDefinition, roleTemplateIds } from '@gatehouse/model';
import { type ActionCover, actionCover } from './action-cover.js';
import type { DirectoryOperation } from './directory-access-input.js';
import { choicesFor, type PermissionChoice } from './match-permissions.js';
import { asNeed } from './needed-actions.js';
import { permissionsOf } from './standings.js';

/** Everything that would let somebody do an operation, as plain data. */
export interface OperationPrivileges {
  /** From least to most privileged; each is a set needed together. */
  readonly delegated: readonly PermissionChoice[];
  readonly application: readonly PermissionChoice[];
  /** The directory actions needed: all of the list, any of each. */
  readonly actions: readonly (readonly string[])[];
  /** Who needs no role: everybody of that kind, or only for what is their own (`self`) or what they own (`owner`). */
  readonly withoutRole: readonly ('member' | 'guest' | 'self' | 'owner')[];
  /** The built-in roles that allow it in the whole tenant, the least privileged first. */
  readonly roles: readonly { readonly id: string; readonly displayName: string; readonly isPrivileged: boolean }[];
}

/**
 * Lists what would let somebody do an operation, where the tenant restricts nothing.
 * @param on whether the operation names one object, or is about a collection or the tenant; see `DirectoryTarget`
 */
export function exploreOperation(
  operation: DirectoryOperation,
  on: 'object' | 'tenant' = 'object',
): OperationPrivileges {
  const actions = operation.actions.map(asNeed);
  const { user, guestUser } = roleTemplateIds;
  const allows = (roleId: string, condition: string | null) => roleAllows(roleId, [null, condition], actions, on);
  const member = allows(user, null);
  const ofOne = member || on === 'tenant' ? [] : (['self', 'owner'] as const);
  return {
    delegated: choicesFor(operation, 'delegated'),
    application: choicesFor(operation, 'app'),
    actions,
    withoutRole: [
      ...(member ? (['member'] as const) : []),
      ...(allows(guestUser, null) ? (['guest'] as const) : []),
      ...ofOne.filter((each) => allows(user, each === 'self' ? '$ResourceIsSelf' : '$SubjectIsOwner')),
    ],
    roles: assignableRoles
      .filter((role) => allows(role.id, null))
      .sort((one, other) => weight(one) - weight(other))
      .map(({ id, displayName, isPrivileged }) => ({ id, displayName, isPrivileged })),
  };
}

function roleAllows(
  roleId: string,
  conditions: readonly (string | null)[],
  needs: readonly (readonly string[])[],
  on: 'object' | 'tenant',
): boolean {
  const role = builtInRole(roleId);
  const allowed = (role === undefined ? [] : permissionsOf(role, []))
    .filter(({ condition }) => conditions.includes(condition))
    .flatMap(({ allowedResourceActions }) => allowedResourceActions);
  const serves = (cover: ActionCover | null) => cover !== null && (cover !== 'named' || on === 'object');
  return needs.every((need) => need.some((action) => allowed.some((each) => serves(actionCover(each, action)))));
}

function weight(role: RoleDefinition): number {
  const actions = role.rolePermissions.flatMap(({ allowedResourceActions }) => allowedResourceActions);
  const wildcards = actions.filter((each) => each.endsWith('/allProperties/allTasks')).length;
  return (role.isPrivileged ? 10_000 : 0) + wildcards * 100 + actions.length;
}
