/** The smallest tenant in which a daemon gets a token for an API. */
export const daemonSeed = {
  tenant: '10000000-0000-4000-8000-0000000000da',
  daemon: '20000000-0000-4000-8000-0000000000d1',
  api: '20000000-0000-4000-8000-0000000000d2',
  secret: 'not-a-secret-of-the-daemon',
  content: {
    tenants: [
      {
        id: '10000000-0000-4000-8000-0000000000da',
        displayName: 'Daemons',
        domains: ['daemons.example'],
        applications: [
          {
            appId: '20000000-0000-4000-8000-0000000000d1',
            displayName: 'Daemon',
            passwordCredentials: [{ secretText: 'not-a-secret-of-the-daemon' }],
          },
          {
            appId: '20000000-0000-4000-8000-0000000000d2',
            displayName: 'API',
            identifierUris: ['api://20000000-0000-4000-8000-0000000000d2'],
            api: { requestedAccessTokenVersion: 2 },
          },
        ],
      },
    ],
  },
} as const;

/** The daemon's form for the token endpoint. */
export function daemonForm(): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: daemonSeed.daemon,
    client_secret: daemonSeed.secret,
    scope: `api://${daemonSeed.api}/.default`,
  });
}
