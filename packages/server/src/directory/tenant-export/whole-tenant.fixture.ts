import { exampleCertificate } from '../seeding.fixture.js';
import {
  furtherApplicationProperties,
  furtherDeviceProperties,
  furtherGroupProperties,
  furtherOrganizationProperties,
  furtherServicePrincipalProperties,
  furtherUserProperties,
} from '../seed/schema/further-properties.data.js';
import { samplesOf } from './further-samples.fixture.js';
import { policies, wholeAppIds } from './whole-policies.fixture.js';

const graph = '00000003-0000-0000-c000-000000000000';

const { api, client, absent } = wholeAppIds;

/** The name of the attribute that the API defines. */
const costCentres = `extension_${api.replaceAll('-', '')}_costCentres`;

const people = [
  {
    id: 'ab000000-0000-4000-8000-000000000001',
    userPrincipalName: 'Boss@whole.example',
    displayName: 'The Boss',
    givenName: 'The',
    surname: 'Boss',
    mail: 'boss@whole.example',
    jobTitle: 'Boss',
    department: 'Everything',
    officeLocation: '1/1',
    mobilePhone: '+1 425 555 0100',
    businessPhones: ['+1 425 555 0101'],
    preferredLanguage: 'en',
    usageLocation: 'NO',
    ...samplesOf(furtherUserProperties),
    createdDateTime: '2020-02-29T01:02:03.456Z',
    employeeId: '42',
    employeeHireDate: '2019-01-01T00:00:00Z',
    employeeOrgData: { costCenter: '7', division: null },
    otherMails: ['boss@elsewhere.example'],
    identities: [{ signInType: 'federated', issuer: 'whole.example', issuerAssignedId: null }],
    onPremisesExtensionAttributes: { extensionAttribute1: 'one', extensionAttribute15: 'fifteen' },
    showInAddressList: false,
    customSecurityAttributes: { Project: { Names: ['Alpine', 'Baker'], Level: 3, IsSecret: true } },
    [costCentres]: ['a', 'b'],
    wholeexample_course: { courseId: 7, courseName: 'yes' },
    extensions: [{ extensionName: 'com.example.roaming', creator: client, values: { theme: 'dark', list: [1, null] } }],
  },
  { userPrincipalName: 'anna@whole.example', manager: 'BOSS@whole.example', jobTitle: 'null', department: '~' },
  { userPrincipalName: 'zed@whole.example', manager: 'anna@whole.example', accountEnabled: false, surname: '"\'#: - ' },
  {
    userPrincipalName: 'gina_home.example#EXT#@whole.example',
    userType: 'Guest',
    mail: 'gina@home.example',
    creationType: 'Invitation',
    externalUserState: 'Accepted',
    invitation: { invitedUserEmailAddress: 'gina@home.example', inviteRedirectUrl: 'https://whole.example/' },
    externalIdentity: { tenant: 'f1000000-0000-4000-8000-000000000001', id: 'f1000000-0000-4000-8000-000000000002' },
  },
];

const groups = [
  {
    id: 'ac000000-0000-4000-8000-000000000001',
    displayName: 'Twins',
    members: ['anna@whole.example'],
    mail: 'twins@whole.example',
    mailEnabled: true,
    ...samplesOf(furtherGroupProperties),
    [costCentres]: ['c'],
    extensions: [{ extensionName: 'com.example.group', creator: client, values: { a: 'b' } }],
  },
  { id: 'ac000000-0000-4000-8000-000000000002', displayName: 'Twins', members: ['zed@whole.example'] },
  {
    displayName: 'Mixed',
    members: [
      'ac000000-0000-4000-8000-000000000001',
      'Boss@whole.example',
      client,
      'ad000000-0000-4000-8000-000000000001',
    ],
    owners: ['anna@whole.example', api],
  },
  // Called like another group's id, and like a user.
  { displayName: 'ac000000-0000-4000-8000-000000000002', members: ['Mixed'] },
  { displayName: 'anna@whole.example', members: ['anna@whole.example'] },
  {
    displayName: 'Engineers',
    groupTypes: ['DynamicMembership'],
    mailNickname: 'engineers',
    membershipRule: 'user.department -eq "Engineering"',
    membershipRuleProcessingState: 'Paused',
  },
  {
    displayName: 'Team',
    groupTypes: ['Unified'],
    mailNickname: 'team',
    visibility: 'HiddenMembership',
    theme: 'Purple',
    preferredDataLocation: 'EUR',
  },
  { displayName: 'Administrators', isAssignableToRole: true, members: ['Boss@whole.example'], description: '- x: [y' },
];

const {
  tokenEncryptionKeyId: _key,
  defaultRedirectUri: _uri,
  ...applicationSamples
} = samplesOf(furtherApplicationProperties);
const { tokenEncryptionKeyId: _other, ...presenceSamples } = samplesOf(furtherServicePrincipalProperties);

