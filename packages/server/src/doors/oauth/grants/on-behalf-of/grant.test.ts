import type { GrantFamilyId, TenantId } from '@gatehouse/model';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contoso,
  daemonApp,
  fabrikam,
  nativeApp,
  orders,
  ordersApi,
  secrets,
  stock,
  stockApi,
  webApp,
} from '../../testing/sample-tenants.data.js';
import {
  type Answer,
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

/** What a native application calls the orders API with. */
async function tokenFor(scope: string, over: { family?: GrantFamilyId; user?: string } = {}): Promise<Answer> {
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

async function ordersToken(over: { family?: GrantFamilyId; user?: string } = {}): Promise<string> {
  return String((await tokenFor(`${orders}/Orders.Read`, over)).body.access_token);
}

function ask(assertion: string | undefined, form: Form = {}, authority = contoso): Promise<Answer> {
  const asking = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: ordersApi,
    client_secret: secrets.orders,
    requested_token_use: 'on_behalf_of',
    scope: `${stock}/Stock.Read openid profile offline_access`,
    assertion,
  };
  return world.token({ ...asking, ...form }, {}, authority);
}

const codeOf = ({ body }: Answer): unknown => (body.error_codes as unknown[] | undefined)?.[0];

describe('on behalf of', () => {
  it('gives a token of the same person for the next API, in the name of the middle tier', async () => {
    const assertion = await ordersToken();
    const answer = await ask(assertion, { client_info: '1' });
    expect(answer.status).toBe(200);
    await expect(golden(answer.body)).toMatchFileSnapshot('../../golden/token-on-behalf-of.json');
    const incoming = decodeJwt(assertion);
    expect(decodeJwt(String(answer.body.access_token))).toMatchObject({
      aud: stock,
      appid: ordersApi,
      appidacr: '1',
      oid: incoming.oid,
      scp: 'Stock.Read',
      rh: incoming.rh,
      sid: incoming.sid,
    });
  });

  it('echoes the scope, so that the middle tier finds the token in its cache', async () => {
    const scope = `${stock}/Stock.Read`;
    expect((await ask(await ordersToken(), { scope })).body.scope).toBe(scope);
  });

  it('gives a refresh token that works for the middle tier', async () => {
    const { body } = await ask(await ordersToken());
    const refresh = {
      grant_type: 'refresh_token',
      client_id: ordersApi,
      client_secret: secrets.orders,
      refresh_token: String(body.refresh_token),
    };
    expect((await world.token(refresh)).status).toBe(200);
  });

  it.each<[title: string, form: Form, authority: string, code: number]>([
    ['without an assertion', { assertion: undefined }, contoso, 900144],
    ['without the use', { requested_token_use: undefined }, contoso, 900144],
    ['with another use', { requested_token_use: 'something' }, contoso, 90023],
    ['without a scope', { scope: undefined }, contoso, 90014],
    ['without the secret', { client_secret: undefined }, contoso, 7000218],
    ['with a wrong secret', { client_secret: 'fake-secret-wrong' }, contoso, 7000215],
    ['by an API that the token is not for', { client_id: webApp, client_secret: secrets.web }, contoso, 500131],
    ['at another tenant', {}, fabrikam, 50013],
    ['for a scope that nobody granted', { scope: `${stock}/Stock.Write` }, contoso, 65001],
    ['for an unknown resource', { scope: 'api://nowhere/.default' }, contoso, 500011],
    ['with text that is no token', { assertion: 'not-a-token' }, contoso, 50013],
    ['with an endless text', { assertion: 'x'.repeat(20_000) }, contoso, 50013],
  ])('is refused %s', async (_, form, authority, code) => {
    expect(codeOf(await ask(await ordersToken(), form, authority))).toBe(code);
  });

  it('asks for consent in the form that clients turn into a sign-in', async () => {
    const answer = await ask(await ordersToken(), { scope: `${stock}/Stock.Write` });
    expect(answer.body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' });
  });

  it('is refused for an application that acts for itself', async () => {
    const form = {
      grant_type: 'client_credentials',
      client_id: daemonApp,
      client_secret: secrets.daemon,
      scope: `${orders}/.default`,
    };
    const appOnly = String((await world.token(form)).body.access_token);
    expect(codeOf(await ask(appOnly))).toBe(7000114);
  });

  it('is refused for an ID token', async () => {
    const idToken = String((await tokenFor('openid User.Read')).body.id_token);
    expect([50013, 500131]).toContain(codeOf(await ask(idToken)));
  });

  it('is refused for a token that someone else signed', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const real = await ordersToken();
    const header = JSON.parse(Buffer.from(real.split('.')[0] ?? '', 'base64url').toString()) as {
      alg: string;
      kid: string;
    };
    const forged = await new SignJWT(decodeJwt(real)).setProtectedHeader(header).sign(privateKey);
    expect(codeOf(await ask(forged))).toBe(50013);
    const tampered = real.replace(
      /\.[^.]+\./,
      `.${Buffer.from(JSON.stringify({ ...decodeJwt(real), scp: 'Orders.Write' })).toString('base64url')}.`,
    );
    expect(codeOf(await ask(tampered))).toBe(50013);
  });

  it('is refused for a token of a tenant that does not exist, without making keys for it', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const tid = '77777777-0000-4000-8000-000000000001';
    const claims = { ...decodeJwt(await ordersToken()), tid, iss: `https://login.example/${tid}/v2.0` };
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'x' }).sign(privateKey);
    expect(codeOf(await ask(forged))).toBe(50013);
    expect(await world.deps.keys.verificationKey(tid as TenantId, 'x')).toBeUndefined();
  });

  it('is refused when the token has ended', async () => {
    const assertion = await ordersToken();
    world.clock.advance(90 * 60 + 1);
    expect(codeOf(await ask(assertion))).toBe(500133);
  });

  it('is refused when the grant behind the token was taken back', async () => {
    const family = world.deps.ids.guid<GrantFamilyId>();
    const assertion = await ordersToken({ family });
    await world.deps.revocation.revokeFamily(contoso as TenantId, family, 'code_replayed', {
      kind: 'platform',
    });
    expect((await ask(assertion)).body).toMatchObject({ suberror: 'bad_token', error_codes: [50173] });
  });

  it('is refused when the person’s sessions were revoked after the token was issued', async () => {
    const assertion = await ordersToken({ user: 'bob@contoso.example' });
    world.clock.advance(10);
    await world.change('bob@contoso.example', 'sign_in_sessions_valid_from', new Date(world.clock.now()));
    expect(codeOf(await ask(assertion))).toBe(50173);
  });

  it('goes on from API to API, also with tokens of version 1 that name a URI', async () => {
    const forStock = String((await ask(await ordersToken())).body.access_token);
    expect(decodeJwt(forStock)).toMatchObject({ ver: '1.0', aud: stock });
    const answer = await ask(forStock, { client_id: stockApi, client_secret: secrets.stock, scope: 'User.Read' });
    expect(decodeJwt(String(answer.body.access_token))).toMatchObject({ appid: stockApi, scp: 'User.Read' });
  });

  it('is refused for an ID token of the middle tier itself', async () => {
    const idToken = String((await ask(await ordersToken())).body.id_token);
    expect(decodeJwt(idToken).aud).toBe(ordersApi);
    expect(codeOf(await ask(idToken))).toBe(50013);
  });
});
