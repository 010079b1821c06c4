import type { RoleRow } from './role-row.js';

const consentAndRecords = `
  adminConsentRequestPolicy: allProperties/allTasks
  appConsent: appConsentRequests/allProperties/read
  applicationTemplates: instantiate
  auditLogs: allProperties/read
  deletedItems.applications: delete restore
  oAuth2PermissionGrants: allProperties/allTasks
  provisioningLogs: allProperties/read
  signInReports: allProperties/read`;

/** Applications and service principals, all but their credentials and what consent gives them. */
const applications = `
  applications: appRoles/update audience/update authentication/update basic/update create delete notes/update owners/update
  applications: permissions/update policies/update synchronization/standard/read tag/update
  servicePrincipals: appRoleAssignedTo/update audience/update authentication/update basic/update create delete disable enable
  servicePrincipals: notes/update owners/update permissions/update policies/update synchronization/standard/read tag/update
  servicePrincipals: synchronizationCredentials/manage synchronizationJobs/manage synchronizationSchema/manage`;

const applicationAdministration = `${applications}${consentAndRecords}
  applicationPolicies: basic/update create delete owners/read owners/update policyAppliedTo/read standard/read
  applications: credentials/update disablement/update extensionProperties/update verification/update
  servicePrincipals: credentials/update getPasswordSingleSignOnCredentials managePasswordSingleSignOnCredentials
  servicePrincipals: managePermissionGrantsForAll.microsoft-application-admin`;

const roleAssignableGroups = `
  groupsAssignableToRoles: allProperties/update assignLicense create delete reprocessLicenseAssignment restore`;

const groups = `
  groups: assignLicense basic/update classification/update create dynamicMembershipRule/update groupType/update members/update
  groups: onPremWriteBack/update owners/update reprocessLicenseAssignment settings/update visibility/update`;

