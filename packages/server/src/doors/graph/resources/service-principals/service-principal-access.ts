import type { ActionNeed, PermissionAlternative } from '@gatehouse/policy';
import { propertiesGiven } from '../../authorize.js';
import type { OperationAccess, OperationActions } from '../../resource.js';

// Who may do what with service principals (Microsoft Graph documentation: the permission tables of the operations; Microsoft Entra
// built-in roles).

type Access = Omit<OperationAccess, 'target'>;

const action = (name: string) => `microsoft.directory/servicePrincipals/${name}`;

/** Writes what the application owns, or makes, and reads everything (Microsoft Graph documentation: list servicePrincipals). */
const ofOwn = 'Application.ReadWrite.OwnedBy';

const readers = [
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
] as const;
const writers = ['Application.ReadWrite.All', 'Directory.ReadWrite.All'];

function reading(name: string): Access {
  const [least, ...others] = readers;
  return { permissions: { delegated: readers, application: [least, ofOwn, ...others] }, actions: [action(name)] };
}

function writing(actions: OperationAccess['actions'], permissions: readonly PermissionAlternative[] = writers): Access {
  return { permissions: { delegated: permissions, application: [ofOwn, ...permissions] }, ownedOnly: [ofOwn], actions };
}

export const readAccess = reading('standard/read');
export const createAccess = writing([action('create')]);
export const deleteAccess = writing([action('delete')]);
export const credentialsAccess = writing([action('credentials/update')]);
export const ownersReadAccess = reading('owners/read');
export const ownedObjectsAccess = reading('ownedObjects/read');
/** Who is named as an owner must be readable as well. */
export const ownersWriteAccess = writing(
  [action('owners/update')],
  [['Application.ReadWrite.All', 'Directory.Read.All'], 'Directory.ReadWrite.All'],
);

const groupReaders: readonly PermissionAlternative[] = [
  ['Application.Read.All', 'GroupMember.Read.All'],
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
/** Read of the service principal and of the groups: permissions for both are needed together. */
export const memberOfAccess: Access = {
  permissions: { delegated: groupReaders, application: groupReaders },
  actions: [action('memberOf/read')],
};

const classificationReaders = [
  'Policy.Read.PermissionGrant',
  'Application.Read.All',
  'Policy.ReadWrite.PermissionGrant',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
export const classificationReadAccess: Access = {
  permissions: { delegated: classificationReaders, application: classificationReaders },
  actions: [action('standard/read')],
};
/** What may be consented to is the tenant's policy: owners of an API do not decide it. */
export const classificationWriteAccess: Access = {
  permissions: {
    delegated: ['Policy.ReadWrite.PermissionGrant'],
    application: ['Policy.ReadWrite.PermissionGrant'],
  },
  actions: ['microsoft.directory/permissionGrantPolicies/basic/update'],
};

const actionOfProperty: ReadonlyMap<string, ActionNeed> = new Map(
  Object.entries<ActionNeed>({
    customSecurityAttributes: action('customSecurityAttributes/update'),
    keyCredentials: action('credentials/update'),
    loginUrl: action('authentication/update'),
    logoutUrl: action('authentication/update'),
    notes: action('notes/update'),
    preferredSingleSignOnMode: action('authentication/update'),
    preferredTokenSigningKeyThumbprint: action('credentials/update'),
    samlSingleSignOnSettings: action('authentication/update'),
    servicePrincipalNames: action('audience/update'),
    tags: action('tag/update'),
    tokenEncryptionKeyId: action('credentials/update'),
  }),
);

/** These go together, and reach nothing else; no permission of the object as a whole reaches what they do. */
const securityAttributes = ['CustomSecAttributeAssignment.ReadWrite.All', 'Application.Read.All'];

/** `PATCH`: what is needed follows from the properties that the body gives. */
export const updateAccess: Access = {
  ...writing(updateActions, [securityAttributes, ...writers]),
  partOnly: { 'CustomSecAttributeAssignment.ReadWrite.All': 'customSecurityAttributes' },
  partOf: (property) => (property === 'customSecurityAttributes' ? property : undefined),
};

function updateActions(body: unknown): OperationActions {
  const enables = (body as { readonly accountEnabled?: unknown } | undefined)?.accountEnabled === true;
  const needed = propertiesGiven(body).map((name) =>
    name === 'accountEnabled'
      ? action(enables ? 'enable' : 'disable')
      : (actionOfProperty.get(name) ?? action('basic/update')),
  );
  const [first = action('basic/update'), ...others] = new Set(needed);
  return { actions: [first, ...others] };
}
