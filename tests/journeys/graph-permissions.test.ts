// Every operation of Graph over HTTP: with the least permission, with the one below it, for guests, for applications, in both
// versions, about people of another tenant; and the whole bodies.
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testStore } from '../support/test-store.js';

const tenant = '10000000-0000-4000-8000-000000000071';
const graph = '00000003-0000-0000-c000-000000000000';
const ivy = '70000000-0000-4000-8000-000000000071';
const jon = '70000000-0000-4000-8000-000000000072';
const guest = '70000000-0000-4000-8000-000000000073';
const stranger = '70000000-0000-4000-8000-00000000007f';
const secret = 'not-a-secret-of-graph-permissions';
const password = 'not-a-secret-of-anybody';

/** One application for each permission: for people by consent, for applications by assignment. */
const delegated = {
  nothing: 'openid profile',
  read: 'openid User.Read',
  basic: 'User.ReadBasic.All',
  all: 'User.Read.All User.ReadBasic.All',
} as const;
const roles = {
  none: null,
  basicRole: 'User.ReadBasic.All',
  allRole: 'User.Read.All',
  directory: 'Directory.Read.All',
};
type Delegated = keyof typeof delegated;
type Role = keyof typeof roles;
const appIds = Object.fromEntries(
  [...Object.keys(delegated), ...Object.keys(roles)].map((name, index) => [
    name,
    `20000000-0000-4000-8000-00000000007${index + 1}`,
  ]),
) as Readonly<Record<Delegated | Role, string>>;

const user = (id: string, name: string, more: object = {}): object => ({
  id,
  userPrincipalName: `${name}@graph.example`,
  displayName: name,
  password,
  ...more,
});
const seed = {
  tenants: [
    {
      id: tenant,
      displayName: 'Graph callers',
      domains: ['graph.example'],
      users: [
        user(ivy, 'ivy', { givenName: 'Ivy', surname: 'Example', jobTitle: 'Gardener', mail: 'ivy@graph.example' }),
        user(jon, 'jon', {
          givenName: 'Jon',
          surname: 'Example',
          jobTitle: 'Baker',
          mobilePhone: '+1 555 0100',
          businessPhones: ['+1 555 0101'],
          officeLocation: '1/2',
          preferredLanguage: 'en',
        }),
        user(guest, 'guest', { userType: 'Guest' }),
      ],
      applications: Object.entries(appIds).map(([displayName, appId]) => ({
        appId,
        displayName,
        passwordCredentials: [{ secretText: secret }],
        gatehouse: { allowPasswordGrant: true },
      })),
      oauth2PermissionGrants: Object.entries(delegated).map(([name, scope]) => ({
        client: appIds[name as Delegated],
        resource: graph,
        scope,
        consentType: 'AllPrincipals',
      })),
      appRoleAssignments: Object.entries(roles).flatMap(([name, role]) =>
        role === null ? [] : [{ principal: appIds[name as Role], resource: graph, role }],
      ),
      policies: { legacy: { passwordGrant: true } },
    },
    {
      id: '10000000-0000-4000-8000-000000000072',
      displayName: 'Elsewhere',
      domains: ['elsewhere.example'],
      users: [{ id: stranger, userPrincipalName: 'stranger@elsewhere.example', displayName: 'stranger' }],
    },
  ],
};

let running: StartedPlatform;

beforeAll(async () => {
  running = await startTestPlatform({ seed, tls: 'off', at: '2030-01-01T00:00:00Z', ...(await testStore()) });
});
afterAll(() => running.stop());

