import {
  type Application,
  type Fact,
  known,
  type PermissionId,
  type ServicePrincipal,
  unknown,
} from '@gatehouse/model';
import type {
  AccessInput,
  ClientFacts,
  GrantFacts,
  PrincipalFacts,
  RequiredScopes,
  ResourceFacts,
  Target,
  UserFacts,
} from '@gatehouse/policy';
import type { Directory, TenantConfiguration, UserStanding } from '../../directory/index.js';
import type { ResourceRegistrationFacts } from '../admitted-facts.js';
import type { Attempt } from '../attempt.js';

/** Everything the gate found out about an attempt. */
export interface CollectedFacts {
  readonly input: AccessInput;
  readonly configuration: TenantConfiguration;
  readonly client: Application | null;
  readonly user: UserStanding | null;
  readonly resource: ResourceRegistrationFacts | null;
}

/**
 * Gathers the facts of an attempt from the directory's snapshots.
 * @param now the present, in milliseconds since the epoch.
 * @returns undefined when the tenant does not exist.
 */
export async function collectFacts(
  directory: Directory,
  attempt: Attempt,
  now: number,
): Promise<CollectedFacts | undefined> {
  const configuration = await directory.configuration(attempt.tenant);
  if (configuration === undefined) return undefined;
  const client = attempt.client === null ? null : ((await directory.application(attempt.client)) ?? null);
  const presence = client === null ? undefined : configuration.servicePrincipal(client.appId);
  const user =
    attempt.principal.kind === 'user'
      ? ((await directory.userById(attempt.tenant, attempt.principal.id)) ?? null)
      : null;
  const resource = await findResource(directory, configuration, attempt);
  const holder = attempt.principal.kind === 'application' ? presence?.id : user;
  const input: AccessInput = {
    at: now,
    attempt: attempt.kind,
    tenant: attempt.tenant,
    authority: attempt.authority,
    client: attempt.client === null ? null : clientFact(client, presence, configuration),
    principal: principalFacts(attempt, user),
    target: targetFacts(attempt, resource),
    request: attempt.request,
    grants: known(grantFacts(configuration, presence, user)),
    assignments: {
      client: heldRoles(configuration, user ?? undefined, presence),
      target: heldRoles(configuration, holder ?? undefined, resource?.servicePrincipal),
    },
    network: {
      address: known(attempt.network.address),
      userAgent: attempt.network.userAgent === undefined ? unknown('not sent') : known(attempt.network.userAgent),
    },
  };
  return { input, configuration, client, user, resource };
}

async function findResource(
  directory: Directory,
  configuration: TenantConfiguration,
  attempt: Attempt,
): Promise<ResourceRegistrationFacts | null> {
  if (attempt.target.kind !== 'resource') return null;
  const servicePrincipal = configuration.resource(attempt.target.name);
  if (servicePrincipal === undefined) return null;
  const application = await directory.application(servicePrincipal.appId);
  return application === undefined ? null : { name: attempt.target.name, servicePrincipal, application };
}

/** Fact objects are kept with the snapshot objects they come from: the same objects give the same facts, encoded once. */
const clientFacts = new WeakMap<Application, WeakMap<object, ClientFacts>>();
const resourceFacts = new WeakMap<ServicePrincipal, ResourceFacts>();
const userFacts = new WeakMap<UserStanding, UserFacts>();

function remember<K extends object, V>(cache: WeakMap<K, V>, key: K, make: () => V): V {
  const before = cache.get(key);
  if (before !== undefined) return before;
  const value = make();
  cache.set(key, value);
  return value;
}

function clientFact(
  application: Application | null,
  presence: ServicePrincipal | undefined,
  configuration: TenantConfiguration,
): Fact<ClientFacts> {
  if (application === null) return unknown('no such application');
  const make = (): ClientFacts => ({
    appId: application.appId,
    displayName: application.displayName,
    signInAudience: application.signInAudience,
    isDisabled: application.isDisabled,
    appRoles: application.appRoles,
    homeTenant: application.tenant,
    requiredScopes: requiredScopes(application, configuration),
    servicePrincipal:
      presence === undefined
        ? null
        : {
            id: presence.id,
            accountEnabled: presence.accountEnabled,
            appRoleAssignmentRequired: presence.appRoleAssignmentRequired,
          },
  });
  // A presence belongs to one configuration of one tenant; where there is none, nothing would tell that what is required has changed.
  if (presence === undefined) return known(make());
  const byPresence = remember(clientFacts, application, () => new WeakMap<object, ClientFacts>());
  return known(remember(byPresence, presence, make));
}

