// Owns: an export of a tenant of Entra as Graph answers it, made up. Used by: tests/journeys/import-entra, and the tests of the import.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files of an export by their paths: JSON, or bytes as a shell wrote them. */
export type ExportFiles = Readonly<Record<string, unknown>>;

const graph = 'https://graph.microsoft.com/v1.0/$metadata';
const id = (kind: string, number: number) => `5a000000-${kind}-4000-8000-${String(number).padStart(12, '0')}`;
const tenantId = id('0000', 1);
export const adatum = {
  tenant: tenantId,
  domain: 'adatum.example',
  users: { avery: id('0001', 1), blake: id('0001', 2), casey: id('0001', 3) },
  groups: { sales: id('0002', 1), project: id('0002', 2), otherProject: id('0002', 3), engineers: id('0002', 4) },
  apps: { api: id('0003', 1), web: id('0003', 2) },
} as const;
const admins = id('0002', 5);
const unit = id('0007', 1);
const graphApp = '00000003-0000-0000-c000-000000000000';
const principals = { api: id('0004', 1), web: id('0004', 2), graph: id('0004', 3), exchange: id('0004', 4) } as const;
const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const extension = `extension_${adatum.apps.api.replaceAll('-', '')}_costCentre`;

const page = (set: string, value: readonly unknown[]) => ({ '@odata.context': `${graph}#${set}`, value });
const references = (...ids: readonly string[]) =>
  page(
    'directoryObjects',
    ids.map((one) => ({ '@odata.type': '#microsoft.graph.user', id: one })),
  );

const user = (name: keyof typeof adatum.users, more: object) => ({
  id: adatum.users[name],
  userPrincipalName: `${name}@${adatum.domain}`,
  displayName: name,
  accountEnabled: true,
  userType: 'Member',
  businessPhones: [],
  createdDateTime: '2024-03-01T09:00:00Z',
  assignedLicenses: [],
  onPremisesSyncEnabled: null,
  ...more,
});

const group = (groupId: string, displayName: string, more: object = {}) => ({
  id: groupId,
  displayName,
  description: null,
  groupTypes: [],
  mailEnabled: false,
  mailNickname: displayName.toLowerCase(),
  securityEnabled: true,
  securityIdentifier: 'S-1-12-1-1-2-3-4',
  membershipRule: null,
  resourceProvisioningOptions: [],
  ...more,
});

const orders = {
  id: id('0005', 1),
  appId: adatum.apps.api,
  displayName: 'Orders API',
  signInAudience: 'AzureADMyOrg',
  identifierUris: [`api://${adatum.apps.api}`],
  publisherDomain: adatum.domain,
  applicationTemplateId: null,
  api: {
    requestedAccessTokenVersion: 2,
    acceptMappedClaims: null,
    oauth2PermissionScopes: [
      {
        id: id('0006', 1),
        value: 'Orders.Read',
        type: 'User',
        isEnabled: true,
        adminConsentDisplayName: 'Read orders',
        adminConsentDescription: 'Reads orders.',
        userConsentDisplayName: null,
        userConsentDescription: null,
      },
    ],
  },
  appRoles: [
    {
      id: id('0006', 2),
      value: 'Orders.Approve',
      displayName: 'Approver',
      description: 'Approves orders',
      isEnabled: true,
      allowedMemberTypes: ['User', 'Application'],
      origin: 'Application',
    },
  ],
  parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
  passwordCredentials: [],
  keyCredentials: [],
};

const web = {
  id: id('0005', 2),
  appId: adatum.apps.web,
  displayName: 'Orders web',
  signInAudience: 'AzureADMyOrg',
  web: { redirectUris: ['https://orders.adatum.example/signin'], homePageUrl: null, logoutUrl: null },
  requiredResourceAccess: [
    { resourceAppId: adatum.apps.api, resourceAccess: [{ id: id('0006', 1), type: 'Scope' }] },
    { resourceAppId: graphApp, resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }] },
  ],
  verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
};

const principal = (principalId: string, appId: string, displayName: string, more: object = {}) => ({
  id: principalId,
  appId,
  displayName,
  appDisplayName: displayName,
  accountEnabled: true,
  appOwnerOrganizationId: tenantId,
  appRoleAssignmentRequired: false,
  servicePrincipalType: 'Application',
  servicePrincipalNames: [appId],
  signInAudience: 'AzureADMyOrg',
  tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
  ...more,
});

const everybody = { includeUsers: ['All'], excludeUsers: [], includeGroups: [], excludeGroups: [admins] };
const policy = (number: number, displayName: string, conditions: object, more: object = {}) => ({
  id: id('0008', number),
  templateId: null,
  displayName,
  createdDateTime: '2024-05-01T10:00:00Z',
  modifiedDateTime: null,
  state: 'enabled',
  conditions: {
    clientAppTypes: ['all'],
    userRiskLevels: [],
    signInRiskLevels: [],
    platforms: null,
    locations: null,
    devices: null,
    agentIdRiskLevels: null,
    users: everybody,
    applications: { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] },
    ...conditions,
  },
  grantControls: {
    operator: 'OR',
    builtInControls: ['mfa'],
    customAuthenticationFactors: [],
    termsOfUse: [],
    'authenticationStrength@odata.context': `${graph}#identity/conditionalAccess/policies`,
    authenticationStrength: null,
  },
  sessionControls: null,
  ...more,
});

