import type { Application } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import {
  api,
  appId,
  application,
  facts,
  federated,
  many,
  native,
  personal,
  plain,
  resource,
  role,
  scope,
  secret,
  spa,
  tenant,
  web,
} from './sample-application.fixture.js';
import { validateApplication } from './validate-application.js';

describe('a registration is accepted', () => {
  const cases: [string, Partial<Application>][] = [
    ['with nothing but a name', {}],
    ['with https redirect URIs', web('https://app.contoso.example/signin-oidc', 'https://app.contoso.example')],
    ['with http on localhost, any port', web('http://localhost:3000/callback', 'http://127.0.0.1/callback')],
    ['with the same on the single-page platform', spa('http://localhost:5173')],
    [
      'with a custom scheme on the native platform',
      native('http://localhost', `msal${appId}://auth`, 'com.contoso.app:/cb'),
    ],
    ['with a query in the redirect URI of an organization', web('https://app.contoso.example/cb?x=1')],
    ['with 256 redirect URIs', web(...many(256, (index) => `https://app.contoso.example/${index}`))],
    [
      'with every secure form of identifier URI',
      {
        identifierUris: [
          `api://${appId}`,
          `api://${tenant}/${appId}`,
          `api://${tenant}/orders`,
          `api://orders/${appId}`,
          'https://contoso.onmicrosoft.example/orders',
          'https://contoso.example/orders',
          'https://orders.contoso.example',
          'https://orders.contoso.example/v1',
          `urn:contoso.example:orders`,
          'api://contoso.example/orders?x=1',
        ],
      },
    ],
    [
      'with a scope and a role that are one permission',
      { ...api({ oauth2PermissionScopes: [scope(1, 'A')] }), appRoles: [role(1, 'A')] },
    ],
    ['with two roles without a value', { appRoles: [role(1), role(2)] }],
    ['with three secrets', { passwordCredentials: [secret(1), secret(2), secret(3)] }],
    ['with 400 required permissions', { requiredResourceAccess: [resource(1, 400)] }],
    ['with a federated credential', { federatedIdentityCredentials: [federated()] }],
    [
      'for personal accounts within their limits',
      { ...personal, ...web('https://app.contoso.example/cb'), passwordCredentials: [secret(1), secret(2)] },
    ],
    ['with an https sign-out address', { web: { ...plain.web, logoutUrl: 'https://localhost:3000/signout' } }],
    ['with one on localhost', { web: { ...plain.web, logoutUrl: 'http://localhost:3000/signout?x=1' } }],
    ['with one on localhost without a path', { web: { ...plain.web, logoutUrl: 'http://localhost' } }],
  ];
  it.each(cases)('%s', (_title, change) => {
    expect(validateApplication(application(change), facts)).toEqual([]);
  });
});

it('an identifier URI chosen by others is accepted where the caller lifts that rule', () => {
  const saml = application({ identifierUris: ['https://signin.vendor.example/saml'] });
  expect(validateApplication(saml, { ...facts, allowForeignIdentifierUris: true })).toEqual([]);
});