const applications = [
  {
    appId: api,
    displayName: 'API',
    signInAudience: 'AzureADMultipleOrgs',
    identifierUris: ['https://whole.example/api'],
    owners: ['anna@whole.example', client],
    ...applicationSamples,
    [costCentres]: ['p'],
    description: 'The API of everything',
    publisherDomain: 'main.whole.example',
    extensions: [{ extensionName: 'com.example.application', creator: client, values: { nothing: null } }],
    notes: '',
    uniqueName: 'the-api',
    serviceManagementReference: 'INC-1',
    servicePrincipalLockConfiguration: { isEnabled: true, allProperties: true, tokenEncryptionKeyId: null },
    parentalControlSettings: { countriesBlockedForMinors: ['DE'], legalAgeGroupRule: 'Allow' },
    verifiedPublisher: { displayName: 'Somebody' },
    web: {
      redirectUris: ['https://b.example/', 'https://a.example/'],
      redirectUriSettings: [{ uri: 'https://b.example/', index: 1 }, { uri: 'https://a.example/' }],
      implicitGrantSettings: { enableIdTokenIssuance: true },
    },
    api: {
      requestedAccessTokenVersion: 2,
      acceptMappedClaims: true,
      oauth2PermissionScopes: [
        { value: 'Read', type: 'User' },
        { value: 'Write', isEnabled: false },
      ],
      preAuthorizedApplications: [],
      knownClientApplications: [client],
    },
    appRoles: [
      { value: 'Reader', allowedMemberTypes: ['User', 'Application'] },
      { value: 'Off', allowedMemberTypes: ['User'], isEnabled: false },
      { displayName: 'Without value', allowedMemberTypes: ['User'] },
    ],
    groupMembershipClaims: 'SecurityGroup,ApplicationGroup',
    optionalClaims: { accessToken: [{ name: 'email', source: null, essential: false, additionalProperties: [] }] },
    info: { supportUrl: 'https://whole.example/help' },
    extensionProperties: [
      {
        name: 'costCentres',
        dataType: 'String',
        isMultiValued: true,
        targetObjects: ['User', 'Group', 'Device', 'AdministrativeUnit', 'Application', 'Organization'],
      },
    ],
    gatehouse: { requirePkce: false, accessTokenSigningAlgorithm: 'ES256' },
  },
  {
    appId: client,
    displayName: 'Client',
    isFallbackPublicClient: false,
    isDisabled: true,
    spa: { redirectUris: ['https://spa.example/'] },
    publicClient: { redirectUris: ['http://localhost'] },
    defaultRedirectUri: 'https://spa.example/',
    requiredResourceAccess: [
      { resourceAppId: graph, resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }] },
    ],
    passwordCredentials: [
      { displayName: 'z', secretText: 'fake-secret-text-z' },
      { displayName: 'a', hint: 'abc', startDateTime: '2030-01-01T00:00:00Z', endDateTime: '2031-01-01T00:00:00Z' },
    ],
    keyCredentials: [
      { certificate: exampleCertificate },
      { keyId: 'ae000000-0000-4000-8000-000000000001', usage: 'Encrypt', certificate: exampleCertificate },
    ],
    tokenEncryptionKeyId: 'ae000000-0000-4000-8000-000000000001',
    federatedIdentityCredentials: ['zulu', 'Alpha'].map((name) => ({
      name,
      issuer: 'https://issuer.example',
      subject: name,
      audiences: ['api://AzureADTokenExchange'],
      jwks: { keys: [{ kty: 'RSA', n: 'x', e: 'AQAB' }] },
    })),
    tags: ['HideApp', 'one'],
  },
  { appId: absent, displayName: 'Registered only', isFallbackPublicClient: true, servicePrincipal: false },
];

const servicePrincipals = [
  {
    appId: api,
    displayName: 'The API here',
    appRoleAssignmentRequired: true,
    owners: ['anna@whole.example', client],
    ...presenceSamples,
    keyCredentials: [
      { keyId: 'ae000000-0000-4000-8000-000000000002', usage: 'Encrypt', certificate: exampleCertificate },
    ],
    tokenEncryptionKeyId: 'ae000000-0000-4000-8000-000000000002',
    notes: 'Ask Anna',
    preferredSingleSignOnMode: 'saml',
    notificationEmailAddresses: ['ops@whole.example'],
    delegatedPermissionClassifications: [{ permissionName: 'Read', classification: 'low' }],
    customSecurityAttributes: { Project: { Level: 1 } },
    passwordCredentials: [{ displayName: 'own', secretText: 'fake-secret-of-the-presence' }],
  },
  { appId: client, accountEnabled: false, tags: ['t'], servicePrincipalNames: ['urn:extra'] },
];

