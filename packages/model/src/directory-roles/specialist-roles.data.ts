import type { RoleRow } from './role-row.js';

const accountRecovery = `
  deletedItems.users: restore
  users: authenticationMethods/basic/update authenticationMethods/create authenticationMethods/delete basic/update delete disable
  users: enable invalidateAllRefreshTokens manager/update password/update restore userPrincipalName/update`;

const conditionalAccess = `
  conditionalAccessPolicies: basic/update create delete owners/read owners/update policyAppliedTo/read standard/read
  conditionalAccessPolicies: tenantDefault/update
  namedLocations: basic/update create delete standard/read
  resourceNamespaces: resourceActions/authenticationContext/update`;

const unifiedGroups = `
  groups.unified: basic/update create delete members/update owners/update restore`;

/** Built-in roles for one field of administration (Microsoft Entra documentation: built-in roles). */
export const specialistRoleRows: readonly RoleRow[] = [
  {
    role: 'privilegedAuthenticationAdministrator',
    displayName: 'Privileged Authentication Administrator',
    description: 'Resets the credentials of anybody, administrators too.',
    privileged: true,
    actions: `${accountRecovery}
      users: authenticationMethods/standard/read authorizationInfo/update`,
  },
  {
    role: 'authenticationAdministrator',
    displayName: 'Authentication Administrator',
    description: 'Resets the credentials of people who are no administrators, or have little authority.',
    privileged: true,
    actions: `${accountRecovery}
      users: authenticationMethods/standard/restrictedRead`,
  },
  {
    role: 'helpdeskAdministrator',
    displayName: 'Helpdesk Administrator',
    description: 'Resets the passwords of people who are no administrators, or have little authority.',
    privileged: true,
    actions: 'users: invalidateAllRefreshTokens password/update',
  },
  {
    role: 'passwordAdministrator',
    displayName: 'Password Administrator',
    description: 'Resets the passwords of people who are no administrators, or have hardly any authority.',
    privileged: true,
    actions: 'users: password/update',
  },
  {
    role: 'authenticationPolicyAdministrator',
    displayName: 'Authentication Policy Administrator',
    description: 'Says which authentication methods there are, and how passwords are protected.',
    actions: `
      organization: strongAuthentication/allTasks
      userCredentialPolicies: basic/update create delete owners/read owners/update policyAppliedTo/read standard/read
      userCredentialPolicies: tenantDefault/update`,
  },
  {
    role: 'conditionalAccessAdministrator',
    displayName: 'Conditional Access Administrator',
    description: 'Administers Conditional Access policies and what they speak of.',
    privileged: true,
    actions: conditionalAccess,
  },
  {
    role: 'securityAdministrator',
    displayName: 'Security Administrator',
    description: 'Administers security policies, reads security records, and answers to risks.',
    privileged: true,
    actions: `${conditionalAccess}
      applications: policies/update
      auditLogs: allProperties/read
      authorizationPolicy: standard/read
      crossTenantAccessPolicy: basic/update standard/read allowedCloudEndpoints/update default/standard/read
      crossTenantAccessPolicy: default/b2bCollaboration/update default/b2bDirectConnect/update
      crossTenantAccessPolicy: partners/create partners/delete partners/standard/read partners/b2bCollaboration/update
      crossTenantAccessPolicy: partners/b2bDirectConnect/update partners/identitySynchronization/create
      crossTenantAccessPolicy: partners/identitySynchronization/basic/update partners/identitySynchronization/standard/read
      domains: federation/update federationConfiguration/basic/update federationConfiguration/create
      domains: federationConfiguration/delete federationConfiguration/standard/read
      entitlementManagement: allProperties/read
      identityProtection: allProperties/read allProperties/update
      policies: basic/update create delete owners/update tenantDefault/update
      privilegedIdentityManagement: allProperties/read
      provisioningLogs: allProperties/read
      servicePrincipals: policies/update
      signInReports: allProperties/read`,
  },
  {
    role: 'securityOperator',
    displayName: 'Security Operator',
    description: 'Reads security records, answers to risks, and shuts accounts that are under attack.',
    privileged: true,
    actions: `
      auditLogs: allProperties/read
      authorizationPolicy: standard/read
      identityProtection: allProperties/allTasks
      privilegedIdentityManagement: allProperties/read
      provisioningLogs: allProperties/read
      signInReports: allProperties/read
      users: disable enable invalidateAllRefreshTokens password/update`,
  },
  {
    role: 'cloudDeviceAdministrator',
    displayName: 'Cloud Device Administrator',
    description: 'Enables, disables and deletes devices, and says how they are registered.',
    privileged: true,
    actions: `
      auditLogs: allProperties/read
      authorizationPolicy: standard/read
      deletedItems.devices: delete restore
      deviceManagementPolicies: basic/update standard/read
      deviceRegistrationPolicy: basic/update standard/read
      devices: delete disable enable permissions/update
      signInReports: allProperties/read`,
  },
  {
    role: 'domainNameAdministrator',
    displayName: 'Domain Name Administrator',
    description: 'Administers domain names and their federation.',
    privileged: true,
    actions: 'domains: allProperties/allTasks',
  },
  {
    role: 'externalIdentityProviderAdministrator',
    displayName: 'External Identity Provider Administrator',
    description: 'Administers the identity providers with which people from outside sign in.',
    privileged: true,
    actions: `
      domains: federation/update
      identityProviders: allProperties/allTasks`,
  },
  {
    role: 'attributeAssignmentAdministrator',
    displayName: 'Attribute Assignment Administrator',
    description: 'Sets the values of custom security attributes on objects.',
    actions: `
      attributeSets: allProperties/read
      azureManagedIdentities: customSecurityAttributes/read customSecurityAttributes/update
      customSecurityAttributeDefinitions: allProperties/read
      devices: customSecurityAttributes/read customSecurityAttributes/update
      servicePrincipals: customSecurityAttributes/read customSecurityAttributes/update
      users: customSecurityAttributes/read customSecurityAttributes/update`,
  },
  {
    role: 'attributeDefinitionAdministrator',
    displayName: 'Attribute Definition Administrator',
    description: 'Defines custom security attributes.',
    actions: `
      attributeSets: allProperties/allTasks
      customSecurityAttributeDefinitions: allProperties/allTasks`,
  },
  {
    role: 'billingAdministrator',
    displayName: 'Billing Administrator',
    description: 'Administers purchases; of the directory, the details of the organization.',
    actions: 'organization: basic/update',
  },
  {
    role: 'exchangeAdministrator',
    displayName: 'Exchange Administrator',
    description: 'Administers mail; of the directory, Microsoft 365 groups.',
    actions: `${unifiedGroups}
      groups: hiddenMembers/read`,
  },
  {
    role: 'sharePointAdministrator',
    displayName: 'SharePoint Administrator',
    description: 'Administers sites; of the directory, Microsoft 365 groups.',
    actions: unifiedGroups,
  },
  {
    role: 'teamsAdministrator',
    displayName: 'Teams Administrator',
    description: 'Administers teams; of the directory, Microsoft 365 groups.',
    actions: `${unifiedGroups}
      authorizationPolicy: standard/read
      groups: hiddenMembers/read`,
  },
  {
    role: 'intuneAdministrator',
    displayName: 'Intune Administrator',
    description:
      'Administers managed devices; of the directory, devices, security groups and common properties of people.',
    privileged: true,
    actions: `
      contacts: basic/update create delete
      deviceManagementPolicies: standard/read
      deviceRegistrationPolicy: standard/read
      devices: basic/update create delete disable enable extensionAttributeSet1/update extensionAttributeSet2/update
      devices: extensionAttributeSet3/update registeredOwners/update registeredUsers/update
      groups: hiddenMembers/read
      groups.security: basic/update classification/update create delete dynamicMembershipRule/update members/update
      groups.security: owners/update visibility/update
      users: basic/update manager/update photo/update`,
  },
];
