import type { TenantFacts } from './seed-facts.js';
import { type Application, type AppRoleAssignment, defaultAccessRoleId, type PermissionGrant } from '@gatehouse/model';

/** The scopes of a grant that its resource still publishes: the others give nothing. */
export function liveScopes(grant: PermissionGrant, resource: Application | undefined): readonly string[] {
  const published = resource?.api.oauth2PermissionScopes ?? [];
  return grant.scopes.filter((scope) => published.some(({ value, isEnabled }) => isEnabled && value === scope));
}

/** True for the assignment of a role that its resource still publishes, or of plain access. */
export function isLiveAssignment({ appRoleId }: AppRoleAssignment, resource: Application | undefined): boolean {
  if (resource === undefined) return false;
  return appRoleId === defaultAccessRoleId || resource.appRoles.some(({ id }) => id === appRoleId);
}

/** What roles can be limited to, by its place among the scopes of Graph. */
export function liveScopesOfRoles(
  facts: Pick<TenantFacts, 'users' | 'groups' | 'devices' | 'applications' | 'servicePrincipals' | 'units'>,
): ReadonlySet<string> {
  const { users, groups, devices, applications, servicePrincipals, units } = facts;
  const objects = [users, groups, devices, applications, servicePrincipals].flat();
  return new Set(['/', ...objects.map(({ id }) => `/${id}`), ...units.map(({ id }) => `/administrativeUnits/${id}`)]);
}
