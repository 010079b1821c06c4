// The words of Conditional Access policies (Microsoft Graph documentation: conditionalAccessPolicy and the types it is made of).

/** Whether a policy counts, does not, or is only reported. */
export const policyStates = ['enabled', 'disabled', 'enabledForReportingButNotEnforced'] as const;

/** The levels of a risk. */
export const riskLevels = ['low', 'medium', 'high', 'hidden', 'none'] as const;
/** The levels of an insider risk; several are joined by commas. */
export const insiderRiskLevels = ['minor', 'moderate', 'elevated'] as const;

/** The kinds of client. */
export const clientAppTypes = [
  'all',
  'browser',
  'mobileAppsAndDesktopClients',
  'exchangeActiveSync',
  'easSupported',
  'other',
] as const;

/** The platforms of devices, as the user agent says. */
export const devicePlatforms = ['android', 'iOS', 'windows', 'windowsPhone', 'macOS', 'all', 'linux'] as const;

/** What may stand in place of an application's id. */
export const applicationWords = ['All', 'None', 'Office365', 'MicrosoftAdminPortals'] as const;
/** What people can do beside using an application. */
export const userActions = ['urn:user:registersecurityinfo', 'urn:user:registerdevice'] as const;

/** The kinds of guests; several are joined by commas. */
export const guestTypes = [
  'internalGuest',
  'b2bCollaborationGuest',
  'b2bCollaborationMember',
  'b2bDirectConnectUser',
  'otherExternalUser',
  'serviceProvider',
] as const;
/** Whether every home tenant is meant, or those listed. */
export const externalTenantKinds = ['all', 'enumerated'] as const;

/** Flows that carry a sign-in from one device to another; several are joined by commas. */
export const transferMethods = ['deviceCodeFlow', 'authenticationTransfer'] as const;

/** Stands for the addresses that multifactor authentication trusted before there were named locations. */
export const multifactorTrustedIpsId = '00000000-0000-0000-0000-000000000000';

/** Whether what matches a filter is meant or left out. */
export const modesOfFilter = ['include', 'exclude'] as const;

/** What can be asked for. */
export const builtInGrantControls = [
  'block',
  'mfa',
  'compliantDevice',
  'domainJoinedDevice',
  'approvedApplication',
  'compliantApplication',
  'passwordChange',
  'riskRemediation',
] as const;

/** How a session is watched. */
export const cloudAppSecurityTypes = ['mcasConfigured', 'monitorOnly', 'blockDownloads'] as const;
/** The units of a sign-in frequency. */
export const signInFrequencyTypes = ['days', 'hours'] as const;
/** What is asked for again. */
export const signInFrequencyAuthentications = ['primaryAndSecondaryAuthentication', 'secondaryAuthentication'] as const;
/** Whether it is asked for after a time, or always. */
export const signInFrequencyIntervals = ['timeBased', 'everyTime'] as const;
/** Whether browsers remember a session. */
export const modesOfPersistentBrowser = ['always', 'never'] as const;
/** How strictly access is evaluated while it lasts. */
export const modesOfContinuousAccess = ['strictEnforcement', 'disabled', 'strictLocation'] as const;
