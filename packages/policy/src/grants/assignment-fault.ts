import { type AppRole, type AppRoleAssignment, defaultAccessRoleId } from '@gatehouse/model';

/** What counts of a role that a resource publishes. */
export type AssignableRole = Pick<AppRole, 'id' | 'isEnabled' | 'allowedMemberTypes'>;

/** Whom a role is given to. */
export type AssigneeType = AppRoleAssignment['principalType'];

/** Why a role cannot be given. */
export type AssignmentFault =
  /** The resource publishes no role of that id. */
  | 'unknown_role'
  | 'disabled_role'
  /** The role is for people and groups, or for applications, only. */
  | 'wrong_member_type'
  /** Access without a role was asked for, and there are roles to choose from. */
  | 'role_required';

/**
 * Whether a role of a resource can be given to a user, a group or a service principal. Access without a role (the role of zeros) is
 * for resources that have no role for such a principal (Microsoft Graph documentation: appRoleAssignment).
 * @returns undefined when it can.
 * @example assignmentFault([], defaultAccessRoleId, 'User') // undefined
 */
export function assignmentFault(
  roles: readonly AssignableRole[],
  appRoleId: string,
  assignee: AssigneeType,
): AssignmentFault | undefined {
  const memberType = assignee === 'ServicePrincipal' ? 'Application' : 'User';
  const isFor = (role: AssignableRole) => role.allowedMemberTypes.includes(memberType);
  if (appRoleId === defaultAccessRoleId) {
    return roles.some((role) => role.isEnabled && isFor(role)) ? 'role_required' : undefined;
  }
  const role = roles.find(({ id }) => id === appRoleId);
  if (role === undefined) return 'unknown_role';
  if (!role.isEnabled) return 'disabled_role';
  return isFor(role) ? undefined : 'wrong_member_type';
}
