// Owns: the tenants, people and applications that the tests with a real browser sign in to.

export const contoso = '11111111-1111-4111-8111-111111111111';
/** Ids of the applications. */
export const apps = {
  /** A single-page application, consented for everyone. */
  spa: 'aaaaaaaa-0000-4000-8000-000000000001',
  /** A web application that everyone is asked about. */
  web: 'aaaaaaaa-0000-4000-8000-000000000002',
  /** A web application, consented for everyone. */
  wiki: 'aaaaaaaa-0000-4000-8000-000000000003',
  api: 'aaaaaaaa-0000-4000-8000-000000000004',
  /** A web application that need not hear of sign-outs. */
  notes: 'aaaaaaaa-0000-4000-8000-000000000006',
  /** A command line, with a custom scheme and a loopback address. */
  native: 'aaaaaaaa-0000-4000-8000-000000000005',
} as const;
export const ledger = `api://${apps.api}`;
export const nativeScheme = 'ledger-cli';
/** The secret of the web applications, which is none. */
export const webSecret = 'not-a-secret-of-any-application';

export interface Person {
  readonly userName: string;
  readonly displayName: string;
  readonly password: string;
}
const person = (name: string): Person => ({
  userName: `${name.toLowerCase()}@contoso.example`,
  displayName: `${name} Example`,
  password: `not-a-secret-of-${name.toLowerCase()}`,
});
export const ann = person('Ann');
export const ben = person('Ben');
export const cem = person('Cem');
export const fay: Person = { ...person('Fay'), userName: 'fay@fabrikam.example' };

const graph = '00000003-0000-0000-c000-000000000000';
const seedPerson = ({ userName, displayName, password }: Person) => ({
  userPrincipalName: userName,
  displayName,
  password,
  givenName: displayName.split(' ')[0],
});

/** The seed for applications that live at these origins. */
export function browserSeed({ secure, plain }: { readonly secure: string; readonly plain: string }) {
  const everyone = (client: string, resource: string, scope: string) => ({
    client,
    resource,
    scope,
    consentType: 'AllPrincipals',
  });
  const openId = 'openid profile email offline_access';
  return {
    tenants: [
      {
        id: contoso,
        displayName: 'Contoso',
        domains: ['contoso.example'],
        users: [ann, ben, cem].map(seedPerson),
        applications: [
          {
            appId: apps.spa,
            displayName: 'Expenses',
            spa: {
              redirectUris: [secure, plain].flatMap((origin) => [`${origin}/redirect`, `${origin}/`, `${origin}/bare`]),
            },
            web: { logoutUrl: `${secure}/expenses-signed-out` },
          },
          {
            appId: apps.web,
            displayName: 'Payroll',
            web: {
              redirectUris: [`${secure}/payroll`, `${plain}/payroll`],
              logoutUrl: `${secure}/payroll-signed-out`,
              implicitGrantSettings: { enableIdTokenIssuance: true },
            },
            passwordCredentials: [{ secretText: webSecret }],
            gatehouse: { requirePkce: false },
          },
          {
            appId: apps.wiki,
            displayName: 'Wiki',
            web: { redirectUris: [`${secure}/wiki`, `${plain}/wiki`], logoutUrl: `${secure}/wiki-signed-out` },
            passwordCredentials: [{ secretText: webSecret }],
            gatehouse: { requirePkce: false },
          },
          {
            appId: apps.notes,
            displayName: 'Notes',
            web: { redirectUris: [`${secure}/notes`, `${plain}/notes`] },
            passwordCredentials: [{ secretText: webSecret }],
          },
          {
            appId: apps.native,
            displayName: 'Command line',
            isFallbackPublicClient: true,
            publicClient: { redirectUris: ['http://localhost', `${nativeScheme}://signed-in`] },
          },
          ledgerApi,
        ],
        oauth2PermissionGrants: [
          everyone(apps.spa, graph, `${openId} User.Read`),
          everyone(apps.spa, apps.api, 'Ledger.Read'),
          everyone(apps.wiki, graph, openId),
          everyone(apps.notes, graph, openId),
          everyone(apps.native, graph, openId),
        ],
      },
      {
        id: '22222222-2222-4222-8222-222222222222',
        displayName: 'Fabrikam',
        domains: ['fabrikam.example'],
        users: [seedPerson(fay)],
      },
    ],
  };
}

const ledgerApi = {
  appId: apps.api,
  displayName: 'Ledger API',
  identifierUris: [ledger],
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [
      {
        value: 'Ledger.Read',
        type: 'User',
        adminConsentDisplayName: 'Read the ledger of everyone',
        adminConsentDescription: 'For administrators.',
        userConsentDisplayName: 'Read your ledger',
        userConsentDescription: 'Entries that you made.',
      },
      {
        value: 'Ledger.Write.All',
        type: 'Admin',
        adminConsentDisplayName: 'Change every ledger',
        adminConsentDescription: 'All entries of everybody.',
      },
    ],
  },
};
