import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testStore } from '../support/test-store.js';
import { trustingFetch } from '../support/trusting-fetch.js';

// What is granted and assigned through Graph stands in the next token, and what is taken back does not.

const tenant = '10000000-0000-4000-8000-000000000081';
const graph = '00000003-0000-0000-c000-000000000000';
const apps = {
  api: '20000000-0000-4000-8000-000000000081',
  web: '20000000-0000-4000-8000-000000000082',
  daemon: '20000000-0000-4000-8000-000000000083',
  manager: '20000000-0000-4000-8000-000000000084',
} as const;
const clerk = '40000000-0000-4000-8000-000000000081';
const robot = '40000000-0000-4000-8000-000000000082';
const resource = 'api://grants.example/api';
const secret = 'not-a-secret-of-grants';
const password = 'not-a-secret-of-people';
const people = { kay: '70000000-0000-4000-8000-000000000081', lee: '70000000-0000-4000-8000-000000000082' } as const;

const scopes = { Read: '30000000-0000-4000-8000-000000000081', Write: '30000000-0000-4000-8000-000000000082' } as const;
const published = (value: keyof typeof scopes) => ({
  id: scopes[value],
  value,
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: value,
  adminConsentDescription: value,
});
const role = (id: string, value: string, member: string) => ({
  id,
  value,
  displayName: value,
  description: value,
  isEnabled: true,
  allowedMemberTypes: [member],
});
const credentials = { passwordCredentials: [{ secretText: secret }] };

const seed = {
  tenants: [
    {
      id: tenant,
      displayName: 'Grants',
      domains: ['grants.example'],
      users: Object.entries(people).map(([name, id]) => ({
        id,
        userPrincipalName: `${name}@grants.example`,
        displayName: name,
        password,
      })),
      groups: [{ displayName: 'Clerks', members: ['kay@grants.example'] }],
      applications: [
        {
          appId: apps.api,
          displayName: 'API',
          identifierUris: [resource],
          api: {
            requestedAccessTokenVersion: 2,
            oauth2PermissionScopes: (['Read', 'Write'] as const).map(published),
          },
          appRoles: [role(clerk, 'Clerk', 'User'), role(robot, 'Robot', 'Application')],
        },
        {
          appId: apps.web,
          displayName: 'Web',
          ...credentials,
          requiredResourceAccess: [
            { resourceAppId: apps.api, resourceAccess: Object.values(scopes).map((id) => ({ id, type: 'Scope' })) },
          ],
          gatehouse: { allowPasswordGrant: true },
        },
        { appId: apps.daemon, displayName: 'Daemon', ...credentials },
        { appId: apps.manager, displayName: 'Manager', ...credentials },
      ],
      oauth2PermissionGrants: [
        { client: apps.web, resource: graph, scope: 'openid offline_access', consentType: 'AllPrincipals' },
      ],
      appRoleAssignments: [
        'AppRoleAssignment.ReadWrite.All',
        'Application.ReadWrite.All',
        'DelegatedPermissionGrant.ReadWrite.All',
        'Directory.Read.All',
      ].map((name) => ({ principal: apps.manager, resource: graph, role: name })),
      policies: { legacy: { passwordGrant: true } },
    },
  ],
};

let running: StartedPlatform;
let send: typeof fetch;
let manager: string;
const ids = { api: '', web: '', daemon: '' };

beforeAll(async () => {
  running = await startTestPlatform({ seed, ...(await testStore()) });
  send = trustingFetch(running.ca);
});
afterAll(() => running.stop());

interface TokenAnswer {
  readonly access_token?: string;
  readonly refresh_token?: string;
  readonly suberror?: string;
  readonly error_codes?: readonly number[];
}

