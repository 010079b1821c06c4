import { graphAppId, graphPermissions } from '@gatehouse/model';
import { anyConditionSet, type PermissionGrantConditionSet, type PermissionGrantPolicy } from './condition-set.js';

/** The directory's API before Microsoft Graph. */
const legacyDirectoryAppId = '00000002-0000-0000-c000-000000000000';
/** The mailboxes' own API, with its older protocols. */
const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000';

/** What of Microsoft Graph people are not left to grant alone: content of theirs, which mail worms and data thieves ask for. */
const contentNouns =
  /^(?:Mail|MailboxSettings|Files|Sites|Calendars|Chat|ChatMessage|OnlineMeetings|Contacts|Tasks|People|EAS|EWS|IMAP|POP|SMTP)\./;

const contentScopes = graphPermissions.flatMap(({ name, delegatedId }) =>
  delegatedId !== undefined && contentNouns.test(name) ? [delegatedId] : [],
);

/** Clients that people use for their mail, which the platform lets them consent to. */
const mailClients = ['9e5f94bc-e8a4-4e73-b8be-63364c29d753'];

interface Row {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly includes: readonly Partial<PermissionGrantConditionSet>[];
  readonly excludes?: readonly Partial<PermissionGrantConditionSet>[];
}

const delegated = { permissionType: 'delegated' } as const;
const application = { permissionType: 'application' } as const;
const consentable = { permissionType: 'delegatedUserConsentable' } as const;

const rows: readonly Row[] = [
  {
    id: 'microsoft-all-application-permissions',
    displayName: 'All application permissions, for any client application',
    description: 'Every application permission of every API, for any client application.',
    includes: [application],
  },
  {
    id: 'microsoft-all-application-permissions-verified',
    displayName: 'All application permissions, for client applications of verified publishers or of this organization',
    description: 'Every application permission of every API, for clients of verified publishers or registered here.',
    includes: [{ ...application, clientApplicationsFromVerifiedPublisherOnly: true }],
  },
  {
    id: 'microsoft-application-admin',
    displayName: 'Application Administrator policy',
    description:
      'What Application Administrators may grant: all but application permissions of the directory’s own APIs.',
    includes: [delegated, application],
    excludes: [
      { ...application, resourceApplication: graphAppId },
      { ...application, resourceApplication: legacyDirectoryAppId },
    ],
  },
  {
    id: 'microsoft-company-admin',
    displayName: 'Company Administrator policy',
    description: 'What Global Administrators may grant: every permission.',
    includes: [delegated, application],
  },
  {
    id: 'microsoft-dynamically-managed-permissions-for-chat',
    displayName: 'Permissions for chats that people own',
    description: 'What owners may grant for a chat. There are none here.',
    includes: [],
  },
  {
    id: 'microsoft-dynamically-managed-permissions-for-team',
    displayName: 'Permissions for teams that people own',
    description: 'What owners may grant for a team. There are none here.',
    includes: [],
  },
  {
    id: 'microsoft-user-default-allow-consent-apps',
    displayName: 'Mail clients that people may consent to',
    description: 'Permissions that people may grant to well-known mail clients.',
    includes: [{ ...consentable, clientApplicationIds: mailClients }],
  },
  {
    id: 'microsoft-user-default-legacy',
    displayName: 'Legacy user consent policy',
    description: 'Every delegated permission that its API lets people grant, for any client application.',
    includes: [consentable],
  },
  {
    id: 'microsoft-user-default-low',
    displayName: 'User consent for low-impact permissions',
    description: 'Permissions classified as low, for clients of verified publishers or registered here.',
    includes: [{ ...consentable, permissionClassification: 'low', clientApplicationsFromVerifiedPublisherOnly: true }],
  },
  {
    id: 'microsoft-user-default-recommended',
    displayName: 'Recommended user consent policy',
    description:
      'What people may grant, but for mail, files, sites, calendars, chats, meetings, contacts, tasks and people.',
    includes: [consentable],
    excludes: [
      {
        ...delegated,
        resourceApplication: graphAppId,
        permissions: contentScopes.length > 0 ? contentScopes : ['all'],
      },
      { ...delegated, resourceApplication: exchangeAppId },
    ],
  },
];

/**
 * The permission grant policies of every tenant, by id; nobody changes them (Microsoft Entra documentation: manage app consent policies).
 */
export const builtInPermissionGrantPolicies: ReadonlyMap<string, PermissionGrantPolicy> = new Map(
  rows.map(({ id, displayName, description, includes, excludes = [] }) => [
    id,
    {
      displayName,
      description,
      includes: includes.map((one, index) => conditionSet(one, `${id}-include-${index + 1}`)),
      excludes: excludes.map((one, index) => conditionSet(one, `${id}-exclude-${index + 1}`)),
    },
  ]),
);

function conditionSet(given: Partial<PermissionGrantConditionSet>, id: string): PermissionGrantConditionSet {
  return { permissionType: 'delegated', ...anyConditionSet, ...given, id };
}
