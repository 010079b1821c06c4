import type { FurtherProperties, User } from '@gatehouse/model';
import type { DocumentKind } from '../documents/change-documents.js';
import { readDocuments, type StoredDocument } from '../documents/repository.js';
import type { DirectoryWork } from '../operation.js';

/** What a guest was last invited with; it lives in the guest. */
export interface Invitation {
  readonly invitedUserEmailAddress: string;
  /** Where the guest goes once the invitation is redeemed. */
  readonly inviteRedirectUrl: string;
  readonly invitedUserDisplayName?: string;
}

/** One for each guest: a later invitation takes the place of the one before. */
export const invitations: DocumentKind<Invitation> = {
  name: 'invitation',
  limit: 1,
  nameOf: ({ invitedUserEmailAddress }) => invitedUserEmailAddress,
};

/** The invitation of a guest. */
export async function readInvitation(
  { tx }: DirectoryWork,
  guest: string,
): Promise<StoredDocument<Invitation> | undefined> {
  const [found] = await readDocuments(tx, invitations.name, guest, invitations.limit);
  return found as unknown as StoredDocument<Invitation> | undefined;
}

/** Whether an invited person has come (Microsoft Graph documentation: user, externalUserState). */
export type ExternalUserState = 'PendingAcceptance' | 'Accepted';

/** The state of a guest; undefined for everybody who was not invited. */
export function externalStateOf({ properties }: User): ExternalUserState | undefined {
  if (properties?.creationType !== 'Invitation') return undefined;
  return properties.externalUserState === 'Accepted' ? 'Accepted' : 'PendingAcceptance';
}

/** A guest in a state; what is shown of its identities follows from that and leads nowhere. */
export function withExternalState<Guest extends Pick<User, 'userPrincipalName' | 'properties'>>(
  user: Guest,
  state: ExternalUserState,
  { now, defaultDomain }: { readonly now: number; readonly defaultDomain: string },
): Guest {
  const local = {
    signInType: 'userPrincipalName',
    issuer: defaultDomain,
    issuerAssignedId: user.userPrincipalName,
  };
  // Which tenant it is stays untold, as the platform has it (Microsoft Entra documentation: properties of a guest user).
  const federated = { signInType: 'federated', issuer: 'ExternalAzureAD', issuerAssignedId: null };
  const properties: FurtherProperties = {
    ...user.properties,
    creationType: 'Invitation',
    externalUserState: state,
    externalUserStateChangeDateTime: new Date(now).toISOString(),
    identities: state === 'Accepted' ? [federated, local] : [local],
  };
  return { ...user, properties };
}
