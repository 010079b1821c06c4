import { consumersTenantId } from '@gatehouse/model';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adaPassword,
  contoso,
  fabrikam,
  legacyApp,
  nativeApp,
  sampleTenants,
} from '../../testing/sample-tenants.data.js';
import { type Answer, type Form, golden, startTokenWorld, type TokenWorld } from '../../testing/token-world.js';

/** A tenant of personal accounts, one of which even has a password. */
const personal = {
  id: consumersTenantId,
  displayName: 'Personal accounts',
  domains: ['personal.example'],
  users: [{ userPrincipalName: 'pat@personal.example', displayName: 'Pat', password: adaPassword }],
};
let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld({ tenants: [...sampleTenants, personal] });
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
    ['a user name whose domain nobody owns', { username: 'someone@nowhere.example' }, 'organizations', 50126],
    ['a personal account with its password', { username: 'pat@personal.example' }, 'organizations', 50126],
    ['the tenant of personal accounts', { username: 'pat@personal.example' }, consumersTenantId, 9001023],
    [
      'an application that does not allow it, whoever asks',
      { client_id: nativeApp, username: 'x' },
      'organizations',
      70001,
    ],
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

  it('answers a user name whose domain nobody owns as it answers a wrong password', async () => {
    const nowhere = await ask({ username: 'someone@nowhere.example' }, 'organizations');
    const wrong = await ask({ password: 'fake-password-wrong' });
    expect(nowhere.text).toBe(wrong.text);
  });

  it.each<[title: string, userName: string, person: string | null]>([
    ['the person whose password was not the one sent', 'ada@contoso.example', 'ada@contoso.example'],
    ['the person by the name of the account, whatever was typed', 'ADA.MAIL@contoso.example', 'ada@contoso.example'],
    ['nobody when no such account exists', 'nobody@contoso.example', null],
  ])('leaves a record of a wrong password, which names %s', async (_, username, person) => {
    const id = person === null ? null : await world.userId(person);
    const expected = { attempt: 'password', status: 'failure', error_code: 50126, user_id: id, user_name: person };
    const count = async () => {
      const records = await world.records();
      return records.filter((record) =>
        Object.entries({ ...record, ...expected }).every(
          ([name, value]) => record[name as keyof typeof record] === value,
        ),
      ).length;
    };
    const before = await count();
    await ask({ username, password: 'fake-password-wrong' });
    expect(await count()).toBe(before + 1);
  });
});
