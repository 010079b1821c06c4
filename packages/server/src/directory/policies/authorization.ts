import {
  builtInPermissionGrantPolicies,
  type DirectorySettings,
  grantAssignments,
  guestRoleIds,
} from '@gatehouse/policy';
import { defaultDirectorySettings } from '../configuration/directory-settings.js';
import { readDocuments } from '../documents/repository.js';
import { refused } from '../operation.js';
import { refuseProblems, type SingletonKind } from './policy-kind.js';

/** `/policies/authorizationPolicy`: what the tenant lets everybody do. */
export interface AuthorizationPolicy extends Omit<DirectorySettings, 'customRoles' | 'defaultUserRolePermissions'> {
  readonly displayName: string;
  readonly description: string;
  readonly allowedToSignUpEmailBasedSubscriptions: boolean;
  readonly allowedToUseSSPR: boolean;
  readonly allowEmailVerifiedUsersToJoinOrganization: boolean;
  readonly allowUserConsentForRiskyApps: boolean;
  readonly blockMsolPowerShell: boolean;
  readonly defaultUserRolePermissions: DirectorySettings['defaultUserRolePermissions'] & {
    readonly allowedToReadBitlockerKeysForOwnedDevice: boolean;
    readonly permissionGrantPoliciesAssigned: readonly string[];
  };
}

/** Held in the compiled configuration: its changes count at once. */
export const authorizationPolicy: SingletonKind<AuthorizationPolicy> = {
  name: 'authorization-policy',
  id: 'authorizationPolicy',
  limit: 1,
  nameOf: ({ displayName }) => displayName,
  initial: {
    ...defaultDirectorySettings,
    displayName: 'Authorization Policy',
    description: 'What everybody in the organization may do.',
    allowedToSignUpEmailBasedSubscriptions: true,
    allowedToUseSSPR: true,
    allowEmailVerifiedUsersToJoinOrganization: false,
    allowUserConsentForRiskyApps: false,
    blockMsolPowerShell: false,
    defaultUserRolePermissions: {
      ...defaultDirectorySettings.defaultUserRolePermissions,
      allowedToReadBitlockerKeysForOwnedDevice: true,
      permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-recommended'],
    },
  },
  afterWrite: async ({ tx }, { body }) => {
    if (!guestRoleIds.includes(body.guestUserRoleId)) {
      return refused('invalid', { property: 'guestUserRoleId', detail: 'must be the id of a level of guests' });
    }
    const own = await readDocuments(tx, 'permission-grant-policy', null, 1000);
    const ids = new Set([...builtInPermissionGrantPolicies.keys(), ...own.map(({ id }) => id)]);
    const { permissionGrantPoliciesAssigned: assigned } = body.defaultUserRolePermissions;
    const read = grantAssignments(assigned, ids);
    return read.kind === 'invalid' ? refuseProblems(read.problems) : undefined;
  },
};
