import type { RoleRow } from './role-row.js';

const ownUser = `
  users: standard/read appRoleAssignments/read deviceForResourceAccount/read directReports/read licenseDetails/read manager/read
  users: memberOf/read oAuth2PermissionGrants/read ownedDevices/read ownedObjects/read photo/read registeredDevices/read
  users: scopedRoleMemberOf/read sponsors/read
  users: changePassword invalidateAllRefreshTokens mobile/update`;

const applicationsForGuests = `
  applications: standard/limitedRead owners/limitedRead policies/limitedRead
  domains: standard/read
  organization: basicProfile/read
  servicePrincipals: appRoleAssignedTo/limitedRead appRoleAssignments/limitedRead standard/limitedRead memberOf/limitedRead
  servicePrincipals: oAuth2PermissionGrants/limitedRead owners/limitedRead ownedObjects/limitedRead policies/limitedRead`;

/**
 * What people may do without being given a role, written as roles of which nobody can be a member; which of them a guest has says
 * `authorizationPolicy.guestUserRoleId` (Microsoft Entra documentation: default user permissions).
 */
export const defaultRoleRows: readonly RoleRow[] = [
  {
    role: 'user',
    displayName: 'User',
    description: 'What every member may do: read the directory, register applications, and manage what is their own.',
    actions: `
      applications: createAsOwner
      applicationPolicies: createAsOwner
      authorizationPolicy: standard/read
      groups: createAsOwner
      policies: standard/read owners/read policyAppliedTo/read
      servicePrincipals: createAsOwner authentication/read
      tenantManagement: tenants/create
      users: activateServicePlan inviteGuest`,
    onOwned: `
      applications: delete appRoles/update audience/update authentication/update basic/update credentials/update
      applications: extensionProperties/update notes/update owners/update permissions/update policies/update tag/update
      applications: verification/update
      auditLogs: allProperties/read
      deletedItems.applications: delete restore
      deletedItems.groups: restore
      devices: disable
      groups: delete restore basic/update classification/update groupType/update members/update owners/update settings/update
      groups: visibility/update appRoleAssignments/update
      groupsAssignableToRoles: delete restore allProperties/update
      policies: delete basic/update owners/update
      provisioningLogs: allProperties/read
      servicePrincipals: delete disable enable getPasswordSingleSignOnCredentials managePasswordSingleSignOnCredentials
      servicePrincipals: appRoleAssignedTo/update audience/update authentication/update basic/update credentials/update
      servicePrincipals: notes/update owners/update permissions/update policies/update tag/update
      servicePrincipals: synchronizationCredentials/manage synchronizationJobs/manage synchronizationSchema/manage
      servicePrincipals: synchronization/standard/read
      signInReports: allProperties/read`,
    onSelf: `${ownUser}
      users: basicProfile/update identities/update photo/update searchableDeviceKey/update
      userInfos: address/read email/read openId/read phone/read profile/read`,
  },
  {
    role: 'guestUser',
    displayName: 'Guest User',
    description: 'What a guest may do by default: see named people, groups and applications, in few properties.',
    inherits: [],
    actions: `${applicationsForGuests}
      groups: standard/limitedRead appRoleAssignments/limitedRead memberOf/limitedRead members/limitedRead owners/limitedRead
      groups: settings/limitedRead
      users: inviteGuest guestBasicProfile/limitedRead`,
    onSelf: ownUser,
  },
  {
    role: 'restrictedGuestUser',
    displayName: 'Restricted Guest User',
    description: 'What a guest may do where guests are restricted: see applications and themselves, and nobody else.',
    inherits: [],
    actions: applicationsForGuests,
    onSelf: ownUser,
  },
];
