import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createDocument,
  createRoleAssignment,
  deleteDocument,
  type DocumentKind,
} from '../../../../directory/index.js';
import {
  appObjectId,
  avery,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  personId,
  tenant,
} from '../../graph-bench.fixture.js';

let bench: GraphBench;
const by = { actor: { kind: 'operator', name: 'bench' } } as const;
const [blake, casey, drew] = [personId('blake'), personId('casey'), personId('drew')];
const write = { scopes: ['Application.ReadWrite.All'] };
const owned = { as: 'app', roles: ['Application.ReadWrite.OwnedBy'] } as const;

beforeAll(async () => {
  const appId = '80000000-0000-4000-8000-000000000002';
  bench = await openGraphBench({
    applications: [{ appId, displayName: 'Caller' }],
    servicePrincipals: [{ id: appObjectId, appId }],
  });
});
afterAll(() => bench.close());

async function register(how: BenchCall = {}): Promise<string> {
  const made = await bench.call('POST', '/applications', { ...how, body: { displayName: 'Owned' } });
  if (made.status !== 201) throw new Error(made.text);
  return `/applications/${String(made.body.id)}`;
}

const ownersOf = async (path: string) =>
  ((await bench.call('GET', `${path}/owners?$select=id`)).body.value as readonly { readonly id: string }[])
    .map(({ id }) => id)
    .sort();
const reference = (id: string) => ({ '@odata.id': `https://login.example/v1.0/directoryObjects/${id}` });
const done = { status: 204, text: '' };
const denied = { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } };

describe('whoever registers an application', () => {
  it('owns it where others may not have it, and not as an administrator', async () => {
    expect(await ownersOf(await register({ as: blake, ...write }))).toEqual([blake]);
    expect(await ownersOf(await register())).toEqual([]);
    expect(await ownersOf(await register(owned))).toEqual([appObjectId]);
    expect(await ownersOf(await register({ as: 'app', roles: ['Application.ReadWrite.All'] }))).toEqual([]);
  });

  it('may name owners beside', async () => {
    const body = {
      displayName: 'Shared',
      'owners@odata.bind': [reference(casey)['@odata.id'], reference(blake)['@odata.id']],
    };
    const made = await bench.call('POST', '/applications', { as: blake, ...write, body });
    expect(await ownersOf(`/applications/${String(made.body.id)}`)).toEqual([blake, casey]);
    const group = await bench.call('POST', '/applications', {
      body: { displayName: 'Shared', 'owners@odata.bind': ['https://login.example/v1.0/groups/nobody'] },
    });
    expect(group).toMatchObject({ status: 404 });
  });

  it.each([
    ['a person through an app without the permission', { as: blake, scopes: ['Application.Read.All'] }],
    ['an app without the permission', { as: 'app', roles: ['Application.Read.All'] }],
  ] as const)('is not %s', async (_title, how) => {
    expect(await bench.call('POST', '/applications', { ...how, body: { displayName: 'X' } })).toMatchObject(denied);
  });

  it('needs a role where members may not', async () => {
    const kind: DocumentKind<object> = { name: 'authorization-policy', limit: 1, nameOf: () => undefined };
    const body = { defaultUserRolePermissions: { allowedToCreateApps: false } };
    const how = { as: drew, ...write, body: { displayName: 'X' } };
    await bench.directory.perform(tenant, by, createDocument(kind, { id: 'authorizationPolicy', body }));
    try {
      expect(await bench.call('POST', '/applications', how)).toMatchObject(denied);
      const applicationDeveloper = 'cf1c38e5-3621-4004-a7cb-879624dced7c';
      const role = { roleDefinitionId: applicationDeveloper, principalId: drew, directoryScopeId: '/' };
      await bench.directory.perform(tenant, by, createRoleAssignment(role));
      const made = await bench.call('POST', '/applications', how);
      expect(await ownersOf(`/applications/${String(made.body.id)}`)).toEqual([drew]);
    } finally {
      await bench.directory.perform(tenant, by, deleteDocument(kind, 'authorizationPolicy'));
    }
  });
});

