import type { SessionId, TenantId } from '@gatehouse/model';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closedApp,
  contoso,
  fabrikam,
  nativeApp,
  orders,
  personalApp,
  secrets,
  sharedApp,
  webApp,
} from '../../testing/sample-tenants.data.js';
import {
  type Answer,
  baseUrl,
  encode,
  type Form,
  golden,
  startTokenWorld,
  type TokenWorld,
} from '../../testing/token-world.js';

const longName = 'urn:ietf:params:oauth:grant-type:device_code';
let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld();
});

afterAll(() => world.stop());

function begin(form: Form = {}, authority = contoso): Promise<Answer> {
  const body = encode({ client_id: nativeApp, scope: 'openid offline_access User.Read', ...form });
  return world.send('POST', `/${authority}/oauth2/v2.0/devicecode`, {
    body,
    mediaType: 'application/x-www-form-urlencoded',
  });
}

function poll(deviceCode: unknown, form: Form = {}, authority = contoso): Promise<Answer> {
  return world.token(
    { grant_type: 'device_code', client_id: nativeApp, device_code: String(deviceCode), ...form },
    {},
    authority,
  );
}

/** The person types the code and agrees. */
async function approve(userCode: unknown, userName = 'ada@contoso.example', tenant = contoso): Promise<void> {
  const found = await world.deps.deviceCodes.find(String(userCode), '192.0.2.9');
  if (found.kind !== 'found') throw new Error(found.kind);
  const user = await world.userId(userName, tenant);
  const session = world.deps.ids.guid<SessionId>();
  const authentication = { methods: ['pwd'], at: world.clock.now() };
  await world.deps.deviceCodes.approve(found.code, { tenant: tenant as TenantId, user, authentication, session });
}

const codeOf = ({ body }: Answer): unknown => (body.error_codes as unknown[] | undefined)?.[0];

describe('the device code endpoint', () => {
  it('answers exactly the documented fields', async () => {
    const answer = await begin();
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    await expect(golden(answer.body)).toMatchFileSnapshot('../../golden/device-authorization.json');
    expect(answer.body.message).toContain(String(answer.body.user_code));
    expect(answer.body.message).toContain(`${baseUrl}/common/oauth2/deviceauth`);
  });

  it.each<[title: string, form: Form, authority: string, code: number]>([
    ['without a client', { client_id: undefined }, contoso, 900144],
    ['without a scope', { scope: undefined }, contoso, 900144],
    ['with a scope that cannot be read', { scope: 'a"b' }, contoso, 70011],
    ['with `.default` beside a named scope', { scope: `${orders}/.default User.Read` }, contoso, 70011],
    ['for an unknown client', { client_id: 'eeeeeeee-0000-4000-8000-000000000001' }, contoso, 700016],
    ['at an unknown tenant', {}, 'nowhere.example', 90002],
    ['with `resource` at version 2', { resource: orders }, contoso, 901002],
    ['for a token bound to a key', { token_type: 'pop', req_cnf: 'eyJraWQiOiJ4In0' }, contoso, 90023],
  ])('refuses %s', async (_, form, authority, code) => {
    expect(codeOf(await begin(form, authority))).toBe(code);
  });

  it.each<[title: string, form: Form, authority: string, code: number]>([
    ['a single-tenant application at common', {}, 'common', 50194],
    ['a single-tenant application at organizations', {}, 'organizations', 50194],
    ['an application for organisations at consumers', { client_id: sharedApp }, 'consumers', 50020],
    ['an application for people at organizations', { client_id: personalApp }, 'organizations', 50020],
    ['a single-tenant application of another tenant', {}, fabrikam, 700016],
    ['a disabled application', { client_id: closedApp }, contoso, 7000112],
    ['a disabled application at common', { client_id: closedApp }, 'common', 7000112],
    ['a resource that is not in the tenant', { scope: 'openid api://nowhere/Read' }, contoso, 500011],
    ['two resources, of which one is not in the tenant', { scope: 'User.Read api://nowhere/Read' }, contoso, 500011],
  ])('makes no code that nobody could use, for %s', async (_, form, authority, code) => {
    expect(codeOf(await begin(form, authority))).toBe(code);
  });

  it('leaves no record of a request that nobody has answered', async () => {
    const before = (await world.records()).length;
    await begin();
    await begin({ scope: 'openid api://nowhere/Read' });
    expect(await world.records()).toHaveLength(before);
  });

  it('refuses another method', async () => {
    const answer = await world.send('GET', `/${contoso}/oauth2/v2.0/devicecode`);
    expect([answer.status, codeOf(answer), answer.headers.allow]).toEqual([405, 900561, 'POST']);
  });
});

