import {
  type AppId,
  known,
  type PermissionId,
  type PermissionScope,
  type ServicePrincipalId,
  type TenantId,
  type UserId,
} from '@gatehouse/model';
import type { AccessInput, ClientFacts, GrantFacts, ResourceFacts, UserFacts } from './input.js';

// Sample facts for the tests of access rules: a person at a client that asks an orders API for `Orders.Read`, all granted.

const tenant = '10000000-0000-4000-8000-000000000001' as TenantId;
export const otherTenant = '20000000-0000-4000-8000-000000000002' as TenantId;
export const readerRole = '50000000-0000-4000-8000-000000000001' as PermissionId;
export const approverRole = '50000000-0000-4000-8000-000000000002' as PermissionId;
const now = 1_800_000_000_000;

function scope(value: string, more: Partial<PermissionScope> = {}): PermissionScope {
  return {
    id: `40000000-0000-4000-8000-${value.length.toString().padStart(12, '0')}` as PermissionId,
    value,
    type: 'User',
    isEnabled: true,
    adminConsentDisplayName: value,
    adminConsentDescription: value,
    ...more,
  };
}

export const client: ClientFacts = {
  appId: '30000000-0000-4000-8000-000000000001' as AppId,
  displayName: 'Orders web',
  signInAudience: 'AzureADMyOrg',
  isDisabled: false,
  appRoles: [],
  homeTenant: tenant,
  requiredScopes: [],
  servicePrincipal: {
    id: '60000000-0000-4000-8000-000000000001' as ServicePrincipalId,
    accountEnabled: true,
    appRoleAssignmentRequired: false,
  },
};

export const resource: ResourceFacts = {
  id: '60000000-0000-4000-8000-000000000002' as ServicePrincipalId,
  appId: '30000000-0000-4000-8000-000000000002' as AppId,
  displayName: 'Orders API',
  accountEnabled: true,
  appRoleAssignmentRequired: false,
  oauth2PermissionScopes: [
    scope('Orders.Read'),
    scope('Orders.Write', { type: 'Admin' }),
    scope('Orders.Old', { isEnabled: false }),
  ],
  appRoles: [
    {
      id: readerRole,
      value: 'Orders.Read.All',
      displayName: 'Reader',
      description: 'Reads',
      isEnabled: true,
      allowedMemberTypes: ['Application'],
    },
    {
      id: approverRole,
      value: 'Approver',
      displayName: 'Approver',
      description: 'Approves',
      isEnabled: true,
      allowedMemberTypes: ['User'],
    },
  ],
  accessTokenVersion: 2,
  preAuthorized: [],
};

export const user: UserFacts = {
  id: '70000000-0000-4000-8000-000000000001' as UserId,
  userPrincipalName: 'avery@contoso.example',
  userType: 'Member',
  accountEnabled: true,
  sessionsValidFrom: now - 1_000_000,
  groups: [],
};

export const grant: GrantFacts = { resourceId: resource.id, consentType: 'AllPrincipals', scopes: ['Orders.Read'] };

/** A person's authorization request, everything in order, with some facts replaced. */
export function personInput(more: Partial<AccessInput> = {}): AccessInput {
  return {
    at: now,
    attempt: 'authorization_request',
    tenant,
    authority: 'tenant',
    client: known(client),
    principal: { kind: 'user', user: known(user), authentication: known({ methods: ['pwd'], at: now - 1000 }) },
    target: { kind: 'resource', name: 'api://orders', servicePrincipal: known(resource) },
    request: {
      scopes: ['Orders.Read'],
      usesDefault: false,
      openIdScopes: ['openid', 'profile'],
      authenticatedSince: null,
      forceConsent: false,
    },
    grants: known([grant]),
    assignments: { client: known([]), target: known([]) },
    network: { address: known('192.0.2.1'), userAgent: known('test') },
    ...more,
  };
}

/** A daemon's client credentials request, everything in order, with some facts replaced. */
export function daemonInput(more: Partial<AccessInput> = {}): AccessInput {
  return personInput({
    attempt: 'client_credentials',
    principal: { kind: 'application' },
    request: { scopes: [], usesDefault: true, openIdScopes: [], authenticatedSince: null, forceConsent: false },
    grants: known([]),
    assignments: { client: known([]), target: known([readerRole]) },
    ...more,
  });
}