/** A tenant in which every section says something, and names are as awkward as names can be. */
export const wholeTenant = {
  id: 'aa000000-0000-4000-8000-00000000000f',
  displayName: 'Whole: "everything"',
  domains: [
    'whole.example',
    { id: 'main.whole.example', isDefault: true },
    {
      id: 'first.example',
      isInitial: true,
      supportedServices: ['Email'],
      passwordValidityPeriodInDays: 90,
      passwordNotificationWindowInDays: 14,
    },
    { id: 'claimed.example', isVerified: false },
  ],
  organization: {
    ...samplesOf(furtherOrganizationProperties),
    [costCentres]: ['all'],
    technicalNotificationMails: ['ops@whole.example'],
    privacyProfile: { statementUrl: 'https://whole.example/p' },
  },
  users: people,
  groups,
  devices: [
    {
      deviceId: 'ad000000-0000-4000-8000-000000000001',
      displayName: 'LAPTOP-1',
      ...samplesOf(furtherDeviceProperties),
      [costCentres]: ['d'],
      isCompliant: false,
      isManaged: true,
      trustType: 'AzureAd',
      extensions: [{ extensionName: 'com.example.device', creator: client, values: { n: 1.5 } }],
      operatingSystem: 'Windows',
      extensionAttributes: { extensionAttribute1: 'x' },
      registeredOwners: ['anna@whole.example'],
      registeredUsers: ['anna@whole.example', 'Boss@whole.example'],
    },
    { displayName: 'Kiosk', accountEnabled: false },
  ],
  applications,
  servicePrincipals,
  oauth2PermissionGrants: [
    { client, resource: graph, scope: 'User.Read openid', consentType: 'AllPrincipals' },
    { client, resource: api, scope: 'Read', consentType: 'Principal', principal: 'anna@whole.example' },
  ],
  appRoleAssignments: [
    { principal: 'anna@whole.example', resource: api, role: 'Reader' },
    { principal: 'Mixed', resource: api },
    { principal: client, resource: api, role: 'Reader' },
  ],
  administrativeUnits: [
    {
      displayName: 'Europe',
      description: 'All of it',
      [costCentres]: ['u'],
      extensions: [{ extensionName: 'com.example.unit', creator: client, values: { yes: true } }],
      visibility: 'HiddenMembership',
      members: ['anna@whole.example', 'Mixed', 'ad000000-0000-4000-8000-000000000001'],
    },
    { displayName: 'Empty' },
  ],
  roleDefinitions: [
    {
      displayName: 'Readers of users',
      description: 'They read',
      version: '2',
      templateId: 'af000000-0000-4000-8000-000000000001',
      rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/basic/update'] }],
    },
  ],
  directoryRoles: [
    { role: 'Global Administrator', members: ['Boss@whole.example', 'Administrators'] },
    { role: 'User Administrator', scope: 'Europe', members: ['anna@whole.example'] },
    { role: 'Cloud Application Administrator', scope: client, members: ['zed@whole.example', client] },
    { role: 'Groups Administrator', scope: 'ac000000-0000-4000-8000-000000000002', members: ['zed@whole.example'] },
    { role: 'Readers of users', members: ['anna@whole.example'] },
  ],
  schemaExtensions: [
    {
      id: 'wholeexample_course',
      owner: client,
      targetTypes: ['User'],
      properties: [
        { name: 'courseId', type: 'Integer' },
        { name: 'courseName', type: 'String' },
      ],
    },
  ],
  attributeSets: [{ id: 'Project', maxAttributesPerSet: 10 }],
  customSecurityAttributeDefinitions: [
    {
      attributeSet: 'Project',
      name: 'Names',
      type: 'String',
      isCollection: true,
      usePreDefinedValuesOnly: true,
      allowedValues: [{ id: 'Alpine' }, { id: 'Baker', isActive: false }],
      description: 'What it is called',
    },
    { attributeSet: 'Project', name: 'Level', type: 'Integer' },
    { attributeSet: 'Project', name: 'IsSecret', type: 'Boolean', isSearchable: false, status: 'Deprecated' },
  ],
  namedLocations: [
    {
      displayName: 'Head office',
      isTrusted: true,
      ipRanges: [{ cidrAddress: '203.0.113.0/24' }, { cidrAddress: '2001:db8::/32' }],
    },
    { displayName: 'Home countries', countriesAndRegions: ['DE', 'FR'], includeUnknownCountriesAndRegions: true },
  ],
  conditionalAccessPolicies: [
    {
      displayName: 'Administrators need keys',
      state: 'enabledForReportingButNotEnforced',
      conditions: {
        applications: { includeApplications: [api] },
        users: {
          includeUsers: ['anna@whole.example'],
          includeGroups: ['Mixed', 'ac000000-0000-4000-8000-000000000001'],
          includeRoles: ['Global Administrator', 'Security Reader'],
          excludeUsers: ['Boss@whole.example'],
        },
        locations: { includeLocations: ['All'], excludeLocations: ['Head office', 'AllTrusted'] },
        clientAppTypes: ['all'],
      },
      grantControls: { operator: 'OR', authenticationStrength: { id: 'Keys only' } },
    },
    {
      displayName: 'Block legacy',
      state: 'disabled',
      conditions: {
        applications: { includeApplications: ['All'] },
        users: { includeUsers: ['All'] },
        clientAppTypes: ['exchangeActiveSync', 'other'],
      },
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    },
  ],
  policies,
};