describe('an owner', () => {
  it('manages what is owned, and nobody else without a role does', async () => {
    const path = await register({ as: blake, ...write });
    const changes: readonly (readonly [string, string, unknown])[] = [
      [
        'PATCH',
        path,
        { displayName: 'Mine', web: {}, tags: [], appRoles: [], api: {}, keyCredentials: [], notes: 'x' },
      ],
      ['POST', `${path}/addPassword`, undefined],
      [
        'POST',
        `${path}/federatedIdentityCredentials`,
        { name: 'a', issuer: 'https://a.example', subject: 's', audiences: ['x'] },
      ],
      ['POST', `${path}/extensionProperties`, { name: 'a', dataType: 'String', targetObjects: ['User'] }],
      ['POST', `${path}/setVerifiedPublisher`, { verifiedPublisherId: '1' }],
      ['POST', `${path}/owners/$ref`, reference(avery)],
      ['DELETE', `${path}/owners/${avery}/$ref`, undefined],
      ['DELETE', path, undefined],
    ];
    for (const [method, url, body] of changes) {
      expect(await bench.call(method, url, { as: casey, ...write, body })).toMatchObject(denied);
      const answer = await bench.call(method, url, { as: blake, ...write, body });
      expect({ method, url, status: answer.status < 300 }).toEqual({ method, url, status: true });
    }
  });

  it('does not disable an application: that is for administrators', async () => {
    const path = await register({ as: blake, ...write });
    const body = { isDisabled: true };
    expect(await bench.call('PATCH', path, { as: blake, ...write, body })).toMatchObject(denied);
    expect(await bench.call('PATCH', path, { body })).toMatchObject(done);
  });

  it('that is an application manages what it owns, and shares it with nobody', async () => {
    const [own, other] = [await register(owned), await register()];
    const body = { notes: 'x' };
    expect(await bench.call('PATCH', own, { ...owned, body })).toMatchObject(done);
    expect(await bench.call('PATCH', other, { ...owned, body })).toMatchObject(denied);
    expect(await bench.call('POST', `${own}/addPassword`, owned)).toMatchObject({ status: 200 });
    expect(await bench.call('POST', `${other}/addPassword`, owned)).toMatchObject(denied);
    expect(await bench.call('POST', `${own}/owners/$ref`, { ...owned, body: reference(blake) })).toMatchObject(denied);
    const publisher = { ...owned, body: { verifiedPublisherId: '1' } };
    expect(await bench.call('POST', `${own}/setVerifiedPublisher`, publisher)).toMatchObject(denied);
    expect(await bench.call('GET', other, owned)).toMatchObject({ status: 200 });
    expect(await bench.call('DELETE', other, owned)).toMatchObject(denied);
    expect(await bench.call('DELETE', own, owned)).toMatchObject(done);
  });
});

describe('reading applications', () => {
  it('takes the least permission, for people and for applications', async () => {
    const path = await register();
    const least: readonly BenchCall[] = [
      { as: blake, scopes: ['Application.Read.All'] },
      { as: 'app', roles: ['Application.Read.All'] },
    ];
    for (const how of least) {
      for (const url of ['/applications', path, `${path}/owners`, `${path}/federatedIdentityCredentials`]) {
        expect(await bench.call('GET', url, how)).toMatchObject({ status: 200 });
      }
      expect(await bench.call('PATCH', path, { ...how, body: { notes: 'x' } })).toMatchObject(denied);
    }
    for (const how of [
      { as: blake, scopes: ['User.Read'] },
      { as: 'app', roles: ['User.Read.All'] },
    ] as const) {
      expect(await bench.call('GET', path, how)).toMatchObject(denied);
    }
  });
});

describe('owners', () => {
  it('are people and service principals, each once, and of one kind when that is asked', async () => {
    const path = await register();
    const add = (id: string) => bench.call('POST', `${path}/owners/$ref`, { body: reference(id) });
    for (const id of [blake, appObjectId]) expect(await add(id)).toMatchObject(done);
    expect(await add(blake)).toMatchObject({ status: 400 });
    for (const nobody of [
      path.slice('/applications/'.length),
      personId('mallory'),
      '90000000-0000-4000-8000-00000000000f',
    ]) {
      expect(await add(nobody)).toMatchObject({ status: 404 });
    }
    expect(await bench.call('POST', `${path}/owners/$ref`, { body: {} })).toMatchObject({ status: 400 });
    expect(await ownersOf(path)).toEqual([blake, appObjectId].sort());
    const cast = await bench.call('GET', `${path}/owners/microsoft.graph.user?$select=displayName`);
    expect(cast.body.value).toMatchObject([{ displayName: 'blake' }]);
    expect((await bench.call('GET', `${path}/owners/$ref`)).body.value).toHaveLength(2);
  });

  it('stay one at least', async () => {
    const path = await register({ as: blake, ...write });
    const remove = (id: string) => bench.call('DELETE', `${path}/owners/${id}/$ref`);
    expect(await remove(casey)).toMatchObject({ status: 404 });
    expect(await remove(blake)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringMatching(/at least one owner/) } },
    });
    expect(await bench.call('POST', `${path}/owners/$ref`, { body: reference(casey) })).toMatchObject(done);
    expect(await remove(blake)).toMatchObject(done);
    expect(await ownersOf(path)).toEqual([casey]);
  });

  it('are a hundred at most', async () => {
    const users = Array.from({ length: 101 }, (_, number) => ({
      id: `71000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      userPrincipalName: `owner${number}@contoso.example`,
    }));
    const id = '81000000-0000-4000-8000-000000000001';
    const owners = users.slice(0, 100).map(({ userPrincipalName }) => userPrincipalName);
    await bench.seed([{ id: tenant, users, applications: [{ id, displayName: 'Crowded', owners }] }]);
    const last = await bench.call('POST', `/applications/${id}/owners/$ref`, { body: reference(users[100]?.id ?? '') });
    expect(last).toMatchObject({ status: 403, body: { error: { code: 'Directory_QuotaExceeded' } } });
  });
});
