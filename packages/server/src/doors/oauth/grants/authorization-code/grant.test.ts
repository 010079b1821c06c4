import type { GrantFamilyId, SessionId, TenantId } from '@gatehouse/model';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contoso,
  fabrikam,
  nativeApp,
  orders,
  ordersApi,
  secrets,
  sharedApp,
  spaApp,
  webApp,
} from '../../testing/sample-tenants.data.js';
import {
  type Answer,
  baseUrl,
  type CodeOptions,
  encode,
  type Form,
  golden,
  startTokenWorld,
  type TokenWorld,
  verifier,
} from '../../testing/token-world.js';

let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld();
});

afterAll(() => world.stop());

interface Client {
  readonly id: string;
  readonly code: CodeOptions;
  readonly form: Form;
  readonly origin?: string;
}

const web: Client = {
  id: webApp,
  code: { redirectUri: 'https://shop.example/cb', platform: 'web' },
  form: { client_secret: secrets.web, redirect_uri: 'https://shop.example/cb' },
};
const spa: Client = {
  id: spaApp,
  code: { redirectUri: 'https://board.example/', platform: 'spa' },
  form: { redirect_uri: 'https://board.example/' },
  origin: 'https://board.example',
};
const native: Client = {
  id: nativeApp,
  code: { redirectUri: 'http://localhost:51234', platform: 'publicClient' },
  form: { redirect_uri: 'http://localhost:51234' },
};

async function redeem(
  client: Client,
  over: {
    readonly code?: Partial<CodeOptions>;
    readonly form?: Form;
    readonly authority?: string;
    readonly origin?: string | undefined;
  } = {},
): Promise<Answer> {
  const code = await world.codeFor(client.id, { ...client.code, ...over.code });
  return present(client, code, over);
}

function present(
  client: Client,
  code: string,
  over: { readonly form?: Form; readonly authority?: string; readonly origin?: string | undefined } = {},
): Promise<Answer> {
  const form = {
    grant_type: 'authorization_code',
    client_id: client.id,
    code,
    code_verifier: verifier,
    ...client.form,
    ...over.form,
  };
  const origin = 'origin' in over ? over.origin : client.origin;
  return world.token(form, { origin }, over.authority);
}