describe('polling with a device code', () => {
  it('is told to go on until the person has answered, then given the tokens', async () => {
    const { body } = await begin();
    const waiting = await poll(body.device_code, { scope: 'User.Read' });
    expect([waiting.status, waiting.body.error, codeOf(waiting)]).toEqual([400, 'authorization_pending', 70016]);
    await approve(body.user_code);
    world.clock.advance(5);
    const answer = await poll(body.device_code, { client_info: '1' });
    expect(answer.status).toBe(200);
    await expect(golden(answer.body)).toMatchFileSnapshot('../../golden/token-device-code.json');
    expect(decodeJwt(String(answer.body.access_token))).toMatchObject({ appid: nativeApp, appidacr: '0' });
  });

  it('works with the long name of the grant, and its refresh token with it', async () => {
    const { body } = await begin();
    await approve(body.user_code);
    const answer = await poll(body.device_code, { grant_type: longName });
    expect(answer.status).toBe(200);
    const refresh = {
      grant_type: 'refresh_token',
      client_id: nativeApp,
      refresh_token: String(answer.body.refresh_token),
    };
    expect((await world.token(refresh)).status).toBe(200);
  });

  it.each<[title: string, agreed: string, form: Form, scope: string]>([
    [
      'the first of several resources, when the poll names no scope',
      `openid ${orders}/Orders.Read User.Read`,
      {},
      `${orders}/Orders.Read openid`,
    ],
    [
      'the resource that the poll names',
      `openid ${orders}/Orders.Read User.Read`,
      { scope: 'User.Read openid' },
      'User.Read openid',
    ],
    ['less than was agreed to', 'openid offline_access User.Read', { scope: 'User.Read' }, 'User.Read'],
  ])('gives a token for %s', async (_, agreed, form, scope) => {
    const { body } = await begin({ scope: agreed });
    await approve(body.user_code);
    expect((await poll(body.device_code, form)).body.scope).toBe(scope);
  });

  it('at version 1 gives a token for the resource of the request for codes', async () => {
    const form = { client_id: nativeApp, resource: orders, scope: 'openid' };
    const post = (path: string, fields: Form): Promise<Answer> =>
      world.send('POST', `/${contoso}/oauth2/${path}`, {
        body: encode(fields),
        mediaType: 'application/x-www-form-urlencoded',
      });
    const { body } = await post('devicecode', form);
    await approve(body.user_code);
    const asking = { grant_type: 'device_code', client_id: nativeApp, code: String(body.device_code), scope: 'openid' };
    expect((await post('token', asking)).body.scope).toBe(`${orders}/Orders.Read ${orders}/.default openid`);
  });

  it('keeps the refresh token to the scopes of the first token', async () => {
    const { body } = await begin({ scope: `openid offline_access ${orders}/Orders.Read User.Read` });
    await approve(body.user_code);
    const first = await poll(body.device_code);
    const refresh = {
      grant_type: 'refresh_token',
      client_id: nativeApp,
      refresh_token: String(first.body.refresh_token),
    };
    expect((await world.token(refresh)).body.scope).toBe(first.body.scope);
  });

  it('is honoured once among eight polls at the same time', async () => {
    const { body } = await begin();
    await approve(body.user_code);
    const answers = await Promise.all(Array.from({ length: 8 }, () => poll(body.device_code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 200).map(codeOf)).toEqual(Array.from({ length: 7 }, () => 70018));
  });

  it('is slowed down when it comes faster than the interval', async () => {
    const { body } = await begin();
    await poll(body.device_code);
    world.clock.advance(1);
    expect((await poll(body.device_code)).body).toMatchObject({ error: 'slow_down' });
  });

  it('leaves no record of waiting', async () => {
    const { body } = await begin();
    const before = (await world.records()).length;
    await poll(body.device_code);
    expect(await world.records()).toHaveLength(before);
  });

  it('ends when the person declines, or the code ends', async () => {
    const { body } = await begin();
    const found = await world.deps.deviceCodes.find(String(body.user_code), '192.0.2.9');
    if (found.kind !== 'found') throw new Error(found.kind);
    await world.deps.deviceCodes.decline(found.code);
    expect((await poll(body.device_code)).body).toMatchObject({
      error: 'authorization_declined',
      error_codes: [700161],
    });
    const other = await begin();
    world.clock.advance(900);
    expect((await poll(other.body.device_code)).body).toMatchObject({ error: 'expired_token', error_codes: [70020] });
  });

  it.each<[title: string, form: Form, code: number]>([
    ['without a code', { device_code: undefined }, 900144],
    ['with something else', { device_code: 'nothing' }, 70018],
    ['by another client', { client_id: webApp, client_secret: secrets.web }, 70018],
    ['by an application that is no public client, without its secret', { client_id: webApp }, 7000218],
    ['with a secret of a public client', { client_secret: 'fake' }, 700025],
    ['for two resources', { scope: `User.Read ${orders}/Orders.Read` }, 700022],
    ['for a scope that was not agreed to', { scope: 'User.Read Mail.Read' }, 70011],
    ['for a resource that was not agreed to', { scope: `${orders}/Orders.Read` }, 70011],
    ['for an OpenID scope that was not agreed to', { scope: 'User.Read email' }, 70011],
    ['for text that is no scope', { scope: 'a"b' }, 70011],
  ])('is refused %s', async (_, form, code) => {
    const { body } = await begin();
    await approve(body.user_code);
    expect(codeOf(await poll(body.device_code, form))).toBe(code);
    expect((await poll(body.device_code)).status).toBe(200);
  });

  it('is refused from a page', async () => {
    const { body } = await begin();
    const form = { grant_type: 'device_code', client_id: nativeApp, device_code: String(body.device_code) };
    expect(codeOf(await world.token(form, { origin: 'https://evil.example' }))).toBe(9002326);
  });

  it('through an authority that leaves the tenant open gives tokens of the person’s tenant', async () => {
    const form = { client_id: sharedApp };
    const { body } = await begin(form, 'organizations');
    await approve(body.user_code);
    const answer = await poll(body.device_code, { ...form, client_secret: secrets.shared }, 'organizations');
    expect(decodeJwt(String(answer.body.access_token)).tid).toBe(contoso);
  });

  it('is refused at a tenant in which the person did not sign in', async () => {
    const form = { client_id: sharedApp };
    const credential = { ...form, client_secret: secrets.shared };
    const { body } = await begin(form, 'organizations');
    await approve(body.user_code);
    expect(codeOf(await poll(body.device_code, credential, fabrikam))).toBe(16000);
    expect((await poll(body.device_code, credential, contoso)).status).toBe(200);
  });
});