async function ask(client: string, form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const body = new URLSearchParams({ client_id: client, client_secret: secret, ...form });
  const answer = await send(`${running.baseUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  return (await answer.json()) as TokenAnswer;
}
const signIn = (who: keyof typeof people, scope: string) =>
  ask(apps.web, {
    grant_type: 'password',
    username: `${who}@grants.example`,
    password,
    scope: `${scope} offline_access`,
  });
const refresh = ({ refresh_token = '' }: TokenAnswer, scope = `${resource}/.default`) =>
  ask(apps.web, { grant_type: 'refresh_token', refresh_token, scope });
const asDaemon = () => ask(apps.daemon, { grant_type: 'client_credentials', scope: `${resource}/.default` });

/** What a token lets its bearer do, or the number of the refusal. */
function reach({ access_token: token, error_codes: codes }: TokenAnswer) {
  if (token === undefined) return codes?.[0];
  const { scp, roles } = decodeJwt(token);
  return { ...(scp !== undefined && { scp }), ...(roles !== undefined && { roles }) };
}

interface GraphAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function call(method: string, path: string, body?: unknown): Promise<GraphAnswer> {
  const answer = await send(`${running.baseUrl}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${manager}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as GraphAnswer['body']) };
}

beforeEach(async () => {
  const answer = await ask(apps.manager, { grant_type: 'client_credentials', scope: `${graph}/.default` });
  manager = answer.access_token ?? '';
  for (const name of ['api', 'web', 'daemon'] as const) {
    ids[name] = String((await call('GET', `/servicePrincipals(appId='${apps[name]}')?$select=id`)).body.id);
  }
});

const idOf = ({ body }: GraphAnswer) => String(body.id);
const grant = (scope: string, principalId?: string) =>
  call('POST', '/oauth2PermissionGrants', {
    clientId: ids.web,
    resourceId: ids.api,
    scope,
    ...(principalId === undefined ? { consentType: 'AllPrincipals' } : { consentType: 'Principal', principalId }),
  });
const assign = (principalId: string, appRoleId: string) =>
  call('POST', `/servicePrincipals/${ids.api}/appRoleAssignedTo`, { principalId, resourceId: ids.api, appRoleId });

const consentRequired = 65001;

describe('a delegated grant', () => {
  test('for everybody reaches the next token, grows and shrinks with it, and ends it', async () => {
    expect(reach(await signIn('kay', `${resource}/Read`))).toBe(consentRequired);
    const at = `/oauth2PermissionGrants/${idOf(await grant('Read'))}`;
    const first = await signIn('kay', `${resource}/Read`);
    expect(reach(first)).toEqual({ scp: 'Read' });
    await call('PATCH', at, { scope: 'Read Write' });
    const second = await refresh(first);
    expect(reach(second)).toEqual({ scp: 'Read Write' });
    await call('PATCH', at, { scope: 'Write' });
    const third = await refresh(second);
    expect(reach(third)).toEqual({ scp: 'Write' });
    await call('DELETE', at);
    const refused = await refresh(third);
    expect({ code: reach(refused), suberror: refused.suberror }).toEqual({
      code: consentRequired,
      suberror: 'consent_required',
    });
  });

  test('for one person reaches that person alone', async () => {
    const at = `/oauth2PermissionGrants/${idOf(await grant('Read', people.kay))}`;
    const kay = await signIn('kay', `${resource}/Read`);
    expect(reach(kay)).toEqual({ scp: 'Read' });
    expect(reach(await signIn('lee', `${resource}/Read`))).toBe(consentRequired);
    await call('PATCH', at, { scope: 'Write' });
    const next = await refresh(kay);
    expect(reach(next)).toEqual({ scp: 'Write' });
    await call('DELETE', at);
    expect(reach(await refresh(next))).toBe(consentRequired);
  });
});

