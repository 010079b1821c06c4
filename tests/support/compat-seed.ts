import { createHash, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

// The tenants, people and applications that the compatibility tests sign in to, built in code: one application of every kind.

export const tenants = {
  contoso: '11111111-1111-4111-8111-111111111111',
  fabrikam: '22222222-2222-4222-8222-222222222222',
  personal: '9188040d-6c67-4c5b-b112-36a304b66dad',
  unknown: '99999999-9999-4999-8999-999999999999',
} as const;
/** The verified domain of Contoso. */
export const contosoDomain = 'contoso.example';

/** Object ids of people, so that account ids can be told beforehand. */
export const userIds = {
  ann: 'aaaaaaaa-0000-4000-8000-000000000001',
  fay: 'aaaaaaaa-0000-4000-8000-000000000003',
  pat: 'aaaaaaaa-0000-4000-8000-000000000004',
} as const;
/** Ann works at Contoso, Ben too, Fay at Fabrikam, Pat for nobody. The passwords are no secret. */
export const people = {
  ann: { userName: 'ann@contoso.example', password: 'not-a-secret-of-ann' },
  ben: { userName: 'ben@contoso.example', password: 'not-a-secret-of-ben' },
  fay: { userName: 'fay@fabrikam.example', password: 'not-a-secret-of-fay' },
  pat: { userName: 'pat@outlook.example', password: 'not-a-secret-of-pat' },
} as const;

export const apps = {
  /** Works without a person: secret, certificate, federated credentials. */
  daemon: 'bbbbbbbb-0000-4000-8000-000000000001',
  /** A web application of Contoso alone. */
  web: 'bbbbbbbb-0000-4000-8000-000000000002',
  /** A web application for every account there is. */
  everybody: 'bbbbbbbb-0000-4000-8000-000000000003',
  /** A native application: loopback redirect, device code. */
  desktop: 'bbbbbbbb-0000-4000-8000-000000000004',
  /** A native application that Contoso lets send passwords. */
  script: 'bbbbbbbb-0000-4000-8000-000000000005',
  /** An API that calls the ledger on behalf of its callers. */
  gateway: 'bbbbbbbb-0000-4000-8000-000000000006',
  /** An API that accepts version 2 tokens. */
  ledger: 'bbbbbbbb-0000-4000-8000-000000000007',
  /** An API that accepts version 1 tokens. */
  archive: 'bbbbbbbb-0000-4000-8000-000000000008',
  /** A web application with ID tokens from the authorization endpoint, and no PKCE. */
  hybrid: 'bbbbbbbb-0000-4000-8000-000000000009',
} as const;

export const secrets = {
  daemon: 'fake-secret-of-the-daemon with+signs/and%20blanks',
  web: 'fake-secret-of-the-web-app',
  everybody: 'fake-secret-of-everybody',
  gateway: 'fake-secret-of-the-gateway',
  hybrid: 'fake-secret-of-the-hybrid-app',
} as const;

export const redirectUris = {
  web: 'https://web.example/callback',
  everybody: 'https://everybody.example/callback',
  hybrid: 'https://hybrid.example/callback',
  signedOut: 'https://web.example/signed-out',
} as const;

export const ledgerUri = `api://${apps.ledger}`;
export const gatewayUri = `api://${apps.gateway}`;
export const archiveUri = 'https://contoso.example/archive';
const graphAppId = '00000003-0000-0000-c000-000000000000';
/** An outside issuer whose keys stand in the seed. */
export const pipeline = {
  issuer: 'https://token.pipelines.example',
  subject: 'repo:contoso/orders:ref:refs/heads/main',
  /** What federated credentials name by default. */
  audience: 'api://AzureADTokenExchange',
  keyId: 'pipeline-key',
} as const;

export interface CompatSeed {
  readonly tenants: readonly unknown[];
}

/** The daemon's certificate and key: those of the example. */
export interface DaemonCertificate {
  readonly certificate: string;
  readonly privateKey: string;
  /** Hexadecimal, as MSAL takes them. */
  readonly thumbprint: string;
  readonly thumbprintSha256: string;
}

const example = (path: string): string => readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8');

/** Reads the example daemon's certificate out of the example seed. */
export function daemonCertificate(): DaemonCertificate {
  const [pem = ''] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(example('contoso.yaml')) ?? [];
  const certificate = pem.replaceAll(/^ +/gm, '');
  const { raw } = new X509Certificate(certificate);
  const digest = (algorithm: string): string => createHash(algorithm).update(raw).digest('hex');
  return {
    certificate: `${certificate}\n`,
    privateKey: example('keys/contoso-daemon.example-key.pem'),
    thumbprint: digest('sha1'),
    thumbprintSha256: digest('sha256'),
  };
}

/** Makes the seed, and the private key of the pipeline that it trusts. */
export function compatSeed(): { readonly seed: CompatSeed; readonly pipelineKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: pipeline.keyId, use: 'sig', alg: 'RS256' };
  return { seed: { tenants: [contoso(jwk), fabrikam, personal] }, pipelineKey: privateKey };
}

const permission = (serial: number): string => `cccccccc-0000-4000-8000-00000000000${serial}`;
const scope = (serial: number, value: string): object => ({
  id: permission(serial),
  value,
  type: 'User',
  adminConsentDisplayName: value,
  adminConsentDescription: value,
});
const toEverybody = (client: string, resource: string, scopes: string): object => ({
  client,
  resource,
  scope: scopes,
  consentType: 'AllPrincipals',
});

