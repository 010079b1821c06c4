import type {
  AppId,
  Application,
  AppRoleAssignment,
  PermissionGrant,
  ServicePrincipal,
  ServicePrincipalId,
  Tenant,
  TenantId,
} from '@gatehouse/model';
import { parseGuid } from '@gatehouse/model';
import type { TenantConfiguration } from '../directory.js';
import type { StoredServicePrincipal } from '../service-principals/repository.js';

/** What one tenant's configuration is made of. */
export interface ConfigurationParts {
  readonly tenant: Tenant;
  readonly sequence: number;
  readonly applications: readonly Application[];
  readonly servicePrincipals: readonly StoredServicePrincipal[];
  readonly tenantWideGrants: readonly PermissionGrant[];
  /** Assignments of groups and service principals. */
  readonly assignments: readonly AppRoleAssignment[];
  /** Applications that are at home elsewhere and present here, by appId. */
  readonly foreignApplications: ReadonlyMap<AppId, Application>;
}

/** A configuration, and what it was made of beside its own tenant. */
export interface CompiledConfiguration extends TenantConfiguration {
  /** True when applications of that tenant stand in it, so that their change there is a change here. */
  dependsOn(tenant: TenantId): boolean;
}

const nothing: readonly never[] = Object.freeze([]);

/** Compiles one tenant's rows into maps; pure, and the result never changes. */
export function compileConfiguration(parts: ConfigurationParts): CompiledConfiguration {
  const own = new Map(parts.applications.map((application) => [application.appId, application]));
  const principals = parts.servicePrincipals.map((stored) =>
    present(stored, own.get(stored.appId) ?? parts.foreignApplications.get(stored.appId)),
  );
  const byAppId = new Map(principals.map((principal) => [principal.appId, principal]));
  const byId = new Map(principals.map((principal) => [principal.id, principal]));
  const byName = resourceNames(principals, own);
  const grants = grouped(parts.tenantWideGrants, (grant) => grant.clientId);
  const assignments = grouped(parts.assignments, (assignment) => assignment.principalId);
  const homes = new Set([...parts.foreignApplications.values()].map((application) => application.tenant));
  const isIncomplete = principals.some(
    (principal) => principal.servicePrincipalType === 'Application' && principal.appOwnerOrganizationId === undefined,
  );
  return {
    tenant: parts.tenant,
    sequence: parts.sequence,
    servicePrincipal: (appId) => byAppId.get(appId),
    servicePrincipalById: (id) => byId.get(id),
    resource: (name) => byAppId.get(parseGuid<AppId>(name) ?? (name as AppId)) ?? byName.get(name),
    tenantWideGrants: (client: ServicePrincipalId) => grants.get(client) ?? nothing,
    assignmentsOf: (principalId) => assignments.get(principalId) ?? nothing,
    ownApplication: (appId) => own.get(appId),
    ownApplications: () => parts.applications,
    servicePrincipals: () => principals,
    // Where an application is missing, it may come back in any tenant.
    dependsOn: (tenant) => isIncomplete || homes.has(tenant),
  };
}

/** A service principal as its tenant sees it: its own row, with what its application publishes. */
export function present(stored: StoredServicePrincipal, application: Application | undefined): ServicePrincipal {
  return {
    ...stored,
    servicePrincipalNames: [
      ...new Set([stored.appId, ...(application?.identifierUris ?? []), ...stored.servicePrincipalNames]),
    ],
    oauth2PermissionScopes: application?.api.oauth2PermissionScopes ?? nothing,
    appRoles: application?.appRoles ?? nothing,
    ...(application !== undefined && { appOwnerOrganizationId: application.tenant }),
  };
}

/**
 * Which resource a name means. A single-tenant application of this tenant may carry a name that is another tenant's as well:
 * at home the own one is meant. Names that only a service principal carries come last, so that none is taken by them.
 */
function resourceNames(
  principals: readonly ServicePrincipal[],
  own: ReadonlyMap<AppId, Application>,
): ReadonlyMap<string, ServicePrincipal> {
  const byName = new Map<string, ServicePrincipal>();
  const ordered = [
    ...principals.filter((principal) => own.has(principal.appId)),
    ...principals.filter((principal) => !own.has(principal.appId)),
  ];
  for (const principal of ordered) {
    for (const name of principal.servicePrincipalNames) {
      if (!byName.has(name)) byName.set(name, principal);
    }
  }
  return byName;
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
