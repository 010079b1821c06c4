import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contoso,
  nativeApp,
  orders,
  ordersApi,
  sampleTenants,
  secrets,
  webApp,
} from '../testing/sample-tenants.data.js';
import {
  type Answer,
  baseUrl,
  type CodeOptions,
  encode,
  type Form,
  startTokenWorld,
  type TokenWorld,
  verifier,
} from '../testing/token-world.js';

let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld({ tenants: withGroups(sampleTenants) });
});

afterAll(() => world.stop());

/** Contoso with a group for Ada, told to the orders API and to the shop. */
function withGroups(tenants: readonly object[]): readonly object[] {
  const [first, ...others] = tenants as readonly (Record<string, unknown> & { applications: { appId: string }[] })[];
  const applications = first?.applications.map((application) => ({
    ...application,
    ...([ordersApi, webApp].includes(application.appId) ? { groupMembershipClaims: 'SecurityGroup' } : {}),
  }));
  const groups = [{ id: staff, displayName: 'Staff', members: ['ada@contoso.example'] }];
  return [{ ...first, applications, groups }, ...others];
}
const staff = 'eeeeeeee-0000-4000-8000-000000000001';

const shop: CodeOptions = { redirectUri: 'https://shop.example/cb', platform: 'web' };

/** Redeems a code of the shop, at the endpoint of a version. */
async function redeem(form: Form, code: Partial<CodeOptions> = {}, version: 1 | 2 = 2): Promise<Answer> {
  const body = encode({
    grant_type: 'authorization_code',
    client_id: webApp,
    client_secret: secrets.web,
    redirect_uri: shop.redirectUri,
    code_verifier: verifier,
    code: await world.codeFor(webApp, { ...shop, ...code }),
    ...form,
  });
  const mediaType = 'application/x-www-form-urlencoded';
  return world.send('POST', `/${contoso}/oauth2${version === 2 ? '/v2.0' : ''}/token`, { body, mediaType });
}

const claimsOf = (answer: Answer, name: 'access_token' | 'id_token') => decodeJwt(String(answer.body[name]));

describe('the scope of an answer and of its token', () => {
  const graph = 'https://graph.microsoft.com';

  it.each<[asked: string, answered: string, scp: string]>([
    [
      `openid profile offline_access ${graph}/.default`,
      `openid profile email ${graph}/User.Read ${graph}/.default offline_access`,
      'openid profile email User.Read',
    ],
    [
      `${graph}/.default`,
      `openid profile email ${graph}/User.Read ${graph}/.default`,
      'openid profile email User.Read',
    ],
    ['user.read openid', 'user.read openid', 'openid User.Read'],
    [`${graph}/USER.READ`, `${graph}/USER.READ`, 'User.Read'],
    ['openid profile offline_access', 'openid profile offline_access', 'openid profile'],
  ])('%s', async (asked, answered, scp) => {
    const answer = await redeem({ scope: asked });
    expect(answer.body.scope).toBe(answered);
    expect(claimsOf(answer, 'access_token').scp).toBe(scp);
  });
});

describe('an application that asks for itself', () => {
  it('by its id and `.default` gets an ID token, and an access token without an empty `scp`', async () => {
    const answer = await redeem({ scope: `${webApp}/.default` });
    expect(claimsOf(answer, 'id_token')).toMatchObject({ iss: `${baseUrl}/${contoso}/v2.0`, aud: webApp });
    expect(claimsOf(answer, 'access_token')).not.toHaveProperty('scp');
    expect(answer.body.scope).toBe(`${webApp}/.default`);
  });

  it('without a person gets no ID token: nobody signed in', async () => {
    const form = { grant_type: 'client_credentials', client_id: ordersApi, client_secret: secrets.orders };
    const answer = await world.token({ ...form, scope: `${ordersApi}/.default` });
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('id_token');
  });

  it('is not taken for one that asks for another', async () => {
    expect((await redeem({ scope: `${orders}/.default` })).body).not.toHaveProperty('id_token');
  });
});

