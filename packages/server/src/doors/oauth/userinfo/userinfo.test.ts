import type { GrantFamilyId, TenantId } from '@gatehouse/model';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contoso, daemonApp, nativeApp, orders, secrets } from '../testing/sample-tenants.data.js';
import { type Answer, baseUrl, golden, startTokenWorld, type TokenWorld, verifier } from '../testing/token-world.js';

let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld();
});

afterAll(() => world.stop());

async function signIn(scope: string, over: { family?: GrantFamilyId; user?: string } = {}): Promise<Answer> {
  const redirectUri = 'http://localhost:1';
  const code = await world.codeFor(nativeApp, { redirectUri, platform: 'publicClient', ...over });
  return world.token({
    grant_type: 'authorization_code',
    client_id: nativeApp,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    scope,
  });
}

function ask(accessToken: unknown): Promise<Answer> {
  return world.send('GET', '/oidc/userinfo', { headers: { authorization: `Bearer ${String(accessToken)}` } });
}

describe('userinfo', () => {
  it('tells who signed in, by the name that the ID token of the same application gives', async () => {
    const { body } = await signIn('openid profile email');
    const answer = await ask(body.access_token);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    await expect(golden({ ...answer.body, sub: '<sub>' })).toMatchFileSnapshot('../golden/userinfo.json');
    expect(answer.body.sub).toBe(decodeJwt(String(body.id_token)).sub);
    expect(answer.body.sub).not.toBe(await world.userId('ada@contoso.example'));
  });

  it('takes a posted token too', async () => {
    const { body } = await signIn('openid profile');
    const form = { body: `access_token=${String(body.access_token)}`, mediaType: 'application/x-www-form-urlencoded' };
    expect((await world.send('POST', '/oidc/userinfo', form)).body).toHaveProperty('name', 'Ada Example');
    const headers = { authorization: `Bearer ${String(body.access_token)}` };
    expect((await world.send('POST', '/oidc/userinfo', { headers })).status).toBe(200);
  });

  it('never takes a token in the query', async () => {
    const { body } = await signIn('openid profile');
    expect((await world.send('GET', `/oidc/userinfo?access_token=${String(body.access_token)}`)).status).toBe(401);
  });

  it.each<[scope: string, names: readonly string[]]>([
    ['openid', ['sub']],
    ['openid email', ['sub', 'email']],
    ['openid profile User.Read', ['sub', 'name', 'family_name', 'given_name', 'picture']],
  ])('for the scope %s tells %j', async (scope, names) => {
    expect(Object.keys((await ask((await signIn(scope)).body.access_token)).body)).toEqual(names);
  });

  it('leaves out what the account has not', async () => {
    const { body } = await signIn('openid profile email', { user: 'bob@contoso.example' });
    expect(Object.keys((await ask(body.access_token)).body)).toEqual(['sub', 'name', 'picture']);
  });

  it('asks for a token when none was sent', async () => {
    const answer = await world.send('GET', '/oidc/userinfo');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer realm="", authorization_uri="${baseUrl}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
    );
  });

  it.each<[title: string, token: () => Promise<unknown>, status: number, error: string]>([
    ['text that is no token', async () => 'nothing', 401, 'invalid_token'],
    [
      'a token of another API',
      async () => (await signIn(`${orders}/Orders.Read`)).body.access_token,
      401,
      'invalid_token',
    ],
    ['an ID token', async () => (await signIn('openid User.Read')).body.id_token, 401, 'invalid_token'],
    ['a token without openid', async () => (await signIn('User.Read')).body.access_token, 403, 'insufficient_scope'],
    [
      'a token of an application itself',
      async () =>
        (
          await world.token({
            grant_type: 'client_credentials',
            client_id: daemonApp,
            client_secret: secrets.daemon,
            scope: '.default',
          })
        ).body.access_token,
      403,
      'insufficient_scope',
    ],
  ])('refuses %s', async (_, token, status, error) => {
    const answer = await ask(await token());
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.headers['www-authenticate']).toContain('Bearer realm=""');
  });

  it('refuses a token that has ended', async () => {
    const { body } = await signIn('openid');
    world.clock.advance(5401);
    expect((await ask(body.access_token)).status).toBe(401);
  });

  it('refuses a token whose grant was taken back', async () => {
    const family = world.deps.ids.guid<GrantFamilyId>();
    const { body } = await signIn('openid', { family });
    expect((await ask(body.access_token)).status).toBe(200);
    await world.deps.revocation.revokeFamily(contoso as TenantId, family, 'code_replayed', {
      kind: 'platform',
    });
    expect((await ask(body.access_token)).status).toBe(401);
  });

  it('refuses a token of a disabled account', async () => {
    const { body } = await signIn('openid', { user: 'bob@contoso.example' });
    await world.change('bob@contoso.example', 'account_enabled', false);
    expect((await ask(body.access_token)).status).toBe(401);
    await world.change('bob@contoso.example', 'account_enabled', true);
  });
});
