/** The applications of the whole tenant. */
export const wholeAppIds = {
  api: 'aa000000-0000-4000-8000-000000000001',
  client: 'aa000000-0000-4000-8000-000000000002',
  absent: 'aa000000-0000-4000-8000-000000000003',
} as const;
const { api, client } = wholeAppIds;

const everybody = { target: 'AllUsers', targetType: 'user' } as const;

/** Every kind of policy, each saying something. */
export const policies = {
  legacy: { passwordGrant: true },
  activityBasedTimeoutPolicies: [
    {
      displayName: 'Timeout',
      definition: [
        '{"ActivityBasedTimeoutPolicy":{"Version":1,"ApplicationPolicies":[{"ApplicationId":"default","WebSessionIdleTimeout":"01:00:00"}]}}',
      ],
      isOrganizationDefault: true,
    },
  ],
  adminConsentRequestPolicy: {
    isEnabled: true,
    requestDurationInDays: 7,
    reviewers: [{ query: '/users/ab000000-0000-4000-8000-000000000001' }],
  },
  appManagementPolicies: [
    {
      displayName: 'Strict',
      restrictions: { passwordCredentials: [{ restrictionType: 'passwordAddition' }] },
      appliesTo: [{ application: client }, { servicePrincipal: client }],
    },
  ],
  authenticationContextClassReferences: [{ id: 'c1', displayName: 'Trusted', isAvailable: true }],
  authenticationFlowsPolicy: { selfServiceSignUp: { isEnabled: true } },
  authenticationMethodConfigurations: [
    { id: 'TemporaryAccessPass', state: 'enabled', includeTargets: [{ id: 'Mixed', targetType: 'group' }] },
  ],
  authenticationMethodsPolicy: {
    registrationEnforcement: {
      authenticationMethodsRegistrationCampaign: {
        snoozeDurationInDays: 3,
        excludeTargets: [{ id: 'anna@whole.example', targetType: 'user' }],
      },
    },
  },
  authenticationStrengthPolicies: [{ displayName: 'Keys only', allowedCombinations: ['fido2'], description: null }],
  authorizationPolicy: {
    allowInvitesFrom: 'adminsAndGuestInviters',
    defaultUserRolePermissions: { allowedToCreateApps: false },
  },
  groupSettings: [
    {
      templateId: '5cf42378-d67d-4f36-ba46-e8b86229381d',
      values: [
        { name: 'LockoutThreshold', value: '5' },
        { name: 'BannedPasswordList', value: 'whole\tskyscraper' },
      ],
    },
  ],
  claimsMappingPolicies: [
    {
      displayName: 'Claims',
      definition: [
        '{"ClaimsMappingPolicy":{"Version":1,"IncludeBasicClaimSet":"true","ClaimsSchema":[{"Source":"user","ID":"department","JwtClaimType":"dept"}]}}',
      ],
      appliesTo: [{ servicePrincipal: api }],
    },
  ],
  crossTenantAccessPolicy: { allowedCloudEndpoints: ['microsoftonline.us'] },
  crossTenantAccessPolicyDefault: { inboundTrust: { isMfaAccepted: true } },
  crossTenantAccessPolicyPartners: [
    {
      tenantId: 'f1000000-0000-4000-8000-000000000001',
      b2bCollaborationOutbound: {
        usersAndGroups: { accessType: 'allowed', targets: [{ target: 'Mixed', targetType: 'group' }] },
      },
      b2bCollaborationInbound: { usersAndGroups: { accessType: 'blocked', targets: [everybody] } },
    },
  ],
  defaultAppManagementPolicy: {
    isEnabled: true,
    applicationRestrictions: {
      passwordCredentials: [{ restrictionType: 'passwordLifetime', maxLifetime: 'P90D' }],
    },
  },
  identitySecurityDefaultsEnforcementPolicy: { isEnabled: true },
  homeRealmDiscoveryPolicies: [
    { displayName: 'Home', definition: ['{"HomeRealmDiscoveryPolicy":{"AccelerateToFederatedDomain":false}}'] },
  ],
  permissionGrantPolicies: [
    {
      id: 'low-only',
      displayName: 'Low',
      includes: [{ permissionType: 'delegated', permissionClassification: 'low' }],
    },
  ],
  tokenIssuancePolicies: [
    {
      displayName: 'Issuance',
      definition: [
        '{"TokenIssuancePolicy":{"Version":1,"SigningAlgorithm":"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256","TokenResponseSigningPolicy":"TokenOnly"}}',
      ],
    },
  ],
  tokenLifetimePolicies: [
    {
      displayName: 'Lifetime',
      definition: ['{"TokenLifetimePolicy":{"Version":1,"AccessTokenLifetime":"02:00:00"}}'],
      appliesTo: [{ application: api }],
    },
  ],
};
