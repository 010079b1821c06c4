import {
  assignableRoles,
  builtInRole,
  builtInRoles,
  type RoleDefinition,
  type RolePermission,
  roleTemplateIds,
} from '@gatehouse/model';
import type { DirectoryCaller, DirectorySettings } from './directory-access-input.js';

/** Something that gives a caller authority: what everybody may do, or a role and where it was given. */
export interface Standing {
  /** Null for what everybody may do. */
  readonly role: RoleDefinition | null;
  /** As in a role assignment: `/` is the whole tenant. */
  readonly scope: string;
  /** What it allows on the entity that was asked about, and perhaps on some others. */
  readonly permissions: readonly RolePermission[];
}

/** The permissions of the built-in roles, worked out once. */
const builtIn = new Map(builtInRoles.map((role) => [role.id, withInherited(role, [], [])]));
const assignable = new Map(assignableRoles.map((role) => [role.id, role]));

/** All that gives this caller authority over the entity that an action is about. */
export function standingsFor(
  action: string,
  caller: DirectoryCaller,
  settings: DirectorySettings,
): readonly Standing[] {
  const entity = /^[^/]*\/[^./]*/.exec(action)?.[0] ?? action;
  const given = caller.roleAssignments.flatMap(({ roleDefinitionId, directoryScopeId }): Standing[] => {
    const role = assignable.get(roleDefinitionId) ?? settings.customRoles.find(({ id }) => id === roleDefinitionId);
    if (role === undefined || !role.isEnabled) return [];
    // What a role inherits is reading, and reading cannot be given for a part of the tenant
    // (Microsoft Entra documentation: assign roles with administrative unit scope).
    const permissions = directoryScopeId === '/' ? permissionsOf(role, settings.customRoles) : role.rolePermissions;
    return [{ role, scope: directoryScopeId, permissions: onEntity(entity, permissions) }];
  });
  if (caller.kind === 'app') return given;
  const everybody = onEntity(entity, permissionsOfLevel(caller, settings));
  // People with a role, whichever, may read others in any case.
  const permissions = everybody.map((each) => restricted(each, caller.userType, settings, given.length > 0));
  return [{ role: null, scope: '/', permissions }, ...given];
}

/** Leaves out what is about other entities: most of what a role allows. */
function onEntity(entity: string, permissions: readonly RolePermission[]): readonly RolePermission[] {
  return permissions.flatMap(({ allowedResourceActions, condition }) => {
    const kept = allowedResourceActions.filter((action) => action.startsWith(entity));
    return kept.length === 0 ? [] : [{ allowedResourceActions: kept, condition }];
  });
}

/** Whether a role leads to control over others. A role that is not known does. */
export function isPrivilegedRole(id: string, { customRoles }: DirectorySettings): boolean {
  return (builtInRole(id) ?? customRoles.find((role) => role.id === id))?.isPrivileged ?? true;
}

/** A role's own permissions and those of the roles it inherits from. */
export function permissionsOf(role: RoleDefinition, customRoles: readonly RoleDefinition[]): readonly RolePermission[] {
  return builtIn.get(role.id) ?? withInherited(role, customRoles, []);
}

/** Circles end. */
function withInherited(
  role: RoleDefinition,
  customRoles: readonly RoleDefinition[],
  seen: readonly string[],
): readonly RolePermission[] {
  if (seen.includes(role.id) || !role.isEnabled) return [];
  const inherited = role.inheritsPermissionsFrom.flatMap((id) => {
    const found = builtInRole(id) ?? customRoles.find((each) => each.id === id);
    return found === undefined ? [] : withInherited(found, customRoles, [...seen, role.id]);
  });
  return [...role.rolePermissions, ...inherited];
}

/** By the id of the level; nobody can be given these. */
const levels = new Map(
  [roleTemplateIds.user, roleTemplateIds.guestUser, roleTemplateIds.restrictedGuestUser].map((id) => [
    id as string,
    builtIn.get(id) ?? [],
  ]),
);

/** What a person may do without a role, where nothing is restricted. A level of guests that is not known is the narrowest. */
function permissionsOfLevel(
  caller: Extract<DirectoryCaller, { kind: 'delegated' }>,
  settings: DirectorySettings,
): readonly RolePermission[] {
  const level = caller.userType === 'Member' ? roleTemplateIds.user : settings.guestUserRoleId;
  return levels.get(level) ?? levels.get(roleTemplateIds.restrictedGuestUser) ?? [];
}

// Microsoft Entra documentation: restrict member users' default permissions; Microsoft Graph documentation: authorizationPolicy
function restricted(
  { allowedResourceActions, condition }: RolePermission,
  userType: 'Member' | 'Guest',
  { allowInvitesFrom, defaultUserRolePermissions: allowed }: DirectorySettings,
  hasRole: boolean,
): RolePermission {
  const mayInvite =
    allowInvitesFrom === 'everyone' ||
    (allowInvitesFrom === 'adminsGuestInvitersAndAllMembers' && userType === 'Member');
  const mayReadOthers = allowed.allowedToReadOtherUsers || hasRole || condition !== null;
  const kept = allowedResourceActions.flatMap((action): string[] => {
    const [, entity = '', verb = ''] = action.split('/');
    if (action.endsWith('/users/inviteGuest')) return mayInvite ? [action] : [];
    if (entity === 'tenantManagement') return allowed.allowedToCreateTenants ? [action] : [];
    if (entity === 'groups' && verb === 'createAsOwner' && !allowed.allowedToCreateSecurityGroups) {
      return ['microsoft.directory/groups.unified/createAsOwner'];
    }
    if (verb === 'createAsOwner' && entity !== 'groups' && !allowed.allowedToCreateApps) return [];
    return entity === 'users' && /[rR]ead$/.test(action) && !mayReadOthers ? [] : [action];
  });
  return { allowedResourceActions: kept, condition };
}
