/** The tenant that token benchmarks run against: a few hundred people and applications, so that the directory is a real one. */
export const ids = {
  tenant: '10000000-0000-4000-8000-0000000000be',
  daemon: '20000000-0000-4000-8000-0000000000b1',
  web: '20000000-0000-4000-8000-0000000000b2',
  api: '20000000-0000-4000-8000-0000000000b3',
} as const;

export const secrets = {
  daemon: 'fake-secret-of-the-bench-daemon',
  web: 'fake-secret-of-the-bench-web-app',
  password: 'Fake-Bench-Passw0rd',
} as const;

export const person = 'bench@bench.example';
export const redirectUri = 'https://app.example/callback';
export const apiUri = `api://${ids.api}`;

/** The seed as JSON text. */
export function benchSeed(people = 200, applications = 100): string {
  const serial = (number: number) => number.toString(16).padStart(12, '0');
  const others = Array.from({ length: people }, (_, index) => ({
    userPrincipalName: `person${index}@bench.example`,
    displayName: `Person ${index}`,
  }));
  const fillers = Array.from({ length: applications }, (_, index) => ({
    appId: `30000000-0000-4000-8000-${serial(index)}`,
    displayName: `Application ${index}`,
    web: { redirectUris: [`https://app${index}.example/callback`] },
  }));
  const bench = { userPrincipalName: person, displayName: 'Bench Person', mail: person, password: secrets.password };
  return JSON.stringify({
    tenants: [
      {
        id: ids.tenant,
        displayName: 'Bench',
        domains: ['bench.example'],
        users: [bench, ...others],
        applications: [daemon, web, api, ...fillers],
        oauth2PermissionGrants: [
          { client: ids.web, resource: ids.api, scope: 'Orders.Read', consentType: 'AllPrincipals' },
        ],
        appRoleAssignments: [{ principal: ids.daemon, resource: ids.api, role: 'Orders.Read.All' }],
      },
    ],
  });
}

const daemon = {
  appId: ids.daemon,
  displayName: 'Bench daemon',
  passwordCredentials: [{ secretText: secrets.daemon }],
};

const web = {
  appId: ids.web,
  displayName: 'Bench web app',
  web: { redirectUris: [redirectUri] },
  passwordCredentials: [{ secretText: secrets.web }],
};

const api = {
  appId: ids.api,
  displayName: 'Bench API',
  identifierUris: [apiUri],
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [
      {
        id: '40000000-0000-4000-8000-0000000000b1',
        value: 'Orders.Read',
        type: 'User',
        isEnabled: true,
        adminConsentDisplayName: 'Read orders',
        adminConsentDescription: 'Reads orders',
      },
    ],
  },
  appRoles: [
    {
      id: '40000000-0000-4000-8000-0000000000b2',
      value: 'Orders.Read.All',
      displayName: 'Read all orders',
      description: 'Reads all orders',
      isEnabled: true,
      allowedMemberTypes: ['Application'],
    },
  ],
};
