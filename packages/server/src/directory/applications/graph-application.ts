import {
  type AppRole,
  type Application,
  type ApplicationId,
  describePermission,
  graphAppId,
  graphPermissions,
  graphResourceUri,
  type PermissionScope,
  type TenantId,
} from '@gatehouse/model';

/** The tenant in which the platform's own applications are at home. It has no directory of its own. */
export const platformTenantId = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' as TenantId;

const scopes: readonly PermissionScope[] = graphPermissions.flatMap(({ name, delegatedId, adminConsent }) => {
  if (delegatedId === undefined) return [];
  const { title, description } = describePermission(name, 'delegated');
  return [
    {
      id: delegatedId,
      value: name,
      type: adminConsent ? 'Admin' : 'User',
      isEnabled: true,
      adminConsentDisplayName: title,
      adminConsentDescription: description,
      userConsentDisplayName: title,
      userConsentDescription: description,
    },
  ];
});

const roles: readonly AppRole[] = graphPermissions.flatMap(({ name, applicationId }) => {
  if (applicationId === undefined) return [];
  const { title, description } = describePermission(name, 'application');
  return [
    {
      id: applicationId,
      value: name,
      displayName: title,
      description,
      isEnabled: true,
      allowedMemberTypes: ['Application'],
    },
  ];
});

/** Microsoft Graph as an application: the same in every installation, present in every tenant. */
export const graphApplication: Application = {
  id: 'b2f28b5a-5c0b-4f6e-9c55-0c0f2d1a7b11' as ApplicationId,
  appId: graphAppId,
  tenant: platformTenantId,
  displayName: 'Microsoft Graph',
  signInAudience: 'AzureADandPersonalMicrosoftAccount',
  isDisabled: false,
  // Clients write the name with and without the slash.
  identifierUris: [graphResourceUri, `${graphResourceUri}/`],
  isFallbackPublicClient: false,
  web: { redirectUris: [], implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false } },
  spa: { redirectUris: [] },
  publicClient: { redirectUris: [] },
  api: {
    // Microsoft identity platform documentation: access tokens for Microsoft Graph are version 1.
    requestedAccessTokenVersion: 1,
    oauth2PermissionScopes: scopes,
    preAuthorizedApplications: [],
    knownClientApplications: [],
    acceptMappedClaims: false,
  },
  appRoles: roles,
  requiredResourceAccess: [],
  optionalClaims: { idToken: [], accessToken: [], saml2Token: [] },
  groupMembershipClaims: [],
  info: {},
  passwordCredentials: [],
  keyCredentials: [],
  federatedIdentityCredentials: [],
  owners: [],
  tags: [],
  gatehouse: { allowPasswordGrant: false, requirePkce: true, accessTokenSigningAlgorithm: 'RS256' },
  createdAt: 0,
};

/** Applications that the platform itself brings; no tenant holds their registrations. */
export const builtInApplications: ReadonlyMap<string, Application> = new Map([[graphAppId, graphApplication]]);
