import { type GrantFamilyId, type Refusal, refuse } from '@gatehouse/model';
import { authorityAccepts } from '@gatehouse/policy';
import type { DeviceApproval, DeviceCodeGrant, PollOutcome } from '../../../../credentials/device-codes/index.js';
import type { OAuthDoor } from '../../deps.js';
import { readScope } from '../../token/asked-target.js';
import { missing } from '../../token/read-token-request.js';
import { isWithin, redeemedScope } from '../../token/redeemed-scope.js';
import type { Grant, PresentedGrant, ProvenClient, ProvenGrant, TokenRequest } from '../grant.js';

/** A device without a browser polls until its person has answered elsewhere (RFC 8628 §3.4). */
export const deviceCode: Grant = {
  // The short name is what the platform's own clients send.
  types: ['urn:ietf:params:oauth:grant-type:device_code', 'device_code'],
  attempt: 'device_code',
  read: async (request, deps): Promise<PresentedGrant | Refusal> => {
    const code = request.field('device_code') ?? request.field('code');
    if (code === undefined) return missing('device_code');
    return {
      clientType: 'by_registration',
      tenant: request.authority.tenant?.id ?? null,
      scope: request.field('scope') ?? null,
      principal: { kind: 'nobody' },
      prove: (client) => prove(request, code, client, deps),
    };
  },
};

async function prove(
  request: TokenRequest,
  code: string,
  client: ProvenClient,
  deps: OAuthDoor,
): Promise<ProvenGrant | Refusal> {
  const outcome = await deps.deviceCodes.poll(code, request.clientId, (grant, approval) =>
    redemptionFault(request, grant, approval),
  );
  if (outcome.kind === 'refused') return outcome;
  if (outcome.kind !== 'approved') return unanswered(outcome);
  const { tenant, user, authentication, session } = outcome.approval;
  const scope = redeemedScope(request, outcome.grant.scope);
  return {
    tenant,
    principal: { kind: 'user', id: user, authentication },
    scope,
    session,
    family: deps.ids.guid<GrantFamilyId>(),
    nonce: null,
    refresh: {
      generation: 0,
      platform: client.method === 'none' ? 'publicClient' : 'confidential',
      origin: 'device_code',
      always: false,
      openIdScopes: [],
      scope,
    },
  };
}

/** What a wrong redemption spends is nothing. A device gets no more than the person saw on the page. */
function redemptionFault(
  request: TokenRequest,
  { scope: agreed }: DeviceCodeGrant,
  { tenant, user }: DeviceApproval,
): Refusal | undefined {
  const wishes = { authority: request.authority.kind, tenant: request.authority.tenant?.id ?? null };
  if (!authorityAccepts(wishes, tenant)) return refuse(16000, `the person signed in to tenant ${tenant}`, { user });
  const scope = redeemedScope(request, agreed);
  const [asked, before] = [readScope(scope), readScope(agreed)];
  if (asked.kind === 'refused') return asked;
  if (before.kind === 'refused') return before;
  return isWithin(asked, before) ? undefined : refuse(70011, 'more than the person agreed to', { scope });
}

/** RFC 8628 §3.5. */
function unanswered({ kind }: Exclude<PollOutcome, { kind: 'approved' }>): Refusal {
  switch (kind) {
    case 'pending':
      return refuse(70016, 'not answered yet');
    case 'too_fast':
      return refuse(700160, 'polled before the interval was over');
    case 'declined':
      return refuse(700161, 'the person declined, or was refused');
    case 'expired':
      return refuse(70020, 'the device code has expired');
    case 'unknown':
      return refuse(70018, 'no such device code, or it was redeemed');
  }
}