async function tokenBy(form: Record<string, string>): Promise<string> {
  const answer = await fetch(`${running.baseUrl}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_secret: secret, ...form }),
  });
  const read = (await answer.json()) as { access_token?: string };
  if (read.access_token === undefined) throw new Error(JSON.stringify(read));
  return read.access_token;
}

/** A token of Ivy, of the guest, or of an application for itself. */
function tokenOf(who: Delegated | Role, person: 'ivy' | 'guest' = 'ivy'): Promise<string> {
  const client_id = appIds[who];
  return who in delegated
    ? tokenBy({
        grant_type: 'password',
        client_id,
        username: `${person}@graph.example`,
        password,
        scope: delegated[who as Delegated],
      })
    : tokenBy({ grant_type: 'client_credentials', client_id, scope: `${graph}/.default` });
}

interface Read {
  readonly status: number;
  readonly text: string;
  readonly code: string | undefined;
}

async function get(token: string, path: string): Promise<Read> {
  const answer = await fetch(`${running.baseUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  return { status: answer.status, text, code: (JSON.parse(text) as { error?: { code: string } }).error?.code };
}

const denied = [403, 'Authorization_RequestDenied'] as const;
const fine = [200, undefined] as const;
const noPhoto = [404, 'ImageNotFound'] as const;
const aboutNobody = [400, 'BadRequest'] as const;
type Expected = readonly [status: number, code: string | undefined];

/** Per operation: what each caller is answered. */
const operations: readonly (readonly [
  path: string,
  callers: Readonly<Partial<Record<Delegated | Role, Expected>>>,
  guests: Expected,
])[] = [
  ['/me', { read: fine, basic: fine, nothing: denied, none: aboutNobody, directory: aboutNobody }, fine],
  ['/me/photo', { read: noPhoto, nothing: denied, none: aboutNobody, directory: aboutNobody }, noPhoto],
  ['/me/photo/$value', { read: noPhoto, nothing: denied, none: aboutNobody, directory: aboutNobody }, noPhoto],
  ['/users', { basic: fine, all: fine, read: denied, nothing: denied, basicRole: fine, none: denied }, denied],
  [`/users/${jon}`, { basic: fine, all: fine, read: denied, nothing: denied, basicRole: fine, none: denied }, fine],
  [`/users/${ivy}`, { read: fine, nothing: denied, basicRole: fine, none: denied }, fine],
  [`/users/${guest}`, { basic: fine, read: denied, basicRole: fine, none: denied }, fine],
  [
    '/organization',
    { read: fine, basic: denied, nothing: denied, directory: fine, basicRole: denied, none: denied },
    fine,
  ],
];

describe.each(['v1.0', 'beta'])('in %s', (version) => {
  describe.each(operations)('GET %s', (path, callers, guests) => {
    test.each(Object.entries(callers) as [Delegated | Role, Expected][])(
      'answers a caller with the permission of `%s` as it may',
      async (who, expected) => {
        const { status, code } = await get(await tokenOf(who), `/${version}${path}`);
        expect([status, code]).toEqual(expected);
      },
    );

    test('answers a guest as guests may', async () => {
      const who = path.startsWith('/users') ? 'all' : 'read';
      const { status, code } = await get(await tokenOf(who, 'guest'), `/${version}${path}`);
      expect([status, code]).toEqual(guests);
    });
  });

  test('people of another tenant are not there, by id or by name, whoever asks', async () => {
    for (const token of [await tokenOf('all'), await tokenOf('allRole'), await tokenOf('directory')]) {
      for (const key of [stranger, 'stranger@elsewhere.example']) {
        const { status, code, text } = await get(token, `/${version}/users/${key}`);
        expect([status, code]).toEqual([404, 'Request_ResourceNotFound']);
        expect(text).not.toContain('Elsewhere');
      }
      expect((await get(token, `/${version}/users`)).text).not.toContain('elsewhere');
    }
  });
});

describe('the whole body', () => {
  const golden = (text: string): string => {
    const steady = text
      .replaceAll(running.baseUrl, 'https://login.example')
      // Tokens are proved with a secret of the tenant, which every run makes anew.
      .replace(/skiptoken=[\w%-]+/g, 'skiptoken=<token>')
      .replace(/"createdDateTime":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"createdDateTime":"<instant>"');
    return `${JSON.stringify(JSON.parse(steady), undefined, 2)}\n`;
  };

  test.each<[name: string, who: Delegated | Role, path: string]>([
    ['me', 'read', '/v1.0/me'],
    ['users', 'all', '/v1.0/users'],
    ['users-selected-page', 'all', '/v1.0/users?$top=2&$select=id,displayName,accountEnabled,createdDateTime'],
    ['users-basic', 'basic', '/v1.0/users'],
    ['user', 'all', `/v1.0/users/${jon}`],
    ['user-basic', 'basicRole', `/beta/users/${jon}?$select=id,mail,jobTitle,businessPhones,accountEnabled`],
    ['organization', 'read', '/v1.0/organization'],
  ])('%s: what `%s` reads at %s', async (name, who, path) => {
    const { status, text } = await get(await tokenOf(who), path);
    expect(status).toBe(200);
    await expect(golden(text)).toMatchFileSnapshot(`../../packages/server/src/doors/graph/golden/${name}.json`);
  });
});

describe('User.ReadBasic.All', () => {
  test('shows the basic profile of others, and with any wider permission everything', async () => {
    for (const [who, jobTitle] of [
      ['basic', null],
      ['basicRole', null],
      ['all', 'Baker'],
      ['allRole', 'Baker'],
    ] as const) {
      const one = JSON.parse((await get(await tokenOf(who), `/v1.0/users/${jon}`)).text) as { jobTitle: unknown };
      const list = JSON.parse((await get(await tokenOf(who), '/v1.0/users')).text) as {
        value: { jobTitle: unknown }[];
      };
      expect([one.jobTitle, list.value[1]?.jobTitle]).toEqual([jobTitle, jobTitle]);
    }
  });

  test('shows people everything about themselves', async () => {
    const token = await tokenOf('basic');
    for (const path of ['/v1.0/me', `/v1.0/users/${ivy}`, '/v1.0/users/IVY@graph.example']) {
      expect(JSON.parse((await get(token, path)).text)).toMatchObject({ jobTitle: 'Gardener' });
    }
  });
});