describe('redeeming an authorization code', () => {
  it('gives a web application everything it asked for', async () => {
    const session = '99999999-0000-4000-8000-000000000001' as SessionId;
    const answer = await redeem(web, {
      code: { nonce: 'n-1', session },
      form: { client_info: '1', scope: 'openid profile email offline_access User.Read' },
    });
    expect(answer.status).toBe(200);
    await expect(golden(answer.body)).toMatchFileSnapshot('../../golden/token-authorization-code.json');
    const user = await world.userId('ada@contoso.example');
    const idToken = decodeJwt(String(answer.body.id_token));
    expect(idToken).toMatchObject({
      iss: `${baseUrl}/${contoso}/v2.0`,
      aud: webApp,
      nonce: 'n-1',
      oid: user,
      tid: contoso,
      sid: session,
      preferred_username: 'ada@contoso.example',
      email: 'ada.mail@contoso.example',
      ver: '2.0',
    });
    const clientInfo = JSON.parse(Buffer.from(String(answer.body.client_info), 'base64url').toString()) as unknown;
    expect(clientInfo).toEqual({ uid: user, utid: contoso });
    expect(decodeJwt(String(answer.body.access_token))).toMatchObject({ appid: webApp, appidacr: '1', oid: user });
  });

  it.each<[title: string, client: Client, appidacr: string]>([
    ['a single-page application', spa, '0'],
    ['a native application', native, '0'],
  ])('works without a secret for %s', async (_, client, appidacr) => {
    const answer = await redeem(client);
    expect(answer.status).toBe(200);
    expect(decodeJwt(String(answer.body.access_token)).appidacr).toBe(appidacr);
  });

  it('tells only single-page applications when the refresh token ends: a day later', async () => {
    expect((await redeem(spa)).body.refresh_token_expires_in).toBe(86_400);
    expect((await redeem(native)).body).not.toHaveProperty('refresh_token_expires_in');
    expect((await redeem(web)).body).not.toHaveProperty('refresh_token_expires_in');
  });

  it('leaves the nonce out when none was sent', async () => {
    expect(decodeJwt(String((await redeem(web)).body.id_token))).not.toHaveProperty('nonce');
  });

  it('leaves client_info out when it was not asked for', async () => {
    expect((await redeem(web)).body).not.toHaveProperty('client_info');
  });

  it.each<[scope: string, has: readonly string[], hasNot: readonly string[]]>([
    ['User.Read', [], ['id_token', 'refresh_token']],
    ['openid User.Read', ['id_token'], ['refresh_token']],
    ['offline_access User.Read', ['refresh_token'], ['id_token']],
    ['openid offline_access', ['id_token', 'refresh_token', 'access_token'], []],
  ])('for the scope %s gives what it asks for and no more', async (scope, has, hasNot) => {
    const { body } = await redeem(web, { form: { scope } });
    for (const name of has) expect(body).toHaveProperty(name);
    for (const name of hasNot) expect(body).not.toHaveProperty(name);
  });

  it.each<[asked: string, answered: string]>([
    ['User.Read openid', 'User.Read openid'],
    ['https://graph.microsoft.com/User.Read openid', 'https://graph.microsoft.com/User.Read openid'],
    [`${orders}/Orders.Read`, `${orders}/Orders.Read`],
    [`${orders}/.default offline_access`, `${orders}/Orders.Read ${orders}/.default offline_access`],
    [`${ordersApi}/Orders.Read`, `${ordersApi}/Orders.Read`],
  ])('echoes the scope %s as %s', async (asked, answered) => {
    expect((await redeem(web, { form: { scope: asked } })).body.scope).toBe(answered);
  });

  it('without scopes means those of the authorization request, first resource first', async () => {
    const scope = `openid ${orders}/Orders.Read User.Read`;
    const answer = await redeem(web, { code: { scope } });
    expect(answer.body.scope).toBe(`${orders}/Orders.Read openid`);
    expect(decodeJwt(String(answer.body.access_token)).aud).toBe(ordersApi);
  });

  it.each<[title: string, agreed: string, form: Form, scope: string]>([
    [
      'the resource alone, and keeps the OpenID scopes',
      `openid offline_access ${orders}/.default`,
      { resource: orders },
      `${orders}/Orders.Read ${orders}/.default openid offline_access`,
    ],
    [
      'OpenID scopes alone, and keeps the resource',
      `openid ${orders}/.default`,
      { scope: 'openid' },
      `${orders}/Orders.Read ${orders}/.default openid`,
    ],
  ])('at the version 1 endpoint takes %s', async (_, agreed, form, scope) => {
    const code = await world.codeFor(webApp, { ...web.code, scope: agreed });
    const sent = { grant_type: 'authorization_code', client_id: webApp, code, code_verifier: verifier, ...web.form };
    const answer = await world.send('POST', `/${contoso}/oauth2/token`, {
      body: encode({ ...sent, ...form }),
      mediaType: 'application/x-www-form-urlencoded',
    });
    expect(answer.body.scope).toBe(scope);
    expect(answer.body).toHaveProperty('id_token');
    expect(decodeJwt(String(answer.body.access_token)).aud).toBe(ordersApi);
  });

  it('works at the authority through which the person came, whichever way the tenant is spelled', async () => {
    expect((await redeem(web, { authority: 'CONTOSO.example' })).status).toBe(200);
    const shared: Client = {
      id: sharedApp,
      code: { redirectUri: 'https://surveys.example/cb', platform: 'web', authority: 'common' },
      form: { client_secret: secrets.shared, redirect_uri: 'https://surveys.example/cb' },
    };
    for (const authority of ['common', 'organizations', contoso]) {
      expect((await redeem(shared, { authority })).status).toBe(200);
    }
    expect((await redeem(shared, { authority: 'consumers' })).body.error_codes).toEqual([700005]);
  });

  interface Refused {
    readonly client: Client;
    readonly code?: Partial<CodeOptions>;
    readonly form?: Form;
    readonly authority?: string;
    readonly origin?: string | undefined;
    readonly expected: number;
  }

  it.each<[title: string, row: Refused]>([
    ['without a code', { client: web, form: { code: undefined }, expected: 900144 }],
    ['with something else as the code', { client: web, form: { code: 'g1.AAAA' }, expected: 70000 }],
    ['by another client', { client: { ...native, id: spaApp }, form: { client_id: nativeApp }, expected: 70000 }],
    ['with another redirect URI', { client: web, form: { redirect_uri: 'https://shop.example/cb2' }, expected: 50011 }],
    [
      'with another loopback port',
      { client: native, form: { redirect_uri: 'http://localhost:51235' }, expected: 50011 },
    ],
    ['without a redirect URI', { client: web, form: { redirect_uri: undefined }, expected: 900144 }],
    ['with another verifier', { client: spa, form: { code_verifier: `${verifier}x` }, expected: 501481 }],
    ['without the verifier', { client: web, form: { code_verifier: undefined }, expected: 501481 }],
    [
      'with a verifier although no challenge was sent',
      { client: web, code: { codeChallenge: null }, expected: 501481 },
    ],
    ['at another tenant', { client: web, authority: fabrikam, expected: 700005 }],
    ['without the secret', { client: web, form: { client_secret: undefined }, expected: 7000218 }],
    ['with a wrong secret', { client: web, form: { client_secret: 'fake-secret-wrong' }, expected: 7000215 }],
    ['with a secret for a single-page redirect', { client: spa, form: { client_secret: 'fake' }, expected: 700025 }],
    ['with a secret for a native redirect', { client: native, form: { client_secret: 'fake' }, expected: 700025 }],
    ['of a single-page application outside a browser', { client: spa, origin: undefined, expected: 9002327 }],
    [
      'of a single-page application from a foreign page',
      { client: spa, origin: 'https://evil.example', expected: 9002326 },
    ],
    ['of a web application from a page', { client: web, origin: 'https://shop.example', expected: 9002326 }],
    ['of a native application from a page', { client: native, origin: 'http://localhost:51234', expected: 9002326 }],
    ['for two resources', { client: web, form: { scope: `User.Read ${orders}/Orders.Read` }, expected: 700022 }],
    ['for a scope that nobody granted', { client: web, form: { scope: `${orders}/Orders.Write` }, expected: 65001 }],
    ['for a scope that does not exist', { client: web, form: { scope: `${orders}/Nothing` }, expected: 70011 }],
    ['for a resource that does not exist', { client: web, form: { scope: 'api://nowhere/A' }, expected: 500011 }],
    ['with broken claims', { client: web, form: { claims: '{' }, expected: 90023 }],
  ])('is refused %s', async (_, { expected, client, ...over }) => {
    expect((await redeem(client, over)).body.error_codes).toEqual([expected]);
  });

  it('is accepted without a verifier when no challenge was sent', async () => {
    expect((await redeem(web, { code: { codeChallenge: null }, form: { code_verifier: undefined } })).status).toBe(200);
  });

  it('is accepted from a development page on any loopback port that the application registers', async () => {
    expect((await redeem(spa, { origin: 'http://localhost:8080' })).status).toBe(200);
  });

  it('is refused when the code has ended', async () => {
    const code = await world.codeFor(webApp, web.code);
    world.clock.advance(300);
    expect((await present(web, code)).body.error_codes).toEqual([70008]);
  });

  it('asks for consent in the form that clients turn into a sign-in', async () => {
    const answer = await redeem(web, { form: { scope: `${orders}/Orders.Write` } });
    expect(answer.body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' });
  });
});

describe('a code', () => {
  it('is not spent by a wrong presentation', async () => {
    const code = await world.codeFor(webApp, web.code);
    await present(web, code, { form: { client_secret: 'fake-secret-wrong' } });
    await present(web, code, { form: { redirect_uri: 'https://evil.example/' } });
    await present(web, code, { form: { code_verifier: `${verifier}x` } });
    await present(web, code, { authority: fabrikam });
    await present(web, code, { form: { scope: `User.Read ${orders}/Orders.Read` } });
    expect((await present(web, code)).status).toBe(200);
  });

  it('is honoured once among eight presentations at the same time', async () => {
    const code = await world.codeFor(webApp, web.code);
    const answers = await Promise.all(Array.from({ length: 8 }, () => present(web, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 400).map(({ body }) => body.error_codes);
    expect(refused).toEqual(Array.from({ length: 7 }, () => [54005]));
  });

  it('presented again ends everything that came of it', async () => {
    const family = '88888888-0000-4000-8000-000000000001' as GrantFamilyId;
    const code = await world.codeFor(webApp, { ...web.code, family });
    const first = await present(web, code);
    const again = await present(web, code);
    expect(again.body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
    expect(await world.deps.revocation.isRevoked(contoso as TenantId, family)).toBe(true);
    const refresh = {
      grant_type: 'refresh_token',
      client_id: webApp,
      client_secret: secrets.web,
      refresh_token: String(first.body.refresh_token),
    };
    expect((await world.token(refresh)).body).toMatchObject({ suberror: 'bad_token', error_codes: [50173] });
    for (const number of [54005, 50173]) {
      const record = expect.objectContaining({
        status: 'failure',
        error_code: number,
        user_name: 'ada@contoso.example',
      });
      expect(await world.records()).toContainEqual(record);
    }
  });

  it('spelled with other characters of the same bytes is the same code', async () => {
    const code = await world.codeFor(webApp, web.code);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    expect((await present(web, code)).status).toBe(200);
    const spellings = [...alphabet].map((last) => `${code.slice(0, -1)}${last}`).filter((each) => each !== code);
    const same = spellings.filter((each) =>
      Buffer.from(each.slice(3), 'base64url').equals(Buffer.from(code.slice(3), 'base64url')),
    );
    for (const spelling of [...same, `${code}=`]) {
      expect((await present(web, spelling)).body.error).toBe('invalid_grant');
    }
  });

  it('is worth nothing for a person whose account was disabled meanwhile', async () => {
    const code = await world.codeFor(webApp, { ...web.code, user: 'bob@contoso.example' });
    await world.change('bob@contoso.example', 'account_enabled', false);
    expect((await present(web, code)).body.error_codes).toEqual([50057]);
    await world.change('bob@contoso.example', 'account_enabled', true);
  });
});
