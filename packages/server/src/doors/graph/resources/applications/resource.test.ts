import { isGuid } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesOf } from '../../../../directory/index.js';
import { avery, type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
const foreign = { id: '90000000-0000-4000-8000-000000000001', appId: '90000000-0000-4000-8000-000000000002' };
beforeAll(async () => {
  bench = await openGraphBench();
  await bench.seed([
    {
      id: otherTenant,
      applications: [{ ...foreign, displayName: 'Theirs', identifierUris: ['api://fabrikam.example'] }],
    },
  ]);
});
afterAll(() => bench.close());

interface Made {
  readonly id: string;
  readonly appId: string;
}

async function register(body: object): Promise<Made> {
  const made = await bench.call('POST', '/applications', { body });
  if (made.status !== 201) throw new Error(made.text);
  return made.body as unknown as Made;
}

const eventual = { headers: { ConsistencyLevel: 'eventual' } };
const names = (body: Readonly<Record<string, unknown>>) =>
  (body.value as readonly { readonly displayName: string }[]).map(({ displayName }) => displayName).sort();
const refusedWith = (code: string, status = 400) => ({ status, body: { error: { code } } });

describe('a new application', () => {
  it('has what Graph gives every application, and the same tag and shape when it is read', async () => {
    const made = await bench.call('POST', '/applications', { body: { displayName: 'Plain' } });
    expect(made).toMatchObject({
      status: 201,
      headers: { location: `https://login.example/v1.0/applications/${String(made.body.id)}` },
      body: {
        '@odata.context': 'https://login.example/v1.0/$metadata#applications/$entity',
        displayName: 'Plain',
        signInAudience: 'AzureADMyOrg',
        publisherDomain: 'contoso.example',
        createdByAppId: '80000000-0000-4000-8000-000000000002',
        deletedDateTime: null,
        isDisabled: false,
        isFallbackPublicClient: false,
        groupMembershipClaims: null,
        optionalClaims: null,
        identifierUris: [],
        tags: [],
        api: {
          acceptMappedClaims: false,
          knownClientApplications: [],
          oauth2PermissionScopes: [],
          preAuthorizedApplications: [],
          requestedAccessTokenVersion: null,
        },
        web: {
          homePageUrl: null,
          logoutUrl: null,
          redirectUris: [],
          implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
        },
        spa: { redirectUris: [] },
        publicClient: { redirectUris: [] },
        info: { logoUrl: null, termsOfServiceUrl: null },
        parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
        verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
        passwordCredentials: [],
        keyCredentials: [],
      },
    });
    expect(isGuid(String(made.body.appId))).toBe(true);
    expect(made.body.authenticationBehaviors).toBeUndefined();
    const read = await bench.call('GET', `/applications/${String(made.body.id)}`);
    expect(read.body).toEqual(made.body);
    expect(read.headers.etag).toBe(made.headers.etag);
  });

  it('keeps every property that it is given', async () => {
    const given = {
      displayName: 'Everything',
      description: 'Takes orders',
      notes: 'Ask the bakers',
      signInAudience: 'AzureADMultipleOrgs',
      tags: ['orders', 'HideApp'],
      uniqueName: 'everything',
      serviceManagementReference: 'SMR-1',
      samlMetadataUrl: 'https://app.contoso.example/saml',
      defaultRedirectUri: 'https://app.contoso.example/spa',
      isDeviceOnlyAuthSupported: true,
      isFallbackPublicClient: true,
      nativeAuthenticationApisEnabled: 'all',
      oauth2RequirePostResponse: true,
      groupMembershipClaims: 'SecurityGroup,DirectoryRole',
      managerApplications: ['11111111-0000-4000-8000-000000000001'],
      addIns: [
        { id: '11111111-0000-4000-8000-000000000002', type: 'FileHandler', properties: [{ key: 'v', value: '2' }] },
      ],
      parentalControlSettings: { countriesBlockedForMinors: ['NO'], legalAgeGroupRule: 'BlockMinors' },
      requestSignatureVerification: { isSignedRequestRequired: true, allowedWeakAlgorithms: 'rsaSha1' },
      servicePrincipalLockConfiguration: { isEnabled: true, allProperties: true },
      authenticationBehaviors: { removeUnverifiedEmailClaim: true },
      optionalClaims: {
        idToken: [{ name: 'email', essential: true, additionalProperties: [] }],
        accessToken: [],
        saml2Token: [],
      },
      info: { supportUrl: 'https://app.contoso.example/help' },
      web: {
        homePageUrl: 'https://app.contoso.example/',
        logoutUrl: 'https://app.contoso.example/out',
        redirectUris: ['https://app.contoso.example/a', 'https://app.contoso.example/b'],
        redirectUriSettings: [
          { uri: 'https://app.contoso.example/a', index: 1 },
          { uri: 'https://app.contoso.example/b', index: null },
        ],
        implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: false },
      },
      spa: { redirectUris: ['https://app.contoso.example/spa'] },
      publicClient: { redirectUris: ['http://localhost'] },
      requiredResourceAccess: [
        {
          resourceAppId: '00000003-0000-0000-c000-000000000000',
          resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }],
        },
      ],
      appRoles: [
        {
          id: '11111111-0000-4000-8000-000000000003',
          allowedMemberTypes: ['User', 'Application'],
          displayName: 'Baker',
          description: 'Bakes',
          isEnabled: true,
          value: 'Orders.Bake',
        },
      ],
    };
    const { id } = await register(given);
    const select = Object.keys(given).join(',');
    const { body } = await bench.call('GET', `/applications/${id}?$select=${select}`);
    expect(body).toMatchObject({ ...given, appRoles: [{ ...given.appRoles[0], origin: 'Application' }] });
  });

  it('for personal accounts asks for tokens of version 2, unless it says otherwise', async () => {
    const personal = { displayName: 'Personal', signInAudience: 'AzureADandPersonalMicrosoftAccount' };
    expect(await register(personal)).toMatchObject({ api: { requestedAccessTokenVersion: 2 } });
    const answer = await bench.call('POST', '/applications', {
      body: { ...personal, api: { requestedAccessTokenVersion: 1 } },
    });
    expect(answer).toMatchObject(refusedWith('Request_BadRequest'));
  });

  it.each([
    ['no name', { displayName: undefined }],
    ['a name over 120 characters', { displayName: 'x'.repeat(121) }],
    ['a property that applications do not have', { shoeSize: 43 }],
    ['an appId of its own', { appId: '11111111-0000-4000-8000-000000000009' }],
    ['a publisher domain', { publisherDomain: 'contoso.example' }],
    ['a logo', { logo: 'AAAA' }],
    ['an audience that is none', { signInAudience: 'Everybody' }],
    ['a redirect URI over http', { web: { redirectUris: ['http://app.contoso.example/'] } }],
    [
      'one redirect URI on two platforms',
      { web: { redirectUris: ['https://a.example'] }, spa: { redirectUris: ['https://a.example'] } },
    ],
    ['a name of nobody as identifier URI', { identifierUris: ['api://orders'] }],
    ['group claims that are none', { groupMembershipClaims: 'Friends' }],
    ['group claims besides none', { groupMembershipClaims: 'None,All' }],
    ['one group claim twice', { groupMembershipClaims: 'All, All' }],
    ['a token version that is none', { api: { requestedAccessTokenVersion: 3 } }],
    [
      'a role for nobody',
      { appRoles: [{ id: '11111111-0000-4000-8000-000000000004', displayName: 'A', description: 'A' }] },
    ],
    [
      'a role for machines',
      {
        appRoles: [
          {
            id: '11111111-0000-4000-8000-000000000004',
            displayName: 'A',
            description: 'A',
            allowedMemberTypes: ['Machine'],
          },
        ],
      },
    ],
    [
      'a permission that is neither scope nor role',
      {
        requiredResourceAccess: [{ resourceAppId: foreign.appId, resourceAccess: [{ id: foreign.id, type: 'Wish' }] }],
      },
    ],
    ['a resource that is no GUID', { requiredResourceAccess: [{ resourceAppId: 'graph', resourceAccess: [] }] }],
    ['a default redirect URI that is not registered', { defaultRedirectUri: 'https://app.contoso.example/' }],
    ['a key for encryption that is not there', { tokenEncryptionKeyId: '11111111-0000-4000-8000-000000000005' }],
    [
      'an order of URIs that are not registered',
      { web: { redirectUris: [], redirectUriSettings: [{ uri: 'https://a.example', index: 1 }] } },
    ],
    ['an age rule that is none', { parentalControlSettings: { legalAgeGroupRule: 'Whatever' } }],
    ['a tag with a space', { tags: ['a b'] }],
    ['a tag twice', { tags: ['a', 'a'] }],
    ['an empty unique name', { uniqueName: '' }],
    ['a name with a zero byte', { displayName: 'a\u0000b' }],
  ])('is refused with %s, and nothing is kept', async (_title, change) => {
    const body = { displayName: 'Refused', ...change };
    expect(await bench.call('POST', '/applications', { body })).toMatchObject(refusedWith('Request_BadRequest'));
    expect((await bench.call('GET', "/applications?$filter=startswith(displayName,'Refused')")).body.value).toEqual([]);
  });

  it('takes no name that another application has', async () => {
    await register({ displayName: 'First', uniqueName: 'first', identifierUris: ['https://contoso.example/first'] });
    for (const body of [{ uniqueName: 'First' }, { identifierUris: ['https://contoso.example/first'] }]) {
      const answer = await bench.call('POST', '/applications', { body: { displayName: 'Second', ...body } });
      expect(answer.body.error?.message).toMatch(/same value for property (uniqueName|identifierUris) already exists/);
    }
  });

  it('tells the secrets that it is registered with, once', async () => {
    const { id, ...made } = await register({
      displayName: 'Secretive',
      passwordCredentials: [{ displayName: 'first' }],
    });
    const [secret] = (made as unknown as { passwordCredentials: readonly { secretText: string; hint: string }[] })
      .passwordCredentials;
    expect(secret?.secretText).toMatch(/^[\w-]{40}$/);
    expect(secret?.hint).toBe(secret?.secretText.slice(0, 3));
    const read = await bench.call('GET', `/applications/${id}?$select=passwordCredentials`);
    expect(read.body.passwordCredentials).toMatchObject([{ displayName: 'first', secretText: null }]);
    expect(read.text).not.toContain(secret?.secretText);
    const chosen = { displayName: 'Chosen', passwordCredentials: [{ secretText: 'not-a-secret-of-mine' }] };
    expect(await bench.call('POST', '/applications', { body: chosen })).toMatchObject(
      refusedWith('Request_BadRequest'),
    );
  });
});

