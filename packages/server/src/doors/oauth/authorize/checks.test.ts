import type { AppId, Application, ApplicationId, ServicePrincipal, Tenant, TenantId } from '@gatehouse/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Authority } from '../authority/resolve-authority.js';
import { checks, firstObjection } from './checks.js';
import { lookUp } from './known-facts.js';
import { parseAuthorization } from './request.js';

const contoso = '11111111-1111-4111-8111-111111111111' as TenantId;
const fabrikam = '22222222-2222-4222-8222-222222222222' as TenantId;
const clientId = 'cccccccc-0000-4000-8000-000000000001' as AppId;
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

const application: Application = {
  id: 'cccccccc-0000-4000-8000-000000000000' as ApplicationId,
  appId: clientId,
  tenant: contoso,
  displayName: 'Expenses',
  signInAudience: 'AzureADMyOrg',
  isDisabled: false,
  identifierUris: [],
  isFallbackPublicClient: false,
  web: {
    redirectUris: ['https://app.example/callback', 'https://app.example/with?query=1'],
    implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
  },
  spa: { redirectUris: ['https://spa.example/'] },
  publicClient: { redirectUris: ['http://localhost', 'myapp://auth'] },
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [],
    preAuthorizedApplications: [],
    knownClientApplications: [],
    acceptMappedClaims: false,
  },
  appRoles: [],
  requiredResourceAccess: [],
  optionalClaims: { idToken: [], accessToken: [], saml2Token: [] },
  groupMembershipClaims: [],
  info: {},
  passwordCredentials: [],
  keyCredentials: [],
  federatedIdentityCredentials: [],
  owners: [],
  tags: [],
  gatehouse: { allowPasswordGrant: false, requirePkce: true, accessTokenSigningAlgorithm: 'RS256' },
  createdAt: 0,
};
const lenient: Application = { ...application, gatehouse: { ...application.gatehouse, requirePkce: false } };
const implicit: Application = {
  ...application,
  web: {
    ...application.web,
    implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: true },
  },
};
const idTokensOnly: Application = {
  ...application,
  web: {
    ...application.web,
    implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: false },
  },
};

const atTenant: Authority = { kind: 'tenant', tenant: { id: contoso } as Tenant, spelled: contoso };
const atFabrikam: Authority = { kind: 'tenant', tenant: { id: fabrikam } as Tenant, spelled: fabrikam };
const atCommon: Authority = { kind: 'common', tenant: null, spelled: 'common' };

const good: Readonly<Record<string, string>> = {
  client_id: clientId,
  redirect_uri: 'https://app.example/callback',
  response_type: 'code',
  scope: 'openid profile',
  state: 'a|b=c',
  nonce: 'n-1',
  code_challenge: challenge,
  code_challenge_method: 'S256',
};
const without = (...names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(good).filter(([name]) => !names.includes(name)));
const textOf = (parameters: Record<string, string>): string => new URLSearchParams(parameters).toString();

async function judge(
  text: string,
  { authority = atTenant, app = application, versionOne = false, presentIn = [contoso] as readonly TenantId[] } = {},
): Promise<string> {
  const presence = { appId: clientId } as ServicePrincipal;
  const directory = {
    application: async (id: AppId) => (id === clientId ? app : undefined),
    configuration: async (tenant: TenantId) => ({
      servicePrincipal: (id: AppId) => (id === clientId && presentIn.includes(tenant) ? presence : undefined),
    }),
  };
  const asked = parseAuthorization(text, versionOne);
  const objection = firstObjection(asked, await lookUp(directory, authority, asked));
  return objection === undefined ? 'fine' : `${objection.told} ${objection.refusal.code}`;
}

describe('told to the person, never by redirect', () => {
  test.each<[string, string, string]>([
    ['broken percent-encoding', 'client_id=%zz', 'page 90004'],
    ['a request that fits into no address', textOf({ ...good, state: 'x'.repeat(17_000) }), 'page 9002313'],
    ['no client', textOf(without('client_id')), 'page 900144'],
    ['two clients', `${textOf(good)}&client_id=${clientId}`, 'page 90023'],
    ['a client id that is no GUID', textOf({ ...good, client_id: 'expenses' }), 'page 700016'],
    ['a client id of zeros', textOf({ ...good, client_id: '00000000-0000-0000-0000-000000000000' }), 'page 700038'],
    ['an unknown client', textOf({ ...good, client_id: clientId.replace('c', 'd') }), 'page 700016'],
    ['no redirect URI', textOf(without('redirect_uri')), 'page 900144'],
    ['two redirect URIs', `${textOf(good)}&redirect_uri=https://evil.example/`, 'page 90023'],
  ])('%s', async (_, text, expected) => {
    expect(await judge(text)).toBe(expected);
  });

  test.each([
    'https://evil.example/callback',
    'https://app.example/callback/',
    'https://app.example/callback?x=1',
    'https://app.example/callback#fragment',
    'https://app.example/Callback',
    'https://APP.example/callback/../callback',
    'https://app.example/callback%2f..%2fevil',
    'https://app.example:443/callback',
    'https://app.example.evil.example/callback',
    'https://app.example@evil.example/callback',
    'https://app.example\\@evil.example/callback',
    'http://app.example/callback',
    '//app.example/callback',
    ' https://app.example/callback',
    'https://app.example/callback\n',
    'https://app.example/with',
    'http://localhost@evil.example/',
    'http://localhost:80@evil.example/',
    'http://localhost.evil.example/',
    'http://localhost:99999/',
    'http://127.0.0.1/',
    'https://localhost/',
    'myapp://auth/more',
    'javascript:alert(1)',
    'data:text/html,x',
  ])('the redirect URI %j is not the registered one', async (redirectUri) => {
    expect(await judge(textOf({ ...good, redirect_uri: redirectUri }))).toBe('page 50011');
  });
});

