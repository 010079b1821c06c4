// Roles for a part of the tenant, over HTTP and with tokens that were there before: what they reach, what they do not, and that taking
// them back counts from the next call on.
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testStore } from '../support/test-store.js';
import { trustingFetch } from '../support/trusting-fetch.js';

const tenant = '10000000-0000-4000-8000-0000000000e1';
const graph = '00000003-0000-0000-c000-000000000000';
const robot = '20000000-0000-4000-8000-0000000000e1';
const consoleApp = '20000000-0000-4000-8000-0000000000e2';
const shop = '20000000-0000-4000-8000-0000000000e3';
const depot = '20000000-0000-4000-8000-0000000000e4';
const secret = 'not-a-secret-of-graph-roles';
const password = 'not-a-secret-of-anybody';
const names = ['helper', 'inside', 'outside', 'builder', 'first', 'second'] as const;
type Name = (typeof names)[number];
const person = Object.fromEntries(
  names.map((name, index) => [name, `70000000-0000-4000-8000-0000000000e${index + 1}`]),
) as Readonly<Record<Name, string>>;
const team = '90000000-0000-4000-8000-0000000000e1';
const role = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
} as const;

const seed = {
  tenants: [
    {
      id: tenant,
      displayName: 'Scopes',
      domains: ['scopes.example'],
      users: names.map((name) => ({
        id: person[name],
        userPrincipalName: `${name}@scopes.example`,
        displayName: name,
        password,
      })),
      groups: [{ id: team, displayName: 'Team', members: ['outside@scopes.example'] }],
      applications: [
        { appId: robot, displayName: 'robot', passwordCredentials: [{ secretText: secret }] },
        {
          appId: consoleApp,
          displayName: 'console',
          passwordCredentials: [{ secretText: secret }],
          gatehouse: { allowPasswordGrant: true },
        },
        { appId: shop, displayName: 'shop' },
        { appId: depot, displayName: 'depot' },
      ],
      oauth2PermissionGrants: [
        {
          client: consoleApp,
          resource: graph,
          scope: 'User.ReadWrite.All Application.ReadWrite.All',
          consentType: 'AllPrincipals',
        },
      ],
      appRoleAssignments: [
        'AdministrativeUnit.ReadWrite.All',
        'Application.Read.All',
        'RoleManagement.ReadWrite.Directory',
      ].map((value) => ({ principal: robot, resource: graph, role: value })),
      policies: { legacy: { passwordGrant: true } },
    },
  ],
};

let running: StartedPlatform;
let send: typeof fetch;
let administration: string;
beforeAll(async () => {
  running = await startTestPlatform({ seed, ...(await testStore()) });
  send = trustingFetch(running.ca);
  const scope = `${graph}/.default`;
  administration = await tokenBy({ grant_type: 'client_credentials', client_id: robot, scope });
});
afterAll(() => running.stop());

async function tokenBy(form: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ client_secret: secret, ...form });
  const answer = await send(`${running.baseUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  const read = (await answer.json()) as { access_token?: string };
  if (read.access_token === undefined) throw new Error(JSON.stringify(read));
  return read.access_token;
}
const tokenOf = (name: Name): Promise<string> =>
  tokenBy({
    grant_type: 'password',
    client_id: consoleApp,
    username: `${name}@scopes.example`,
    password,
    scope: `${graph}/.default`,
  });

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}
async function call(token: string, method: string, path: string, given?: object): Promise<Answer> {
  const answer = await send(`${running.baseUrl}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(given !== undefined && { body: JSON.stringify(given) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}
async function made(path: string, given: object): Promise<string> {
  const { status, body } = await call(administration, 'POST', path, given);
  expect({ status, body }).toMatchObject({ status: 201 });
  return String(body.id);
}
const rename = async (token: string, name: Name): Promise<number> =>
  (await call(token, 'PATCH', `/users/${person[name]}`, { jobTitle: 'Gardener' })).status;
const reference = (id: string) => ({ '@odata.id': `${running.baseUrl}/v1.0/directoryObjects/${id}` });

describe('a User Administrator for an administrative unit', () => {
  test('changes the people who are in it, nobody else, and nobody any more when the role is taken back', async () => {
    const helper = await tokenOf('helper');
    expect(await rename(helper, 'inside')).toBe(403);
    const unit = await made('/directory/administrativeUnits', { displayName: 'North' });
    const path = `/directory/administrativeUnits/${unit}`;
    const given = await made(`${path}/scopedRoleMembers`, {
      roleId: role.userAdministrator,
      roleMemberInfo: { id: person.helper },
    });
    expect(await rename(helper, 'inside')).toBe(403);
    const added = await call(administration, 'POST', `${path}/members/$ref`, reference(person.inside));
    expect(added.status).toBe(204);
    expect(await rename(helper, 'inside')).toBe(204);
    expect(await rename(helper, 'outside')).toBe(403);
    // A group in the unit does not bring its members.
    await call(administration, 'POST', `${path}/members/$ref`, reference(team));
    expect(await rename(helper, 'outside')).toBe(403);
    await call(administration, 'DELETE', `${path}/members/${person.inside}/$ref`);
    expect(await rename(helper, 'inside')).toBe(403);
    await call(administration, 'POST', `${path}/members/$ref`, reference(person.inside));
    expect(await rename(helper, 'inside')).toBe(204);
    const removed = await call(administration, 'DELETE', `${path}/scopedRoleMembers/${given}`);
    expect(removed.status).toBe(204);
    expect(await rename(helper, 'inside')).toBe(403);
  });
});

describe('an Application Administrator for one application', () => {
  test('changes that application and no other, until the role is taken back', async () => {
    const builder = await tokenOf('builder');
    const idOf = async (appId: string) =>
      String((await call(administration, 'GET', `/applications(appId='${appId}')`)).body.id);
    const [own, other] = [await idOf(shop), await idOf(depot)];
    const change = async (id: string) => (await call(builder, 'PATCH', `/applications/${id}`, { notes: 'x' })).status;
    expect(await change(own)).toBe(403);
    const given = await made('/roleManagement/directory/roleAssignments', {
      principalId: person.builder,
      roleDefinitionId: role.applicationAdministrator,
      directoryScopeId: `/${own}`,
    });
    expect([await change(own), await change(other)]).toEqual([204, 403]);
    await call(administration, 'DELETE', `/roleManagement/directory/roleAssignments/${given}`);
    expect(await change(own)).toBe(403);
  });
});

describe('the last two Global Administrators', () => {
  test('do not both lose the role when both are told to at the same time', async () => {
    const given = await Promise.all(
      [person.first, person.second].map((principalId) =>
        made('/roleManagement/directory/roleAssignments', {
          principalId,
          roleDefinitionId: role.globalAdministrator,
          directoryScopeId: '/',
        }),
      ),
    );
    const answers = await Promise.all(
      given.map((id) => call(administration, 'DELETE', `/roleManagement/directory/roleAssignments/${id}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([204, 400]));
  });
});