/** An export of which everything can be kept. */
export const mappableExport: ExportFiles = {
  'organization.json': page('organization', [
    {
      id: tenantId,
      displayName: 'Adatum',
      city: 'Lyon',
      verifiedDomains: [
        { name: 'adatum.onmicrosoft.example', isDefault: false, isInitial: true, type: 'Managed' },
        { name: adatum.domain, isDefault: true, isInitial: false, type: 'Managed' },
      ],
    },
  ]),
  'users.json': page('users', [
    user('avery', { jobTitle: 'Director' }),
    user('blake', { accountEnabled: false, manager: { id: adatum.users.avery }, [extension]: 'CC-42' }),
  ]),
  'users-page-2.json': page('users', [
    user('casey', {
      userPrincipalName: 'casey_fabrikam.example#EXT#@adatum.onmicrosoft.example',
      userType: 'Guest',
      mail: 'casey@fabrikam.example',
      externalUserState: 'Accepted',
    }),
  ]),
  'groups.json': page('groups', [
    group(adatum.groups.sales, 'Sales', { owners: [{ id: adatum.users.avery }] }),
    group(adatum.groups.project, 'Project'),
    group(adatum.groups.otherProject, 'Project'),
    group(adatum.groups.engineers, 'Engineers', {
      groupTypes: ['DynamicMembership'],
      membershipRule: 'user.department -eq "Engineering"',
      membershipRuleProcessingState: 'On',
    }),
    group(admins, 'Admins', { isAssignableToRole: true, visibility: 'Private' }),
  ]),
  [`groups/${adatum.groups.sales}/members.json`]: references(adatum.users.avery, adatum.users.blake),
  [`groups/${adatum.groups.project}/members.json`]: page('directoryObjects', [
    { '@odata.type': '#microsoft.graph.group', id: adatum.groups.sales },
  ]),
  [`groups/${adatum.groups.otherProject}/members.json`]: references(adatum.users.casey),
  [`groups/${admins}/members.json`]: references(adatum.users.avery),
  'applications.json': page('applications', [orders, web]),
  [`applications/${orders.id}/extensionProperties.json`]: page(`applications('${orders.id}')/extensionProperties`, [
    { id: id('0009', 1), name: extension, dataType: 'String', isMultiValued: false, targetObjects: ['User'] },
  ]),
  [`applications/${web.id}/federatedIdentityCredentials.json`]: page('federatedIdentityCredentials', [
    {
      id: id('0009', 2),
      name: 'pipeline',
      issuer: 'https://pipelines.adatum.example',
      subject: 'repo:adatum/orders:ref:refs/heads/main',
      audiences: ['api://AzureADTokenExchange'],
      description: null,
    },
  ]),
  'servicePrincipals.json': page('servicePrincipals', [
    principal(principals.api, adatum.apps.api, 'Orders API', { appRoleAssignmentRequired: true }),
    principal(principals.web, adatum.apps.web, 'Orders web', {
      replyUrls: ['https://orders.adatum.example/signin'],
      owners: [{ id: adatum.users.blake }],
    }),
    principal(principals.graph, graphApp, 'Microsoft Graph', {
      appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
      servicePrincipalNames: [graphApp, 'https://graph.microsoft.com'],
      tags: [],
    }),
  ]),
  'oauth2PermissionGrants.json': page('oauth2PermissionGrants', [
    {
      id: 'grant-1',
      clientId: principals.web,
      resourceId: principals.graph,
      consentType: 'AllPrincipals',
      principalId: null,
      scope: ' User.Read openid',
    },
    {
      id: 'grant-2',
      clientId: principals.web,
      resourceId: principals.api,
      consentType: 'Principal',
      principalId: adatum.users.blake,
      scope: 'Orders.Read',
    },
  ]),
  [`servicePrincipals/${principals.api}/appRoleAssignedTo.json`]: page('appRoleAssignments', [
    {
      id: 'assignment-1',
      appRoleId: id('0006', 2),
      principalId: adatum.users.avery,
      principalDisplayName: 'avery',
      principalType: 'User',
      resourceId: principals.api,
      resourceDisplayName: 'Orders API',
      createdDateTime: '2024-04-01T00:00:00Z',
    },
    {
      id: 'assignment-2',
      appRoleId: '00000000-0000-0000-0000-000000000000',
      principalId: adatum.groups.sales,
      principalDisplayName: 'Sales',
      principalType: 'Group',
      resourceId: principals.api,
      resourceDisplayName: 'Orders API',
    },
  ]),
  'directory/administrativeUnits.json': page('directory/administrativeUnits', [
    { id: unit, displayName: 'France', description: 'People in France', visibility: null },
  ]),
  [`directory/administrativeUnits/${unit}/members.json`]: references(adatum.users.blake),
  'roleManagement/directory/roleAssignments.json': page('roleManagement/directory/roleAssignments', [
    { id: 'role-1', principalId: adatum.users.avery, roleDefinitionId: globalReader, directoryScopeId: '/' },
    {
      id: 'role-2',
      principalId: admins,
      roleDefinitionId: userAdministrator,
      directoryScopeId: `/administrativeUnits/${unit}`,
    },
  ]),
  'identity/conditionalAccess/namedLocations.json': page('identity/conditionalAccess/namedLocations', [
    {
      '@odata.type': '#microsoft.graph.ipNamedLocation',
      id: id('000a', 1),
      displayName: 'Offices',
      isTrusted: true,
      createdDateTime: '2024-05-01T10:00:00Z',
      ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '198.51.100.0/24' }],
    },
    {
      '@odata.type': '#microsoft.graph.countryNamedLocation',
      id: id('000a', 2),
      displayName: 'Nordics',
      countriesAndRegions: ['NO', 'SE'],
      includeUnknownCountriesAndRegions: false,
      countryLookupMethod: 'clientIpAddress',
    },
  ]),
  'policies/authenticationStrengthPolicies.json': page('policies/authenticationStrengthPolicies', [
    {
      id: id('000b', 1),
      displayName: 'Keys only',
      description: '',
      policyType: 'custom',
      requirementsSatisfied: 'mfa',
      allowedCombinations: ['fido2'],
      combinationConfigurations: [],
    },
    { id: '00000000-0000-0000-0000-000000000004', displayName: 'Phishing-resistant MFA', policyType: 'builtIn' },
  ]),
  'identity/conditionalAccess/policies.json': page('identity/conditionalAccess/policies', [
    policy(1, 'MFA for everybody', {}),
    policy(
      2,
      'Keys for administrators',
      { users: { includeRoles: [userAdministrator, globalReader] } },
      { grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: { id: id('000b', 1) } } },
    ),
    policy(
      3,
      'Not from elsewhere',
      { locations: { includeLocations: ['All'], excludeLocations: [id('000a', 1), id('000a', 2)] } },
      { grantControls: { operator: 'OR', builtInControls: ['block'] }, state: 'enabledForReportingButNotEnforced' },
    ),
  ]),
};

