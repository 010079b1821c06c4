import type { Application } from '@gatehouse/model';
import type { Problem } from './problem.js';

type Published = Pick<Application, 'api' | 'appRoles'>;

/**
 * The permissions that a change would take away while they are enabled: clients may still count on them, so that disabling comes first
 * (Microsoft Graph documentation: update application; appRole and permissionScope resource types).
 * @returns one problem for each, none when the change may be made.
 * @example enabledRemovalProblems(before, { ...before, appRoles: [] })
 */
export function enabledRemovalProblems(before: Published, after: Published): Problem[] {
  return [
    ...removed(before.api.oauth2PermissionScopes, after.api.oauth2PermissionScopes, 'api.oauth2PermissionScopes'),
    ...removed(before.appRoles, after.appRoles, 'appRoles'),
  ];
}

interface Permission {
  readonly id: string;
  readonly isEnabled: boolean;
}

function removed(before: readonly Permission[], after: readonly Permission[], path: string): Problem[] {
  const kept = new Set(after.map(({ id }) => id));
  return before
    .filter(({ id, isEnabled }) => isEnabled && !kept.has(id))
    .map(({ id }) => ({ path, reason: `the permission \`${id}\` must be disabled before it is taken away` }));
}
