import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testStore } from '../support/test-store.js';
import { trustingFetch } from '../support/trusting-fetch.js';

const tenant = '10000000-0000-4000-8000-000000000061';
const graph = '00000003-0000-0000-c000-000000000000';
/** Each may ask for what its name says. */
const apps = {
  own: '20000000-0000-4000-8000-000000000061',
  basic: '20000000-0000-4000-8000-000000000062',
  profile: '20000000-0000-4000-8000-000000000063',
  daemon: '20000000-0000-4000-8000-000000000064',
  idle: '20000000-0000-4000-8000-000000000065',
} as const;
const scopes = { own: 'openid profile User.Read', basic: 'User.ReadBasic.All', profile: 'openid profile' } as const;
const secret = 'not-a-secret-of-graph-callers';
const password = 'not-a-secret-of-ivy';
const ivy = 'ivy@graph.example';
const jon = 'jon@graph.example';
const people = [ivy, jon, 'guest@graph.example'];

const seed = {
  tenants: [
    {
      id: tenant,
      displayName: 'Graph callers',
      domains: ['graph.example'],
      users: people.map((userPrincipalName) => ({
        userPrincipalName,
        displayName: userPrincipalName,
        password,
        userType: userPrincipalName.startsWith('guest') ? 'Guest' : 'Member',
      })),
      applications: Object.entries(apps).map(([displayName, appId]) => ({
        appId,
        displayName,
        passwordCredentials: [{ secretText: secret }],
        gatehouse: { allowPasswordGrant: true },
      })),
      oauth2PermissionGrants: (['own', 'basic', 'profile'] as const).map((name) => ({
        client: apps[name],
        resource: graph,
        scope: scopes[name],
        consentType: 'AllPrincipals',
      })),
      appRoleAssignments: [{ principal: apps.daemon, resource: graph, role: 'User.ReadBasic.All' }],
      policies: { legacy: { passwordGrant: true } },
    },
  ],
};

let running: StartedPlatform;
let send: typeof fetch;

beforeAll(async () => {
  running = await startTestPlatform({ seed, ...(await testStore()) });
  send = trustingFetch(running.ca);
});
afterAll(() => running.stop());

