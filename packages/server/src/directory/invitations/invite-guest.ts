import type { User, UserId } from '@gatehouse/model';
import { domainOfUserName } from '@gatehouse/policy';
import { changeDocument, createDocument } from '../documents/change-documents.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  refused,
} from '../operation.js';
import { readTenant } from '../tenants/repository.js';
import { changeUser, createUser, type UserDraft } from '../users/change-users.js';
import { findUserId, readUsersById, readUsersByName } from '../users/repository.js';
import { fitsName, guestName } from './guest-name.js';
import { externalStateOf, type Invitation, invitations, readInvitation, withExternalState } from './invitation.js';
import { deleteExternalIdentity } from './repository.js';

/** Whom a tenant invites. The address was checked to be one. */
export interface InvitationDraft extends Invitation {
  readonly invitedUserType: 'Guest' | 'Member';
}

/** An invitation that was made, and the guest it is for. */
export interface MadeInvitation {
  readonly id: string;
  readonly invitation: Invitation;
  readonly guest: User;
}

/**
 * Invites a person by an address: makes a guest, or invites one again who is there already. No other tenant is looked at, so that
 * neither the answer nor its time tells whether anybody has that address; who the guest is at home shows when the invitation is redeemed.
 */
export function inviteGuest(draft: InvitationDraft): DirectoryOperation<MadeInvitation | DirectoryRefusal> {
  return async (work) => {
    const { tx } = work;
    const { invitedUserType: _type, ...invitation } = draft;
    const address = invitation.invitedUserEmailAddress;
    const known = await findUserId(tx, address);
    const [there] = known === undefined ? [] : await readUsersById(tx, [known]);
    if (there !== undefined) {
      // Microsoft Graph documentation: create invitation; who is no guest has an account to use.
      if (externalStateOf(there) === undefined) return refused('taken', { property: 'invitedUserEmailAddress' });
      return keepInvitation(work, there, invitation);
    }
    const tenant = await readTenant(tx);
    const domains = tenant?.domains ?? [];
    if (domains.some(({ name }) => name === domainOfUserName(address))) {
      return refused('not_possible', { detail: 'the address is of a verified domain of the tenant' });
    }
    const defaultDomain = (domains.find(({ isDefault }) => isDefault) ?? domains[0])?.name;
    if (defaultDomain === undefined) return refused('not_possible', { detail: 'the tenant has no domain' });
    const userPrincipalName = await freeName(work, address, defaultDomain);
    const at = { now: work.clock.now(), defaultDomain };
    const guest = await createUser(newGuest(userPrincipalName, draft, at))(work);
    return isRefused(guest) ? guest : keepInvitation(work, guest, invitation);
  };
}

/**
 * Lets a guest redeem anew, as whoever has the address now given: the account at home that the guest was bound to is forgotten, and
 * what it began ends (Microsoft Graph documentation: invitation, resetRedemption).
 */
export function resetRedemption(
  id: UserId,
  invitation: Invitation,
): DirectoryOperation<MadeInvitation | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock } = work;
    const address = invitation.invitedUserEmailAddress;
    const domains = (await readTenant(tx))?.domains ?? [];
    if (domains.some(({ name }) => name === domainOfUserName(address))) {
      return refused('not_possible', { detail: 'the address is of a verified domain of the tenant' });
    }
    const holder = await findUserId(tx, address);
    if (holder !== undefined && holder !== id) return refused('taken', { property: 'invitedUserEmailAddress' });
    const now = clock.now();
    const defaultDomain = domains.find(({ isDefault }) => isDefault)?.name ?? '';
    const guest = await changeUser(id, (before) => {
      if (externalStateOf(before) === undefined) {
        return refused('not_possible', { detail: 'the user was not invited' });
      }
      const pending = withExternalState({ ...before, mail: address }, 'PendingAcceptance', { now, defaultDomain });
      const properties = { ...pending.properties, otherMails: [address] };
      return { ...pending, properties, signInSessionsValidFrom: now };
    })(work);
    if (isRefused(guest)) return guest;
    await deleteExternalIdentity(tx, id);
    return keepInvitation(work, guest, invitation);
  };
}

async function keepInvitation(
  work: DirectoryWork,
  guest: User,
  invitation: Invitation,
): Promise<MadeInvitation | DirectoryRefusal> {
  const before = await readInvitation(work, guest.id);
  const kept =
    before === undefined
      ? await createDocument(invitations, { parentId: guest.id, body: invitation })(work)
      : await changeDocument(invitations, before.id, () => invitation)(work);
  return isRefused(kept) ? kept : { id: kept.id, invitation, guest };
}

function newGuest(
  userPrincipalName: string,
  { invitedUserEmailAddress: address, invitedUserDisplayName, invitedUserType }: InvitationDraft,
  at: { readonly now: number; readonly defaultDomain: string },
): UserDraft {
  const [local = ''] = userPrincipalName.split('@');
  const blank: UserDraft = {
    userPrincipalName,
    displayName: invitedUserDisplayName ?? address.slice(0, address.lastIndexOf('@')),
    mail: address,
    businessPhones: [],
    userType: invitedUserType,
    accountEnabled: true,
    properties: { mailNickname: local, otherMails: [address] },
  };
  return withExternalState(blank, 'PendingAcceptance', at);
}

async function freeName({ tx, ids }: DirectoryWork, address: string, defaultDomain: string): Promise<string> {
  const plain = guestName(address, defaultDomain, '');
  const isFree = fitsName(address) && (await readUsersByName(tx, [plain])).length === 0;
  return isFree ? plain : guestName(address, defaultDomain, ids.bytes(4).toString('hex'));
}
