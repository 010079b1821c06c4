import { propertiesGiven } from '../../authorize.js';
import type { OperationAccess, OperationActions } from '../../resource.js';

// Who may do what with applications (Microsoft Graph documentation: the permission tables of the operations; Microsoft Entra
// documentation: built-in roles, application registration permissions of custom roles).

type Access = Omit<OperationAccess, 'target'>;

const action = (name: string) => `microsoft.directory/applications/${name}`;

/** What an application may do with its own registrations, and those alone. */
const ownedBy = 'Application.ReadWrite.OwnedBy';

/** Reads every application: what it reads is no secret to whoever may write some (Microsoft Graph documentation: list applications). */
export const readAccess: Access = {
  permissions: {
    delegated: ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
    application: [
      'Application.Read.All',
      ownedBy,
      'Directory.Read.All',
      'Application.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
  },
  actions: [action('standard/read')],
};

export const createAccess: Access = {
  permissions: {
    delegated: ['AppRegistration.Create', 'Application.ReadWrite.All'],
    application: ['AppRegistration.Create', ownedBy, 'Application.ReadWrite.All'],
  },
  ownedOnly: [ownedBy],
  actions: [action('create')],
};

/** Changes of one application, by people and, of their own, by applications. */
function writeAccess(actions: OperationAccess['actions'], wider: readonly string[] = []): Access {
  return {
    permissions: {
      delegated: ['Application.ReadWrite.All', ...wider],
      application: [ownedBy, 'Application.ReadWrite.All', ...wider],
    },
    ownedOnly: [ownedBy],
    actions,
  };
}

export const updateAccess: Access = writeAccess(updateActions);
export const deleteAccess: Access = writeAccess([action('delete')]);
export const credentialAccess: Access = writeAccess([action('credentials/update')], ['Directory.ReadWrite.All']);
export const federationAccess: Access = writeAccess([action('credentials/update')]);
export const extensionAccess: Access = writeAccess([action('extensionProperties/update')], ['Directory.ReadWrite.All']);

/** Only people vouch for a publisher. */
export const publisherAccess: Access = {
  permissions: { delegated: ['Application.ReadWrite.All'], application: [] },
  actions: [action('verification/update')],
};

export const ownersReadAccess: Access = { ...readAccess, actions: [action('owners/read')] };

/** An application shares what it owns with nobody by itself (Microsoft Graph documentation: application: add owner). */
export const ownersWriteAccess: Access = {
  permissions: {
    delegated: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  actions: [action('owners/update')],
};

/** The set of properties that each belongs to; all others are basic. */
const setOfProperty: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    api: 'permissions',
    appRoles: 'appRoles',
    authenticationBehaviors: 'authentication',
    defaultRedirectUri: 'authentication',
    isDeviceOnlyAuthSupported: 'authentication',
    isDisabled: 'disablement',
    isFallbackPublicClient: 'authentication',
    keyCredentials: 'credentials',
    nativeAuthenticationApisEnabled: 'authentication',
    notes: 'notes',
    oauth2RequirePostResponse: 'authentication',
    oauth2RequiredPostResponse: 'authentication',
    passwordCredentials: 'credentials',
    publicClient: 'authentication',
    requestSignatureVerification: 'authentication',
    requiredResourceAccess: 'permissions',
    servicePrincipalLockConfiguration: 'credentials',
    signInAudience: 'audience',
    spa: 'authentication',
    tags: 'tag',
    tokenEncryptionKeyId: 'credentials',
    web: 'authentication',
  }),
);

function updateActions(body: unknown): OperationActions {
  const sets = propertiesGiven(body).map((name) => setOfProperty.get(name) ?? 'basic');
  const [first = 'basic', ...others] = new Set(sets);
  return { actions: [action(`${first}/update`), ...others.map((set) => action(`${set}/update`))] };
}
