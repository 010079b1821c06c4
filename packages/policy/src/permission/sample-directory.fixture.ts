import { known, type RoleDefinition, roleTemplateIds } from '@gatehouse/model';
import { decideDirectoryAccess } from './decide-directory-access.js';
import {
  type DirectoryCaller,
  type DirectoryOperation,
  type DirectorySettings,
  type DirectoryTarget,
  type HeldRole,
  type ObjectValues,
  objectTarget,
} from './directory-access-input.js';

// Values from which the tests of this folder build calls of the directory.
export const unit = '40000000-0000-0000-0000-000000000001';
export const object = '40000000-0000-0000-0000-000000000002';

export const settings: DirectorySettings = {
  guestUserRoleId: roleTemplateIds.guestUser,
  allowInvitesFrom: 'everyone',
  defaultUserRolePermissions: {
    allowedToCreateApps: true,
    allowedToCreateSecurityGroups: true,
    allowedToCreateTenants: true,
    allowedToReadOtherUsers: true,
  },
  customRoles: [],
};

export const customRole: RoleDefinition = {
  id: '50000000-0000-0000-0000-000000000001',
  templateId: '50000000-0000-0000-0000-000000000001',
  displayName: 'Secret Keeper',
  description: 'Renews secrets.',
  isBuiltIn: false,
  isEnabled: true,
  isPrivileged: true,
  rolePermissions: [
    { allowedResourceActions: ['microsoft.directory/applications/credentials/update'], condition: null },
  ],
  inheritsPermissionsFrom: [],
};

const D = 'microsoft.directory';
const userReaders = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const groupWriters = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const both = (permissions: DirectoryOperation['permissions']['delegated']) => ({
  delegated: permissions,
  application: permissions,
});