describe('applications', () => {
  it('are found by id, appId and unique name, and by nothing else', async () => {
    const { id, appId } = await register({ displayName: 'Known', uniqueName: "it's known" });
    for (const key of [`/${id}`, `('${id}')`, `(appId='${appId}')`, `(appId=${appId})`, "(uniqueName='it''s known')"]) {
      expect(await bench.call('GET', `/applications${key}`)).toMatchObject({ status: 200, body: { id } });
    }
    for (const key of [`/${appId}`, `(appId='${id}')`, "(uniqueName='nobody')", '/nobody', "(appId='nobody')"]) {
      expect(await bench.call('GET', `/applications${key}`)).toMatchObject(
        refusedWith('Request_ResourceNotFound', 404),
      );
    }
    expect(await bench.call('GET', "/applications(displayName='Known')")).toMatchObject(refusedWith('BadRequest'));
  });

  it('are listed page by page, filtered, searched, sorted and counted', async () => {
    const marks = { tags: ['listed'], notes: 'Listed' };
    const { id, appId } = await register({
      ...marks,
      displayName: 'Zebra crossing',
      identifierUris: ['https://contoso.example/Zebra'],
      web: { redirectUris: ['https://zebra.contoso.example/cb'] },
      requiredResourceAccess: [{ resourceAppId: foreign.appId, resourceAccess: [] }],
      passwordCredentials: [{ displayName: 'ends', endDateTime: '2099-01-01T00:00:00Z' }],
    });
    await register({ ...marks, displayName: 'Zoo', isFallbackPublicClient: true });
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ["$filter=identifierUris/any(u:u eq 'https://contoso.example/zebra')", ['Zebra crossing']],
      ["$filter=identifierUris/any(u:startswith(u,'https://contoso.example/z'))", ['Zebra crossing']],
      ["$filter=web/redirectUris/any(u:startswith(u,'https://zebra'))", ['Zebra crossing']],
      [`$filter=requiredResourceAccess/any(r:r/resourceAppId eq '${foreign.appId}')`, ['Zebra crossing']],
      ['$filter=passwordCredentials/any(p:p/endDateTime gt 2090-01-01T00:00:00Z)', ['Zebra crossing']],
      [`$filter=appId eq '${appId}'`, ['Zebra crossing']],
      [`$filter=id in ('${id}')`, ['Zebra crossing']],
      ["$filter=tags/any(t:t eq 'listed')", ['Zebra crossing', 'Zoo']],
      ["$filter=notes eq 'listed' and isFallbackPublicClient eq true", ['Zoo']],
      ["$filter=startswith(displayName,'z')", ['Zebra crossing', 'Zoo']],
      ["$filter=displayName in ('zoo','nobody')", ['Zoo']],
      ['$search="displayName:cross"', ['Zebra crossing']],
    ];
    for (const [query, expected] of cases) {
      const { status, body } = await bench.call('GET', `/applications?${query}`, eventual);
      expect({ query, status, names: names(body) }).toEqual({ query, status: 200, names: expected });
    }
    const sorted = await bench.call('GET', '/applications?$orderby=displayName desc&$top=1&$select=displayName');
    expect(sorted.body).toMatchObject({ value: [{ displayName: 'Zoo' }], '@odata.nextLink': expect.any(String) });
    const counted = await bench.call('GET', "/applications/$count?$filter=startswith(displayName,'z')", eventual);
    expect(counted.text).toBe('2');
    expect(await bench.call('GET', '/applications/$count')).toMatchObject({ status: 400 });
    for (const query of ['$filter=logo eq 1', '$skip=1', '$top=0', "$filter=contains(displayName,'z')", '$select=x']) {
      expect(await bench.call('GET', `/applications?${query}`)).toMatchObject({ status: 400 });
    }
  });

  it('have no logo here, and whoever brings one is told so', async () => {
    const { id } = await register({ displayName: 'Faceless' });
    for (const method of ['GET', 'PUT']) {
      const answer = await bench.call(method, `/applications/${id}/logo`);
      expect(answer.body.error?.message).toBe("Resource not found for the segment 'logo'.");
    }
  });

  it('tell what changed since they were last asked', async () => {
    const { body } = await bench.call('GET', '/applications/delta?$deltatoken=latest');
    const link = String(body['@odata.deltaLink']).slice('https://login.example/v1.0'.length);
    const { id } = await register({ displayName: 'Delta' });
    const { body: changes } = await bench.call('GET', link);
    expect(changes.value).toMatchObject([{ id, displayName: 'Delta' }]);
  });

  it('show their owners, federated credentials and extensions to those who expand them', async () => {
    const { id } = await register({
      displayName: 'Wide',
      'owners@odata.bind': [`https://login.example/v1.0/users/${avery}`],
    });
    const federated = { name: 'main', issuer: 'https://issuer.example', subject: 's', audiences: ['api://x'] };
    await bench.call('POST', `/applications/${id}/federatedIdentityCredentials`, { body: federated });
    const extension = { name: 'shoe', dataType: 'Integer', targetObjects: ['User'] };
    await bench.call('POST', `/applications/${id}/extensionProperties`, { body: extension });
    const expanded = async (name: string) =>
      (await bench.call('GET', `/applications/${id}?$select=id&$expand=${name}`)).body[name];
    expect(await expanded('owners')).toMatchObject([{ id: avery, '@odata.type': '#microsoft.graph.user' }]);
    expect(await expanded('federatedIdentityCredentials')).toMatchObject([federated]);
    expect(await expanded('extensionProperties')).toMatchObject([{ dataType: 'Integer', appDisplayName: 'Wide' }]);
    expect(await bench.call('GET', `/applications/${id}?$expand=tokenLifetimePolicies`)).toMatchObject({ status: 400 });
  });
});

