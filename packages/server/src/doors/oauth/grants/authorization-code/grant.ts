import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '@gatehouse/model';
import { authorityAccepts } from '@gatehouse/policy';
import { codeVerifierMatches } from '@gatehouse/wire';
import type { CodeFacts } from '../../../../issuance/index.js';
import type { OAuthDoor } from '../../deps.js';
import { missing } from '../../token/read-token-request.js';
import { redeemedScope } from '../../token/redeemed-scope.js';
import type { ClientType, Grant, PresentedGrant, ProvenGrant, RefreshPlan, TokenRequest } from '../grant.js';

const clientTypes: Readonly<Record<CodeFacts['platform'], ClientType>> = {
  web: 'confidential',
  spa: 'spa',
  publicClient: 'public',
};

const refreshPlatforms: Readonly<Record<CodeFacts['platform'], RefreshPlan['platform']>> = {
  web: 'confidential',
  spa: 'spa',
  publicClient: 'publicClient',
};

/** A person signed in at the authorization endpoint, and the client redeems the code (RFC 6749 §4.1.3). */
export const authorizationCode: Grant = {
  types: ['authorization_code'],
  attempt: 'authorization_code',
  read: async (request, deps): Promise<PresentedGrant | Refusal> => {
    const code = request.field('code');
    if (code === undefined) return missing('code');
    const facts = deps.issuance.read.code(code);
    if (facts === undefined) return refuse(70000, 'not a code of this platform');
    // RFC 6749 §4.1.3: the code is bound to its client.
    if (facts.client !== request.clientId) return refuse(70000, `the code belongs to ${facts.client}`);
    return {
      clientType: clientTypes[facts.platform],
      tenant: facts.tenant,
      scope: redeemedScope(request, facts.scope),
      principal: principalOf(facts),
      prove: () => prove(request, facts, deps),
    };
  },
};

async function prove(request: TokenRequest, facts: CodeFacts, deps: OAuthDoor): Promise<ProvenGrant | Refusal> {
  const fault = bindingFault(request, facts);
  if (fault !== undefined) return fault;
  const { tenant, family, session, nonce, kmsi = false, requestedClaims, signInAddress } = facts;
  const spent = await deps.singleUse.spend(tenant, 'authorization-code', digestOf(facts), facts.expiresAt);
  if (!spent.first) {
    // RFC 6749 §4.1.2: what the first redemption gave may be in the wrong hands, so all of it ends.
    await deps.revocation.revokeFamily(tenant, family, 'code_replayed', { kind: 'platform' });
    return refuse(54005, 'presented again; the family is revoked');
  }
  const scope = redeemedScope(request, facts.scope);
  return {
    tenant,
    principal: principalOf(facts),
    scope,
    session,
    family,
    nonce,
    kmsi,
    ...(requestedClaims === undefined ? {} : { requestedClaims }),
    ...(signInAddress === undefined ? {} : { signInAddress }),
    refresh: {
      generation: 0,
      platform: refreshPlatforms[facts.platform],
      origin: 'authorization_code',
      always: false,
      openIdScopes: [],
      scope,
    },
  };
}

/** Everything that ties a code to its request. A wrong presentation spends nothing. */
function bindingFault(request: TokenRequest, facts: CodeFacts): Refusal | undefined {
  const redirectUri = request.field('redirect_uri');
  const verifier = request.field('code_verifier');
  const wishes = { authority: request.authority.kind, tenant: request.authority.tenant?.id ?? null };
  if (!authorityAccepts(wishes, facts.tenant)) return refuse(700005, `the code belongs to tenant ${facts.tenant}`);
  if (facts.expiresAt <= request.http.arrivedAt) return refuse(70008, 'the code has expired');
  // RFC 6749 §4.1.3: the authorization request had one, so it must be here, and identical.
  if (redirectUri === undefined) return missing('redirect_uri');
  if (redirectUri !== facts.redirectUri) return refuse(50011, 'not the one of the code', { uri: redirectUri });
  if (facts.codeChallenge === null) {
    // RFC 9700 §2.1.1: a verifier without a challenge shows that the challenge was taken out on the way.
    return verifier === undefined ? undefined : refuse(501481, 'a verifier although no challenge was sent');
  }
  if (verifier === undefined) return refuse(501481, 'no verifier although a challenge was sent');
  return codeVerifierMatches(verifier, facts.codeChallenge)
    ? undefined
    : refuse(501481, 'the verifier does not belong to the challenge');
}

/** The code's content, not its text: base64 has more than one spelling of the same bytes. */
function digestOf(facts: CodeFacts): Buffer {
  return createHash('sha256').update(JSON.stringify(facts)).digest();
}

function principalOf({ user, authentication }: CodeFacts): ProvenGrant['principal'] {
  return { kind: 'user', id: user, authentication };
}
