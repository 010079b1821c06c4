import { type Refusal, refuse } from '@gatehouse/model';
import { authorityAccepts, judgeRefreshLifetime, type RefreshLifetime } from '@gatehouse/policy';
import type { RefreshFacts } from '../../../../issuance/index.js';
import type { OAuthDoor } from '../../deps.js';
import { missing } from '../../token/read-token-request.js';
import { keepingOpenIdScopes } from '../../token/redeemed-scope.js';
import type { ClientType, Grant, PresentedGrant, ProvenGrant, RefreshPlan, TokenRequest } from '../grant.js';
import { rotate } from './rotate.js';

const clientTypes: Readonly<Record<RefreshFacts['platform'], ClientType>> = {
  web: 'confidential',
  confidential: 'confidential',
  spa: 'spa',
  publicClient: 'public',
};

/**
 * A refresh token becomes tokens for any resource that the person's grant covers (RFC 6749 §6). Tokens of confidential clients are
 * bound to the client's credential and stay usable; tokens of public clients rotate, and each generation is honoured once for each
 * thing that it is asked for (RFC 9700 §4.14).
 */
export const refreshToken: Grant = {
  types: ['refresh_token'],
  attempt: 'refresh_token',
  read: async (request, deps): Promise<PresentedGrant | Refusal> => {
    const text = request.field('refresh_token');
    if (text === undefined) return missing('refresh_token');
    const facts = deps.issuance.read.refreshToken(text);
    if (facts === undefined) return refuse(70000, 'not a refresh token of this platform');
    // RFC 6749 §6: the token is bound to its client.
    if (facts.client !== request.clientId) return refuse(70000, `the token belongs to ${facts.client}`);
    return {
      clientType: clientTypes[facts.platform],
      tenant: facts.tenant,
      scope: scopeOf(request, facts),
      principal: principalOf(facts),
      prove: () => prove(request, facts, deps),
    };
  },
};

async function prove(request: TokenRequest, facts: RefreshFacts, deps: OAuthDoor): Promise<ProvenGrant | Refusal> {
  const { tenant, user, family, session, kmsi = false } = facts;
  const wishes = { authority: request.authority.kind, tenant: request.authority.tenant?.id ?? null };
  // Not an invalid grant: the person may be able to sign in there.
  if (!authorityAccepts(wishes, tenant)) return refuse(16000, `the token belongs to tenant ${tenant}`, { user });
  if (await deps.revocation.isRevoked(tenant, family)) return refuse(50173, 'the family is revoked');
  const life = judgeRefreshLifetime({
    now: request.http.arrivedAt,
    expiresAt: facts.expiresAt,
    authenticatedAt: facts.authentication.at,
    singlePageApplication: facts.platform === 'spa',
    idleSeconds: deps.refresh.idleSeconds,
    absoluteSeconds: deps.refresh.absoluteSeconds,
  });
  if (life.kind === 'ended') return ended(life);
  const scope = scopeOf(request, facts);
  const plan: RefreshPlan = {
    generation: facts.generation,
    platform: facts.platform,
    origin: facts.origin,
    expiresAt: life.nextExpiresAt,
    always: true,
    openIdScopes: facts.openIdScopes,
    scope: facts.scope ?? scope,
  };
  const rotates = facts.platform === 'spa' || facts.platform === 'publicClient';
  // A generation is spent after the gate's yes: a refusal (say, consent missing for a new resource) must not end the family.
  return {
    tenant,
    principal: principalOf(facts),
    scope,
    session,
    family,
    kmsi,
    ...(facts.signInAddress === undefined ? {} : { signInAddress: facts.signInAddress }),
    nonce: null,
    refresh: plan,
    ...(rotates ? { redeem: () => rotate({ facts, scope, arrivedAt: request.http.arrivedAt }, plan, deps) } : {}),
  };
}

function ended({ why }: Extract<RefreshLifetime, { kind: 'ended' }>): Refusal {
  switch (why) {
    case 'fixed_end':
      return refuse(700084, '24 hours after the sign-in');
    case 'idle':
      return refuse(700082, 'not used in time');
    case 'absolute_end':
      return refuse(70008, 'the family has reached its absolute end');
  }
}

function principalOf({ user, authentication }: RefreshFacts): ProvenGrant['principal'] {
  return { kind: 'user', id: user, authentication };
}

/** RFC 6749 §6: a request without scopes means those of the grant. */
function scopeOf(request: TokenRequest, facts: RefreshFacts): string {
  const asked = request.field('scope');
  if (asked === undefined) return facts.scope ?? facts.openIdScopes.join(' ');
  return keepingOpenIdScopes(request, asked, facts.openIdScopes);
}
