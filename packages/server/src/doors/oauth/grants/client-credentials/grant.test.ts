import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contoso,
  daemonApp,
  fabrikam,
  nativeApp,
  orders,
  ordersApi,
  secrets,
  spaApp,
  webApp,
} from '../../testing/sample-tenants.data.js';
import { baseUrl, type Form, golden, startTokenWorld, type TokenWorld } from '../../testing/token-world.js';

let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld();
});

afterAll(() => world.stop());

const asking: Form = {
  grant_type: 'client_credentials',
  client_id: daemonApp,
  client_secret: secrets.daemon,
  scope: `${orders}/.default`,
};

describe('client credentials', () => {
  it('give exactly an access token, without scope, refresh token or ID token', async () => {
    const answer = await world.token({ ...asking, client_info: '1' });
    expect(answer.status).toBe(200);
    expect(answer.headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    });
    expect(Object.keys(answer.body)).toEqual(['token_type', 'expires_in', 'ext_expires_in', 'access_token']);
    await expect(golden(answer.body)).toMatchFileSnapshot('../../golden/token-client-credentials.json');
  });

  it('give a token of the application itself, with its roles', async () => {
    const token = String((await world.token(asking)).body.access_token);
    expect(decodeProtectedHeader(token)).toEqual({ typ: 'JWT', alg: 'RS256', kid: expect.any(String) });
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      iss: `${baseUrl}/${contoso}/v2.0`,
      aud: ordersApi,
      azp: daemonApp,
      azpacr: '1',
      roles: ['Orders.Process'],
      tid: contoso,
      idtyp: 'app',
      ver: '2.0',
    });
    expect(claims.sub).toBe(claims.oid);
    expect(claims).not.toHaveProperty('scp');
    expect(claims).not.toHaveProperty('rh');
  });

  it('work with HTTP Basic, by domain name, and at the version 1 endpoint with `resource`', async () => {
    const { client_id: id, client_secret: secret, ...rest } = asking;
    const headers = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
    expect((await world.token(rest, { headers })).status).toBe(200);
    expect((await world.token(asking, {}, 'contoso.example')).status).toBe(200);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: daemonApp,
      client_secret: secrets.daemon,
      resource: orders,
    });
    const form = { body: body.toString(), mediaType: 'application/x-www-form-urlencoded' };
    expect((await world.send('POST', `/${contoso}/oauth2/token`, form)).status).toBe(200);
  });

  it.each<[title: string, form: Form, authority: string, status: number, code: number, error: string]>([
    ['the authority common', {}, 'common', 400, 50059, 'invalid_request'],
    ['the authority organizations', {}, 'organizations', 400, 50059, 'invalid_request'],
    ['the authority consumers', {}, 'consumers', 400, 50059, 'invalid_request'],
    ['an unknown tenant', {}, 'nowhere.example', 400, 90002, 'invalid_tenant'],
    ['a tenant where the application is not present', {}, fabrikam, 400, 700016, 'unauthorized_client'],
    ['no scope', { scope: undefined }, contoso, 400, 90014, 'invalid_request'],
    ['a named scope', { scope: `${orders}/Orders.Read` }, contoso, 400, 1002012, 'invalid_scope'],
    ['an OpenID scope', { scope: `openid ${orders}/.default` }, contoso, 400, 1002012, 'invalid_scope'],
    ['only an OpenID scope', { scope: 'openid' }, contoso, 400, 1002012, 'invalid_scope'],
    ['named scope beside default', { scope: `${orders}/.default User.Read` }, contoso, 400, 70011, 'invalid_scope'],
    ['two resources', { scope: `${orders}/.default .default` }, contoso, 400, 700022, 'invalid_scope'],
    ['a scope that cannot be read', { scope: 'a"b' }, contoso, 400, 70011, 'invalid_scope'],
    ['an unknown resource', { scope: 'api://nowhere/.default' }, contoso, 400, 500011, 'invalid_resource'],
    ['no secret', { client_secret: undefined }, contoso, 401, 7000218, 'invalid_client'],
    ['a wrong secret', { client_secret: 'fake-secret-wrong' }, contoso, 401, 7000215, 'invalid_client'],
    ['an expired secret', { client_secret: 'fake-secret-of-old' }, contoso, 401, 7000222, 'invalid_client'],
    ['the secret of another application', { client_secret: secrets.web }, contoso, 401, 7000215, 'invalid_client'],
    ['a public client', { client_id: nativeApp, client_secret: undefined }, contoso, 401, 7000218, 'invalid_client'],
    [
      'a single-page application',
      { client_id: spaApp, client_secret: undefined },
      contoso,
      401,
      7000218,
      'invalid_client',
    ],
    [
      'an unknown client',
      { client_id: 'eeeeeeee-0000-4000-8000-000000000001' },
      contoso,
      400,
      700016,
      'unauthorized_client',
    ],
    [
      'a client of zeros',
      { client_id: '00000000-0000-0000-0000-000000000000' },
      contoso,
      400,
      700038,
      'unauthorized_client',
    ],
    ['`resource` at version 2', { resource: orders }, contoso, 400, 901002, 'invalid_request'],
    ['an unknown grant type', { grant_type: 'magic' }, contoso, 400, 70003, 'unsupported_grant_type'],
    ['no grant type', { grant_type: undefined }, contoso, 400, 900144, 'invalid_request'],
  ])('refuse %s', async (_, form, authority, status, code, error) => {
    const answer = await world.token({ ...asking, ...form }, {}, authority);
    expect([answer.status, answer.body.error, answer.body.error_codes]).toEqual([status, error, [code]]);
    expect(answer.body.error_description).toMatch(new RegExp(`^AADSTS${code}: .+\\. Trace ID: `));
  });

  it('are refused to a browser page, with the secret it should not have', async () => {
    const answer = await world.token(asking, { origin: 'https://shop.example' });
    expect([answer.status, answer.body.error_codes]).toEqual([400, [9002326]]);
  });

  it('give a token without roles to an application that has none', async () => {
    const answer = await world.token({ ...asking, client_id: webApp, client_secret: secrets.web });
    expect(decodeJwt(String(answer.body.access_token))).not.toHaveProperty('roles');
  });

  it('work with a secret that the application has in this tenant alone', async () => {
    expect((await world.token({ ...asking, client_secret: 'fake-secret-here' })).status).toBe(401);
    await world.addTenantSecret(daemonApp, 'fake-secret-here');
    expect((await world.token({ ...asking, client_secret: 'fake-secret-here' })).status).toBe(200);
  });

  it('name the application and the tenant in a wrong secret, and nothing that helps to guess', async () => {
    const answer = await world.token({ ...asking, client_secret: 'fake-secret-wrong' });
    await expect(golden(answer.body)).toMatchFileSnapshot('../../golden/error-wrong-secret.json');
  });

  it('tell the scheme to a client whose header was wrong', async () => {
    const headers = { authorization: `Basic ${Buffer.from(`${daemonApp}:wrong`).toString('base64')}` };
    const answer = await world.token({ grant_type: 'client_credentials', scope: `${orders}/.default` }, { headers });
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Basic realm="token"']);
    const broken = await world.token(asking, { headers: { authorization: 'Basic !' } });
    expect([broken.status, broken.headers['www-authenticate']]).toEqual([401, 'Basic realm="token"']);
    const inForm = await world.token({ ...asking, client_secret: 'wrong' });
    expect(inForm.headers).not.toHaveProperty('www-authenticate');
  });

  it('leave a record of a wrong secret, and never the secret in the log', async () => {
    await world.token({ ...asking, client_secret: 'fake-secret-guessed' });
    expect(await world.records()).toContainEqual({
      attempt: 'client_credentials',
      status: 'failure',
      user_id: null,
      error_code: 7000215,
      user_name: null,
      client_app_id: daemonApp,
    });
    expect(world.log.join('')).toContain('"code":7000215');
    expect(world.log.join('')).not.toContain('fake-secret-guessed');
  });
});
