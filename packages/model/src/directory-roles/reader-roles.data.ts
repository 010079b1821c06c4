import type { RoleRow } from './role-row.js';

/** Built-in roles that only read, and those that do no more than one small thing (Microsoft Entra documentation: built-in roles). */
export const readerRoleRows: readonly RoleRow[] = [
  {
    role: 'directoryReaders',
    displayName: 'Directory Readers',
    description: 'Reads the common properties of the directory; for applications, and for guests who need it.',
    inherits: [],
    actions: `
      administrativeUnits: members/read standard/read
      applicationPolicies: standard/read
      applications: owners/read policies/read standard/read
      contacts: memberOf/read standard/read
      contracts: standard/read
      devices: memberOf/read registeredOwners/read registeredUsers/read standard/read
      directoryRoles: eligibleMembers/read members/read standard/read
      domains: standard/read
      groups: appRoleAssignments/read memberOf/read members/read owners/read settings/read standard/read
      groupSettings: standard/read
      groupSettingTemplates: standard/read
      oAuth2PermissionGrants: standard/read
      organization: standard/read trustedCAsForPasswordlessAuth/read
      roleAssignments: standard/read
      roleDefinitions: standard/read
      servicePrincipals: appRoleAssignedTo/read appRoleAssignments/read memberOf/read oAuth2PermissionGrants/read
      servicePrincipals: ownedObjects/read owners/read policies/read standard/read
      subscribedSkus: standard/read
      users: appRoleAssignments/read deviceForResourceAccount/read directReports/read invitedBy/read licenseDetails/read
      users: manager/read memberOf/read oAuth2PermissionGrants/read ownedDevices/read ownedObjects/read photo/read
      users: registeredDevices/read scopedRoleMemberOf/read sponsors/read standard/read`,
  },
  {
    role: 'globalReader',
    displayName: 'Global Reader',
    description: 'Reads whatever a Global Administrator can read, and changes nothing.',
    privileged: true,
    actions: `
      accessReviews: allProperties/read definitions/allProperties/read
      adminConsentRequestPolicy: allProperties/read
      administrativeUnits: allProperties/read
      appConsent: appConsentRequests/allProperties/read
      applicationPolicies: allProperties/read
      applications: allProperties/read synchronization/standard/read
      auditLogs: allProperties/read
      authorizationPolicy: standard/read
      conditionalAccessPolicies: allProperties/read
      contacts: allProperties/read
      crossTenantAccessPolicy: standard/read default/standard/read partners/standard/read
      crossTenantAccessPolicy: partners/identitySynchronization/standard/read
      customAuthenticationExtensions: allProperties/read
      deviceManagementPolicies: standard/read
      deviceRegistrationPolicy: standard/read
      devices: allProperties/read
      directoryRoles: allProperties/read
      directoryRoleTemplates: allProperties/read
      domains: allProperties/read federationConfiguration/standard/read
      entitlementManagement: allProperties/read
      groups: allProperties/read
      groupSettings: allProperties/read
      groupSettingTemplates: allProperties/read
      identityProtection: allProperties/read
      identityProviders: allProperties/read
      lifecycleWorkflows: workflows/allProperties/read
      loginOrganizationBranding: allProperties/read
      namedLocations: standard/read
      oAuth2PermissionGrants: allProperties/read
      onPremisesSynchronization: standard/read
      organization: allProperties/read
      permissionGrantPolicies: standard/read
      policies: allProperties/read
      privilegedIdentityManagement: allProperties/read
      provisioningLogs: allProperties/read
      roleAssignments: allProperties/read
      roleDefinitions: allProperties/read
      scopedRoleMemberships: allProperties/read
      serviceAction: getAvailableExtentionProperties
      servicePrincipals: allProperties/read synchronization/standard/read
      servicePrincipalCreationPolicies: standard/read
      signInReports: allProperties/read
      subscribedSkus: allProperties/read
      userCredentialPolicies: allProperties/read
      users: allProperties/read authenticationMethods/standard/restrictedRead`,
  },
  {
    role: 'securityReader',
    displayName: 'Security Reader',
    description: 'Reads security policies, risks, and the records of sign-ins and changes.',
    privileged: true,
    actions: `
      accessReviews: definitions/allProperties/read
      auditLogs: allProperties/read
      authorizationPolicy: standard/read
      conditionalAccessPolicies: owners/read policyAppliedTo/read standard/read
      domains: federationConfiguration/standard/read
      entitlementManagement: allProperties/read
      identityProtection: allProperties/read
      namedLocations: standard/read
      policies: owners/read policyAppliedTo/read standard/read
      privilegedIdentityManagement: allProperties/read
      provisioningLogs: allProperties/read
      signInReports: allProperties/read`,
  },
  {
    role: 'reportsReader',
    displayName: 'Reports Reader',
    description: 'Reads the records of sign-ins, changes and provisioning.',
    actions: `
      auditLogs: allProperties/read
      provisioningLogs: allProperties/read
      signInReports: allProperties/read`,
  },
  {
    role: 'attributeAssignmentReader',
    displayName: 'Attribute Assignment Reader',
    description: 'Reads custom security attributes: their definitions, and their values on objects.',
    actions: `
      attributeSets: allProperties/read
      azureManagedIdentities: customSecurityAttributes/read
      customSecurityAttributeDefinitions: allProperties/read
      devices: customSecurityAttributes/read
      servicePrincipals: customSecurityAttributes/read
      users: customSecurityAttributes/read`,
  },
  {
    role: 'attributeDefinitionReader',
    displayName: 'Attribute Definition Reader',
    description: 'Reads the definitions of custom security attributes.',
    actions: `
      attributeSets: allProperties/read
      customSecurityAttributeDefinitions: allProperties/read`,
  },
  {
    role: 'guestInviter',
    displayName: 'Guest Inviter',
    description: 'Invites guests where members may not.',
    inherits: ['guestUser'],
    actions: `
      users: inviteGuest appRoleAssignments/read deviceForResourceAccount/read directReports/read invitedBy/read
      users: licenseDetails/read manager/read memberOf/read oAuth2PermissionGrants/read ownedDevices/read ownedObjects/read
      users: photo/read registeredDevices/read scopedRoleMemberOf/read sponsors/read standard/read`,
  },
  {
    role: 'tenantCreator',
    displayName: 'Tenant Creator',
    description: 'Creates tenants where members may not.',
    actions: 'tenantManagement: tenants/create',
  },
  {
    role: 'messageCenterReader',
    displayName: 'Message Center Reader',
    description: 'Reads announcements to the organization; nothing of the directory beyond what everybody reads.',
    actions: '',
  },
  {
    role: 'usageSummaryReportsReader',
    displayName: 'Usage Summary Reports Reader',
    description: 'Reads totals of use; nothing of the directory beyond what everybody reads.',
    actions: '',
  },
  {
    role: 'userExperienceSuccessManager',
    displayName: 'User Experience Success Manager',
    description: 'Reads feedback about products; nothing of the directory beyond what everybody reads.',
    actions: '',
  },
];
