// Owns: a running platform with the people and applications that the interactive journeys need.
// Used by: tests/journeys and tests/attacks. Each call starts a platform of its own.
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { testStore } from './test-store.js';

export const contoso = '11111111-1111-4111-8111-111111111111';
export const fabrikam = '22222222-2222-4222-8222-222222222222';
export const spaApp = 'aaaaaaaa-0000-4000-8000-000000000001';
export const webApp = 'aaaaaaaa-0000-4000-8000-000000000002';
export const sharedApp = 'aaaaaaaa-0000-4000-8000-000000000003';
const apiApp = 'aaaaaaaa-0000-4000-8000-000000000004';
/** The name of the API's resource. */
export const ledger = `api://${apiApp}`;
export const cliApp = 'aaaaaaaa-0000-4000-8000-000000000005';
/** Passwords that are no secret. */
export const passwords = {
  ann: 'not-a-secret-of-ann',
  ben: 'not-a-secret-of-ben',
  dan: 'not-a-secret-of-dan',
  fay: 'not-a-secret-of-fay',
} as const;

/** The tenants of the interactive tests. */
export const interactiveSeed = {
  tenants: [
    {
      id: contoso,
      displayName: 'Contoso',
      domains: ['contoso.example'],
      users: [
        {
          userPrincipalName: 'ann@contoso.example',
          displayName: 'Ann',
          mail: 'ann.mail@contoso.example',
          password: passwords.ann,
        },
        { userPrincipalName: 'ben@contoso.example', displayName: 'Ben', password: passwords.ben },
        {
          userPrincipalName: 'dan@contoso.example',
          displayName: 'Dan',
          accountEnabled: false,
          password: passwords.dan,
        },
        { userPrincipalName: 'nopassword@contoso.example', displayName: 'Nop' },
      ],
      applications: [
        {
          appId: spaApp,
          displayName: 'Expenses',
          spa: { redirectUris: ['https://spa.example/'] },
        },
        {
          appId: webApp,
          displayName: 'Payroll',
          web: {
            redirectUris: ['https://web.example/callback'],
            logoutUrl: 'https://web.example/signed-out?x=1',
            implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: true },
          },
          passwordCredentials: [{ secretText: 'not-a-secret-of-payroll' }],
          gatehouse: { requirePkce: false },
        },
        {
          appId: sharedApp,
          displayName: 'Surveys',
          signInAudience: 'AzureADandPersonalMicrosoftAccount',
          api: { requestedAccessTokenVersion: 2 },
          web: { redirectUris: ['https://shared.example/callback'] },
        },
        {
          appId: apiApp,
          displayName: 'Ledger API',
          identifierUris: [ledger],
          api: {
            requestedAccessTokenVersion: 2,
            oauth2PermissionScopes: [
              {
                id: 'bbbbbbbb-0000-4000-8000-000000000001',
                value: 'Ledger.Read',
                type: 'User',
                adminConsentDisplayName: 'Read the ledger of everyone',
                adminConsentDescription: 'For administrators.',
                userConsentDisplayName: 'Read your ledger',
                userConsentDescription: 'Entries that you made.',
              },
              {
                id: 'bbbbbbbb-0000-4000-8000-000000000002',
                value: 'Ledger.Write.All',
                type: 'Admin',
                adminConsentDisplayName: 'Change every ledger',
                adminConsentDescription: 'All entries of everybody.',
              },
            ],
          },
        },
        {
          appId: cliApp,
          displayName: 'Command line',
          isFallbackPublicClient: true,
          publicClient: { redirectUris: ['http://localhost'] },
        },
      ],
    },
    {
      id: fabrikam,
      displayName: 'Fabrikam',
      domains: ['fabrikam.example'],
      users: [{ userPrincipalName: 'fay@fabrikam.example', displayName: 'Fay', password: passwords.fay }],
    },
  ],
};

/** Starts the platform on http, as behind a proxy that ends TLS; the browser of these tests minds no `Secure`. */
export async function startInteractivePlatform(): Promise<StartedPlatform> {
  return startTestPlatform({ seed: interactiveSeed, tls: 'off', at: '2030-01-01T00:00:00Z', ...(await testStore()) });
}

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

/** An authorization request of the single-page application, changed as told; undefined leaves a parameter out. */
export function authorizeUrl(
  baseUrl: string,
  changes: Readonly<Record<string, string | undefined>> = {},
  tenant: string = contoso,
): string {
  const parameters: Record<string, string | undefined> = {
    client_id: spaApp,
    redirect_uri: 'https://spa.example/',
    response_type: 'code',
    scope: 'openid profile offline_access',
    state: 'eyJpZCI6IjEifQ==|app=1',
    nonce: 'nonce-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const sent = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${baseUrl}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(sent).toString()}`;
}