describe('the version of an ID token', () => {
  it.each<[version: 1 | 2, issuer: string, ver: string]>([
    [1, `${baseUrl}/${contoso}/`, '1.0'],
    [2, `${baseUrl}/${contoso}/v2.0`, '2.0'],
  ])('%s is that of the endpoint, whatever its metadata is read for', async (version, iss, ver) => {
    const answer = await redeem({ scope: `openid ${orders}/Orders.Read` }, {}, version);
    expect(claimsOf(answer, 'id_token')).toMatchObject({ iss, ver });
    // The access token's version is the resource's choice.
    expect(claimsOf(answer, 'access_token')).toMatchObject({ ver: '2.0' });
  });
});

describe('claims asked for at the sign-in', () => {
  it('stand in the ID token beside those of the token request', async () => {
    const scope = 'openid User.Read';
    const code = { requestedClaims: ['login_hint', 'acct'] };
    const claims = JSON.stringify({ id_token: { login_hint: null, upn: { essential: true } } });
    const user = await world.userId('ada@contoso.example');
    expect(claimsOf(await redeem({ scope, claims }, code), 'id_token')).toMatchObject({
      login_hint: `O.${user}.${contoso}`,
      acct: 0,
      upn: 'ada@contoso.example',
    });
    expect(claimsOf(await redeem({ scope }, code), 'id_token')).toMatchObject({ acct: 0 });
    expect(claimsOf(await redeem({ scope }), 'id_token')).not.toHaveProperty('acct');
  });
});

describe('groups', () => {
  it('stand in the access token of a resource and in the ID token of a client that ask for them', async () => {
    const answer = await redeem({ scope: `openid ${orders}/Orders.Read` });
    expect(claimsOf(answer, 'access_token').groups).toEqual([staff]);
    expect(claimsOf(answer, 'id_token').groups).toEqual([staff]);
    const graph = await redeem({ scope: 'openid User.Read' });
    expect(claimsOf(graph, 'access_token')).not.toHaveProperty('groups');
  });

  it('are left out for whoever is in none', async () => {
    const answer = await redeem({ scope: `openid ${orders}/Orders.Read` }, { user: 'bob@contoso.example' });
    expect(claimsOf(answer, 'access_token')).not.toHaveProperty('groups');
    expect(claimsOf(answer, 'id_token')).not.toHaveProperty('groups');
  });
});

describe('where the person signed in from', () => {
  it('is the browser that the code came through, not the server that redeems it', async () => {
    const scope = 'openid User.Read';
    const signInAddress = '203.0.113.5';
    expect(claimsOf(await redeem({ scope }, { signInAddress }), 'access_token').ipaddr).toBe(signInAddress);
    expect(claimsOf(await redeem({ scope }), 'access_token')).not.toHaveProperty('ipaddr');
  });

  it('stays that of the sign-in when the tokens are refreshed', async () => {
    const first = await redeem({ scope: 'openid offline_access User.Read' }, { signInAddress: '203.0.113.5' });
    const form = { grant_type: 'refresh_token', client_id: webApp, client_secret: secrets.web, scope: 'User.Read' };
    const answer = await world.token({ ...form, refresh_token: String(first.body.refresh_token) });
    expect(claimsOf(answer, 'access_token').ipaddr).toBe('203.0.113.5');
  });

  it('is the device itself for a client that runs there', async () => {
    const code = await world.codeFor(nativeApp, { redirectUri: 'http://localhost', platform: 'publicClient' });
    const form = { grant_type: 'authorization_code', client_id: nativeApp, code, code_verifier: verifier };
    const answer = await world.token({ ...form, redirect_uri: 'http://localhost', scope: 'User.Read' });
    expect(claimsOf(answer, 'access_token').ipaddr).toBe('192.0.2.1');
  });
});