async function tokenBy(form: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ client_secret: secret, ...form });
  const answer = await send(`${running.baseUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  const read = (await answer.json()) as { access_token?: string };
  if (read.access_token === undefined) throw new Error(JSON.stringify(read));
  return read.access_token;
}
const personToken = (app: keyof typeof scopes, username = ivy): Promise<string> =>
  tokenBy({ grant_type: 'password', client_id: apps[app], username, password, scope: scopes[app] });
const appToken = (app: 'daemon' | 'idle' = 'daemon'): Promise<string> =>
  tokenBy({ grant_type: 'client_credentials', client_id: apps[app], scope: `${graph}/.default` });

const requestId = '0f0f0f0f-0000-4000-8000-00000000000f';
const call = (token: string | null, path: string, method = 'GET'): Promise<Response> =>
  send(`${running.baseUrl}${path}`, {
    method,
    headers: { 'client-request-id': requestId, ...(token !== null && { authorization: `Bearer ${token}` }) },
  });
interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly innerError: Record<string, string> };
}
/** The status and code of an error, after a look at what every error of Graph has. */
async function refusal(answer: Response): Promise<[status: number, code: string, message: string]> {
  const { error } = (await answer.json()) as ErrorBody;
  expect(error.innerError).toEqual({
    date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
    'request-id': answer.headers.get('request-id'),
    'client-request-id': requestId,
  });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'client-request-id': requestId,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': expect.stringContaining('request-id'),
    'content-type': expect.stringMatching(/^application\/json/),
  });
  return [answer.status, error.code, error.message];
}

describe('a path or method that is not there', () => {
  test.each(['/v1.0/groups', '/beta/groups', '/v1.0/users/a/drive', '/v1.0', '/v1.0/me'])(
    '%s asks for a token first',
    async (path) => {
      const answer = await call(null, path, 'PATCH');
      expect(answer.headers.get('www-authenticate')).toContain('Bearer realm=""');
      expect((await refusal(answer)).slice(0, 2)).toEqual([401, 'InvalidAuthenticationToken']);
    },
  );

  test.each([
    ['/v1.0/drives', 'drives'],
    ['/beta/groups/1/drives', 'drives'],
    ['/v1.0/users/a/drive', 'drive'],
    ['/v1.0/me/photo/large', 'large'],
    ['/v1.0', ''],
  ])('%s names the segment that is unknown', async (path, segment) => {
    expect(await refusal(await call(await personToken('own'), path))).toEqual([
      400,
      'BadRequest',
      `Resource not found for the segment '${segment}'.`,
    ]);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s where only GET is answers 405', async (method) => {
    const answer = await call(await personToken('own'), '/v1.0/me/photo/$value', method);
    expect(answer.headers.get('allow')).toBe('GET');
    expect((await refusal(answer)).slice(0, 2)).toEqual([405, 'Request_BadRequest']);
  });

  test('a body that is too large is refused in the same words', async () => {
    const answer = await send(`${running.baseUrl}/v1.0/users`, {
      method: 'POST',
      body: 'x'.repeat(200_000),
      headers: { 'client-request-id': requestId, 'content-type': 'application/json' },
    });
    expect((await refusal(answer)).slice(0, 2)).toEqual([413, 'Request_BadRequest']);
  });

  test.each(['/v1.0/groups', '/v1.0/users', '/beta/anything'])('%s answers preflights', async (path) => {
    const headers = { origin: 'https://app.example', 'access-control-request-headers': 'authorization' };
    const answer = await send(`${running.baseUrl}${path}`, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-methods')).toContain('DELETE');
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization');
  });
});

describe('reading one person', () => {
  test.each([`/v1.0/users/${ivy}`, `/v1.0/users('${ivy}')`, `/beta/users(%27${encodeURIComponent(ivy)}%27)/`])(
    '%s is the same to them with User.Read',
    async (path) => {
      const answer = await call(await personToken('own'), path);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toHaveProperty('userPrincipalName', ivy);
    },
  );

  test('User.Read reaches nobody else, and no list', async () => {
    const token = await personToken('own');
    for (const path of [`/v1.0/users/${jon}`, '/v1.0/users']) {
      expect((await refusal(await call(token, path))).slice(0, 2)).toEqual([403, 'Authorization_RequestDenied']);
    }
  });

  test('guests read themselves, and of others no more than who they are; they list nobody', async () => {
    const guest = 'guest@graph.example';
    const [own, basic] = [await personToken('own', guest), await personToken('basic', guest)];
    expect((await call(own, `/v1.0/users/${guest}`)).status).toBe(200);
    const other = await call(basic, `/v1.0/users/${ivy}?$select=id,displayName,givenName`);
    expect(await other.json()).toMatchObject({ displayName: 'ivy@graph.example', givenName: null });
    expect((await call(basic, '/v1.0/users')).status).toBe(403);
  });

  test('User.ReadBasic.All reaches everybody, also without a person', async () => {
    for (const token of [await personToken('basic'), await appToken()]) {
      for (const path of [`/v1.0/users/${jon}`, '/v1.0/users']) expect((await call(token, path)).status).toBe(200);
    }
  });
});

describe('what is about the person behind the call', () => {
  test.each(['/v1.0/me', '/beta/me', '/v1.0/me/photo/$value'])('%s tells an application so', async (path) => {
    for (const token of [await appToken(), await appToken('idle')]) {
      expect(await refusal(await call(token, path))).toEqual([
        400,
        'BadRequest',
        '/me request is only valid with delegated authentication flow.',
      ]);
    }
  });

  test('the photo that userinfo names is not there, for those who may look', async () => {
    const token = await personToken('own');
    const told = await call(token, '/oidc/userinfo');
    const { picture } = (await told.json()) as { picture: string };
    const path = picture.slice(running.baseUrl.length);
    expect((await refusal(await call(token, path))).slice(0, 2)).toEqual([404, 'ImageNotFound']);
    expect((await call(null, path)).status).toBe(401);
    expect((await call(await personToken('profile'), path)).status).toBe(403);
  });
});

test('development asks no browser to use https only: that would reach every port of localhost', async () => {
  for (const path of ['/v1.0/me', '/', '/nowhere']) {
    const { headers } = await call(null, path);
    expect(headers.get('strict-transport-security')).toBeNull();
  }
});
