import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adaPassword, contoso, fabrikam, legacyApp, nativeApp } from '../../testing/sample-tenants.data.js';
import { type Answer, type Form, golden, startTokenWorld, type TokenWorld } from '../../testing/token-world.js';

let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld();
});

afterAll(() => world.stop());

function ask(form: Form = {}, authority = contoso): Promise<Answer> {
  const asking = {
    grant_type: 'password',
    client_id: legacyApp,
    username: 'ada@contoso.example',
    password: adaPassword,
    scope: 'openid offline_access User.Read',
    response_type: 'token',
    client_info: '1',
  };
  return world.token({ ...asking, ...form }, {}, authority);
}

const codeOf = ({ body }: Answer): unknown => (body.error_codes as unknown[] | undefined)?.[0];

describe('the password grant', () => {
  it('gives tokens where application and tenant both allow it', async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    await expect(golden(answer.body)).toMatchFileSnapshot('../../golden/token-password.json');
    expect(decodeJwt(String(answer.body.access_token))).toMatchObject({ upn: 'ada@contoso.example', amr: ['pwd'] });
  });

  it('finds the tenant by the user name at the authority organizations', async () => {
    // A single-tenant application: the authority is the gate's to refuse, the tenant was found.
    expect(codeOf(await ask({}, 'organizations'))).toBe(50194);
  });

  it.each<[title: string, form: Form, authority: string, code: number]>([
    ['the authority common', {}, 'common', 9001023],
    ['the authority consumers', {}, 'consumers', 9001023],
    ['a personal account', { username: 'someone@outlook.example' }, 'organizations', 9001023],
    ['no user name', { username: undefined }, contoso, 900144],
    ['no password', { password: undefined }, contoso, 900144],
    ['no scope', { scope: undefined }, contoso, 90014],
    ['an application that does not allow it', { client_id: nativeApp }, contoso, 70001],
    ['a tenant that does not allow it', { username: 'fay@fabrikam.example' }, fabrikam, 70001],
    ['a wrong password', { password: 'fake-password-wrong' }, contoso, 50126],
    ['an unknown person', { username: 'nobody@contoso.example' }, contoso, 50126],
    ['a person without a password', { username: 'bob@contoso.example' }, contoso, 50126],
    ['a user name with a zero byte', { username: 'ada\u0000@contoso.example' }, contoso, 9002313],
  ])('refuses %s', async (_, form, authority, code) => {
    expect(codeOf(await ask(form, authority))).toBe(code);
  });

  it('answers a wrong password and an unknown person alike, without a suberror', async () => {
    const [wrong, unknown] = await Promise.all([
      ask({ password: 'fake-password-wrong' }),
      ask({ username: 'nobody@contoso.example' }),
    ]);
    expect(wrong.text).toBe(unknown.text);
    expect(wrong.body).not.toHaveProperty('suberror');
  });

  it('leaves a record of a wrong password', async () => {
    await ask({ password: 'fake-password-wrong' });
    expect(await world.records()).toContainEqual(
      expect.objectContaining({ attempt: 'password', status: 'failure', error_code: 50126 }),
    );
  });
});
