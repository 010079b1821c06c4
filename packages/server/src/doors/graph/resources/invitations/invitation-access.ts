import type { OperationAccess } from '../../resource.js';

// Who may invite whom (Microsoft Graph documentation: create invitation; authorizationPolicy, allowInvitesFrom).

const permissions = ['User.Invite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'];

export const inviteAccess: Omit<OperationAccess, 'target'> = {
  permissions: { delegated: permissions, application: permissions },
  actions: (body) => {
    const { invitedUserType = null } = (body ?? {}) as { readonly invitedUserType?: unknown };
    const isMember = invitedUserType !== null && invitedUserType !== 'Guest';
    // Inviting a member is for administrators (Microsoft Graph documentation: invitation, invitedUserType).
    const more = isMember ? ['microsoft.directory/users/create'] : [];
    return { actions: ['microsoft.directory/users/inviteGuest', ...more] };
  },
};

/**
 * Binding a guest to another account at home hands the guest over, as a new password would: whoever may reset the password may do that
 * (Microsoft Entra documentation: reset redemption status; who can reset passwords).
 */
export const resetAccess: Omit<OperationAccess, 'target'> = {
  permissions: {
    delegated: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  actions: ['microsoft.directory/users/password/update'],
};
