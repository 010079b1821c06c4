/**
 * Actions that a role allows, and on what. An action reads `microsoft.directory/users/basic/update`: namespace, entity, set of
 * properties, verb. Conditions: `$SubjectIsOwner` (only what the caller owns), `$ResourceIsSelf` (only the caller's own object).
 */
export interface RolePermission {
  readonly allowedResourceActions: readonly string[];
  readonly condition: string | null;
}

/** A directory role, built in or made by the tenant (Microsoft Graph documentation: unifiedRoleDefinition). */
export interface RoleDefinition {
  readonly id: string;
  /** The same in every tenant for a built-in role, where it equals `id`. */
  readonly templateId: string;
  readonly displayName: string;
  readonly description: string;
  readonly isBuiltIn: boolean;
  /** A role that is off gives nothing. */
  readonly isEnabled: boolean;
  /** Whether it leads to control over others: credentials, policies, delegation (privileged roles and permissions). */
  readonly isPrivileged: boolean;
  readonly rolePermissions: readonly RolePermission[];
  /** The ids of roles whose actions it has as well. */
  readonly inheritsPermissionsFrom: readonly string[];
}

/** A directory role given to a user, a group or a service principal (Microsoft Graph documentation: unifiedRoleAssignment). */
export interface RoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  /** `/` for the whole tenant, `/administrativeUnits/{id}` for the direct members of a unit, `/{id}` for one object. */
  readonly directoryScopeId: string;
}