/** What an export holds beside that, and no seed can keep. */
export const unmappableFiles: ExportFiles = {
  'notes.txt': Buffer.from('exported by hand'),
  'broken.json': Buffer.from('{"value": ['),
  'reviews.json': page('accessReviews', [{ id: 'review-1', status: 'open' }]),
  'more/users.json': {
    ...page('users', [
      user('blake', {
        id: id('0001', 9),
        userPrincipalName: `drew@${adatum.domain}`,
        displayName: 'Drew',
        assignedLicenses: [{ skuId: 'e5' }],
        manager: { id: id('0001', 404), displayName: 'Somebody who left' },
      }),
    ]),
    '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=fake',
  },
  'more/servicePrincipals.json': page('servicePrincipals', [
    principal(principals.exchange, '00000002-0000-0ff1-ce00-000000000000', 'Office 365 Exchange Online', {
      appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
    }),
    principal(id('0004', 5), id('0003', 5), 'Expenses by Fabrikam', { appOwnerOrganizationId: id('0000', 9) }),
    principal(id('0004', 6), id('0003', 6), 'vm-01', { servicePrincipalType: 'ManagedIdentity' }),
  ]),
  'more/applications.json': page('applications', [
    {
      ...web,
      id: id('0005', 3),
      appId: id('0003', 3),
      displayName: 'Travel',
      applicationTemplateId: id('000c', 1),
      web: { redirectUris: ['https://travel.example/saml'] },
      passwordCredentials: [
        {
          keyId: id('000d', 1),
          displayName: 'rotated in May',
          hint: 'fak',
          secretText: null,
          customKeyIdentifier: null,
          startDateTime: '2026-05-01T00:00:00Z',
          endDateTime: '2028-05-01T00:00:00Z',
        },
      ],
    },
  ]),
  'more/identity/conditionalAccess/policies.json': page('identity/conditionalAccess/policies', [
    policy(
      4,
      'Terms for guests',
      {},
      { grantControls: { operator: 'AND', builtInControls: ['mfa'], termsOfUse: [id('000e', 1)] } },
    ),
    policy(5, 'MFA but for one who left', {
      users: { includeUsers: ['All'], excludeUsers: [id('0001', 404)] },
    }),
    policy(6, 'When the moon is full', { moonPhases: ['full'] }),
  ]),
};

/** Writes an export into a new folder for temporary files. @returns the folder */
export async function writeExport(files: ExportFiles): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'entra-export-'));
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, Buffer.isBuffer(content) ? content : JSON.stringify(content));
  }
  return folder;
}
