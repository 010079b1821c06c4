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
import { builtInApplications } from '../applications/graph-application.js';
import type { TenantConfiguration } from '../directory.js';
import type { StoredDocument } from '../documents/repository.js';
import type { StoredRoleAssignment } from '../roles/repository.js';
import { directorySettings } from './directory-settings.js';
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
  /** Directory roles of groups and service principals. */
  readonly roles: readonly StoredRoleAssignment[];
  readonly documents: readonly (StoredDocument & { readonly kind: string })[];
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
  const applicationOf = (appId: AppId) => own.get(appId) ?? parts.foreignApplications.get(appId);
  const principals = parts.servicePrincipals.map((stored) => present(stored, applicationOf(stored.appId)));
  const byAppId = new Map(principals.map((principal) => [principal.appId, principal]));
  const byId = new Map(principals.map((principal) => [principal.id, principal]));
  const byName = resourceNames(principals, applicationOf, parts.tenant.id);
  const grants = grouped(parts.tenantWideGrants, (grant) => grant.clientId);
  const assignments = grouped(parts.assignments, (assignment) => assignment.principalId);
  const roles = grouped(parts.roles, (role) => role.principalId);
  const documents = grouped(parts.documents, (document) => document.kind);
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
    knownApplication: applicationOf,
    knownApplications: () => [...parts.applications, ...parts.foreignApplications.values()],
    servicePrincipals: () => principals,
    rolesHeldBy: (principalId) => roles.get(principalId) ?? nothing,
    documents: (kind) => documents.get(kind) ?? nothing,
    directorySettings: directorySettings(documents),
    // Where an application is missing, it may come back in any tenant.
    dependsOn: (tenant) => isIncomplete || homes.has(tenant),
  };
}

/** A service principal as its tenant sees it: its own row, with what its application publishes. */
function present(stored: StoredServicePrincipal, application: Application | undefined): ServicePrincipal {
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
 * Which resource a name means. The platform's own come first, so that nobody takes their names; then this tenant's applications:
 * a single-tenant one may carry a name that is another tenant's as well, and at home the own one is meant.
 * Names that only a service principal carries come last, for the same reason.
 */
function resourceNames(
  principals: readonly ServicePrincipal[],
  applicationOf: (appId: AppId) => Application | undefined,
  home: TenantId,
): ReadonlyMap<string, ServicePrincipal> {
  const rank = (principal: ServicePrincipal): number => {
    if (builtInApplications.has(principal.appId)) return 0;
    return applicationOf(principal.appId)?.tenant === home ? 1 : 2;
  };
  const ordered = [...principals].sort((left, right) => rank(left) - rank(right));
  const byName = new Map<string, ServicePrincipal>();
  const claim = (name: string, principal: ServicePrincipal) => {
    if (!byName.has(name)) byName.set(name, principal);
  };
  for (const principal of ordered) {
    for (const uri of applicationOf(principal.appId)?.identifierUris ?? nothing) claim(uri, principal);
  }
  for (const principal of ordered) {
    for (const name of principal.servicePrincipalNames) claim(name, principal);
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
