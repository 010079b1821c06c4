import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appObjectId, type GraphBench, otherTenant, personId } from '../../graph-bench.fixture.js';
import { apps, graphAppId, openServicePrincipalBench, principalId } from './service-principals.fixture.js';

let bench: GraphBench;
let ledger: string;
beforeAll(async () => {
  bench = await openServicePrincipalBench();
  ledger = await principalId(bench, apps.ledger);
});
afterAll(() => bench.close());

type Body = Readonly<Record<string, unknown>>;
const names = (body: Body) =>
  (body.value as readonly { readonly displayName: string }[]).map(({ displayName }) => displayName).sort();
const eventual = { ConsistencyLevel: 'eventual' };

describe('one service principal', () => {
  it.each([() => ledger, () => apps.ledger])('is found by its id and by its application', async (key) => {
    const id = key();
    const path = id === ledger ? `/servicePrincipals/${id}` : `/servicePrincipals(appId='${id}')`;
    expect(await bench.call('GET', path)).toMatchObject({ status: 200, body: { id: ledger } });
  });

  it('shows what its tenant decided and what its application publishes', async () => {
    const { body } = await bench.call('GET', `/servicePrincipals/${ledger}`);
    expect(body).toMatchObject({
      '@odata.context': expect.stringMatching(/#servicePrincipals\/\$entity$/),
      accountEnabled: true,
      appDisplayName: 'Ledger',
      appId: apps.ledger,
      appOwnerOrganizationId: '10000000-0000-4000-8000-000000000001',
      appRoleAssignmentRequired: false,
      displayName: 'Ledger',
      homepage: 'https://ledger.contoso.example',
      info: { logoUrl: null, termsOfServiceUrl: null },
      keyCredentials: [],
      passwordCredentials: [],
      replyUrls: ['https://ledger.contoso.example/signed-in'],
      servicePrincipalNames: [apps.ledger, 'api://contoso.example/ledger'],
      servicePrincipalType: 'Application',
      signInAudience: 'AzureADMyOrg',
      verifiedPublisher: { displayName: null },
    });
    expect(body.appRoles).toHaveLength(3);
    expect(body.oauth2PermissionScopes).toHaveLength(3);
    expect(Object.keys(body)).not.toContain('owners');
  });

  it('of Microsoft Graph has its permissions, as everywhere', async () => {
    const path = `/servicePrincipals(appId='${graphAppId}')?$select=displayName,appRoles,oauth2PermissionScopes`;
    const { body } = await bench.call('GET', path);
    expect(body).toMatchObject({ displayName: 'Microsoft Graph' });
    expect((body.oauth2PermissionScopes as readonly { readonly value: string }[]).map(({ value }) => value)).toContain(
      'User.Read',
    );
  });

  it('shows an expanded navigation', async () => {
    const answer = await bench.call('GET', `/servicePrincipals/${ledger}?$expand=appRoleAssignedTo&$select=id`);
    expect(answer).toMatchObject({ status: 200, body: { id: ledger, appRoleAssignedTo: [] } });
    expect(await bench.call('GET', `/servicePrincipals/${ledger}?$expand=owners`)).toMatchObject({
      status: 200,
      body: { owners: [] },
    });
  });
});

describe('finding service principals', () => {
  it.each([
    ["$filter=displayName eq 'ledger'", ['Ledger']],
    ["$filter=startswith(displayName,'S')", ['Scribe']],
    [`$filter=appId eq '${apps.scribe}'`, ['Scribe']],
    ["$filter=servicePrincipalNames/any(n:n eq 'api://contoso.example/ledger')", ['Ledger']],
    [`$filter=servicePrincipalNames/any(n:n eq '${apps.scribe}')`, ['Scribe']],
    ["$filter=servicePrincipalNames/any(n:n eq 'https://graph.microsoft.com')", ['Microsoft Graph']],
    ["$filter=servicePrincipalNames/any(n:startswith(n,'api://'))", ['Ledger']],
    ["$filter=servicePrincipalNames/any(n:n eq 'api://fabrikam.example/shared')", []],
    ["$filter=servicePrincipalNames/any(n:n eq 'api://x') or displayName eq 'Bench'", ['Bench']],
    ['$filter=appOwnerOrganizationId eq f8cdef31-a31e-4b4a-93e4-5f571e91255a', ['Microsoft Graph']],
    ["$filter=servicePrincipalType eq 'ManagedIdentity'", []],
    ["$filter=tags/any(t:t eq 'HideApp')", []],
    ['$filter=accountEnabled eq false', []],
    ['$orderby=displayName&$top=2', ['Bench', 'Ledger']],
  ])('answers ?%s', async (query, expected) => {
    const { status, body } = await bench.call('GET', `/servicePrincipals?${query}`);
    expect({ status, names: names(body) }).toEqual({ status: 200, names: expected });
  });

  it.each([
    ['$search="displayName:led"', ['Ledger']],
    ["$filter=not(servicePrincipalNames/any(n:startswith(n,'https://')))", ['Bench', 'Ledger', 'Scribe']],
    ["$filter=displayName ne 'Ledger'", ['Bench', 'Microsoft Graph', 'Scribe']],
    ['$filter=appOwnerOrganizationId ne f8cdef31-a31e-4b4a-93e4-5f571e91255a', ['Bench', 'Ledger', 'Scribe']],
  ])('answers the advanced query ?%s to those who ask for it, with the count', async (query, expected) => {
    expect(await bench.call('GET', `/servicePrincipals?${query}`)).toMatchObject({ status: 400 });
    const { status, body } = await bench.call('GET', `/servicePrincipals?${query}&$count=true`, { headers: eventual });
    expect({ status, count: body['@odata.count'], names: names(body) }).toEqual({
      status: 200,
      count: expected.length,
      names: expected,
    });
  });

  it('counts, and walks every one once, page by page', async () => {
    expect(await bench.call('GET', '/servicePrincipals/$count', { headers: eventual })).toMatchObject({ text: '4' });
    const seen: string[] = [];
    let url: string | undefined = '/servicePrincipals?$top=1';
    for (let page = 0; url !== undefined && page < 9; page += 1) {
      const { body } = await bench.call('GET', url);
      seen.push(...names(body));
      url = (body['@odata.nextLink'] as string | undefined)?.slice('https://login.example/v1.0'.length);
    }
    expect(seen.sort()).toEqual(['Bench', 'Ledger', 'Microsoft Graph', 'Scribe']);
  });

  it('tells what changed since it was last asked', async () => {
    const first = await bench.call('GET', '/servicePrincipals/delta?$deltatoken=latest');
    const link = String(first.body['@odata.deltaLink']).slice('https://login.example/v1.0'.length);
    await bench.call('PATCH', `/servicePrincipals/${ledger}`, { body: { notes: 'counted' } });
    expect((await bench.call('GET', link)).body.value).toMatchObject([{ id: ledger, notes: 'counted' }]);
  });
});

describe('bringing an application into the tenant', () => {
  it('takes one of another organization that is for everybody, with all that it publishes', async () => {
    const made = await bench.call('POST', '/servicePrincipals', { body: { appId: apps.shared, tags: ['HideApp'] } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        appDisplayName: 'Shared',
        appId: apps.shared,
        appOwnerOrganizationId: otherTenant,
        createdByAppId: apps.bench,
        displayName: 'Shared',
        servicePrincipalNames: [apps.shared, 'api://fabrikam.example/shared'],
        tags: ['HideApp'],
      },
    });
    expect(made.headers.location).toBe(`https://login.example/v1.0/servicePrincipals/${String(made.body.id)}`);
    const query = "$filter=servicePrincipalNames/any(n:n eq 'api://fabrikam.example/shared')";
    expect(names((await bench.call('GET', `/servicePrincipals?${query}`)).body)).toEqual(['Shared']);
    expect(await bench.directory.configuration(otherTenant)).toBeDefined();
  });

  it('takes one of the tenant again after its service principal was deleted, and Microsoft Graph never twice', async () => {
    const scribe = await principalId(bench, apps.scribe);
    expect(await bench.call('DELETE', `/servicePrincipals/${scribe}`)).toMatchObject({ status: 204, text: '' });
    expect(await bench.call('GET', `/servicePrincipals/${scribe}`)).toMatchObject({ status: 404 });
    expect(await bench.call('POST', '/servicePrincipals', { body: { appId: apps.scribe } })).toMatchObject({
      status: 201,
    });
    for (const appId of [apps.scribe, graphAppId]) {
      expect(await bench.call('POST', '/servicePrincipals', { body: { appId } })).toMatchObject({
        status: 409,
        body: {
          error: {
            code: 'Request_MultipleObjectsWithSameKeyValue',
            message: `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
          },
        },
      });
    }
  });

  it.each([apps.closed, '20000000-0000-4000-8000-0000000000ff'])('takes none that is not for it: %s', async (appId) => {
    expect(await bench.call('POST', '/servicePrincipals', { body: { appId } })).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'Request_BadRequest',
          message: `The appId '${appId}' of the service principal does not reference a valid application object.`,
        },
      },
    });
  });

  it.each([
    ['no application', { appId: undefined }],
    ['an application that is no GUID', { appId: 'scribe' }],
    ['what the application publishes', { appRoles: [] }],
    ['a secret', { passwordCredentials: [{ displayName: 'x' }] }],
    ['an unknown property', { shoeSize: 43 }],
    ['an empty name', { displayName: ' ' }],
    ['a name of another organization', { servicePrincipalNames: ['https://graph.microsoft.com'] }],
  ])('is refused with %s, and nothing is kept', async (_title, change) => {
    const shared = await principalId(bench, apps.shared);
    await bench.call('DELETE', `/servicePrincipals/${shared}`);
    const answer = await bench.call('POST', '/servicePrincipals', { body: { appId: apps.shared, ...change } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    const again = await bench.call('POST', '/servicePrincipals', { body: { appId: apps.shared } });
    expect(again.status).toBe(201);
  });
});

describe('a change of a service principal', () => {
  it('changes what the body names, and says so in the journal', async () => {
    const path = `/servicePrincipals/${ledger}`;
    const before = (await bench.journal()).length;
    const body = {
      appRoleAssignmentRequired: true,
      homepage: 'https://books.contoso.example',
      notes: 'Ask Casey.',
      preferredSingleSignOnMode: 'oidc',
      samlSingleSignOnSettings: { relayState: 'x' },
      servicePrincipalNames: [apps.ledger, 'api://contoso.example/ledger', 'https://books.contoso.example'],
      tags: ['HideApp'],
    };
    expect(await bench.call('PATCH', path, { body })).toMatchObject({ status: 204, text: '' });
    expect((await bench.call('GET', path)).body).toMatchObject(body);
    const entries = (await bench.journal()).slice(before);
    expect(entries.map(({ operation }) => operation)).toEqual(['service-principal.update']);
    expect(entries[0]?.changes).toContainEqual({
      property: 'servicePrincipalNames',
      old: [],
      new: ['https://books.contoso.example'],
    });
    expect(
      (await bench.directory.configuration('10000000-0000-4000-8000-000000000001' as never))?.resource(
        'https://books.contoso.example',
      )?.id,
    ).toBe(ledger);
    await bench.call('PATCH', path, { body: { homepage: null, tags: [], appRoleAssignmentRequired: false } });
    expect((await bench.call('GET', path)).body).toMatchObject({
      homepage: 'https://ledger.contoso.example',
      tags: [],
    });
  });

  it.each([
    ['another application', { appId: apps.scribe }],
    ['what comes from the application', { replyUrls: ['https://x.example'] }],
    ['the name of another organization', { servicePrincipalNames: ['https://graph.microsoft.com'] }],
    ['no switch', { accountEnabled: null }],
    ['an unknown mode', { preferredSingleSignOnMode: 'magic' }],
    ['a tag with a space', { tags: ['a b'] }],
    ['a script as an address', { loginUrl: 'javascript:x' }],
    ['a key that it does not have', { tokenEncryptionKeyId: apps.ledger }],
    ['a certificate that is none', { keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: 'AAAA' }] }],
  ])('is refused with %s', async (_title, body) => {
    expect(await bench.call('PATCH', `/servicePrincipals/${ledger}`, { body })).toMatchObject({ status: 400 });
  });

  it('is refused with a name that another one in the tenant has', async () => {
    const scribe = await principalId(bench, apps.scribe);
    const body = { servicePrincipalNames: ['api://contoso.example/ledger'] };
    expect(await bench.call('PATCH', `/servicePrincipals/${scribe}`, { body })).toMatchObject({ status: 400 });
  });

  it('is refused when somebody else changed it meanwhile', async () => {
    const path = `/servicePrincipals/${ledger}`;
    const { headers } = await bench.call('GET', path);
    const match = { 'if-match': String(headers.etag) };
    expect(await bench.call('PATCH', path, { headers: match, body: { notes: 'one' } })).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', path, { headers: match, body: { notes: 'two' } })).toMatchObject({ status: 412 });
    expect(await bench.call('DELETE', path, { headers: match })).toMatchObject({ status: 412 });
  });

  it.each([
    ['PATCH', { accountEnabled: false }],
    ['PATCH', { appRoleAssignmentRequired: true }],
    ['PATCH', { servicePrincipalNames: ['api://contoso.example/graph'] }],
    ['DELETE', undefined],
  ])('never shuts Microsoft Graph: %s %j', async (method, body) => {
    const graph = await principalId(bench, graphAppId);
    const answer = await bench.call(method, `/servicePrincipals/${graph}`, body === undefined ? {} : { body });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect(await bench.call('PATCH', `/servicePrincipals/${graph}`, { body: { notes: 'x' } })).toMatchObject({
      status: 204,
    });
  });
});

describe('who may', () => {
  const call = (method: string, path: string, how: Parameters<GraphBench['call']>[2]) => bench.call(method, path, how);

  it('read: everybody in the tenant, through an app with the least permission, and no app without', async () => {
    const path = `/servicePrincipals/${ledger}`;
    expect(await call('GET', path, { as: personId('casey'), scopes: ['Application.Read.All'] })).toMatchObject({
      status: 200,
    });
    expect(await call('GET', path, { as: personId('casey'), scopes: ['User.Read.All'] })).toMatchObject({
      status: 403,
    });
    expect(await call('GET', '/servicePrincipals', { as: 'app', roles: ['Application.Read.All'] })).toMatchObject({
      status: 200,
    });
    expect(await call('GET', '/servicePrincipals', { as: 'app', roles: ['User.Read.All'] })).toMatchObject({
      status: 403,
    });
  });

  it('change: administrators and owners, and apps what they own', async () => {
    const scribe = await principalId(bench, apps.scribe);
    const how = { as: personId('casey'), scopes: ['Application.ReadWrite.All'], body: { notes: 'mine' } };
    const path = `/servicePrincipals/${scribe}`;
    expect(await call('PATCH', path, how)).toMatchObject({ status: 403 });
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${personId('casey')}` };
    expect(await call('POST', `${path}/owners/$ref`, { body: reference })).toMatchObject({ status: 204 });
    expect(await call('PATCH', path, how)).toMatchObject({ status: 204 });
    const app = { as: 'app', roles: ['Application.ReadWrite.OwnedBy'], body: { notes: 'app' } } as const;
    expect(await call('PATCH', path, app)).toMatchObject({ status: 403 });
    const self = { '@odata.id': `https://graph.microsoft.com/v1.0/servicePrincipals/${appObjectId}` };
    expect(await call('POST', `${path}/owners/$ref`, { body: self })).toMatchObject({ status: 204 });
    expect(await call('PATCH', path, app)).toMatchObject({ status: 204 });
    const added = app.roles;
    expect(await call('DELETE', `/servicePrincipals/${ledger}`, { as: 'app', roles: added })).toMatchObject({
      status: 403,
    });
  });

  it('bring in: people their own applications, and nobody without a role those of others', async () => {
    const scribe = await principalId(bench, apps.scribe);
    const shared = await principalId(bench, apps.shared);
    for (const id of [scribe, shared]) await bench.call('DELETE', `/servicePrincipals/${id}`);
    const as = (name: 'blake' | 'casey', appId: string) =>
      call('POST', '/servicePrincipals', {
        as: personId(name),
        scopes: ['Application.ReadWrite.All'],
        body: { appId },
      });
    expect(await as('casey', apps.scribe)).toMatchObject({ status: 403 });
    expect(await as('blake', apps.shared)).toMatchObject({ status: 403 });
    const made = await as('blake', apps.scribe);
    expect(made).toMatchObject({ status: 201 });
    const owners = await bench.call('GET', `/servicePrincipals/${String(made.body.id)}/owners`);
    expect(owners.body.value).toMatchObject([{ id: personId('blake') }]);
  });
});

describe('service principals of another tenant', () => {
  it('are not there, by whatever key', async () => {
    const theirs = (await bench.directory.configuration(otherTenant))?.servicePrincipal(apps.closed as never)?.id;
    expect(theirs).toBeDefined();
    for (const path of [`/servicePrincipals/${String(theirs)}`, `/servicePrincipals(appId='${apps.closed}')`]) {
      expect(await bench.call('GET', path)).toMatchObject({ status: 404 });
      expect(await bench.call('PATCH', path, { body: { notes: 'x' } })).toMatchObject({ status: 404 });
      expect(await bench.call('DELETE', path)).toMatchObject({ status: 404 });
    }
    for (const query of [`id eq '${String(theirs)}'`, `appId eq '${apps.closed}'`]) {
      expect((await bench.call('GET', `/servicePrincipals?$filter=${query}`)).body.value).toEqual([]);
    }
  });
});
