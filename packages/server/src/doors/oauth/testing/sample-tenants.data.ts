import { graphAppId } from '@gatehouse/model';

export const contoso = '11111111-1111-4111-8111-111111111111';
export const fabrikam = '22222222-2222-4222-8222-222222222222';
export const daemonApp = 'aaaaaaaa-0000-4000-8000-000000000001';
export const webApp = 'aaaaaaaa-0000-4000-8000-000000000002';
export const spaApp = 'aaaaaaaa-0000-4000-8000-000000000003';
export const nativeApp = 'aaaaaaaa-0000-4000-8000-000000000004';
export const ordersApi = 'aaaaaaaa-0000-4000-8000-000000000005';
export const stockApi = 'aaaaaaaa-0000-4000-8000-000000000006';
export const sharedApp = 'aaaaaaaa-0000-4000-8000-000000000007';
export const legacyApp = 'aaaaaaaa-0000-4000-8000-000000000008';
/** Confidential on the web, and a public client where nobody can keep a secret. */
export const mixedApp = 'aaaaaaaa-0000-4000-8000-000000000009';
/** Disabled by its owners. */
export const closedApp = 'aaaaaaaa-0000-4000-8000-00000000000a';
/** For people, not for organisations. */
export const personalApp = 'aaaaaaaa-0000-4000-8000-00000000000b';
export const orders = `api://${ordersApi}`;
export const stock = 'https://stock.contoso.example';

/** Secrets and passwords that are none. */
export const secrets = {
  daemon: 'fake-secret-daemon',
  web: 'fake-secret-of-web',
  orders: 'fake-secret-orders',
  shared: 'fake-secret-shared',
  stock: 'fake-secret-stock',
  mixed: 'fake-secret-mixed',
};
export const adaPassword = 'fake-password-of-ada';

const ordersScopes = [
  { id: 'bbbbbbbb-0000-4000-8000-000000000001', value: 'Orders.Read', type: 'User' },
  { id: 'bbbbbbbb-0000-4000-8000-000000000002', value: 'Orders.Write', type: 'User' },
];
const signIn = 'openid profile email offline_access User.Read';

function grant(client: string, resource: string, scope: string): object {
  return { client, resource, scope, consentType: 'AllPrincipals' };
}

/** Two tenants with every kind of client, in the seed's format. */
export const sampleTenants: readonly object[] = [
  {
    id: contoso,
    displayName: 'Contoso',
    domains: ['contoso.example'],
    policies: { legacy: { passwordGrant: true } },
    users: [
      {
        userPrincipalName: 'ada@contoso.example',
        displayName: 'Ada Example',
        givenName: 'Ada',
        surname: 'Example',
        mail: 'ada.mail@contoso.example',
        password: adaPassword,
      },
      { userPrincipalName: 'bob@contoso.example', displayName: 'Bob Example' },
    ],
    applications: [
      {
        appId: daemonApp,
        displayName: 'Nightly',
        passwordCredentials: [
          { keyId: 'cccccccc-0000-4000-8000-000000000001', secretText: secrets.daemon },
          {
            keyId: 'cccccccc-0000-4000-8000-000000000002',
            secretText: 'fake-secret-of-old',
            startDateTime: '2020-01-01T00:00:00Z',
            endDateTime: '2021-01-01T00:00:00Z',
          },
        ],
      },
      {
        appId: webApp,
        displayName: 'Shop',
        web: { redirectUris: ['https://shop.example/cb'] },
        passwordCredentials: [{ secretText: secrets.web }],
      },
      {
        appId: spaApp,
        displayName: 'Board',
        spa: { redirectUris: ['https://board.example/', 'http://localhost:5173/'] },
      },
      {
        appId: nativeApp,
        displayName: 'Command line',
        isFallbackPublicClient: true,
        publicClient: { redirectUris: ['http://localhost'] },
      },
      {
        appId: ordersApi,
        displayName: 'Orders API',
        identifierUris: [orders],
        api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: ordersScopes },
        appRoles: [
          {
            id: 'dddddddd-0000-4000-8000-000000000001',
            value: 'Orders.Process',
            displayName: 'Process',
            allowedMemberTypes: ['Application'],
          },
        ],
        passwordCredentials: [{ secretText: secrets.orders }],
      },
      {
        appId: stockApi,
        displayName: 'Stock API',
        identifierUris: [stock],
        passwordCredentials: [{ secretText: secrets.stock }],
        api: {
          requestedAccessTokenVersion: 1,
          oauth2PermissionScopes: [
            { id: 'bbbbbbbb-0000-4000-8000-000000000003', value: 'Stock.Read', type: 'User' },
            { id: 'bbbbbbbb-0000-4000-8000-000000000004', value: 'Stock.Write', type: 'Admin' },
          ],
        },
      },
      {
        appId: sharedApp,
        displayName: 'Surveys',
        signInAudience: 'AzureADMultipleOrgs',
        web: { redirectUris: ['https://surveys.example/cb'] },
        passwordCredentials: [{ secretText: secrets.shared }],
      },
      {
        appId: mixedApp,
        displayName: 'Shop and till',
        isFallbackPublicClient: true,
        web: { redirectUris: ['https://till.example/cb'] },
        passwordCredentials: [{ secretText: secrets.mixed }],
      },
      {
        appId: legacyApp,
        displayName: 'Old console',
        isFallbackPublicClient: true,
        gatehouse: { allowPasswordGrant: true },
      },
      {
        appId: closedApp,
        displayName: 'Closed',
        signInAudience: 'AzureADMultipleOrgs',
        isFallbackPublicClient: true,
        isDisabled: true,
      },
      {
        appId: personalApp,
        displayName: 'Diary',
        signInAudience: 'PersonalMicrosoftAccount',
        isFallbackPublicClient: true,
        api: { requestedAccessTokenVersion: 2 },
      },
    ],
    oauth2PermissionGrants: [
      ...[webApp, spaApp, nativeApp, legacyApp, sharedApp, mixedApp].map((client) => grant(client, graphAppId, signIn)),
      ...[webApp, spaApp, nativeApp, legacyApp].map((client) => grant(client, ordersApi, 'Orders.Read')),
      grant(ordersApi, stockApi, 'Stock.Read'),
      grant(ordersApi, graphAppId, signIn),
      grant(stockApi, graphAppId, 'User.Read'),
    ],
    appRoleAssignments: [{ principal: daemonApp, resource: ordersApi, role: 'Orders.Process' }],
  },
  {
    id: fabrikam,
    displayName: 'Fabrikam',
    domains: ['fabrikam.example'],
    users: [{ userPrincipalName: 'fay@fabrikam.example', displayName: 'Fay Example' }],
  },
];