export const operations = {
  'list users': {
    permissions: both(['User.ReadBasic.All', ...userReaders]),
    partOnly: { 'User.ReadBasic.All': 'basic' },
    actions: [`${D}/users/standard/read`],
  },
  'read a user': {
    permissions: {
      delegated: ['User.Read', 'User.ReadBasic.All', ...userReaders],
      application: ['User.ReadBasic.All', ...userReaders],
    },
    ownOnly: ['User.Read'],
    partOnly: { 'User.ReadBasic.All': 'basic' },
    actions: [`${D}/users/standard/read`],
  },
  'read oneself': {
    permissions: { delegated: ['User.Read', ...userReaders], application: [] },
    actions: [`${D}/users/standard/read`],
  },
  'change a job title': {
    permissions: {
      delegated: ['User.ReadWrite', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
      application: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
    },
    ownOnly: ['User.ReadWrite'],
    actions: [`${D}/users/basic/update`],
  },
  'change a phone number': {
    permissions: both(['User-Phone.ReadWrite.All', 'User.ReadWrite.All']),
    partOnly: { 'User-Phone.ReadWrite.All': 'phone' },
    actions: [[`${D}/users/mobile/update`, `${D}/users/basic/update`, `${D}/users/password/update`]],
    sensitive: true,
  },
  'reset a password': {
    permissions: both(['User-PasswordProfile.ReadWrite.All', 'Directory.AccessAsUser.All']),
    actions: [`${D}/users/password/update`],
  },
  'change the own password': {
    permissions: { delegated: ['User-PasswordProfile.ReadWrite.All', 'Directory.AccessAsUser.All'], application: [] },
    actions: [`${D}/users/changePassword`],
  },
  'delete a user': {
    permissions: both(['User.DeleteRestore.All', 'User.ReadWrite.All']),
    actions: [`${D}/users/delete`],
  },
  'register an application': {
    permissions: {
      delegated: ['AppRegistration.Create', 'Application.ReadWrite.All'],
      application: ['AppRegistration.Create', 'Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'],
    },
    ownedOnly: ['Application.ReadWrite.OwnedBy'],
    actions: [`${D}/applications/create`],
  },
  'read an application': {
    permissions: {
      delegated: ['Application.Read.All', 'Directory.Read.All'],
      application: ['Application.Read.All', 'Application.ReadWrite.OwnedBy', 'Directory.Read.All'],
    },
    actions: [`${D}/applications/standard/read`],
  },
  'add a secret': {
    permissions: {
      delegated: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
      application: ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All', 'Directory.ReadWrite.All'],
    },
    ownedOnly: ['Application.ReadWrite.OwnedBy'],
    actions: [`${D}/applications/credentials/update`],
  },
  'create a security group': {
    permissions: { delegated: groupWriters, application: ['Group.Create', ...groupWriters] },
    actions: [`${D}/groups.security/create`],
  },
  'add a member': {
    permissions: both(['GroupMember.ReadWrite.All', ...groupWriters]),
    actions: [`${D}/groups/members/update`],
  },
  'grant a permission of Graph': {
    permissions: both([['AppRoleAssignment.ReadWrite.All', 'Application.Read.All']]),
    actions: [`${D}/servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin`],
  },
  'read Conditional Access policies': {
    permissions: both(['Policy.Read.All']),
    actions: [`${D}/conditionalAccessPolicies/standard/read`],
  },
  'read sign-ins': {
    permissions: both([['AuditLog.Read.All', 'Directory.Read.All']]),
    actions: [`${D}/signInReports/allProperties/read`],
  },
  'give a directory role': {
    permissions: both(['RoleManagement.ReadWrite.Directory']),
    actions: [`${D}/roleAssignments/create`],
  },
  'invite a guest': {
    permissions: both(['User.Invite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All']),
    actions: [`${D}/users/inviteGuest`],
  },
} as const satisfies Record<string, DirectoryOperation>;

/** Scopes for each of the operations above, none of which reaches oneself alone. */
export const everyScope = [
  'AppRoleAssignment.ReadWrite.All',
  'Application.ReadWrite.All',
  'AuditLog.Read.All',
  'Directory.AccessAsUser.All',
  'Group.ReadWrite.All',
  'Policy.Read.All',
  'RoleManagement.ReadWrite.Directory',
  'User-PasswordProfile.ReadWrite.All',
  'User-Phone.ReadWrite.All',
  'User.ReadWrite.All',
];

export const tenantWide: DirectoryTarget = { kind: 'tenant' };

/** An object about which everything is known, and nothing speaks for the caller. */
const nothingSpecial: ObjectValues = {
  isSelf: false,
  isOwnedByCaller: false,
  unitIds: [],
  scopeIds: [object],
  roleIds: [],
  inRoleAssignableGroup: false,
  isRoleAssignableGroup: false,
};
export const someObject = (values: Partial<ObjectValues> = {}) => objectTarget({ ...nothingSpecial, ...values });

export const held = (role: keyof typeof roleTemplateIds | typeof customRole, directoryScopeId = '/'): HeldRole => ({
  roleDefinitionId: typeof role === 'string' ? roleTemplateIds[role] : role.id,
  directoryScopeId,
});

type Person = Extract<DirectoryCaller, { kind: 'delegated' }>;
export const person = (change: Partial<Person> = {}): Person => ({
  kind: 'delegated',
  scopes: everyScope,
  userType: 'Member',
  roleAssignments: [],
  ...change,
});
export const app = (roles: readonly string[], ...roleAssignments: HeldRole[]): DirectoryCaller => ({
  kind: 'app',
  roles,
  roleAssignments,
});

/** An object that the call makes, in no unit. */
export const made: Extract<DirectoryTarget, { kind: 'new' }> = {
  kind: 'new',
  unitIds: known([]),
  isRoleAssignableGroup: known(false),
};

export interface Change {
  readonly caller?: DirectoryCaller;
  readonly target?: DirectoryTarget;
  readonly settings?: Partial<DirectorySettings>;
}
/** What a member may do to an object that is nobody's in particular, but for what is changed. */
export function decide(operation: keyof typeof operations | DirectoryOperation, change: Change = {}) {
  return decideDirectoryAccess({
    caller: change.caller ?? person(),
    operation: typeof operation === 'string' ? operations[operation] : operation,
    target: change.target ?? someObject(),
    settings: { ...settings, ...change.settings },
  });
}
export const as = (...roleAssignments: readonly HeldRole[]) => person({ roleAssignments });

// Of the answers, what most tests look at.
export const role = (name: keyof typeof roleTemplateIds, directoryScopeId = '/') => ({
  kind: 'role',
  roleDefinitionId: roleTemplateIds[name],
  directoryScopeId,
});
export const yes = { kind: 'allowed', narrowed: null };
export const no = (why: string) => ({ kind: 'denied', why });