describe('at the authority of another tenant', () => {
  const multiTenant: Application = { ...application, signInAudience: 'AzureADMultipleOrgs' };
  test.each<[string, Application, readonly TenantId[], string]>([
    ['a single-tenant application is unknown, which the person is told', application, [contoso], 'page 700016'],
    ['a single-tenant application that is present there is known', application, [fabrikam], 'fine'],
    ['a multi-tenant application may come there by consent', multiTenant, [contoso], 'fine'],
  ])('%s', async (_, app, presentIn, expected) => {
    expect(await judge(textOf(good), { authority: atFabrikam, app, presentIn })).toBe(expected);
  });
});

test.each([
  'https://app.example/callback',
  'https://app.example/with?query=1',
  'https://spa.example/',
  'http://localhost',
  'http://localhost/',
  'http://localhost:49152',
  'http://localhost:49152/',
  'myapp://auth',
])('the redirect URI %j is registered', async (redirectUri) => {
  expect(await judge(textOf({ ...good, redirect_uri: redirectUri }))).toBe('fine');
});

describe('told to the application', () => {
  test.each<[string, string, string]>([
    ['state sent twice', `${textOf(good)}&state=y`, 'application 90023'],
    ['scope sent twice', `${textOf(good)}&scope=email`, 'application 90023'],
    ['a parameter that we do not read sent twice', `${textOf(good)}&x-app-name=a&x-app-name=b`, 'fine'],
    ['no response type', textOf(without('response_type')), 'application 900144'],
    ['response_type=token', textOf({ ...good, response_type: 'token' }), 'application 70005'],
    ['response_type=none', textOf({ ...good, response_type: 'none' }), 'application 70005'],
    ['response_type=code token', textOf({ ...good, response_type: 'code token' }), 'application 70005'],
    ['response_type=id_token', textOf({ ...good, response_type: 'id_token' }), 'application 700054'],
    ['response_type=code id_token', textOf({ ...good, response_type: 'code id_token' }), 'application 700054'],
    ['response_mode=web_message', textOf({ ...good, response_mode: 'web_message' }), 'application 70007'],
    ['response_mode=fragment', textOf({ ...good, response_mode: 'fragment' }), 'fine'],
    ['response_mode=form_post', textOf({ ...good, response_mode: 'form_post' }), 'fine'],
    ['a plain challenge', textOf({ ...good, code_challenge_method: 'plain' }), 'application 50147'],
    ['a challenge without method', textOf(without('code_challenge_method')), 'application 50147'],
    ['a challenge of the wrong form', textOf({ ...good, code_challenge: 'short' }), 'application 50147'],
    ['a method without challenge', textOf(without('code_challenge')), 'application 50147'],
    ['resource at the v2 endpoint', textOf({ ...good, resource: 'https://x' }), 'application 901002'],
    ['no scope', textOf(without('scope')), 'application 900144'],
    ['a blank scope', textOf({ ...good, scope: '   ' }), 'application 900144'],
    ['a scope with a quote', textOf({ ...good, scope: 'a"b' }), 'application 70011'],
    ['.default beside a named scope', textOf({ ...good, scope: 'api://a/.default api://b/x' }), 'application 70011'],
    ['several resources', textOf({ ...good, scope: 'openid api://a/x api://b/y' }), 'fine'],
    ['prompt=none login', textOf({ ...good, prompt: 'none login' }), 'application 90023'],
    ['a prompt that nobody knows', textOf({ ...good, prompt: 'create' }), 'fine'],
    ['max_age=-1', textOf({ ...good, max_age: '-1' }), 'application 90023'],
    ['max_age=1h', textOf({ ...good, max_age: '1h' }), 'application 90023'],
    ['max_age=0', textOf({ ...good, max_age: '0' }), 'fine'],
    ['claims that are no JSON', textOf({ ...good, claims: '{' }), 'application 90023'],
    ['claims that are a list', textOf({ ...good, claims: '[]' }), 'application 90023'],
    ['a key to bind tokens to', textOf({ ...good, req_cnf: 'eyJraWQiOiJrIn0' }), 'application 90023'],
    ['a DPoP key to bind the code to', textOf({ ...good, dpop_jkt: challenge }), 'application 90023'],
    ['token_type=pop', textOf({ ...good, token_type: 'pop' }), 'application 90023'],
    ['token_type=Bearer', textOf({ ...good, token_type: 'Bearer' }), 'fine'],
    ['claims with names that nobody knows', textOf({ ...good, claims: '{"id_token":{"x":null}}' }), 'fine'],
  ])('%s', async (_, text, expected) => {
    expect(await judge(text)).toBe(expected);
  });

  test('a single-tenant application at common', async () => {
    expect(await judge(textOf(good), { authority: atCommon })).toBe('application 50194');
  });
});