/** Resources that the tenant does not have, or has switched off, can be granted nothing of. */
function requiredScopes(application: Application, configuration: TenantConfiguration): readonly RequiredScopes[] {
  return application.requiredResourceAccess.flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = configuration.servicePrincipal(resourceAppId);
    if (resource?.accountEnabled !== true) return [];
    const ids = new Set(resourceAccess.filter(({ type }) => type === 'Scope').map(({ id }) => id));
    const scopes = resource.oauth2PermissionScopes.filter(({ id, isEnabled }) => isEnabled && ids.has(id));
    if (scopes.length === 0) return [];
    const without = new Set(
      (configuration.knownApplication(resourceAppId)?.api.preAuthorizedApplications ?? [])
        .filter(({ appId }) => appId === application.appId)
        .flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds),
    );
    return {
      resourceId: resource.id,
      resourceAppId,
      scopes: scopes.map(({ id, value, type }) => ({ value, type, preAuthorized: without.has(id) })),
    };
  });
}

function targetFacts(attempt: Attempt, resource: ResourceRegistrationFacts | null): Target {
  if (attempt.target.kind !== 'resource') return attempt.target;
  const { name } = attempt.target;
  if (resource === null) return { kind: 'resource', name, servicePrincipal: unknown('not in the tenant') };
  const { servicePrincipal, application } = resource;
  const facts = remember(resourceFacts, servicePrincipal, () => ({
    id: servicePrincipal.id,
    appId: servicePrincipal.appId,
    displayName: servicePrincipal.displayName,
    accountEnabled: servicePrincipal.accountEnabled && !application.isDisabled,
    appRoleAssignmentRequired: servicePrincipal.appRoleAssignmentRequired,
    oauth2PermissionScopes: servicePrincipal.oauth2PermissionScopes,
    appRoles: servicePrincipal.appRoles,
    accessTokenVersion: application.api.requestedAccessTokenVersion,
    preAuthorized: application.api.preAuthorizedApplications.map((entry) => ({
      appId: entry.appId,
      permissionIds: entry.delegatedPermissionIds,
    })),
  }));
  return { kind: 'resource', name, servicePrincipal: known(facts) };
}

function principalFacts(attempt: Attempt, standing: UserStanding | null): PrincipalFacts {
  if (attempt.principal.kind !== 'user') return attempt.principal;
  const authentication = known(attempt.principal.authentication);
  if (standing === null) return { kind: 'user', user: unknown('no such account'), authentication };
  const facts = remember(userFacts, standing, () => ({
    id: standing.user.id,
    userPrincipalName: standing.user.userPrincipalName,
    userType: standing.user.userType,
    accountEnabled: standing.user.accountEnabled,
    sessionsValidFrom: standing.user.signInSessionsValidFrom,
    groups: [...standing.transitiveGroups],
  }));
  return { kind: 'user', user: known(facts), authentication };
}

function grantFacts(
  configuration: TenantConfiguration,
  presence: ServicePrincipal | undefined,
  standing: UserStanding | null,
): readonly GrantFacts[] {
  if (presence === undefined) return [];
  const own = standing?.grants.filter((grant) => grant.clientId === presence.id) ?? [];
  return [...configuration.tenantWideGrants(presence.id), ...own].map(({ resourceId, consentType, scopes }) => ({
    resourceId,
    consentType,
    scopes,
  }));
}

/** Roles on `resource` held by a service principal (given by id) or a person: directly, or through a group directly joined. */
function heldRoles(
  configuration: TenantConfiguration,
  holder: UserStanding | string | undefined,
  resource: ServicePrincipal | undefined,
): Fact<readonly PermissionId[]> {
  if (holder === undefined) return unknown('no such principal in the tenant');
  if (resource === undefined) return unknown('no such resource in the tenant');
  const assignments =
    typeof holder === 'string'
      ? configuration.assignmentsOf(holder)
      : [...holder.assignments, ...[...holder.directGroups].flatMap((group) => configuration.assignmentsOf(group))];
  const roles = assignments.filter((entry) => entry.resourceId === resource.id).map((entry) => entry.appRoleId);
  return known([...new Set(roles)]);
}
