import type { AppId, CorrelationId, RequestId, SessionId, TenantId } from '@gatehouse/model';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignInOutcome } from '../../../flows/sign-in/index.js';
import { contoso, orders, ordersApi, sampleTenants, webApp } from '../testing/sample-tenants.data.js';
import { baseUrl, startTokenWorld, type TokenWorld } from '../testing/token-world.js';
import type { AuthorizeDeps } from './authorize-deps.js';
import { issueAnswer } from './issue-answer.js';
import { parseAuthorization } from './request.js';

let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld({ tenants: withGroups(sampleTenants) });
});

afterAll(() => world.stop());

/** Contoso with six groups for Ada and five for Bob, told to the orders API and to the shop. */
function withGroups(tenants: readonly object[]): readonly object[] {
  const [first, ...others] = tenants as readonly (Record<string, unknown> & { applications: { appId: string }[] })[];
  const applications = first?.applications.map((application) => ({
    ...application,
    ...([ordersApi, webApp].includes(application.appId) ? { groupMembershipClaims: 'SecurityGroup' } : {}),
  }));
  const groups = Array.from({ length: 6 }, (_, index) => ({
    displayName: `Group ${index}`,
    members: ['ada@contoso.example', ...(index < 5 ? ['bob@contoso.example'] : [])],
  }));
  return [{ ...first, applications, groups }, ...others];
}

type Admitted = Extract<SignInOutcome, { readonly kind: 'admitted' }>;

/** What comes back for an authorization request of somebody who is signed in. */
async function answerTo(
  parameters: Readonly<Record<string, string>>,
  { userName = 'ada@contoso.example', versionOne = false } = {},
): Promise<Readonly<Record<string, string | undefined>>> {
  const sent = { client_id: webApp, redirect_uri: 'https://shop.example/cb', nonce: 'n-1', ...parameters };
  const asked = parseAuthorization(new URLSearchParams(sent).toString(), versionOne);
  if (asked.scope?.kind !== 'scopes') throw new Error('not a scope');
  const [target] = asked.scope.resources;
  const { gate, ids } = world.deps;
  const user = await world.userId(userName);
  const outcome = await gate.admit({
    kind: 'authorization_request',
    tenant: contoso as TenantId,
    authority: 'tenant',
    client: webApp as AppId,
    principal: { kind: 'user', id: user, authentication: { methods: ['pwd'], at: world.clock.now() } },
    target: target === undefined ? { kind: 'sign_in_only' } : { kind: 'resource', name: target.resource },
    request: {
      scopes: target?.scopes.map(({ value }) => value) ?? [],
      usesDefault: target?.usesDefault ?? false,
      openIdScopes: asked.scope.openId,
      authenticatedSince: null,
      forceConsent: false,
    },
    network: { address: '203.0.113.5', userAgent: 'test' },
    requestId: ids.guid<RequestId>(),
    correlationId: ids.guid<CorrelationId>(),
  });
  if (outcome.kind !== 'admitted') throw new Error(JSON.stringify(outcome));
  const account = { user: { id: user, tenant: contoso }, session: { id: ids.guid<SessionId>(), persistent: true } };
  const admitted = { kind: 'admitted', admissions: [outcome.admission], account } as unknown as Admitted;
  const deps = { ...world.deps, baseUrl } as unknown as AuthorizeDeps;
  return Object.fromEntries(await issueAnswer(deps, asked, 'web', admitted));
}

const claimsOf = (token: string | undefined) => decodeJwt(token ?? '');

describe('an answer with an access token', () => {
  it.each([
    [`openid ${orders}/.default`, `${orders}/Orders.Read ${orders}/.default openid`],
    [`openid ${orders}/orders.read`, `${orders}/orders.read openid`],
  ])('for the scope %s says %s', async (scope, answered) => {
    const answer = await answerTo({ response_type: 'id_token token', scope });
    expect(answer.scope).toBe(answered);
    expect(claimsOf(answer.access_token)).toMatchObject({ scp: 'Orders.Read' });
  });

  it('says of six groups only that there are some, of five which', async () => {
    const asked = { response_type: 'id_token token', scope: `openid ${orders}/Orders.Read` };
    const many = await answerTo(asked);
    const few = await answerTo(asked, { userName: 'bob@contoso.example' });
    for (const name of ['access_token', 'id_token']) {
      expect(claimsOf(many[name])).toMatchObject({ hasgroups: true });
      expect(claimsOf(many[name])).not.toHaveProperty('groups');
      expect(claimsOf(few[name]).groups).toHaveLength(5);
    }
  });
});

describe('an answer of the version 1 endpoint', () => {
  it('names one issuer, in the answer and in its ID token', async () => {
    const answer = await answerTo({ response_type: 'id_token', scope: 'openid' }, { versionOne: true });
    expect(answer.iss).toBe(`${baseUrl}/${contoso}/`);
    expect(claimsOf(answer.id_token)).toMatchObject({ iss: answer.iss, ver: '1.0', ipaddr: '203.0.113.5' });
  });
});

describe('a code', () => {
  it('keeps the claims that its ID token can tell, and where the browser was', async () => {
    const claims = JSON.stringify({ id_token: { acct: null, signin_state: null, nobody_knows: null } });
    const { code } = await answerTo({ response_type: 'code', scope: 'openid', claims });
    expect(world.deps.issuance.read.code(code ?? '')).toMatchObject({
      requestedClaims: ['acct', 'signin_state'],
      signInAddress: '203.0.113.5',
    });
    const bare = await answerTo({ response_type: 'code', scope: 'openid' });
    expect(world.deps.issuance.read.code(bare.code ?? '')).not.toHaveProperty('requestedClaims');
  });

  it('stays short however much is asked for', async () => {
    const names = Array.from({ length: 100 }, (_, index) => [`claim_${index}_${'x'.repeat(100)}`, null]);
    const claims = JSON.stringify({ id_token: Object.fromEntries(names) });
    const { code } = await answerTo({ response_type: 'code', scope: 'openid', claims });
    expect(code?.length).toBeLessThan(1500);
  });
});
