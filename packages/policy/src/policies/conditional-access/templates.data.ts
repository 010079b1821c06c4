import { roleTemplateIds } from '@gatehouse/model';
import { completePolicy, type GivenPolicy } from './complete-policy.js';
import type { ConditionalAccessPolicy } from './conditional-access-policy.js';

/** A policy to begin with (Microsoft Graph documentation: conditionalAccessTemplate). */
export interface ConditionalAccessTemplate {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Joined by commas. */
  readonly scenarios: string;
  readonly details: Pick<ConditionalAccessPolicy, 'conditions' | 'grantControls' | 'sessionControls'>;
}

type Details = Pick<GivenPolicy, 'conditions' | 'grantControls' | 'sessionControls'>;

const administrators = [
  roleTemplateIds.globalAdministrator,
  roleTemplateIds.applicationAdministrator,
  roleTemplateIds.authenticationAdministrator,
  roleTemplateIds.billingAdministrator,
  roleTemplateIds.cloudApplicationAdministrator,
  roleTemplateIds.conditionalAccessAdministrator,
  roleTemplateIds.exchangeAdministrator,
  roleTemplateIds.helpdeskAdministrator,
  roleTemplateIds.passwordAdministrator,
  roleTemplateIds.privilegedAuthenticationAdministrator,
  roleTemplateIds.privilegedRoleAdministrator,
  roleTemplateIds.securityAdministrator,
  roleTemplateIds.sharePointAdministrator,
  roleTemplateIds.userAdministrator,
];
const everybody = { includeUsers: ['All'] };
const everything = { includeApplications: ['All'] };
const mfa = { operator: 'OR', builtInControls: ['mfa'] } as const;
const block = { operator: 'OR', builtInControls: ['block'] } as const;
const notGuests = { ...everybody, excludeUsers: ['GuestsOrExternalUsers'] };
const allGuests = {
  guestOrExternalUserTypes:
    'internalGuest,b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider',
  externalTenants: { membershipKind: 'all' },
} as const;
const phishingResistant = {
  operator: 'OR',
  authenticationStrength: { id: '00000000-0000-0000-0000-000000000004' },
} as const;
const secure = 'secureFoundation,zeroTrust,remoteWork';

