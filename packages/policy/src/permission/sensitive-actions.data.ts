import { roleTemplateIds as role } from '@gatehouse/model';

/** Roles without authority over others, whose holders most who reset passwords may act on. */
const littleAuthority = [
  role.directoryReaders,
  role.guestInviter,
  role.messageCenterReader,
  role.passwordAdministrator,
  role.reportsReader,
  role.usageSummaryReportsReader,
  role.userExperienceSuccessManager,
];

/**
 * On whose accounts a role takes sensitive actions: on people all of whose roles are listed, or on anybody. A role that is not here
 * acts on people without any role (Microsoft Entra documentation: who can reset passwords, who can perform sensitive actions).
 */
export const actsOn: Readonly<Record<string, 'anybody' | readonly string[]>> = {
  [role.passwordAdministrator]: [role.directoryReaders, role.guestInviter, role.passwordAdministrator],
  [role.helpdeskAdministrator]: [...littleAuthority, role.helpdeskAdministrator],
  [role.authenticationAdministrator]: [...littleAuthority, role.authenticationAdministrator],
  [role.userAdministrator]: [
    ...littleAuthority,
    role.groupsAdministrator,
    role.helpdeskAdministrator,
    role.userAdministrator,
  ],
  [role.privilegedAuthenticationAdministrator]: 'anybody',
  [role.globalAdministrator]: 'anybody',
  // Reads which methods anybody has; no other action of its is sensitive.
  [role.globalReader]: 'anybody',
};

/** The holders of which roles an application may act on by its permissions alone (Microsoft Graph documentation: update user). */
export const withinReachOfApplications: readonly string[] = [
  role.directoryReaders,
  role.guestInviter,
  role.messageCenterReader,
  role.reportsReader,
];

/** Actions that take an account over or shut it out. A trailing slash stands for whatever is below. */
export const sensitiveActions: readonly string[] = [
  'microsoft.directory/users/authenticationMethods/',
  'microsoft.directory/users/authorizationInfo/update',
  'microsoft.directory/users/convertExternalToInternalMemberUser',
  'microsoft.directory/users/delete',
  'microsoft.directory/users/disable',
  'microsoft.directory/users/enable',
  'microsoft.directory/users/identities/update',
  'microsoft.directory/users/invalidateAllRefreshTokens',
  'microsoft.directory/users/password/update',
  'microsoft.directory/users/restore',
  'microsoft.directory/users/userPrincipalName/update',
  'microsoft.directory/deletedItems.users/',
];