describe('deleting an application', () => {
  it('takes it out of the directory with its names and its service principal', async () => {
    const body = { displayName: 'Gone', uniqueName: 'gone', identifierUris: ['https://contoso.example/gone'] };
    const { id, appId } = await register(body);
    await bench.seed([{ id: tenant, servicePrincipals: [{ appId }] }]);
    const present = async () => (await bench.directory.configuration(tenant))?.servicePrincipal(appId as never);
    expect(await present()).toBeDefined();
    const stale = { headers: { 'if-match': 'W/"stale"' } };
    expect(await bench.call('DELETE', `/applications/${id}`, stale)).toMatchObject({ status: 412 });
    expect(await bench.call('DELETE', `/applications/${id}`)).toMatchObject({ status: 204, text: '' });
    expect(await bench.call('DELETE', `/applications/${id}`)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `/applications(appId='${appId}')`)).toMatchObject({ status: 404 });
    expect(await present()).toBeUndefined();
    expect(await register(body)).toMatchObject({ displayName: 'Gone' });
  });
});

describe('applications of another tenant', () => {
  it.each([
    ['GET', `/${foreign.id}`],
    ['GET', `(appId='${foreign.appId}')`],
    ['PATCH', `/${foreign.id}`],
    ['DELETE', `(appId='${foreign.appId}')`],
    ['POST', `/${foreign.id}/addPassword`],
    ['POST', `/${foreign.id}/removePassword`],
    ['GET', `/${foreign.id}/owners`],
    ['GET', `/${foreign.id}/federatedIdentityCredentials`],
    ['GET', `/${foreign.id}/extensionProperties`],
  ])('are not there: %s %s', async (method, path) => {
    const answer = await bench.call(method, `/applications${path}`, {
      ...(method !== 'GET' && { body: { keyId: foreign.id } }),
    });
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain('Theirs');
  });

  it('are in no list, and lend neither their names nor their people', async () => {
    expect((await bench.call('GET', `/applications?$filter=appId eq '${foreign.appId}'`)).body.value).toEqual([]);
    const mallory = `https://login.example/v1.0/users/${personId('mallory')}`;
    const body = { displayName: 'Lent', 'owners@odata.bind': [mallory] };
    expect(await bench.call('POST', '/applications', { body })).toMatchObject(
      refusedWith('Request_ResourceNotFound', 404),
    );
    const theirs = { displayName: 'Lent', identifierUris: ['api://fabrikam.example'] };
    expect(await bench.call('POST', '/applications', { body: theirs })).toMatchObject(
      refusedWith('Request_BadRequest'),
    );
  });
});

describe('the journal', () => {
  it('tells each change with old and new values, and no secrets', async () => {
    const { id } = await register({ displayName: 'Told', passwordCredentials: [{ displayName: 'first' }] });
    await bench.call('PATCH', `/applications/${id}`, { body: { displayName: 'Retold', notes: 'x' } });
    await bench.call('PATCH', `/applications/${id}`, { body: { displayName: 'Retold' } });
    const by = { actor: { kind: 'operator', name: 'bench' } } as const;
    const all = await bench.directory.perform(tenant, by, changesOf(['application'], 0, 1000));
    const told = all.filter(({ target }) => target.id === id);
    expect(told.map(({ operation }) => operation)).toEqual(['application.create', 'application.update']);
    expect(told[1]?.actor).toEqual({ kind: 'user', id: avery, viaApp: '80000000-0000-4000-8000-000000000002' });
    expect(told[1]?.changes).toContainEqual({ property: 'displayName', old: 'Told', new: 'Retold' });
    expect(JSON.stringify(told)).not.toMatch(/digest|secretText|hint/);
  });
});