describe('proof key for code exchange', () => {
  const none = without('code_challenge', 'code_challenge_method');
  test.each<[string, Record<string, string>, Application, string]>([
    ['a page without it', { ...none, redirect_uri: 'https://spa.example/' }, lenient, 'application 9002325'],
    [
      'a native application without it',
      { ...none, redirect_uri: 'http://localhost:1' },
      lenient,
      'application 9002325',
    ],
    ['a web application that must use it', none, application, 'application 9002325'],
    ['a web application with a nonce instead', none, lenient, 'fine'],
    [
      'a web application with neither',
      without('code_challenge', 'code_challenge_method', 'nonce'),
      lenient,
      'application 9002325',
    ],
  ])('%s', async (_, parameters, app, expected) => {
    expect(await judge(textOf(parameters), { app })).toBe(expected);
  });
});

describe('tokens from the authorization endpoint', () => {
  const graph = 'openid User.Read';
  test.each<[string, Record<string, string>, Application, string]>([
    ['an ID token', { ...good, response_type: 'id_token' }, idTokensOnly, 'fine'],
    ['a code and an ID token', { ...good, response_type: 'id_token code' }, idTokensOnly, 'fine'],
    [
      'an access token not enabled',
      { ...good, response_type: 'id_token token', scope: graph },
      idTokensOnly,
      'application 700054',
    ],
    ['an access token enabled', { ...good, response_type: 'token id_token', scope: graph }, implicit, 'fine'],
    ['an access token of no resource', { ...good, response_type: 'id_token token' }, implicit, 'application 700023'],
    ['in the query', { ...good, response_type: 'id_token', response_mode: 'query' }, implicit, 'application 70007'],
    ['without openid', { ...good, response_type: 'id_token', scope: 'profile' }, implicit, 'application 70011'],
    ['without nonce', { ...without('nonce'), response_type: 'id_token' }, implicit, 'application 90014'],
  ])('%s', async (_, parameters, app, expected) => {
    expect(await judge(textOf(parameters), { app })).toBe(expected);
  });

  test('MSAL’s encrypted mode is answered with a code', () => {
    const text = textOf({ ...good, response_type: 'id_token token refresh_token', ear_jwk: 'x' });
    expect(parseAuthorization(text, false).responseType).toBe('code');
  });
});

test.each([
  ['openid User.Read', 'openid https://api.example/.default'],
  ['User.Read  offline_access openid', 'offline_access openid https://api.example/.default'],
  [undefined, 'openid https://api.example/.default'],
])(
  'the v1 endpoint takes of the scope %j beside `resource` the OpenID scopes, as its token endpoint does',
  async (scope, meant) => {
    const text = textOf({
      ...without('scope'),
      resource: 'https://api.example',
      ...(scope !== undefined && { scope }),
    });
    expect(await judge(text, { versionOne: true })).toBe('fine');
    expect(parseAuthorization(text, true).scopeText).toBe(meant);
  },
);

test('the v1 endpoint reads `resource` as its default scope, and needs no scope', async () => {
  const text = textOf({ ...without('scope'), resource: 'https://api.example' });
  expect(await judge(text, { versionOne: true })).toBe('fine');
  expect(parseAuthorization(text, true).scopeText).toBe('openid https://api.example/.default');
});

test('what the sign-in carries along reads the same again', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...Object.keys(good), 'prompt', 'claims', 'junk'), fc.string()),
      (sent) => {
        const asked = parseAuthorization(textOf(sent), false);
        expect(parseAuthorization(asked.text, false)).toEqual(asked);
      },
    ),
  );
});

test('INVARIANT: nothing is told to an application before client and redirect URI are proven', () => {
  const told = checks.map((check) => check.told);
  expect(told.lastIndexOf('page')).toBeLessThan(told.indexOf('application'));
  expect(checks.findIndex((check) => check.name.includes('redirect URI is registered'))).toBe(told.lastIndexOf('page'));
});
