import { consumersTenantId, type TenantId, type User, type UserId } from '@gatehouse/model';
import { domainOfUserName } from '@gatehouse/policy';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  recordChange,
  refused,
} from '../operation.js';
import { readDomainOwners, readTenant } from '../tenants/repository.js';
import { changeUser } from '../users/change-users.js';
import { findUserId, readUsersById } from '../users/repository.js';
import { externalStateOf, type Invitation, readInvitation, withExternalState } from './invitation.js';
import { type ExternalIdentity, insertExternalIdentity, readExternalIdentity, readGuestOf } from './repository.js';

/** An account that somebody has just proved to be, in the tenant it is at home in. */
export interface HomeAccount {
  readonly tenant: TenantId;
  readonly id: UserId;
  readonly userPrincipalName: string;
  readonly mail?: string;
}

/** A guest who has come, and where the guest goes now. */
export interface AcceptedInvitation {
  readonly guest: User;
  readonly inviteRedirectUrl: string;
}

/**
 * Redeems an invitation: from now on the account at home signs in as the guest. The account must be who was invited: its name or mail
 * is the invited address, and that address is of a domain that its own tenant has proved to own; an address of no organization's domain
 * is that of a personal account by that name. What a tenant writes into its accounts beyond its own domains proves nothing.
 * Whoever calls has authenticated the account, and asked it.
 */
export function acceptInvitation(
  guest: UserId,
  account: HomeAccount,
): DirectoryOperation<AcceptedInvitation | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock } = work;
    const invitation = await readInvitation(work, guest);
    if (invitation === undefined) return refused('not_found', { value: guest });
    if (!(await isInvited(work, account, invitation.body))) {
      return refused('not_possible', { detail: 'the account is not the one that was invited' });
    }
    const now = clock.now();
    const defaultDomain = (await readTenant(tx))?.domains.find(({ isDefault }) => isDefault)?.name ?? '';
    const accepted = await changeUser(guest, (before) =>
      externalStateOf(before) === 'PendingAcceptance'
        ? withExternalState(before, 'Accepted', { now, defaultDomain })
        : refused('not_possible', { detail: 'the invitation was redeemed already' }),
    )(work);
    if (isRefused(accepted)) return accepted;
    const identity: ExternalIdentity = { issuer: account.tenant, issuerAssignedId: account.id };
    if (!(await insertExternalIdentity(tx, guest, identity, now))) {
      return refused('taken', { property: 'identities' });
    }
    const target = { type: 'user', id: guest, name: accepted.userPrincipalName };
    recordChange(work, 'invitation.accept', target, undefined, { externalIdentity: identity });
    return { guest: accepted, inviteRedirectUrl: invitation.body.inviteRedirectUrl };
  };
}

/** The guest that an account elsewhere signs in as; undefined when it is nobody here. */
export function guestOfAccount(identity: ExternalIdentity): DirectoryOperation<UserId | undefined> {
  return ({ tx }) => readGuestOf(tx, identity);
}

/** Who a guest is at home; undefined for members, and for guests who have not come yet. */
export function homeOfGuest(guest: UserId): DirectoryOperation<ExternalIdentity | undefined> {
  return ({ tx }) => readExternalIdentity(tx, guest);
}

/** The guest of that address who was invited and has not come yet. */
export function invitedGuest(address: string): DirectoryOperation<UserId | undefined> {
  return async ({ tx }) => {
    const id = address.includes('\0') ? undefined : await findUserId(tx, address);
    const [user] = id === undefined ? [] : await readUsersById(tx, [id]);
    return user !== undefined && externalStateOf(user) === 'PendingAcceptance' ? id : undefined;
  };
}

async function isInvited(
  { tx }: DirectoryWork,
  { tenant, userPrincipalName, mail }: HomeAccount,
  { invitedUserEmailAddress }: Invitation,
): Promise<boolean> {
  if (tenant === tx.tenant) return false;
  const address = invitedUserEmailAddress.toLowerCase();
  const domain = domainOfUserName(address) ?? '';
  const owner = (await readDomainOwners(tx, [domain])).get(domain) ?? consumersTenantId;
  if (owner !== tenant) return false;
  const names = tenant === consumersTenantId ? [userPrincipalName] : [userPrincipalName, mail];
  return names.some((name) => name?.toLowerCase() === address);
}
