import type { FurtherType } from './further-properties.js';

// Graph's properties that the directory keeps as they are written and decides nothing by, by kind of object and by what they hold
// (Microsoft Graph documentation: the resource types). Lists and structured values stand as `[what]` and `{ name: what }`.

const extensionAttributes = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, 'text' as const]),
);

const synchronized = {
  onPremisesLastSyncDateTime: 'instant',
  onPremisesSecurityIdentifier: 'text',
  onPremisesSyncEnabled: 'flag',
} as const;

export const furtherUserProperties = {
  ageGroup: 'text',
  authorizationInfo: { certificateUserIds: ['text'] },
  city: 'text',
  companyName: 'text',
  consentProvidedForMinor: 'text',
  country: 'text',
  creationType: 'text',
  employeeHireDate: 'instant',
  employeeId: 'text',
  employeeLeaveDateTime: 'instant',
  employeeOrgData: { costCenter: 'text', division: 'text' },
  employeeType: 'text',
  externalUserState: 'text',
  externalUserStateChangeDateTime: 'instant',
  faxNumber: 'text',
  identities: [{ signInType: 'text', issuer: 'text', issuerAssignedId: 'text' }],
  imAddresses: ['text'],
  isResourceAccount: 'flag',
  legalAgeGroupClassification: 'text',
  mailNickname: 'text',
  onPremisesDistinguishedName: 'text',
  onPremisesDomainName: 'text',
  onPremisesExtensionAttributes: extensionAttributes,
  onPremisesImmutableId: 'text',
  ...synchronized,
  onPremisesSamAccountName: 'text',
  onPremisesUserPrincipalName: 'text',
  otherMails: ['text'],
  passwordPolicies: 'text',
  passwordProfile: { forceChangePasswordNextSignIn: 'flag', forceChangePasswordNextSignInWithMfa: 'flag' },
  postalCode: 'text',
  preferredDataLocation: 'text',
  proxyAddresses: ['text'],
  showInAddressList: 'flag',
  state: 'text',
  streetAddress: 'text',
} as const satisfies Readonly<Record<string, FurtherType>>;

export const furtherGroupProperties = {
  classification: 'text',
  expirationDateTime: 'instant',
  ...synchronized,
  preferredDataLocation: 'text',
  preferredLanguage: 'text',
  proxyAddresses: ['text'],
  renewedDateTime: 'instant',
  theme: 'text',
  uniqueName: 'text',
} as const satisfies Readonly<Record<string, FurtherType>>;

const addIn = { id: 'text', type: 'text', properties: [{ key: 'text', value: 'text' }] } as const;

export const furtherApplicationProperties = {
  addIns: [addIn],
  authenticationBehaviors: {
    blockAzureADGraphAccess: 'flag',
    removeUnverifiedEmailClaim: 'flag',
    requireClientServicePrincipal: 'flag',
  },
  defaultRedirectUri: 'text',
  isDeviceOnlyAuthSupported: 'flag',
  managerApplications: ['text'],
  nativeAuthenticationApisEnabled: 'text',
  notes: 'text',
  oauth2RequirePostResponse: 'flag',
  parentalControlSettings: { countriesBlockedForMinors: ['text'], legalAgeGroupRule: 'text' },
  requestSignatureVerification: { allowedWeakAlgorithms: 'text', isSignedRequestRequired: 'flag' },
  samlMetadataUrl: 'text',
  serviceManagementReference: 'text',
  servicePrincipalLockConfiguration: {
    allProperties: 'flag',
    credentialsWithUsageSign: 'flag',
    credentialsWithUsageVerify: 'flag',
    isEnabled: 'flag',
    tokenEncryptionKeyId: 'flag',
  },
  tokenEncryptionKeyId: 'text',
  uniqueName: 'text',
} as const satisfies Readonly<Record<string, FurtherType>>;

export const furtherServicePrincipalProperties = {
  addIns: [addIn],
  alternativeNames: ['text'],
  description: 'text',
  homepage: 'text',
  loginUrl: 'text',
  logoutUrl: 'text',
  notes: 'text',
  notificationEmailAddresses: ['text'],
  preferredSingleSignOnMode: 'text',
  preferredTokenSigningKeyThumbprint: 'text',
  samlSingleSignOnSettings: { relayState: 'text' },
  tokenEncryptionKeyId: 'text',
} as const satisfies Readonly<Record<string, FurtherType>>;

export const furtherDeviceProperties = {
  alternativeSecurityIds: [{ type: 'whole', identityProvider: 'text', key: 'text' }],
  complianceExpirationDateTime: 'instant',
  deviceCategory: 'text',
  deviceMetadata: 'text',
  deviceOwnership: 'text',
  deviceVersion: 'whole',
  enrollmentProfileName: 'text',
  enrollmentType: 'text',
  extensionAttributes,
  isRooted: 'flag',
  managementType: 'text',
  manufacturer: 'text',
  mdmAppId: 'text',
  model: 'text',
  ...synchronized,
  operatingSystem: 'text',
  operatingSystemVersion: 'text',
  physicalIds: ['text'],
  profileType: 'text',
  systemLabels: ['text'],
} as const satisfies Readonly<Record<string, FurtherType>>;

/** Administrative units have none that is kept. */
export const furtherUnitProperties = {} as const satisfies Readonly<Record<string, FurtherType>>;

export const furtherOrganizationProperties = {
  businessPhones: ['text'],
  city: 'text',
  country: 'text',
  countryLetterCode: 'text',
  defaultUsageLocation: 'text',
  marketingNotificationEmails: ['text'],
  ...synchronized,
  postalCode: 'text',
  preferredLanguage: 'text',
  privacyProfile: { contactEmail: 'text', statementUrl: 'text' },
  securityComplianceNotificationMails: ['text'],
  securityComplianceNotificationPhones: ['text'],
  state: 'text',
  street: 'text',
  technicalNotificationMails: ['text'],
} as const satisfies Readonly<Record<string, FurtherType>>;
