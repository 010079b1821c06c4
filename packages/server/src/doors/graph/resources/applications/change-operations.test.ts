import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench } from '../../graph-bench.fixture.js';

let bench: GraphBench;
let path: string;
beforeAll(async () => {
  bench = await openGraphBench();
});
beforeEach(async () => {
  const { body } = await bench.call('POST', '/applications', { body: { displayName: 'Orders' } });
  path = `/applications/${String(body.id)}`;
});
afterAll(() => bench.close());

const change = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  bench.call('PATCH', path, { body, headers });
const read = async (select = '') => (await bench.call('GET', select === '' ? path : `${path}?$select=${select}`)).body;
const refusedWith = (code: string, message: RegExp = /./) => ({
  status: 400,
  body: { error: { code, message: expect.stringMatching(message) } },
});
const done = { status: 204, text: '' };

const scope = (more: object = {}) => ({
  id: '11111111-0000-4000-8000-000000000001',
  value: 'Orders.Read',
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: 'Read orders',
  adminConsentDescription: 'Reads orders',
  ...more,
});
const role = (more: object = {}) => ({
  id: '11111111-0000-4000-8000-000000000002',
  value: 'Orders.Bake',
  displayName: 'Baker',
  description: 'Bakes',
  isEnabled: true,
  allowedMemberTypes: ['User'],
  ...more,
});

