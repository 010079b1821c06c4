import { roleTemplateIds } from '@gatehouse/model';
import type { DirectoryTarget } from './directory-access-input.js';
import { actsOn, sensitiveActions, withinReachOfApplications } from './sensitive-actions.data.js';

/** Whether an action takes an account over or shuts it out. @param properties whether sensitive properties are among those changed */
export function isSensitive(action: string, properties: boolean): boolean {
  if (action === 'microsoft.directory/users/basic/update') return properties;
  return sensitiveActions.some((each) => (each.endsWith('/') ? action.startsWith(each) : action === each));
}

/**
 * Whether the holder of a role may take sensitive actions on this person. Facts that are not known help nobody: then it
 * takes a role that acts on anybody.
 */
export function roleMayActOn(roleId: string, wholeTenant: boolean, target: DirectoryTarget): boolean {
  if (target.kind !== 'object') return true;
  const reach = (Object.hasOwn(actsOn, roleId) ? actsOn[roleId] : undefined) ?? [];
  // Microsoft Entra documentation: assign roles with administrative unit scope. There most act on nobody who has a role.
  const everywhere = wholeTenant || roleId === roleTemplateIds.privilegedAuthenticationAdministrator;
  if (reach === 'anybody' && everywhere) return true;
  return holdsNoMoreThan(target, reach === 'anybody' || !wholeTenant ? [] : reach);
}

/** Whether the permissions of an application do for sensitive actions on this person; where not, it takes a role as well. */
export function permissionMayActOn(target: DirectoryTarget): boolean {
  return target.kind !== 'object' || holdsNoMoreThan(target, withinReachOfApplications);
}

function holdsNoMoreThan(
  { roleIds, inRoleAssignableGroup }: Extract<DirectoryTarget, { kind: 'object' }>,
  listed: readonly string[],
): boolean {
  if (roleIds.kind === 'unknown' || inRoleAssignableGroup.kind === 'unknown') return false;
  return !inRoleAssignableGroup.value && roleIds.value.every((each) => listed.includes(each));
}