/** Built-in roles that administer the whole tenant, its roles, applications and groups (Microsoft Entra documentation: built-in roles). */
export const administratorRoleRows: readonly RoleRow[] = [
  {
    role: 'globalAdministrator',
    displayName: 'Global Administrator',
    description: 'Administers everything in the directory but custom security attributes.',
    privileged: true,
    actions: `${roleAssignableGroups}
      accessReviews: allProperties/allTasks definitions/allProperties/allTasks
      adminConsentRequestPolicy: allProperties/allTasks
      administrativeUnits: allProperties/allTasks
      appConsent: appConsentRequests/allProperties/read
      applicationPolicies: allProperties/allTasks
      applications: allProperties/allTasks synchronization/standard/read
      applicationTemplates: instantiate
      auditLogs: allProperties/read
      authorizationPolicy: allProperties/allTasks
      conditionalAccessPolicies: allProperties/allTasks
      contacts: allProperties/allTasks
      contracts: allProperties/allTasks
      crossTenantAccessPolicy: basic/update standard/read allowedCloudEndpoints/update default/standard/read
      crossTenantAccessPolicy: default/b2bCollaboration/update default/b2bDirectConnect/update
      crossTenantAccessPolicy: partners/create partners/delete partners/standard/read partners/b2bCollaboration/update
      crossTenantAccessPolicy: partners/b2bDirectConnect/update partners/identitySynchronization/create
      crossTenantAccessPolicy: partners/identitySynchronization/basic/update partners/identitySynchronization/standard/read
      customAuthenticationExtensions: allProperties/allTasks
      deletedItems: delete restore
      deviceManagementPolicies: basic/update standard/read
      deviceRegistrationPolicy: basic/update standard/read
      devices: allProperties/allTasks
      directoryRoles: allProperties/allTasks
      directoryRoleTemplates: allProperties/allTasks
      domains: allProperties/allTasks federationConfiguration/basic/update federationConfiguration/create
      domains: federationConfiguration/delete federationConfiguration/standard/read
      entitlementManagement: allProperties/allTasks
      groups: allProperties/allTasks
      groupSettings: allProperties/allTasks
      groupSettingTemplates: allProperties/allTasks
      identityProtection: allProperties/allTasks
      identityProviders: allProperties/allTasks
      lifecycleWorkflows: workflows/allProperties/allTasks
      loginOrganizationBranding: allProperties/allTasks
      namedLocations: basic/update create delete standard/read
      oAuth2PermissionGrants: allProperties/allTasks
      onPremisesSynchronization: basic/update standard/read
      organization: allProperties/allTasks
      permissionGrantPolicies: basic/update create delete standard/read
      policies: allProperties/allTasks
      privilegedIdentityManagement: allProperties/read
      provisioningLogs: allProperties/read
      resourceNamespaces: resourceActions/authenticationContext/update
      roleAssignments: allProperties/allTasks
      roleDefinitions: allProperties/allTasks
      scopedRoleMemberships: allProperties/allTasks
      serviceAction: activateService disableDirectoryFeature enableDirectoryFeature getAvailableExtentionProperties
      servicePrincipalCreationPolicies: basic/update create delete standard/read
      servicePrincipals: allProperties/allTasks managePermissionGrantsForAll.microsoft-company-admin
      servicePrincipals: synchronization/standard/read
      signInReports: allProperties/read
      subscribedSkus: allProperties/allTasks
      tenantManagement: tenants/create
      userCredentialPolicies: allProperties/allTasks
      users: allProperties/allTasks authenticationMethods/basic/update authenticationMethods/create
      users: authenticationMethods/delete authenticationMethods/standard/read convertExternalToInternalMemberUser`,
  },
  {
    role: 'privilegedRoleAdministrator',
    displayName: 'Privileged Role Administrator',
    description: 'Gives and takes directory roles, role-assignable groups, units, and any consent.',
    privileged: true,
    actions: `${roleAssignableGroups}
      administrativeUnits: allProperties/allTasks
      authorizationPolicy: allProperties/allTasks
      directoryRoles: allProperties/allTasks
      oAuth2PermissionGrants: allProperties/allTasks
      permissionGrantPolicies: allProperties/read allProperties/update create delete
      privilegedIdentityManagement: allProperties/allTasks
      roleAssignments: allProperties/allTasks
      roleDefinitions: allProperties/allTasks
      scopedRoleMemberships: allProperties/allTasks
      servicePrincipals: appRoleAssignedTo/update managePermissionGrantsForAll.microsoft-company-admin permissions/update`,
  },
  {
    role: 'applicationAdministrator',
    displayName: 'Application Administrator',
    description:
      'Administers applications and their credentials, and consents to all but application permissions of Graph.',
    privileged: true,
    actions: `${applicationAdministration}
      applications: applicationProxy/read applicationProxy/update applicationProxyAuthentication/update
      applications: applicationProxySslCertificate/update applicationProxyUrlSettings/update
      connectorGroups: allProperties/read allProperties/update create delete
      connectors: allProperties/read create
      customAuthenticationExtensions: allProperties/allTasks`,
  },
  {
    role: 'cloudApplicationAdministrator',
    displayName: 'Cloud Application Administrator',
    description: 'Does what an Application Administrator does, but for the application proxy.',
    privileged: true,
    actions: applicationAdministration,
  },
  {
    role: 'applicationDeveloper',
    displayName: 'Application Developer',
    description: 'Registers applications, and owns them, where members may not.',
    privileged: true,
    actions: `
      applications: createAsOwner
      oAuth2PermissionGrants: createAsOwner
      servicePrincipals: createAsOwner`,
  },
  {
    role: 'hybridIdentityAdministrator',
    displayName: 'Hybrid Identity Administrator',
    description: 'Administers provisioning, federation of domains, and applications without their credentials.',
    privileged: true,
    actions: `${applications}
      applicationTemplates: instantiate
      auditLogs: allProperties/read
      deletedItems.applications: delete restore
      domains: allProperties/read federation/update federationConfiguration/basic/update federationConfiguration/create
      domains: federationConfiguration/delete federationConfiguration/standard/read
      onPremisesSynchronization: basic/update standard/read
      organization: dirSync/update
      provisioningLogs: allProperties/read
      signInReports: allProperties/read
      users: authorizationInfo/update`,
  },
  {
    role: 'groupsAdministrator',
    displayName: 'Groups Administrator',
    description: 'Administers groups and their settings, but for groups that roles can be given to.',
    actions: `${groups}
      deletedItems.groups: delete restore
      groups: assignedLabels/update delete hiddenMembers/read restore`,
  },
  {
    role: 'userAdministrator',
    displayName: 'User Administrator',
    description: 'Administers people and groups; of administrators, only those with little authority.',
    privileged: true,
    actions: `${groups}
      accessReviews: definitions.applications/allProperties/allTasks definitions.directoryRoles/allProperties/read
      accessReviews: definitions.entitlementManagement/allProperties/allTasks definitions.groups/allProperties/read
      accessReviews: definitions.groups/allProperties/update definitions.groups/create definitions.groups/delete
      contacts: basic/update create delete
      deletedItems.groups: restore
      deletedItems.users: restore
      entitlementManagement: allProperties/allTasks
      groups: delete hiddenMembers/read restore
      groups.unified: assignedLabels/update
      oAuth2PermissionGrants: allProperties/allTasks
      onPremisesSynchronization: standard/read
      policies: standard/read
      servicePrincipals: appRoleAssignedTo/update
      users: assignLicense basic/update convertExternalToInternalMemberUser create delete disable enable
      users: invalidateAllRefreshTokens inviteGuest lifeCycleInfo/read manager/update password/update photo/update
      users: reprocessLicenseAssignment restore sponsors/update usageLocation/update userPrincipalName/update`,
  },
  {
    role: 'directoryWriters',
    displayName: 'Directory Writers',
    description: 'Reads and writes the common properties of the directory; for applications.',
    privileged: true,
    actions: `${groups}
      applications: extensionProperties/update
      contacts: create
      groups: assignedLabels/update
      groupSettings: basic/update create delete
      oAuth2PermissionGrants: basic/update create
      servicePrincipals: appRoleAssignedTo/update synchronizationCredentials/manage synchronizationJobs/manage
      servicePrincipals: synchronizationSchema/manage
      users: assignLicense basic/update create disable enable invalidateAllRefreshTokens inviteGuest manager/update
      users: photo/update reprocessLicenseAssignment sponsors/update userPrincipalName/update`,
  },
  {
    role: 'identityGovernanceAdministrator',
    displayName: 'Identity Governance Administrator',
    description: 'Administers access packages and reviews, and the memberships and assignments they give.',
    actions: `
      accessReviews: allProperties/allTasks definitions.applications/allProperties/allTasks
      accessReviews: definitions.entitlementManagement/allProperties/allTasks definitions.groups/allProperties/read
      accessReviews: definitions.groups/allProperties/update definitions.groups/create definitions.groups/delete
      entitlementManagement: allProperties/allTasks
      groups: members/update
      servicePrincipals: appRoleAssignedTo/update`,
  },
  {
    role: 'licenseAdministrator',
    displayName: 'License Administrator',
    description: 'Gives and takes licences of people and groups.',
    actions: `
      authorizationPolicy: standard/read
      groups: assignLicense reprocessLicenseAssignment
      users: assignLicense reprocessLicenseAssignment usageLocation/update`,
  },
];
