import type { Application, AppId, ApplicationId, CredentialId, PermissionId, TenantId } from '@gatehouse/model';

// Values from which the tests of this folder build registrations.
export const tenant = '10000000-0000-0000-0000-000000000001' as TenantId;
export const appId = '20000000-0000-0000-0000-000000000001' as AppId;
export const facts = { verifiedDomains: ['contoso.example', 'contoso.onmicrosoft.example'] };
export const numbered = <Id extends string>(number: number) =>
  `30000000-0000-0000-0000-${String(number).padStart(12, '0')}` as Id;
export const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

export function application(change: Partial<Application> = {}): Application {
  return {
    id: '20000000-0000-0000-0000-000000000002' as ApplicationId,
    appId,
    tenant,
    displayName: 'Orders',
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
      requestedAccessTokenVersion: 2,
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
    createdAt: 0,
    ...change,
  };
}

export const plain = application();
export const web = (...redirectUris: string[]) => ({ web: { ...plain.web, redirectUris } });
export const spa = (...redirectUris: string[]) => ({ spa: { redirectUris } });
export const native = (...redirectUris: string[]) => ({ publicClient: { redirectUris } });
export const personal = { signInAudience: 'AzureADandPersonalMicrosoftAccount' } as const;
export const scope = (number: number, value = `scope.${number}`) => ({
  id: numbered<PermissionId>(number),
  value,
  type: 'User' as const,
  isEnabled: true,
  adminConsentDisplayName: 'A scope',
  adminConsentDescription: 'A scope.',
});
export const role = (number: number, value?: string) => ({
  id: numbered<PermissionId>(number),
  ...(value !== undefined && { value }),
  displayName: 'A role',
  description: 'A role.',
  isEnabled: true,
  allowedMemberTypes: ['User' as const],
});
export const api = (change: Partial<Application['api']>) => ({ api: { ...plain.api, ...change } });
export const secret = (number: number) => ({
  keyId: numbered<CredentialId>(number),
  startAt: 0,
  endAt: 1,
  hint: 'fak',
  digest: '',
});
export const federated = (change: Partial<Application['federatedIdentityCredentials'][number]> = {}) => ({
  id: numbered<CredentialId>(1),
  name: 'main',
  issuer: 'https://issuer.example',
  subject: 'repo:contoso/orders:ref:refs/heads/main',
  audiences: ['api://AzureADTokenExchange'],
  ...change,
});
export const resource = (number: number, permissions: number) => ({
  resourceAppId: numbered<AppId>(number),
  resourceAccess: many(permissions, (index) => ({ id: numbered<PermissionId>(index), type: 'Scope' as const })),
});
