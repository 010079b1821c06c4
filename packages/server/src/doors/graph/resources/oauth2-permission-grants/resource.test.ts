import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appObjectId, type GraphBench, openGraphBench, otherTenant, personId } from '../../graph-bench.fixture.js';

const graphAppId = '00000003-0000-0000-c000-000000000000';
const apps = { scribe: '20000000-0000-4000-8000-000000000002', bench: '80000000-0000-4000-8000-000000000002' };

let bench: GraphBench;
let graph: string;
let scribe: string;
beforeAll(async () => {
  bench = await openGraphBench({
    applications: [
      { appId: apps.scribe, displayName: 'Scribe' },
      { appId: apps.bench, displayName: 'Bench' },
    ],
    servicePrincipals: [{ id: appObjectId, appId: apps.bench }],
  });
  const id = async (appId: string) =>
    String((await bench.call('GET', `/servicePrincipals(appId='${appId}')?$select=id`)).body.id);
  graph = await id(graphAppId);
  scribe = await id(apps.scribe);
});
afterAll(() => bench.close());

const path = '/oauth2PermissionGrants';
const everybody = (more: object = {}) => ({
  clientId: scribe,
  consentType: 'AllPrincipals',
  resourceId: graph,
  scope: 'User.Read openid',
  ...more,
});
const person = (who: Parameters<typeof personId>[0], more: object = {}) =>
  everybody({ consentType: 'Principal', principalId: personId(who), ...more });
type Answer = Awaited<ReturnType<GraphBench['call']>>;
const listed = ({ body }: Answer) => body.value as readonly Readonly<Record<string, unknown>>[];
async function made(body: object): Promise<string> {
  const answer = await bench.call('POST', path, { body });
  expect({ status: answer.status, error: answer.body.error }).toEqual({ status: 201, error: undefined });
  return String(answer.body.id);
}
const remove = (id: string) => bench.call('DELETE', `${path}/${id}`);