describe('a change of an application', () => {
  it('changes what the body names at any depth, and leaves the rest', async () => {
    const web = { homePageUrl: 'https://app.contoso.example/', redirectUris: ['https://app.contoso.example/cb'] };
    expect(await change({ web, notes: 'Old', tags: ['one'] })).toMatchObject(done);
    const changed = { web: { implicitGrantSettings: { enableIdTokenIssuance: true } }, notes: null, tags: ['two'] };
    expect(await change(changed)).toMatchObject(done);
    expect(await read()).toMatchObject({
      displayName: 'Orders',
      notes: null,
      tags: ['two'],
      web: { ...web, implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: false } },
    });
  });

  it('takes away with null, and brings defaults back', async () => {
    await change({
      description: 'x',
      web: { homePageUrl: 'https://app.contoso.example/', redirectUris: ['https://app.contoso.example/cb'] },
      api: { requestedAccessTokenVersion: 2, acceptMappedClaims: true },
      optionalClaims: { idToken: [{ name: 'email' }] },
      isFallbackPublicClient: true,
      parentalControlSettings: { legalAgeGroupRule: 'BlockMinors' },
    });
    const nothing = { description: null, web: null, api: null, optionalClaims: null, isFallbackPublicClient: null };
    expect(await change({ ...nothing, parentalControlSettings: null })).toMatchObject(done);
    expect(await read()).toMatchObject({
      description: null,
      web: { homePageUrl: null, redirectUris: [] },
      api: { requestedAccessTokenVersion: null, acceptMappedClaims: false },
      optionalClaims: null,
      isFallbackPublicClient: false,
      parentalControlSettings: { legalAgeGroupRule: 'Allow' },
    });
    await change({ info: { supportUrl: 'https://app.contoso.example/help' } });
    await change({ info: { supportUrl: null } });
    expect((await read('info')).info).toMatchObject({ supportUrl: null });
  });

  it('says as little as was written where nothing and something mean the same', async () => {
    const version = async () =>
      ((await read('api')).api as Readonly<Record<string, unknown>>).requestedAccessTokenVersion;
    expect(await version()).toBeNull();
    await change({ api: { requestedAccessTokenVersion: 1 } });
    expect(await version()).toBe(1);
    await change({ api: { requestedAccessTokenVersion: null } });
    expect(await version()).toBeNull();
    const claims = async () => (await read('groupMembershipClaims')).groupMembershipClaims;
    for (const word of ['None', 'All', 'SecurityGroup,ApplicationGroup', null]) {
      expect(await change({ groupMembershipClaims: word })).toMatchObject(done);
      expect(await claims()).toBe(word);
    }
  });

  it('takes back what was read as it was read', async () => {
    await change({
      api: { oauth2PermissionScopes: [scope()] },
      appRoles: [role()],
      web: {
        redirectUris: ['https://app.contoso.example/a'],
        redirectUriSettings: [{ uri: 'https://app.contoso.example/a', index: 2 }],
      },
      optionalClaims: { accessToken: [{ name: 'email', source: null, essential: true, additionalProperties: [] }] },
      servicePrincipalLockConfiguration: { isEnabled: true, tokenEncryptionKeyId: null },
    });
    const names =
      'id,displayName,api,appRoles,web,spa,publicClient,optionalClaims,passwordCredentials,keyCredentials,tags,identifierUris,addIns,servicePrincipalLockConfiguration,requiredResourceAccess,parentalControlSettings';
    const { '@odata.context': _context, ...before } = await read(names);
    expect(await change(before)).toMatchObject(done);
    const { '@odata.context': _again, ...after } = await read(names);
    expect(after).toEqual(before);
  });

  it('accepts the older name of a property, and tells it by the newer one', async () => {
    expect(await change({ oauth2RequiredPostResponse: true })).toMatchObject(done);
    expect(await read('oauth2RequirePostResponse')).toMatchObject({ oauth2RequirePostResponse: true });
  });

  it('sets a unique name once', async () => {
    expect(await change({ uniqueName: 'orders-1' })).toMatchObject(done);
    expect(await change({ uniqueName: 'orders-1', notes: 'x' })).toMatchObject(done);
    expect(await change({ uniqueName: 'orders-2' })).toMatchObject(refusedWith('Request_BadRequest', /uniqueName/));
    expect(await change({ uniqueName: null })).toMatchObject(refusedWith('Request_BadRequest', /uniqueName/));
    expect(await bench.call('GET', "/applications(uniqueName='ORDERS-1')")).toMatchObject({ status: 200 });
  });

  it('is refused when the application has changed since it was read', async () => {
    const { headers } = await bench.call('GET', path);
    const match = { 'if-match': String(headers.etag) };
    expect(await change({ notes: 'one' }, match)).toMatchObject(done);
    expect(await change({ notes: 'two' }, match)).toMatchObject({ status: 412 });
    expect(await read('notes')).toMatchObject({ notes: 'one' });
  });

  it.each([
    ['a property that applications do not have', { shoeSize: 43 }],
    ['its appId', { appId: '11111111-0000-4000-8000-000000000009' }],
    ['its owners', { owners: [] }],
    ['no name', { displayName: null }],
    ['an empty name', { displayName: '' }],
    ['a text where a flag stands', { isDisabled: 'no' }],
    ['null where a list stands', { identifierUris: null }],
    ['an audience with roles that it cannot have', { signInAudience: 'PersonalMicrosoftAccount', appRoles: [role()] }],
    ['a scope without an id', { api: { oauth2PermissionScopes: [scope({ id: undefined })] } }],
    ['a scope twice', { api: { oauth2PermissionScopes: [scope(), scope({ value: 'Other' })] } }],
    ['a scope that nobody can consent to', { api: { oauth2PermissionScopes: [scope({ type: 'Nobody' })] } }],
    ['a scope of another application', { api: { oauth2PermissionScopes: [scope({ origin: 'ServicePrincipal' })] } }],
    [
      "a role with a scope's value",
      { api: { oauth2PermissionScopes: [scope()] }, appRoles: [role({ value: 'Orders.Read' })] },
    ],
    [
      'a client authorized for a scope that is not there',
      { api: { preAuthorizedApplications: [{ appId: role().id, delegatedPermissionIds: [role().id] }] } },
    ],
    ['an optional claim from nowhere', { optionalClaims: { idToken: [{ name: 'x', source: 'moon' }] } }],
    ['a verified publisher', { verifiedPublisher: { displayName: 'Me' } }],
    ['an end of the web that is no URL', { web: { logoutUrl: 'http://app.contoso.example/out' } }],
  ])('is refused with %s, and nothing is kept', async (_title, body) => {
    const before = await read();
    expect(await change({ notes: 'kept', ...body })).toMatchObject(refusedWith('Request_BadRequest'));
    expect(await read()).toEqual(before);
  });
});

