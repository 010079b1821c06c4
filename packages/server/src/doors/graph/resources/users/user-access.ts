import type { ActionNeed } from '@gatehouse/policy';
import { propertiesGiven } from '../../authorize.js';
import type { OperationAccess, OperationActions } from '../../resource.js';

// Who may do what with users (Microsoft Graph documentation: the permission tables of the operations; Microsoft Entra built-in roles).

const action = (name: string) => `microsoft.directory/users/${name}`;

/** The basic profile, all that `User.ReadBasic.All` shows of other people (Microsoft Graph documentation: permissions reference). */
const basicProfile = ['displayName', 'givenName', 'id', 'mail', 'surname', 'userPrincipalName'];

/** What guests see of others (Microsoft Entra documentation: default user permissions). */
const guestView = ['displayName', 'id', 'mail', 'userPrincipalName', 'userType'];

export const listAccess: Omit<OperationAccess, 'target'> = {
  permissions: {
    delegated: [
      'User.ReadBasic.All',
      'User.Read.All',
      'Directory.Read.All',
      'User.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
    application: [
      'User.ReadBasic.All',
      'User.Read.All',
      'Directory.Read.All',
      'User.ReadWrite.All',
      'User.ReadWrite.CrossCloud',
      'Directory.ReadWrite.All',
    ],
  },
  partOnly: { 'User.ReadBasic.All': 'basic' },
  parts: { basic: basicProfile },
  limited: guestView,
  actions: [action('standard/read')],
};

export const readAccess: Omit<OperationAccess, 'target'> = {
  ...listAccess,
  permissions: {
    delegated: ['User.Read', 'User.ReadWrite', ...listAccess.permissions.delegated],
    application: listAccess.permissions.application,
  },
  ownOnly: ['User.Read', 'User.ReadWrite'],
};

export const createAccess: Omit<OperationAccess, 'target'> = {
  permissions: {
    delegated: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  actions: [action('create')],
};

export const deleteAccess: Omit<OperationAccess, 'target'> = {
  permissions: {
    delegated: ['User.DeleteRestore.All', 'User.ReadWrite.All'],
    application: ['User.DeleteRestore.All', 'User.ReadWrite.All', 'User.ReadWrite.CrossCloud'],
  },
  actions: [action('delete')],
};

/** Permissions for single properties, and the part of a body that each may change. */
const partsOfUpdates = {
  'User-Mail.ReadWrite.All': 'mail',
  'User-Phone.ReadWrite.All': 'phone',
  'User.ManageIdentities.All': 'identities',
  'User-PasswordProfile.ReadWrite.All': 'passwordProfile',
  'User.EnableDisableAccount.All': 'accountEnabled',
};

const partOfProperty: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    customSecurityAttributes: 'customSecurityAttributes',
    otherMails: 'mail',
    mobilePhone: 'phone',
    businessPhones: 'phone',
    identities: 'identities',
    passwordProfile: 'passwordProfile',
    accountEnabled: 'accountEnabled',
  }),
);

/** These go together, and reach nothing else; no permission of the user as a whole reaches what they do. */
const securityAttributes: readonly string[] = ['CustomSecAttributeAssignment.ReadWrite.All', 'User.Read.All'];

/** `PATCH`: what is needed follows from the properties that the body gives. */
export const updateAccess: Omit<OperationAccess, 'target'> = {
  permissions: {
    delegated: [
      'User.ReadWrite',
      ...Object.keys(partsOfUpdates),
      securityAttributes,
      'User.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
    application: [
      ...Object.keys(partsOfUpdates),
      securityAttributes,
      'User.ReadWrite.All',
      'User.ReadWrite.CrossCloud',
      'Directory.ReadWrite.All',
    ],
  },
  ownOnly: ['User.ReadWrite'],
  partOnly: { ...partsOfUpdates, 'CustomSecAttributeAssignment.ReadWrite.All': 'customSecurityAttributes' },
  partOf: (property) => partOfProperty.get(property),
  actions: updateActions,
};

/** Changed by `users/basic/update`, and telling (Microsoft Graph documentation: who can perform sensitive actions). */
const sensitive: ReadonlySet<string> = new Set([
  'businessPhones',
  'mobilePhone',
  'onPremisesImmutableId',
  'otherMails',
]);

const actionOfProperty: ReadonlyMap<string, ActionNeed> = new Map(
  Object.entries<ActionNeed>({
    authorizationInfo: action('authorizationInfo/update'),
    businessPhones: [action('basic/update'), action('password/update')],
    customSecurityAttributes: action('customSecurityAttributes/update'),
    identities: action('identities/update'),
    mobilePhone: [action('mobile/update'), action('basic/update'), action('password/update')],
    otherMails: [action('basic/update'), action('password/update')],
    passwordProfile: action('password/update'),
    preferredLanguage: [action('basic/update'), action('basicProfile/update')],
    usageLocation: action('usageLocation/update'),
    userPrincipalName: action('userPrincipalName/update'),
    userType: action('userType/update'),
  }),
);

function updateActions(body: unknown): OperationActions {
  const names = propertiesGiven(body);
  const enables = (body as { readonly accountEnabled?: unknown } | undefined)?.accountEnabled === true;
  const needed = names.map((name) =>
    name === 'accountEnabled'
      ? action(enables ? 'enable' : 'disable')
      : (actionOfProperty.get(name) ?? action('basic/update')),
  );
  const [first = action('basic/update'), ...others] = new Set(needed);
  return {
    actions: [first, ...others],
    ...(names.some((name) => sensitive.has(name)) && { sensitive: true }),
  };
}

export const revokeAccess: Omit<OperationAccess, 'target'> = {
  permissions: {
    delegated: ['User.ReadWrite', 'User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  ownOnly: ['User.ReadWrite'],
  actions: [action('invalidateAllRefreshTokens')],
};
