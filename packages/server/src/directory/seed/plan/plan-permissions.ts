import {
  type AppId,
  type Application,
  type AppRoleAssignment,
  defaultAccessRoleId,
  type PermissionGrant,
  type PermissionId,
  parseGuid,
} from '@gatehouse/model';
import type { StoredServicePrincipal } from '../../service-principals/repository.js';
import { type Place, within } from '../load-seed.js';
import type { SeedGrant } from '../schema/tenant.js';
import type { Principals } from './principals.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Refuse } from './tenant-plan.js';

/** What grants and assignments refer to. */
export interface PermissionFacts {
  readonly servicePrincipalOf: (appId: AppId) => StoredServicePrincipal | undefined;
  readonly applicationOf: (appId: AppId) => Application | undefined;
  readonly principals: Principals;
  readonly now: number;
}

/** The delegated permissions that one tenant's part of the seed grants. */
export function planGrants(
  seeded: SeededTenant,
  facts: PermissionFacts,
  refuse: Refuse,
): readonly Omit<PermissionGrant, 'id'>[] {
  return itemsOf(seeded, 'oauth2PermissionGrants').flatMap(({ value, place }) => {
    const client = present(value.client, within(place, 'client'), facts, refuse);
    const resource = present(value.resource, within(place, 'resource'), facts, refuse);
    const scopes = [...new Set(value.scope.split(/\s+/).filter((scope) => scope !== ''))];
    const published = facts.applicationOf(value.resource)?.api.oauth2PermissionScopes ?? [];
    for (const scope of resource === undefined ? [] : scopes) {
      if (!published.some((one) => one.value === scope && one.isEnabled)) {
        refuse(within(place, 'scope'), `the resource ${value.resource} publishes no scope \`${scope}\``);
      }
    }
    if (scopes.length === 0) refuse(within(place, 'scope'), 'must name at least one scope');
    const principalId = grantee(value, place, facts.principals, refuse);
    if (client === undefined || resource === undefined) return [];
    return [
      {
        clientId: client.id,
        resourceId: resource.id,
        consentType: value.consentType,
        ...(principalId !== undefined && { principalId }),
        scopes,
      },
    ];
  });
}

function grantee(value: SeedGrant, place: Place, principals: Principals, refuse: Refuse) {
  const at = within(place, 'principal');
  if (value.consentType === 'AllPrincipals') {
    if (value.principal !== undefined) refuse(at, 'must be absent when `consentType` is `AllPrincipals`');
    return undefined;
  }
  if (value.principal === undefined) {
    refuse(at, 'is required when `consentType` is `Principal`');
    return undefined;
  }
  const user = principals.user(value.principal);
  if (user === undefined) refuse(at, `no user is called \`${value.principal}\``);
  return user?.id;
}

/** The app roles that one tenant's part of the seed gives. */
export function planAssignments(
  seeded: SeededTenant,
  facts: PermissionFacts,
  refuse: Refuse,
): readonly Omit<AppRoleAssignment, 'id'>[] {
  return itemsOf(seeded, 'appRoleAssignments').flatMap(({ value, place }) => {
    const resource = present(value.resource, within(place, 'resource'), facts, refuse);
    const principal = assignee(value.principal, facts);
    if (principal === undefined) {
      refuse(within(place, 'principal'), `no user, group or service principal here is called \`${value.principal}\``);
    }
    if (resource === undefined || principal === undefined) return [];
    const appRoleId = roleId(value.role, value.resource, principal.type, within(place, 'role'), facts, refuse);
    if (appRoleId === undefined) return [];
    return [
      {
        principalId: principal.id,
        principalType: principal.type,
        resourceId: resource.id,
        appRoleId,
        createdAt: facts.now,
      },
    ];
  });
}

type Assignee = { readonly id: string; readonly type: AppRoleAssignment['principalType'] };

function assignee(name: string, facts: PermissionFacts): Assignee | undefined {
  const appId = parseGuid<AppId>(name);
  const servicePrincipal = appId && facts.servicePrincipalOf(appId);
  if (servicePrincipal) return { id: servicePrincipal.id, type: 'ServicePrincipal' };
  return facts.principals.member(name);
}

function roleId(
  role: string | undefined,
  resource: AppId,
  assigneeType: Assignee['type'],
  at: Place,
  facts: PermissionFacts,
  refuse: Refuse,
): PermissionId | undefined {
  if (role === undefined || role === '' || role === defaultAccessRoleId) return defaultAccessRoleId;
  const found = facts
    .applicationOf(resource)
    ?.appRoles.find((one) => (one.value === role || one.id === role.toLowerCase()) && one.isEnabled);
  if (found === undefined) {
    refuse(at, `the resource ${resource} publishes no app role \`${role}\``);
    return undefined;
  }
  const memberType = assigneeType === 'ServicePrincipal' ? 'Application' : 'User';
  if (!found.allowedMemberTypes.includes(memberType)) {
    refuse(at, `the app role \`${role}\` is not for ${memberType === 'User' ? 'users and groups' : 'applications'}`);
  }
  return found.id;
}

function present(appId: AppId, at: Place, facts: PermissionFacts, refuse: Refuse): StoredServicePrincipal | undefined {
  const principal = facts.servicePrincipalOf(appId);
  if (principal === undefined) {
    refuse(
      at,
      facts.applicationOf(appId) === undefined
        ? `no application has the appId ${appId}`
        : `the application ${appId} is not present in this tenant; list it in \`servicePrincipals\``,
    );
  }
  return principal;
}
