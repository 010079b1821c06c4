import type { Application } from '@gatehouse/model';

/** What an application has before anybody says anything of it (Microsoft Graph documentation: application resource type). */
export type BlankApplication = Omit<Application, 'id' | 'appId' | 'tenant' | 'displayName' | 'createdAt'>;

/** What a new application has where nobody says otherwise. */
export const blankApplication: BlankApplication = {
  signInAudience: 'AzureADMyOrg',
  isDisabled: false,
  identifierUris: [],
  isFallbackPublicClient: false,
  web: {
    redirectUris: [],
    implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
  },
  spa: { redirectUris: [] },
  publicClient: { redirectUris: [] },
  api: {
    // Graph's null, which is what an absent version means, asks for version 1.
    requestedAccessTokenVersion: 1,
    oauth2PermissionScopes: [],
    preAuthorizedApplications: [],
    knownClientApplications: [],
    acceptMappedClaims: false,
  },
  appRoles: [],
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
};