describe('a delegated grant', () => {
  it('for everybody is made, read, changed and taken back, each told in the journal', async () => {
    const answer = await bench.call('POST', path, { body: everybody({ principalId: null }) });
    expect(answer).toMatchObject({ status: 201, body: { ...everybody(), principalId: null } });
    const id = String(answer.body.id);
    const at = `${path}/${id}`;
    expect(answer.headers.location).toBe(`https://login.example/v1.0${at}`);
    expect((await bench.call('GET', at)).body).toMatchObject({ id, ...everybody() });
    expect(await bench.call('PATCH', at, { body: { scope: ' profile  User.Read  profile' } })).toMatchObject({
      status: 204,
    });
    expect((await bench.call('GET', at)).body).toMatchObject({ scope: 'profile User.Read' });
    expect(await remove(id)).toMatchObject({ status: 204, text: '' });
    expect(await remove(id)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', at)).toMatchObject({ status: 404 });
    const told = (await bench.journal()).filter(({ target }) => target.id === id);
    expect(
      told.map(({ operation, changes }) => [operation, changes?.find((one) => one.property === 'scopes')]),
    ).toEqual([
      ['oauth2-permission-grant.create', { property: 'scopes', new: ['User.Read', 'openid'] }],
      [
        'oauth2-permission-grant.update',
        { property: 'scopes', old: ['User.Read', 'openid'], new: ['profile', 'User.Read'] },
      ],
      ['oauth2-permission-grant.delete', { property: 'scopes', old: ['profile', 'User.Read'] }],
    ]);
  });

  it('is one for each client, resource and person', async () => {
    const ids = [await made(everybody()), await made(person('blake')), await made(person('casey'))];
    for (const body of [everybody({ scope: 'profile' }), person('blake')]) {
      expect(await bench.call('POST', path, { body })).toMatchObject({
        status: 409,
        body: {
          error: { code: 'Request_MultipleObjectsWithSameKeyValue', message: 'Permission entry already exists.' },
        },
      });
    }
    for (const id of ids) await remove(id);
  });

  it.each([
    ['no client', { clientId: undefined }, 400],
    ['a client that is no GUID', { clientId: 'scribe' }, 400],
    ['a client that is not there', { clientId: '70000000-0000-4000-8000-0000000000ff' }, 404],
    ['a resource that is not there', { resourceId: '70000000-0000-4000-8000-0000000000ff' }, 404],
    ['a person as client', { clientId: personId('blake') }, 404],
    ['an unknown type', { consentType: 'Everyone' }, 400],
    ['a person in a grant for everybody', { principalId: personId('blake') }, 400],
    ['nobody in a grant for one person', { consentType: 'Principal' }, 400],
    ['a client as person', { consentType: 'Principal', principalId: appObjectId }, 404],
    ['somebody of another tenant', { consentType: 'Principal', principalId: personId('mallory') }, 404],
    ['no scope', { scope: undefined }, 400],
    ['an empty scope', { scope: ' ' }, 400],
    ['a scope that the resource does not publish', { scope: 'User.Read Ledger.Read' }, 400],
    ['an unknown property', { expiryTime: '2039-01-01T00:00:00Z' }, 400],
  ])('is refused with %s', async (_title, change, status) => {
    const answer = await bench.call('POST', path, { body: everybody(change) });
    expect(answer.status).toBe(status);
    expect(listed(await bench.call('GET', path))).toEqual([]);
  });

  it.each([
    { scope: '' },
    { scope: null },
    { scope: 'Nothing.Like.It' },
    { clientId: '20000000-0000-4000-8000-000000000002' },
    { consentType: 'Principal' },
  ])('is not changed to %j', async (body) => {
    const id = await made(everybody());
    expect(await bench.call('PATCH', `${path}/${id}`, { body })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', `${path}/${id}`)).body).toMatchObject({ scope: 'User.Read openid' });
    await remove(id);
  });

  it('is changed and taken back only as it was read', async () => {
    const id = await made(everybody());
    const { headers } = await bench.call('GET', `${path}/${id}`);
    const match = { 'if-match': String(headers.etag) };
    expect(await bench.call('PATCH', `${path}/${id}`, { headers: match, body: { scope: 'openid' } })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('PATCH', `${path}/${id}`, { headers: match, body: { scope: 'email' } })).toMatchObject({
      status: 412,
    });
    expect(await bench.call('DELETE', `${path}/${id}`, { headers: match })).toMatchObject({ status: 412 });
    await remove(id);
  });

  it.each(['x', 'zero%00byte', "' or 1=1 --", '%F0%9F%90%98'])('is not there by the name %s', async (id) => {
    expect(await bench.call('GET', `${path}/${id}`)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', `${path}/${id}`, { body: { scope: 'openid' } })).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${path}/${id}`)).toMatchObject({ status: 404 });
    const plain = { as: personId('blake'), scopes: ['Directory.ReadWrite.All'] };
    expect((await bench.call('DELETE', `${path}/${id}`, plain)).status).toBeGreaterThanOrEqual(403);
  });
});

describe('asking for grants', () => {
  let ids: readonly string[] = [];
  beforeAll(async () => {
    ids = [
      await made(everybody()),
      await made(person('blake')),
      await made(person('casey', { clientId: appObjectId })),
    ];
  });

  it.each([
    [() => '', [0, 1, 2]],
    [() => `?$filter=clientId eq '${scribe}'`, [0, 1]],
    [() => `?$filter=resourceId eq '${graph}' and consentType eq 'Principal'`, [1, 2]],
    [() => "?$filter=consentType eq 'AllPrincipals'", [0]],
    [() => "?$filter=consentType ne 'AllPrincipals'", [1, 2]],
    [() => "?$filter=consentType eq 'Nobody'", []],
    [() => `?$filter=principalId eq '${personId('blake')}'`, [1]],
    [() => `?$filter=clientId eq '${scribe}' or principalId eq '${personId('casey')}'`, [0, 1, 2]],
    [() => "?$filter=clientId eq 'no guid'", []],
  ])('finds what is asked for (%#)', async (query, expected) => {
    const answer = await bench.call('GET', `${path}${query()}`);
    expect({ status: answer.status, ids: listed(answer).map(({ id }) => id) }).toEqual({
      status: 200,
      ids: ids.filter((_id, index) => expected.includes(index)).toSorted(),
    });
  });

  it.each(["$filter=scope eq 'openid'", "$filter=startswith(clientId,'2')", '$orderby=scope', '$search="x"'])(
    'refuses ?%s',
    async (query) => {
      expect(await bench.call('GET', `${path}?${query}`)).toMatchObject({ status: 400 });
    },
  );

  it('walks every grant once, page by page', async () => {
    const seen: unknown[] = [];
    let url: string | undefined = `${path}?$top=1`;
    for (let page = 0; url !== undefined && page < 5; page += 1) {
      const { body } = await bench.call('GET', url);
      seen.push(...(body.value as readonly { readonly id: string }[]).map(({ id }) => id));
      url = (body['@odata.nextLink'] as string | undefined)?.slice('https://login.example/v1.0'.length);
    }
    expect(seen).toEqual([...ids].sort());
  });

  it('shows what a person gave, what a client has, and people their own', async () => {
    const of = async (at: string, how = {}) => listed(await bench.call('GET', at, how)).map(({ id }) => id);
    expect(await of(`/users/${personId('blake')}/oauth2PermissionGrants`)).toEqual([ids[1]]);
    expect(await of(`/servicePrincipals/${scribe}/oauth2PermissionGrants`)).toEqual(ids.slice(0, 2).toSorted());
    expect(await of(`/servicePrincipals/${graph}/oauth2PermissionGrants`)).toEqual([]);
    expect(await of('/me/oauth2PermissionGrants', { as: personId('casey') })).toEqual([ids[2]]);
  });

  it('finds nothing of another tenant', async () => {
    const theirs = (await bench.directory.configuration(otherTenant))?.servicePrincipal(graphAppId as never)?.id;
    for (const at of [`/users/${personId('mallory')}`, `/servicePrincipals/${String(theirs)}`]) {
      expect(await bench.call('GET', `${at}/oauth2PermissionGrants`)).toMatchObject({ status: 404 });
    }
    const how = { tenant: otherTenant, as: personId('mallory'), scopes: ['Directory.Read.All'] };
    expect(listed(await bench.call('GET', path, how))).toEqual([]);
    expect(await bench.call('GET', `${path}/${ids[0]}`, how)).toMatchObject({ status: 404 });
  });
});

describe('who may', () => {
  const how = (who: Parameters<typeof personId>[0], scope: string) => ({ as: personId(who), scopes: [scope] });
  const app = (role: string) => ({ as: 'app', roles: [role] }) as const;
  const write = 'DelegatedPermissionGrant.ReadWrite.All';
  const administer = async (who: 'drew' | 'ellis', roleDefinitionId: string) => {
    const body = { principalId: personId(who), roleDefinitionId, directoryScopeId: '/' };
    expect(await bench.call('POST', '/roleManagement/directory/roleAssignments', { body })).toMatchObject({
      status: 201,
    });
  };

  it('read: members and apps with the least permission, and nobody without', async () => {
    const read = 'DelegatedPermissionGrant.Read.All';
    expect(await bench.call('GET', path, how('blake', read))).toMatchObject({ status: 200 });
    expect(await bench.call('GET', path, app(read))).toMatchObject({ status: 200 });
    expect(await bench.call('GET', path, how('blake', 'User.Read.All'))).toMatchObject({ status: 403 });
    expect(await bench.call('GET', path, app('Application.Read.All'))).toMatchObject({ status: 403 });
  });

  it('grant: apps with the permission, administrators of applications, and nobody else', async () => {
    const body = person('drew', { clientId: appObjectId });
    expect(await bench.call('POST', path, { ...how('drew', write), body })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', path, { ...app('Directory.Read.All'), body })).toMatchObject({ status: 403 });
    const given = await bench.call('POST', path, { ...app(write), body });
    expect(given).toMatchObject({ status: 201 });
    const at = `${path}/${String(given.body.id)}`;
    expect(await bench.call('PATCH', at, { ...how('drew', write), body: { scope: 'openid' } })).toMatchObject({
      status: 403,
    });
    await administer('drew', '158c047a-c907-4556-b7ef-446551a6b5f7');
    expect(await bench.call('PATCH', at, { ...how('drew', write), body: { scope: 'openid' } })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('DELETE', at, how('drew', write))).toMatchObject({ status: 204 });
  });

  it('grant: Application Developers for themselves alone', async () => {
    await administer('ellis', 'cf1c38e5-3621-4004-a7cb-879624dced7c');
    const as = how('ellis', write);
    expect(await bench.call('POST', path, { ...as, body: everybody({ clientId: appObjectId }) })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('POST', path, { ...as, body: person('drew', { clientId: appObjectId }) })).toMatchObject({
      status: 403,
    });
    const own = await bench.call('POST', path, { ...as, body: person('ellis') });
    expect(own).toMatchObject({ status: 201 });
    await remove(String(own.body.id));
  });
});
