import type { RoleDefinition } from '@gatehouse/model';
import type { DirectorySettings } from '@gatehouse/policy';
import type { StoredDocument } from '../documents/repository.js';

/** What a tenant that never said anything lets people do (Microsoft Graph documentation: authorizationPolicy). */
export const defaultDirectorySettings: Omit<DirectorySettings, 'customRoles'> = {
  guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
  allowInvitesFrom: 'everyone',
  defaultUserRolePermissions: {
    allowedToCreateApps: true,
    allowedToCreateSecurityGroups: true,
    allowedToCreateTenants: true,
    allowedToReadOtherUsers: true,
  },
};

/**
 * What a tenant says about everybody, and the roles it made, from its documents: the authorization policy over the defaults, and the
 * role definitions. Bodies were validated when they were written.
 */
export function directorySettings(documents: ReadonlyMap<string, readonly StoredDocument[]>): DirectorySettings {
  const policy = (documents.get('authorization-policy')?.[0]?.body ?? {}) as Partial<DirectorySettings>;
  const { defaultUserRolePermissions: defaults } = defaultDirectorySettings;
  return {
    guestUserRoleId: policy.guestUserRoleId ?? defaultDirectorySettings.guestUserRoleId,
    allowInvitesFrom: policy.allowInvitesFrom ?? defaultDirectorySettings.allowInvitesFrom,
    defaultUserRolePermissions: { ...defaults, ...policy.defaultUserRolePermissions },
    customRoles: (documents.get('role-definition') ?? []).map(({ id, body }) => ({
      ...(body as unknown as RoleDefinition),
      id,
    })),
  };
}