describe('an app role', () => {
  test('of an application is in the next token, and not in the one after it is taken back', async () => {
    expect(reach(await asDaemon())).toEqual({});
    const assignment = idOf(await assign(ids.daemon, robot));
    expect(reach(await asDaemon())).toEqual({ roles: ['Robot'] });
    await call('DELETE', `/servicePrincipals/${ids.daemon}/appRoleAssignments/${assignment}`);
    expect(reach(await asDaemon())).toEqual({});
  });

  test('of a person, or of a group that the person is in, follows every refresh', async () => {
    const at = `/oauth2PermissionGrants/${idOf(await grant('Read'))}`;
    const kay = await signIn('kay', `${resource}/Read`);
    expect(reach(kay)).toEqual({ scp: 'Read' });
    const own = idOf(await assign(people.kay, clerk));
    const second = await refresh(kay);
    expect(reach(second)).toEqual({ scp: 'Read', roles: ['Clerk'] });
    expect(reach(await signIn('lee', `${resource}/Read`))).toEqual({ scp: 'Read' });
    await call('DELETE', `/users/${people.kay}/appRoleAssignments/${own}`);
    const third = await refresh(second);
    expect(reach(third)).toEqual({ scp: 'Read' });

    const [group] = (await call('GET', "/groups?$filter=displayName eq 'Clerks'")).body.value as { id: string }[];
    const theirs = idOf(await assign(group?.id ?? '', clerk));
    const fourth = await refresh(third);
    expect(reach(fourth)).toEqual({ scp: 'Read', roles: ['Clerk'] });
    await call('DELETE', `/groups/${group?.id}/appRoleAssignments/${theirs}`);
    expect(reach(await refresh(fourth))).toEqual({ scp: 'Read' });
    await call('DELETE', at);
  });

  test('is asked of everybody where the service principal says so', async () => {
    expect(reach(await asDaemon())).toEqual({});
    await call('PATCH', `/servicePrincipals/${ids.api}`, { appRoleAssignmentRequired: true });
    expect(reach(await asDaemon())).toBe(501051);
    const assignment = idOf(await assign(ids.daemon, robot));
    expect(reach(await asDaemon())).toEqual({ roles: ['Robot'] });
    await call('DELETE', `/servicePrincipals/${ids.api}/appRoleAssignedTo/${assignment}`);
    await call('PATCH', `/servicePrincipals/${ids.api}`, { appRoleAssignmentRequired: false });
    expect(reach(await asDaemon())).toEqual({});
  });
});

describe('a service principal', () => {
  test('that goes takes its grants and assignments along, and brings them back', async () => {
    await grant('Read', people.kay);
    await assign(ids.daemon, robot);
    const kay = await signIn('kay', `${resource}/Read`);
    expect(reach(kay)).toEqual({ scp: 'Read' });
    await call('DELETE', `/servicePrincipals/${ids.api}`);
    expect(reach(await refresh(kay))).toBe(500011);
    expect(reach(await asDaemon())).toBe(500011);
    // What the person granted is looked up while it is gone, and must not be remembered as nothing.
    expect(reach(await signIn('kay', 'openid'))).toBeDefined();
    await call('POST', `/directory/deletedItems/${ids.api}/restore`);
    expect(reach(await refresh(kay))).toEqual({ scp: 'Read' });
    expect(reach(await asDaemon())).toEqual({ roles: ['Robot'] });
    await call('DELETE', `/servicePrincipals/${ids.api}`);
    await call('POST', '/servicePrincipals', { appId: apps.api });
    expect(reach(await refresh(kay))).toBe(consentRequired);
    expect(reach(await asDaemon())).toEqual({});
  });

  test('that is switched off gives no token and gets none', async () => {
    const off = (id: string, accountEnabled: boolean) => call('PATCH', `/servicePrincipals/${id}`, { accountEnabled });
    for (const id of [ids.api, ids.daemon]) {
      await off(id, false);
      expect(reach(await asDaemon())).toEqual(expect.any(Number));
      await off(id, true);
      expect(reach(await asDaemon())).toEqual({});
    }
  });

  test('proves the application by the secrets that the tenant gave it', async () => {
    const at = `/servicePrincipals/${ids.daemon}`;
    const { secretText, keyId } = (await call('POST', `${at}/addPassword`, {})).body as Record<string, string>;
    const form = { grant_type: 'client_credentials', scope: `${resource}/.default`, client_secret: secretText ?? '' };
    expect(reach(await ask(apps.daemon, form))).toEqual({});
    await call('POST', `${at}/removePassword`, { keyId });
    expect(reach(await ask(apps.daemon, form))).toBe(7000215);
  });

  test('is asked for tokens by the names that the tenant gave it', async () => {
    const name = 'https://books.grants.example';
    const form = { grant_type: 'client_credentials', scope: `${name}/.default` };
    expect(reach(await ask(apps.daemon, form))).toBe(500011);
    await call('PATCH', `/servicePrincipals/${ids.api}`, { servicePrincipalNames: [name] });
    expect(reach(await ask(apps.daemon, form))).toEqual({});
    await call('PATCH', `/servicePrincipals/${ids.api}`, { servicePrincipalNames: [] });
    expect(reach(await ask(apps.daemon, form))).toBe(500011);
  });
});
