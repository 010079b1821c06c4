import type { SignInAudience } from '@gatehouse/model';

/** How much an application may hold. */
export interface RegistrationLimits {
  readonly displayName: number;
  readonly identifierUris: number;
  readonly identifierUriLength: number;
  readonly redirectUris: number;
  readonly scopes: number;
  readonly scopeValue: number;
  readonly passwordCredentials: number;
  readonly permissionsTotal: number;
  readonly permissionsPerResource: number;
  readonly preAuthorizedClients: number;
  readonly preAuthorizedTotal: number;
  readonly preAuthorizedScopesPerClient: number;
}

const organizations: RegistrationLimits = {
  displayName: 120,
  identifierUris: Number.POSITIVE_INFINITY,
  identifierUriLength: 255,
  redirectUris: 256,
  scopes: Number.POSITIVE_INFINITY,
  scopeValue: 120,
  passwordCredentials: Number.POSITIVE_INFINITY,
  permissionsTotal: 400,
  permissionsPerResource: Number.POSITIVE_INFINITY,
  preAuthorizedClients: Number.POSITIVE_INFINITY,
  preAuthorizedTotal: Number.POSITIVE_INFINITY,
  preAuthorizedScopesPerClient: Number.POSITIVE_INFINITY,
};

const personal: RegistrationLimits = {
  displayName: 90,
  identifierUris: 50,
  identifierUriLength: 120,
  redirectUris: 100,
  scopes: 100,
  scopeValue: 40,
  passwordCredentials: 2,
  permissionsTotal: 200,
  permissionsPerResource: 30,
  preAuthorizedClients: 100,
  preAuthorizedTotal: 500,
  preAuthorizedScopesPerClient: 30,
};

/** Microsoft identity platform documentation: validation differences by supported account types. */
export const limitsByAudience: Readonly<Record<SignInAudience, RegistrationLimits>> = {
  AzureADMyOrg: organizations,
  AzureADMultipleOrgs: organizations,
  AzureADandPersonalMicrosoftAccount: personal,
  PersonalMicrosoftAccount: personal,
};

/** Limits that hold for every audience. */
export const everyAudience = {
  description: 1024,
  redirectUri: 256,
  webAddress: 255,
  resources: 50,
  foreignResources: 10,
  federatedCredentials: 20,
  federatedCredentialText: 600,
  federatedCredentialName: 120,
  owners: 100,
  tag: 256,
  roleValue: 120,
  permissionText: 1000,
  /** Entries of all collections together. */
  entries: 1200,
} as const;