const rows: readonly (readonly [id: string, name: string, description: string, scenarios: string, Details])[] = [
  [
    'c7503427-338e-4c5e-902d-abe252abfb43',
    'Require multifactor authentication for admins',
    'People with the directory roles that matter most prove two factors.',
    `${secure},protectAdmins`,
    { conditions: { users: { includeRoles: administrators }, applications: everything }, grantControls: mfa },
  ],
  [
    'b8bda7f8-6584-4446-bce9-d871480e53fa',
    'Securing security info registration',
    'Methods are registered only from trusted locations, or with two factors.',
    secure,
    {
      conditions: {
        users: notGuests,
        applications: { includeUserActions: ['urn:user:registersecurityinfo'] },
        locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
      },
      grantControls: mfa,
    },
  ],
  [
    '0b2282f9-2862-4178-88b5-d79340b36cb8',
    'Block legacy authentication',
    'Clients that cannot be asked for a second factor are blocked.',
    `${secure},protectAdmins`,
    {
      conditions: {
        users: everybody,
        applications: everything,
        clientAppTypes: ['exchangeActiveSync', 'other'],
      },
      grantControls: block,
    },
  ],
  [
    'a3d0a415-b068-4326-9251-f9cdf9feeb64',
    'Require multifactor authentication for all users',
    'Everybody proves two factors.',
    secure,
    { conditions: { users: everybody, applications: everything }, grantControls: mfa },
  ],
  [
    'd8c51a9a-e6b1-454d-86af-554e7872e2c1',
    'Require multifactor authentication for Azure management',
    'Everybody proves two factors before managing cloud resources.',
    `${secure},protectAdmins`,
    {
      conditions: {
        users: everybody,
        applications: { includeApplications: ['797f4846-ba00-4fd7-ba43-dac1f8f63013'] },
      },
      grantControls: mfa,
    },
  ],
  [
    '927c884e-7888-4e81-abc4-bd56ded28985',
    'Require compliant or hybrid joined device or multifactor authentication for all users',
    'Everybody comes from a device that is managed, or proves two factors.',
    secure,
    {
      conditions: { users: everybody, applications: everything },
      grantControls: { operator: 'OR', builtInControls: ['compliantDevice', 'domainJoinedDevice', 'mfa'] },
    },
  ],
  [
    'a297dd1a-21fe-4016-99a0-ba43ba64378c',
    'Require MDM-enrolled and compliant device to access cloud apps for all users',
    'Everybody comes from a compliant device.',
    'secureFoundation,zeroTrust',
    {
      conditions: { users: everybody, applications: everything },
      grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
    },
  ],
  [
    '6364131e-bc4a-47c4-a20b-33492d1fff6c',
    'Require multifactor authentication for Microsoft admin portals',
    'People with the directory roles that matter most prove two factors in administration portals.',
    `${secure},protectAdmins`,
    {
      conditions: {
        users: { includeRoles: administrators },
        applications: { includeApplications: ['MicrosoftAdminPortals'] },
      },
      grantControls: mfa,
    },
  ],
  [
    'a4072ac0-722b-4991-981b-7f9755daef14',
    'Require multifactor authentication for guest access',
    'Guests prove two factors.',
    'zeroTrust,remoteWork',
    {
      conditions: { users: { includeGuestsOrExternalUsers: allGuests }, applications: everything },
      grantControls: mfa,
    },
  ],
  [
    '6b619f55-792e-45dc-9711-d83ec9d7ae90',
    'Require multifactor authentication for risky sign-ins',
    'A sign-in with a medium or high risk proves two factors, every time.',
    'zeroTrust,remoteWork',
    {
      conditions: { users: everybody, applications: everything, signInRiskLevels: ['high', 'medium'] },
      grantControls: mfa,
      sessionControls: { signInFrequency: { isEnabled: true, frequencyInterval: 'everyTime' } },
    },
  ],
  [
    '634b6de7-c38d-4357-a2c7-3842706eedd7',
    'Require password change for high-risk users',
    'People whose account has a high risk change their password, with two factors.',
    'zeroTrust,remoteWork',
    {
      conditions: { users: everybody, applications: everything, userRiskLevels: ['high'] },
      grantControls: { operator: 'AND', builtInControls: ['mfa', 'passwordChange'] },
      sessionControls: { signInFrequency: { isEnabled: true, frequencyInterval: 'everyTime' } },
    },
  ],
  [
    '4e39a309-931e-4cb1-a371-e2beea168002',
    'Block access for unknown or unsupported device platform',
    'Devices of a platform that is not known are blocked.',
    'zeroTrust,remoteWork',
    {
      conditions: {
        users: everybody,
        applications: everything,
        platforms: {
          includePlatforms: ['all'],
          excludePlatforms: ['android', 'iOS', 'windows', 'macOS', 'linux', 'windowsPhone'],
        },
      },
      grantControls: block,
    },
  ],
  [
    '62e51ccc-c9c3-4554-ac70-066172c81007',
    'No persistent browser session',
    'Browsers on devices that are not managed forget the session, and ask again after an hour.',
    'zeroTrust,remoteWork',
    {
      conditions: {
        users: everybody,
        applications: everything,
        devices: {
          deviceFilter: { mode: 'include', rule: 'device.trustType -ne "ServerAD" -or device.isCompliant -ne "True"' },
        },
      },
      sessionControls: {
        signInFrequency: { isEnabled: true, type: 'hours', value: 1 },
        persistentBrowser: { isEnabled: true, mode: 'never' },
      },
    },
  ],
  [
    '81fd2072-4876-42b6-8157-c6000693046b',
    'Use application enforced restrictions for O365 apps',
    'Applications limit what can be done from devices that are not managed.',
    'remoteWork',
    {
      conditions: { users: everybody, applications: { includeApplications: ['Office365'] } },
      sessionControls: { applicationEnforcedRestrictions: { isEnabled: true } },
    },
  ],
  [
    '76c03f19-ea37-4656-a772-a183b4ddb81d',
    'Require phishing-resistant multifactor authentication for admins',
    'People with the directory roles that matter most prove two factors that no look-alike site can pass on.',
    'protectAdmins,emergingThreats',
    {
      conditions: { users: { includeRoles: administrators }, applications: everything },
      grantControls: phishingResistant,
    },
  ],
  [
    '16aaa400-bfdf-4756-a420-ad2245d4cde8',
    'Block access to Office365 apps for users with insider risk',
    'People with an elevated insider risk are blocked.',
    'zeroTrust',
    {
      conditions: {
        users: {
          ...everybody,
          excludeGuestsOrExternalUsers: {
            ...allGuests,
            guestOrExternalUserTypes: 'b2bDirectConnectUser,otherExternalUser,serviceProvider',
          },
        },
        applications: { includeApplications: ['Office365'] },
        insiderRiskLevels: 'elevated',
      },
      grantControls: block,
    },
  ],
];

/** Every template (Microsoft Entra documentation: Conditional Access templates). */
export const conditionalAccessTemplates: readonly ConditionalAccessTemplate[] = rows.map(
  ([id, name, description, scenarios, given]) => {
    const { conditions, grantControls, sessionControls } = completePolicy({ ...given, displayName: name });
    return { id, name, description, scenarios, details: { conditions, grantControls, sessionControls } };
  },
);