describe('a permission that an application publishes', () => {
  const enabled = { api: { oauth2PermissionScopes: [scope()] }, appRoles: [role()] };

  it('is enabled, and for administrators alone, where nobody says otherwise', async () => {
    const { type: _type, isEnabled: _isEnabled, ...bare } = scope();
    expect(await change({ api: { oauth2PermissionScopes: [bare] } })).toMatchObject(done);
    expect(await read('api')).toMatchObject({ api: { oauth2PermissionScopes: [{ type: 'Admin', isEnabled: true }] } });
  });

  it.each([
    ['a scope', { api: { oauth2PermissionScopes: [] } }],
    ['a role', { appRoles: [] }],
    ['a role for another id', { appRoles: [role({ id: '11111111-0000-4000-8000-000000000003' })] }],
  ])('is taken away, %s, only after it was disabled', async (_title, without) => {
    expect(await change(enabled)).toMatchObject(done);
    expect(await change(without)).toMatchObject(
      refusedWith('CannotDeleteOrUpdateEnabledEntitlement', /unless disabled first/),
    );
    const disabled = {
      api: { oauth2PermissionScopes: [scope({ isEnabled: false })] },
      appRoles: [role({ isEnabled: false })],
    };
    expect(await change(disabled)).toMatchObject(done);
    expect(await change(without)).toMatchObject(done);
  });

  it('may be given to clients beforehand', async () => {
    const preAuthorizedApplications = [{ appId: role().id, delegatedPermissionIds: [scope().id] }];
    expect(await change({ api: { oauth2PermissionScopes: [scope()], preAuthorizedApplications } })).toMatchObject(done);
    expect(await read('api')).toMatchObject({ api: { preAuthorizedApplications } });
  });
});

describe('redirect URIs of the web platform', () => {
  const [a, b] = ['https://app.contoso.example/a', 'https://app.contoso.example/b'];

  it('follow the order that is given for them, and keep it while they stay', async () => {
    expect(await change({ web: { redirectUriSettings: [{ uri: a, index: 1 }, { uri: b }] } })).toMatchObject(done);
    const settings = async () => (await read('web')).web;
    expect(await settings()).toMatchObject({
      redirectUris: [a, b],
      redirectUriSettings: [{ index: 1 }, { index: null }],
    });
    expect(await change({ web: { redirectUris: [b, a] } })).toMatchObject(done);
    expect(await settings()).toMatchObject({
      redirectUriSettings: [
        { uri: b, index: null },
        { uri: a, index: 1 },
      ],
    });
    expect(await change({ web: { redirectUris: [b] } })).toMatchObject(done);
    expect(await change({ web: { redirectUris: [a, b] } })).toMatchObject(done);
    expect(await settings()).toMatchObject({ redirectUriSettings: [{ index: null }, { index: null }] });
  });

  it('stay while the default is one of them', async () => {
    expect(await change({ web: { redirectUris: [a, b] }, defaultRedirectUri: a })).toMatchObject(done);
    expect(await change({ web: { redirectUris: [b] } })).toMatchObject(
      refusedWith('Request_BadRequest', /defaultRedirectUri/),
    );
    expect(await change({ web: { redirectUris: [b] }, defaultRedirectUri: null })).toMatchObject(done);
  });
});

describe('application ID URIs', () => {
  it('are moved from one application to another once they are free', async () => {
    const uri = 'https://contoso.example/moving';
    const other = await bench.call('POST', '/applications', { body: { displayName: 'Holder', identifierUris: [uri] } });
    expect(await change({ identifierUris: [uri] })).toMatchObject(refusedWith('Request_BadRequest', /already exists/));
    await bench.call('PATCH', `/applications/${String(other.body.id)}`, { body: { identifierUris: [] } });
    expect(await change({ identifierUris: [uri] })).toMatchObject(done);
  });
});
