import type { Application, UserId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import {
  api,
  appId,
  application,
  facts,
  federated,
  many,
  native,
  numbered,
  personal,
  plain,
  resource,
  role,
  scope,
  secret,
  spa,
  web,
} from './sample-application.fixture.js';
import { validateApplication } from './validate-application.js';

describe('a registration is refused', () => {
  const cases: [string, Partial<Application>, path: string, reason: RegExp][] = [
    ['without a name', { displayName: ' ' }, 'displayName', /empty/],
    ['with a name over 120 characters', { displayName: 'x'.repeat(121) }, 'displayName', /120/],
    [
      'with a name over 90 characters for personal accounts',
      { ...personal, displayName: 'x'.repeat(91) },
      'displayName',
      /90/,
    ],
    ['with a description over 1024 characters', { description: 'x'.repeat(1025) }, 'description', /1024/],
    [
      'with version 1 tokens for personal accounts',
      { ...personal, ...api({ requestedAccessTokenVersion: 1 }) },
      'api.requestedAccessTokenVersion',
      /2/,
    ],
    ['with http away from localhost', web('http://app.contoso.example/cb'), 'web.redirectUris[0]', /https/],
    [
      'with http on a host that only begins as localhost',
      web('http://localhost.evil.example/'),
      'web.redirectUris[0]',
      /https/,
    ],
    ['with http on the IPv6 loopback', native('http://[::1]/cb'), 'publicClient.redirectUris[0]', /IPv6/],
    ['with a fragment', web('https://app.contoso.example/#x'), 'web.redirectUris[0]', /fragment/],
    ['with a user before the host', web('https://localhost@evil.example/'), 'web.redirectUris[0]', /user/],
    ['with a space', web('https://app.contoso.example/a b'), 'web.redirectUris[0]', /spaces/],
    ['with a line break', web('https://app.contoso.example/\r\nx'), 'web.redirectUris[0]', /spaces/],
    ['with a relative redirect URI', web('/callback'), 'web.redirectUris[0]', /absolute/],
    ['with a redirect URI without host', web('https:///cb'), 'web.redirectUris[0]', /host/],
    ['with an impossible port', web('https://app.contoso.example:99999/'), 'web.redirectUris[0]', /65535/],
    [
      'with a redirect URI over 256 characters',
      web(`https://app.contoso.example/${'x'.repeat(256)}`),
      'web.redirectUris[0]',
      /256/,
    ],
    ['with a custom scheme on the web platform', web('com.contoso.app://cb'), 'web.redirectUris[0]', /https/],
    ['with a custom scheme on the single-page platform', spa('com.contoso.app://cb'), 'spa.redirectUris[0]', /https/],
    ['with a script as redirect URI', native('javascript:alert'), 'publicClient.redirectUris[0]', /javascript/],
    ['with a scheme and nothing else', native('com.contoso.app://'), 'publicClient.redirectUris[0]', /more/],
    ['with a wildcard host', web('https://*.contoso.example/cb'), 'web.redirectUris[0]', /wildcard.*exactly/],
    ['with a wildcard path', spa('https://app.contoso.example/*'), 'spa.redirectUris[0]', /wildcard.*exactly/],
    ['with a wildcard custom scheme', native('com.contoso.app://*'), 'publicClient.redirectUris[0]', /wildcard/],
    [
      'with a query for personal accounts',
      { ...personal, ...web('https://app.contoso.example/?x=1') },
      'web.redirectUris[0]',
      /query/,
    ],
    [
      'with one URI on two platforms',
      { ...web('http://localhost:3000'), ...spa('http://localhost:3000') },
      'spa.redirectUris[0]',
      /more than once/,
    ],
    [
      'with 257 redirect URIs',
      web(...many(257, (index) => `https://app.contoso.example/${index}`)),
      'redirectUris',
      /256/,
    ],
    [
      'with 101 redirect URIs for personal accounts',
      { ...personal, ...web(...many(101, (index) => `https://a.example/${index}`)) },
      'redirectUris',
      /100/,
    ],
    [
      'with an http sign-out address',
      { web: { ...plain.web, logoutUrl: 'http://app.contoso.example/out' } },
      'web.logoutUrl',
      /https/,
    ],
    [
      'with an http sign-out address on a host that only begins as localhost',
      { web: { ...plain.web, logoutUrl: 'http://localhost.evil.example/out' } },
      'web.logoutUrl',
      /https/,
    ],
    [
      'with an http sign-out address on localhost for personal accounts',
      { ...personal, web: { ...plain.web, logoutUrl: 'http://localhost/out' } },
      'web.logoutUrl',
      /https/,
    ],
    [
      'with a home page that is a script',
      { web: { ...plain.web, homePageUrl: 'javascript:x' } },
      'web.homePageUrl',
      /http/,
    ],
    ['with a terms page that is no URL', { info: { termsOfServiceUrl: 'terms' } }, 'info.termsOfServiceUrl', /URL/],
    ['with an identifier URI of nobody', { identifierUris: ['api://orders'] }, 'identifierUris[0]', /verified domain/],
    [
      "with an identifier URI in another's domain",
      { identifierUris: ['https://fabrikam.example/x'] },
      'identifierUris[0]',
      /verified domain/,
    ],
    [
      'with an identifier URI in a look-alike domain',
      { identifierUris: ['https://notcontoso.example/x'] },
      'identifierUris[0]',
      /verified domain/,
    ],
    [
      'with an identifier URI that hides its host',
      { identifierUris: ['https://contoso.example:x@evil.example/'.slice(0, -1)] },
      'identifierUris[0]',
      /verified/,
    ],
    [
      'with an identifier URI that ends in a slash',
      { identifierUris: ['https://contoso.example/'] },
      'identifierUris[0]',
      /end in/,
    ],
    [
      'with a wildcard identifier URI',
      { identifierUris: ['https://*.contoso.example'] },
      'identifierUris[0]',
      /wildcard/,
    ],
    ['with a word as identifier URI', { identifierUris: ['orders'] }, 'identifierUris[0]', /absolute/],
    [
      'with an identifier URI twice',
      { identifierUris: [`api://${appId}`, `api://${appId}`] },
      'identifierUris[1]',
      /more than once/,
    ],
    [
      'with an identifier URI over 255 characters',
      { identifierUris: [`api://${appId}/${'x'.repeat(255)}`] },
      'identifierUris[0]',
      /255/,
    ],
    [
      'with a URN for personal accounts',
      { ...personal, identifierUris: ['urn:contoso.example:x'] },
      'identifierUris[0]',
      /URN/,
    ],
    [
      'with a query in the identifier URI for personal accounts',
      { ...personal, identifierUris: [`api://${appId}?x`] },
      'identifierUris[0]',
      /query/,
    ],
    [
      'with 51 identifier URIs for personal accounts',
      { ...personal, identifierUris: many(51, (index) => `api://${appId}/${index}`) },
      'identifierUris',
      /50/,
    ],
    [
      'with a scope value with a space',
      api({ oauth2PermissionScopes: [scope(1, 'a b')] }),
      'api.oauth2PermissionScopes[0].value',
      /space/,
    ],
    [
      'with a scope value that begins with a period',
      api({ oauth2PermissionScopes: [scope(1, '.a')] }),
      'api.oauth2PermissionScopes[0].value',
      /period/,
    ],
    [
      'with an empty scope value',
      api({ oauth2PermissionScopes: [scope(1, '')] }),
      'api.oauth2PermissionScopes[0].value',
      /empty/,
    ],
    [
      'with a scope value over 120 characters',
      api({ oauth2PermissionScopes: [scope(1, 'a'.repeat(121))] }),
      'api.oauth2PermissionScopes[0].value',
      /120/,
    ],
    [
      'with a scope value over 40 characters for personal accounts',
      { ...personal, ...api({ oauth2PermissionScopes: [scope(1, 'a'.repeat(41))] }) },
      'api.oauth2PermissionScopes[0].value',
      /40/,
    ],
    [
      'with 101 scopes for personal accounts',
      { ...personal, ...api({ oauth2PermissionScopes: many(101, (index) => scope(index)) }) },
      'api.oauth2PermissionScopes',
      /100/,
    ],
    [
      'with a scope without words for the administrator',
      api({ oauth2PermissionScopes: [{ ...scope(1), adminConsentDisplayName: '' }] }),
      'api.oauth2PermissionScopes[0].adminConsentDisplayName',
      /empty/,
    ],
    [
      'with two scopes of one id',
      api({ oauth2PermissionScopes: [scope(1, 'A'), scope(1, 'B')] }),
      'api.oauth2PermissionScopes[1].id',
      /more than once/,
    ],
    [
      'with two scopes of one value',
      api({ oauth2PermissionScopes: [scope(1, 'A'), scope(2, 'A')] }),
      'api.oauth2PermissionScopes[1].value',
      /more than once/,
    ],
    ['with two roles of one value', { appRoles: [role(1, 'A'), role(2, 'A')] }, 'appRoles[1].value', /more than once/],
    ['with two roles of one id', { appRoles: [role(1, 'A'), role(1, 'B')] }, 'appRoles[1].id', /more than once/],
    [
      "with a role that takes a scope's value",
      { ...api({ oauth2PermissionScopes: [scope(1, 'A')] }), appRoles: [role(2, 'A')] },
      'appRoles[0].value',
      /another id/,
    ],
    [
      "with a role that takes a scope's id",
      { ...api({ oauth2PermissionScopes: [scope(1, 'A')] }), appRoles: [role(1, 'B')] },
      'appRoles[0].id',
      /another value/,
    ],
    [
      'with a role for nobody',
      { appRoles: [{ ...role(1, 'A'), allowedMemberTypes: [] }] },
      'appRoles[0].allowedMemberTypes',
      /User/,
    ],
    ['with roles for personal accounts', { ...personal, appRoles: [role(1, 'A')] }, 'appRoles', /not supported/],
    [
      'with a pre-authorized scope that it does not publish',
      api({ preAuthorizedApplications: [{ appId: numbered(9), delegatedPermissionIds: [numbered(8)] }] }),
      'api.preAuthorizedApplications[0].delegatedPermissionIds[0]',
      /no scope/,
    ],
    [
      'with 101 pre-authorized clients for personal accounts',
      {
        ...personal,
        ...api({
          preAuthorizedApplications: many(101, (index) => ({ appId: numbered(index), delegatedPermissionIds: [] })),
        }),
      },
      'api.preAuthorizedApplications',
      /100/,
    ],
    [
      'with 51 resources',
      { requiredResourceAccess: many(51, (index) => resource(index, 1)) },
      'requiredResourceAccess',
      /50/,
    ],
    ['with 401 required permissions', { requiredResourceAccess: [resource(1, 401)] }, 'requiredResourceAccess', /400/],
    [
      'with 31 permissions of one resource for personal accounts',
      { ...personal, requiredResourceAccess: [resource(1, 31)] },
      'requiredResourceAccess[0].resourceAccess',
      /30/,
    ],
    [
      'with 201 required permissions for personal accounts',
      { ...personal, requiredResourceAccess: many(7, (index) => resource(index, 29)) },
      'requiredResourceAccess',
      /200/,
    ],
    [
      'with one resource twice',
      { requiredResourceAccess: [resource(1, 1), resource(1, 1)] },
      'requiredResourceAccess[1].resourceAppId',
      /more than once/,
    ],
    [
      'with three secrets for personal accounts',
      { ...personal, passwordCredentials: [secret(1), secret(2), secret(3)] },
      'passwordCredentials',
      /2/,
    ],
    [
      'with a secret that ends before it begins',
      { passwordCredentials: [{ ...secret(1), endAt: 0 }] },
      'passwordCredentials[0].endDateTime',
      /later/,
    ],
    [
      'with one keyId twice',
      { passwordCredentials: [secret(1), secret(1)] },
      'passwordCredentials[1].keyId',
      /more than once/,
    ],
    [
      'with 21 federated credentials',
      { federatedIdentityCredentials: many(21, (index) => federated({ name: `n${index}`, subject: `s${index}` })) },
      'federatedIdentityCredentials',
      /20/,
    ],
    [
      'with a federated issuer over http',
      { federatedIdentityCredentials: [federated({ issuer: 'http://issuer.example' })] },
      'federatedIdentityCredentials[0].issuer',
      /https/,
    ],
    [
      'with a federated credential without subject',
      { federatedIdentityCredentials: [federated({ subject: '' })] },
      'federatedIdentityCredentials[0].subject',
      /empty/,
    ],
    [
      'with two audiences in a federated credential',
      { federatedIdentityCredentials: [federated({ audiences: ['a', 'b'] })] },
      'federatedIdentityCredentials[0].audiences',
      /exactly one/,
    ],
    [
      'with a federated name that does not fit a URL',
      { federatedIdentityCredentials: [federated({ name: 'a/b' })] },
      'federatedIdentityCredentials[0].name',
      /letters/,
    ],
    [
      'with the same issuer and subject twice',
      { federatedIdentityCredentials: [federated(), federated({ name: 'other' })] },
      'federatedIdentityCredentials[1].subject',
      /more than once/,
    ],
    ['with white space in a tag', { tags: ['a b'] }, 'tags[0]', /white space/],
    ['with one tag twice', { tags: ['a', 'a'] }, 'tags[1]', /more than once/],
    ['with 101 owners', { owners: many(101, (index) => numbered<UserId>(index)) }, 'owners', /100/],
    [
      'with more than 1200 entries in all',
      api({ oauth2PermissionScopes: many(1201, (index) => scope(index)) }),
      '',
      /1200/,
    ],
  ];
  it.each(cases)('%s', (_title, change, path, reason) => {
    expect(validateApplication(application(change), facts)).toEqual([{ path, reason: expect.stringMatching(reason) }]);
  });

  it('with more than ten resources of other tenants', () => {
    const requiredResourceAccess = many(11, (index) => resource(index, 1));
    const foreignResources = new Set(requiredResourceAccess.map((one) => one.resourceAppId));
    expect(validateApplication(application({ requiredResourceAccess }), { ...facts, foreignResources })).toEqual([
      { path: 'requiredResourceAccess', reason: expect.stringMatching(/10 resources of other tenants/) },
    ]);
  });

  it.each([..."!$'(),;"])('with %s in a redirect URI', (character) => {
    const uri = `https://app.contoso.example/${character}`;
    expect(validateApplication(application(web(uri)), facts)).toEqual([
      { path: 'web.redirectUris[0]', reason: expect.stringContaining(character) },
    ]);
  });
});