const api = (version: 1 | 2, ...scopes: readonly object[]): object => ({
  requestedAccessTokenVersion: version,
  oauth2PermissionScopes: scopes,
});

function contoso(pipelineJwk: object): object {
  return {
    id: tenants.contoso,
    displayName: 'Contoso',
    domains: [contosoDomain],
    policies: { legacy: { passwordGrant: true } },
    users: [
      {
        id: userIds.ann,
        userPrincipalName: people.ann.userName,
        displayName: 'Ann Example',
        givenName: 'Ann',
        surname: 'Example',
        mail: 'ann.mail@contoso.example',
        password: people.ann.password,
      },
      { userPrincipalName: people.ben.userName, displayName: 'Ben Example', password: people.ben.password },
    ],
    applications: [daemon(pipelineJwk), ...clients, ...apis],
    oauth2PermissionGrants: [
      toEverybody(apps.web, graphAppId, 'openid profile email offline_access User.Read'),
      toEverybody(apps.web, apps.ledger, 'Ledger.Read'),
      toEverybody(apps.web, apps.archive, 'Archive.Read'),
      toEverybody(apps.web, apps.gateway, 'access_as_user'),
      toEverybody(apps.gateway, apps.ledger, 'Ledger.Read'),
      toEverybody(apps.hybrid, graphAppId, 'openid profile email offline_access User.Read'),
      toEverybody(apps.script, apps.ledger, 'Ledger.Read'),
      toEverybody(apps.script, apps.gateway, 'access_as_user'),
      toEverybody(apps.desktop, apps.ledger, 'Ledger.Read'),
      toEverybody(apps.desktop, apps.archive, 'Archive.Read'),
      toEverybody(apps.everybody, graphAppId, 'openid profile email offline_access User.Read'),
    ],
    appRoleAssignments: [{ principal: apps.daemon, resource: apps.ledger, role: 'Ledger.Read.All' }],
  };
}

function daemon(pipelineJwk: object): object {
  const { issuer, subject, audience } = pipeline;
  return {
    appId: apps.daemon,
    displayName: 'Daemon',
    passwordCredentials: [{ secretText: secrets.daemon }],
    keyCredentials: [{ certificate: daemonCertificate().certificate }],
    federatedIdentityCredentials: [
      { name: 'pipeline', issuer, subject, audiences: [audience], jwks: { keys: [pipelineJwk] } },
    ],
  };
}

const clients: readonly object[] = [
  {
    appId: apps.web,
    displayName: 'Web',
    web: { redirectUris: [redirectUris.web, redirectUris.signedOut] },
    passwordCredentials: [{ secretText: secrets.web }],
    keyCredentials: [{ certificate: daemonCertificate().certificate }],
    api: api(2),
  },
  {
    appId: apps.everybody,
    displayName: 'For everybody',
    isFallbackPublicClient: true,
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    web: { redirectUris: [redirectUris.everybody] },
    publicClient: { redirectUris: ['http://localhost'] },
    passwordCredentials: [{ secretText: secrets.everybody }],
    api: api(2),
  },
  {
    appId: apps.desktop,
    displayName: 'Desktop',
    isFallbackPublicClient: true,
    publicClient: { redirectUris: ['http://localhost'] },
  },
  {
    appId: apps.script,
    displayName: 'Script',
    isFallbackPublicClient: true,
    signInAudience: 'AzureADMultipleOrgs',
    publicClient: { redirectUris: ['http://localhost'] },
    gatehouse: { allowPasswordGrant: true },
    api: api(2),
  },
  {
    appId: apps.hybrid,
    displayName: 'Hybrid',
    web: {
      redirectUris: [redirectUris.hybrid],
      implicitGrantSettings: { enableIdTokenIssuance: true },
    },
    passwordCredentials: [{ secretText: secrets.hybrid }],
    gatehouse: { requirePkce: false },
  },
];

const apis: readonly object[] = [
  {
    appId: apps.gateway,
    displayName: 'Gateway',
    identifierUris: [gatewayUri],
    api: api(2, scope(1, 'access_as_user')),
    passwordCredentials: [{ secretText: secrets.gateway }],
  },
  {
    appId: apps.ledger,
    displayName: 'Ledger',
    identifierUris: [ledgerUri],
    api: api(2, scope(2, 'Ledger.Read')),
    appRoles: [
      {
        id: permission(3),
        value: 'Ledger.Read.All',
        displayName: 'Read every ledger',
        description: 'Reads every ledger.',
        allowedMemberTypes: ['Application'],
      },
    ],
  },
  {
    appId: apps.archive,
    displayName: 'Archive',
    identifierUris: [archiveUri],
    api: api(1, scope(4, 'Archive.Read')),
  },
];

const fabrikam = {
  id: tenants.fabrikam,
  displayName: 'Fabrikam',
  domains: ['fabrikam.example'],
  users: [
    {
      id: userIds.fay,
      userPrincipalName: people.fay.userName,
      displayName: 'Fay Example',
      password: people.fay.password,
    },
  ],
  servicePrincipals: [{ appId: apps.everybody }, { appId: apps.script }],
  oauth2PermissionGrants: [toEverybody(apps.script, graphAppId, 'openid profile offline_access User.Read')],
};

const personal = {
  id: tenants.personal,
  displayName: 'Personal accounts',
  users: [
    {
      id: userIds.pat,
      userPrincipalName: people.pat.userName,
      displayName: 'Pat Example',
      password: people.pat.password,
    },
  ],
};
