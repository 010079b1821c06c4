import { parseGuid, type UserId } from '@gatehouse/model';
import { domainOfUserName, isDomainName } from '@gatehouse/policy';
import {
  externalStateOf,
  inviteGuest,
  type Invitation,
  isRefused,
  type MadeInvitation,
  resetRedemption,
  targetStanding,
} from '../../../../directory/index.js';
import { denied } from '../../authorize.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { action } from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphResource, GraphResult } from '../../resource.js';
import { readBody } from '../../schema/index.js';
import { inviteAccess, resetAccess } from './invitation-access.js';
import { invitationType } from './invitation-type.js';

/** People from elsewhere are invited (Microsoft Graph documentation: invitation manager). */
export const invitations: GraphResource = {
  name: 'invitations',
  types: [invitationType],
  sets: { invitations: 'invitation' },
  operations: [
    {
      ...action({
        path: '/invitations',
        summary: 'Invite a person from elsewhere',
        access: { ...inviteAccess, target: { kind: 'new' } },
        run: invite,
      }),
      describes: { answer: invitationType, body: invitationType },
    },
  ],
};

async function invite({ invitedUser, ...given }: GraphEntity, call: GraphCall): Promise<GraphResult> {
  const body = readBody(invitationType, given, 'create');
  if (body.kind === 'error') return body;
  const fault = faultOf(body.values);
  if (fault !== undefined) return fault;
  return body.values.resetRedemption === true
    ? inviteAnew(invitedUser, body.values, call)
    : inviteFirst(body.values, call);
}

async function inviteFirst(values: GraphEntity, call: GraphCall): Promise<GraphResult> {
  const invitedUserType = values.invitedUserType === 'Member' ? 'Member' : 'Guest';
  const made = await call.perform(inviteGuest({ ...invitationOf(values), invitedUserType }));
  return isRefused(made) ? refusalOf(made) : answer(made, values, call);
}

async function inviteAnew(invitedUser: unknown, values: GraphEntity, call: GraphCall): Promise<GraphResult> {
  const given = typeof invitedUser === 'object' && invitedUser !== null && 'id' in invitedUser ? invitedUser.id : '';
  const id = typeof given === 'string' ? parseGuid<UserId>(given) : undefined;
  if (id === undefined) return invalid('invitedUser');
  const standing = await call.perform(targetStanding(id, call.caller.principal.oid));
  const refusal = call.permits(resetAccess, {
    isSelf: id === call.caller.principal.oid,
    scopeIds: [id],
    ...(standing?.type === 'user' && {
      unitIds: standing.units,
      roleIds: standing.roles,
      inRoleAssignableGroup: standing.inRoleAssignableGroup,
    }),
  });
  if (refusal !== undefined) return denied();
  const made = await call.perform(resetRedemption(id, invitationOf(values)));
  return isRefused(made) ? refusalOf(made) : answer(made, values, call);
}

function answer({ id, invitation, guest }: MadeInvitation, values: GraphEntity, call: GraphCall): GraphResult {
  const shown = {
    id,
    ...invitation,
    inviteRedeemUrl: `${call.door.baseUrl}/redeem?tenant=${call.caller.tenant}&user=${guest.id}`,
    invitedUserType: guest.userType,
    invitedUserMessageInfo: values.invitedUserMessageInfo ?? null,
    resetRedemption: values.resetRedemption === true,
    sendInvitationMessage: false,
    status: externalStateOf(guest) === 'Accepted' ? 'Completed' : 'PendingAcceptance',
  };
  const entity = { type: invitationType, values: shown, expanded: { invitedUser: { id: guest.id } } };
  return { kind: 'entity', status: 201, context: 'invitations', entity, select: null };
}

function invitationOf(values: GraphEntity): Invitation {
  const { invitedUserDisplayName } = values;
  return {
    invitedUserEmailAddress: String(values.invitedUserEmailAddress),
    inviteRedirectUrl: String(values.inviteRedirectUrl),
    ...(typeof invitedUserDisplayName === 'string' && invitedUserDisplayName !== '' && { invitedUserDisplayName }),
  };
}

/** What no declaration says of the values. */
function faultOf({ invitedUserEmailAddress, inviteRedirectUrl, ...values }: GraphEntity): GraphError | undefined {
  if (!isAddress(String(invitedUserEmailAddress))) return invalid('invitedUserEmailAddress');
  if (!isDestination(String(inviteRedirectUrl))) return invalid('inviteRedirectUrl');
  const types: readonly unknown[] = ['Guest', 'Member', null, undefined];
  if (!types.includes(values.invitedUserType)) return invalid('invitedUserType');
  if (values.sendInvitationMessage !== true) return undefined;
  // Whoever asks for a message must not believe that one was sent.
  return graphError(
    400,
    'Request_BadRequest',
    "Messages are not sent by this service: leave 'sendInvitationMessage' out and give the 'inviteRedeemUrl' to the invited person.",
  );
}

/** A mail address as people have one (RFC 5321 §4.1.2, without quoted strings and address literals). */
function isAddress(address: string): boolean {
  const local = address.slice(0, address.lastIndexOf('@'));
  const isLocal = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local);
  return local.length <= 64 && isLocal && isDomainName(domainOfUserName(address) ?? '');
}

/** Where a browser may be sent: https, or this machine. */
function isDestination(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

function refusalOf(refusal: Parameters<typeof refusalError>[0]): GraphError {
  if (refusal.reason !== 'taken') return refusalError(refusal, 'Invitation');
  return graphError(400, 'Request_BadRequest', 'The invited user already exists in the directory.');
}

function invalid(property: string): GraphError {
  return refusalError({ kind: 'refused', reason: 'invalid', property }, 'Invitation');
}
