import 'reflect-metadata';
import { createHash, type KeyObject, KeyObject as NodeKey, webcrypto } from 'node:crypto';
import type {
  AppId,
  Application,
  CredentialId,
  FederatedIdentityCredential,
  KeyCredential,
  PasswordCredential,
  Refusal,
  Tenant,
  TenantId,
} from '@gatehouse/model';
import { X509CertificateGenerator } from '@peculiar/x509';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../platform/clock/index.js';
import {
  type AuthenticatedClient,
  type ClientToAuthenticate,
  createClientAuthenticator,
  type PresentedCredential,
} from './index.js';

const baseUrl = 'https://login.example';
const now = 1_900_000_000_000;
const seconds = now / 1000;
const day = 86_400_000;
const appId = '11111111-aaaa-4000-8000-000000000001' as AppId;
const tenantId = '22222222-2222-4222-8222-222222222222' as TenantId;
const otherTenantId = '33333333-3333-4333-8333-333333333333' as TenantId;
const tokenEndpoint = `${baseUrl}/${tenantId}/oauth2/v2.0/token`;
const issuer = 'https://token.actions.example';
const tenant: Tenant = {
  id: tenantId,
  displayName: 'Contoso',
  domains: [{ name: 'contoso.example', isInitial: true, isDefault: true }],
  legacy: { passwordGrant: false },
  createdAt: 0,
};

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

let certificateKey: Key;
let certificate: KeyCredential;
let outsideKey: Key;
let outsideJwk: Record<string, unknown>;
let platformKey: Key;
let platformPublicKey: KeyObject;

beforeAll(async () => {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned(
    { name: 'CN=fake', keys: pair, signingAlgorithm: algorithm },
    webcrypto as never,
  );
  const der = Buffer.from(made.rawData);
  certificateKey = NodeKey.from(pair.privateKey) as unknown as Key;
  certificate = {
    keyId: 'c0000000-0000-4000-8000-000000000001' as CredentialId,
    usage: 'Verify',
    type: 'AsymmetricX509Cert',
    startAt: now - day,
    endAt: now + day,
    certificate: der.toString('base64'),
    thumbprintSha1: createHash('sha1').update(der).digest('base64url'),
    thumbprintSha256: createHash('sha256').update(der).digest('base64url'),
  };
  const outside = await generateKeyPair('RS256');
  outsideKey = outside.privateKey;
  outsideJwk = { ...(await exportJWK(outside.publicKey)), kid: 'outside', use: 'sig' };
  const platform = await generateKeyPair('RS256');
  platformKey = platform.privateKey;
  platformPublicKey = NodeKey.from(platform.publicKey);
});

function secret(text: string, over: Partial<PasswordCredential> = {}): PasswordCredential {
  const digest = createHash('sha256').update(text).digest('base64url');
  return {
    keyId: `5ec4e700-0000-4000-8000-${digest
      .replaceAll(/[^a-f0-9]/g, '')
      .padEnd(12, '0')
      .slice(0, 12)}` as CredentialId,
    startAt: now - day,
    endAt: now + day,
    hint: text.slice(0, 3),
    digest,
    ...over,
  };
}

function federated(over: Partial<FederatedIdentityCredential> = {}): FederatedIdentityCredential {
  return {
    id: 'f0000000-0000-4000-8000-000000000001' as CredentialId,
    name: 'ci',
    issuer,
    subject: 'repo:contoso@1/app@2:ref:refs/heads/main',
    audiences: ['api://AzureADTokenExchange'],
    jwks: { keys: [outsideJwk] },
    ...over,
  };
}

type Credentials = Pick<Application, 'passwordCredentials' | 'keyCredentials' | 'federatedIdentityCredentials'>;

function authenticate(
  credential: PresentedCredential,
  registered: Partial<Credentials> = {},
  over: Partial<Pick<ClientToAuthenticate, 'tenant' | 'servicePrincipal'>> = {},
): Promise<AuthenticatedClient | Refusal> {
  const application = {
    appId,
    passwordCredentials: [],
    keyCredentials: [],
    federatedIdentityCredentials: [],
    ...registered,
  } as unknown as Application;
  const authenticator = createClientAuthenticator({
    clock: new AdjustableClock({ now: () => now }),
    baseUrl,
    keys: {
      verificationKey: async (of, kid) => (of === tenantId && kid === 'own' ? platformPublicKey : undefined),
    },
    http: {
      getJson: async (url) =>
        url === `${issuer}/.well-known/openid-configuration`
          ? { kind: 'ok', value: { issuer, jwks_uri: `${issuer}/keys` } }
          : url === `${issuer}/keys`
            ? { kind: 'ok', value: { keys: [{ kty: 'EC', kid: 'other' }, outsideJwk] } }
            : { kind: 'failed', reason: 'no answer' },
    },
  });
  return authenticator.authenticate({ application, servicePrincipal: undefined, tenant, credential, ...over });
}

function outcome(result: AuthenticatedClient | Refusal): string | number {
  return result.kind === 'refused' ? result.code : result.method;
}

async function sign(
  key: Key,
  header: { alg: string } & Record<string, unknown>,
  claims: JWTPayload,
): Promise<PresentedCredential> {
  return { kind: 'assertion', text: await new SignJWT(claims).setProtectedHeader(header).sign(key) };
}

const selfClaims: JWTPayload = {
  iss: appId,
  sub: appId,
  aud: tokenEndpoint,
  iat: seconds,
  nbf: seconds,
  exp: seconds + 600,
  jti: 'one',
};

describe('a client secret', () => {
  it('is accepted when it is one of several active ones', async () => {
    const passwordCredentials = [secret('fake-secret-a'), secret('fake-secret-b')];
    expect(await authenticate({ kind: 'secret', secret: 'fake-secret-b' }, { passwordCredentials })).toEqual({
      kind: 'authenticated',
      method: 'secret',
      credential: passwordCredentials[1]?.keyId,
    });
  });

  it.each<[title: string, credentials: () => PasswordCredential[], presented: string, expected: string | number]>([
    ['a wrong value', () => [secret('fake-secret-a')], 'fake-secret-A', 7000215],
    ['no secret registered', () => [], 'fake-secret-a', 7000215],
    ['the value of an expired secret', () => [secret('fake-a', { endAt: now })], 'fake-a', 7000222],
    ['a secret that is not valid yet', () => [secret('fake-a', { startAt: now + 1 })], 'fake-a', 7000215],
    [
      'an expired twin beside a valid one',
      () => [secret('fake-a', { endAt: now }), secret('fake-a')],
      'fake-a',
      'secret',
    ],
    [
      'a valid one beside an expired twin',
      () => [secret('fake-a'), secret('fake-a', { endAt: now })],
      'fake-a',
      'secret',
    ],
    ['a digest of another length', () => [secret('fake-a', { digest: 'AAAA' })], 'fake-a', 7000215],
  ])('%s', async (_, credentials, presented, expected) => {
    const result = await authenticate({ kind: 'secret', secret: presented }, { passwordCredentials: credentials() });
    expect(outcome(result)).toBe(expected);
  });

  it('of the service principal counts in its tenant', async () => {
    const servicePrincipal = { passwordCredentials: [secret('fake-sp')], keyCredentials: [] } as never;
    expect(outcome(await authenticate({ kind: 'secret', secret: 'fake-sp' }, {}, { servicePrincipal }))).toBe('secret');
  });

  it('names the application and nothing else in its refusal', async () => {
    expect(await authenticate({ kind: 'secret', secret: 'fake-secret' })).toMatchObject({ details: { client: appId } });
  });

  it('is not required when nothing was presented: the grant decides', async () => {
    expect(outcome(await authenticate({ kind: 'none' }))).toBe('none');
  });
});

describe('an assertion signed with a certificate', () => {
  it.each([
    ['PS256 named by x5t#S256', 'PS256', 'x5t#S256', 'thumbprintSha256'],
    ['RS256 named by x5t', 'RS256', 'x5t', 'thumbprintSha1'],
    ['RS256 named by x5t#S256', 'RS256', 'x5t#S256', 'thumbprintSha256'],
  ] as const)('is accepted: %s', async (_, alg, name, property) => {
    const credential = await sign(certificateKey, { alg, [name]: certificate[property] }, selfClaims);
    expect(await authenticate(credential, { keyCredentials: [certificate] })).toEqual({
      kind: 'authenticated',
      method: 'certificate',
      credential: certificate.keyId,
    });
  });

  it('is accepted again and again until it ends', async () => {
    const credential = await sign(
      certificateKey,
      { alg: 'PS256', 'x5t#S256': certificate.thumbprintSha256 },
      selfClaims,
    );
    const twice = [1, 2].map(() => authenticate(credential, { keyCredentials: [certificate] }));
    expect((await Promise.all(twice)).map(outcome)).toEqual(['certificate', 'certificate']);
  });

  it.each<[title: string, claims: JWTPayload, expected: string | number]>([
    ['version 1 endpoint', { aud: `${baseUrl}/${tenantId}/oauth2/token` }, 'certificate'],
    ['domain in the endpoint', { aud: `${baseUrl}/contoso.example/oauth2/v2.0/token` }, 'certificate'],
    ['alias in the endpoint', { aud: `${baseUrl}/organizations/oauth2/v2.0/token` }, 'certificate'],
    ['the issuer', { aud: `${baseUrl}/${tenantId}/v2.0` }, 'certificate'],
    ['an endpoint of another tenant', { aud: `${baseUrl}/${otherTenantId}/oauth2/v2.0/token` }, 700027],
    ['a second audience elsewhere', { aud: [tokenEndpoint, 'https://elsewhere.example'] }, 700027],
    ['a clock 300 s ahead', { iat: seconds + 300, nbf: seconds + 300 }, 'certificate'],
    ['a clock 301 s ahead', { nbf: seconds + 301 }, 700027],
    ['issued 301 s ahead', { iat: seconds + 301 }, 700027],
    ['ended 299 s ago', { exp: seconds - 299 }, 'certificate'],
    ['ended 300 s ago', { exp: seconds - 300 }, 700027],
    ['one hour of life', { exp: seconds + 3600 }, 'certificate'],
    ['a day of life', { exp: seconds + 86_400 }, 700027],
    ['another subject', { sub: 'someone' }, 700027],
    ['upper-case ids', { iss: appId.toUpperCase(), sub: appId.toUpperCase() }, 'certificate'],
  ])('%s', async (_, claims, expected) => {
    const credential = await sign(
      certificateKey,
      { alg: 'PS256', 'x5t#S256': certificate.thumbprintSha256 },
      { ...selfClaims, ...claims },
    );
    expect(outcome(await authenticate(credential, { keyCredentials: [certificate] }))).toBe(expected);
  });

  it.each<[title: string, over: Partial<KeyCredential>]>([
    ['has expired', { endAt: now }],
    ['is not valid yet', { startAt: now + 1 }],
    ['is for signing SAML', { usage: 'Sign' }],
    ['is not a certificate', { certificate: 'AAAA' }],
  ])('is refused when the certificate %s', async (_, over) => {
    const credential = await sign(
      certificateKey,
      { alg: 'PS256', 'x5t#S256': certificate.thumbprintSha256 },
      selfClaims,
    );
    expect(outcome(await authenticate(credential, { keyCredentials: [{ ...certificate, ...over }] }))).toBe(700027);
  });

  it.each<[title: string, header: () => { alg: string } & Record<string, unknown>]>([
    ['names no certificate', () => ({ alg: 'PS256' })],
    ['names an unregistered one', () => ({ alg: 'PS256', 'x5t#S256': 'AAAA' })],
    ['uses an algorithm that is not allowed', () => ({ alg: 'RS512', x5t: certificate.thumbprintSha1 })],
  ])('is refused when it %s', async (_, header) => {
    const credential = await sign(certificateKey, header(), selfClaims);
    expect(outcome(await authenticate(credential, { keyCredentials: [certificate] }))).toBe(700027);
  });

  it('is refused when another key signed it', async () => {
    const credential = await sign(outsideKey, { alg: 'RS256', x5t: certificate.thumbprintSha1 }, selfClaims);
    expect(outcome(await authenticate(credential, { keyCredentials: [certificate] }))).toBe(700027);
  });

  it('is refused when it is signed with the certificate as a shared secret', async () => {
    const hmac = new SignJWT(selfClaims).setProtectedHeader({ alg: 'HS256', x5t: certificate.thumbprintSha1 });
    const text = await hmac.sign(Buffer.from(certificate.certificate, 'base64'));
    expect(outcome(await authenticate({ kind: 'assertion', text }, { keyCredentials: [certificate] }))).toBe(700027);
  });

  it('is refused when it is not a signed token at all', async () => {
    expect(outcome(await authenticate({ kind: 'assertion', text: 'not.a.token' }))).toBe(700027);
  });
});

describe('a federated assertion', () => {
  const claims: JWTPayload = {
    iss: issuer,
    sub: 'repo:contoso@1/app@2:ref:refs/heads/main',
    aud: 'api://AzureADTokenExchange',
    iat: seconds,
    exp: seconds + 86_400,
  };
  const header = { alg: 'RS256', kid: 'outside' };

  it('is accepted with keys given beforehand', async () => {
    const credential = await sign(outsideKey, header, claims);
    expect(await authenticate(credential, { federatedIdentityCredentials: [federated()] })).toEqual({
      kind: 'authenticated',
      method: 'federated',
      credential: federated().id,
    });
  });

  it('is accepted with keys that the issuer publishes', async () => {
    const { jwks: _, ...reachable } = federated();
    const credential = await sign(outsideKey, header, claims);
    expect(outcome(await authenticate(credential, { federatedIdentityCredentials: [reachable] }))).toBe('federated');
  });

  it('is accepted without a key id when one of the keys fits', async () => {
    const credential = await sign(outsideKey, { alg: 'RS256' }, claims);
    expect(outcome(await authenticate(credential, { federatedIdentityCredentials: [federated()] }))).toBe('federated');
  });

  it.each<[title: string, over: JWTPayload, expected: number]>([
    ['another issuer', { iss: 'https://evil.example' }, 700211],
    ['an issuer with a trailing slash', { iss: `${issuer}/` }, 700211],
    ['another subject', { sub: 'repo:contoso@1/app@2:ref:refs/heads/dev' }, 700213],
    ['a subject in other letter case', { sub: 'REPO:contoso@1/app@2:ref:refs/heads/main' }, 700213],
    ['another audience', { aud: 'https://elsewhere.example' }, 700212],
    ['an end 300 s ago', { exp: seconds - 300 }, 700027],
    ['a beginning 301 s ahead', { nbf: seconds + 301 }, 700027],
  ])('is refused with %s', async (_, over, expected) => {
    const credential = await sign(outsideKey, header, { ...claims, ...over });
    expect(outcome(await authenticate(credential, { federatedIdentityCredentials: [federated()] }))).toBe(expected);
  });

  it('is refused when another key signed it', async () => {
    const credential = await sign(platformKey, header, claims);
    expect(outcome(await authenticate(credential, { federatedIdentityCredentials: [federated()] }))).toBe(700027);
  });

  it('is refused when its key is meant for encryption', async () => {
    const jwks = { keys: [{ ...outsideJwk, use: 'enc' }] };
    const credential = await sign(outsideKey, header, claims);
    expect(outcome(await authenticate(credential, { federatedIdentityCredentials: [federated({ jwks })] }))).toBe(
      700027,
    );
  });

  it('is refused when it is signed with a published key as a shared secret', async () => {
    const text = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'outside' })
      .sign(Buffer.from(String(outsideJwk.n)));
    const jwks = { keys: [{ ...outsideJwk, kty: 'oct', k: outsideJwk.n }] };
    expect(
      outcome(await authenticate({ kind: 'assertion', text }, { federatedIdentityCredentials: [federated({ jwks })] })),
    ).toBe(700027);
  });

  it('is refused when the issuer does not answer', async () => {
    const { jwks: _, ...silent } = federated({ issuer: 'https://silent.example' });
    const credential = await sign(outsideKey, header, { ...claims, iss: 'https://silent.example' });
    expect(outcome(await authenticate(credential, { federatedIdentityCredentials: [silent] }))).toBe(700027);
  });

  describe('issued by this platform', () => {
    const own = `${baseUrl}/${tenantId}/v2.0`;
    const identity = '44444444-4444-4444-8444-444444444444';
    const registered = () => ({ federatedIdentityCredentials: [federated({ issuer: own, subject: identity })] });
    const ownClaims: JWTPayload = { ...claims, iss: own, sub: identity, oid: identity };

    it('is accepted for an application token', async () => {
      const credential = await sign(platformKey, { alg: 'RS256', kid: 'own' }, ownClaims);
      expect(outcome(await authenticate(credential, registered()))).toBe('federated');
    });

    it.each<[title: string, over: JWTPayload]>([
      ['has scopes', { scp: 'User.Read' }],
      ['names a person pairwise', { oid: '55555555-5555-4555-8555-555555555555' }],
      ['is an ID token', { oid: undefined }],
    ])('is refused for a user token, which %s', async (_, over) => {
      const credential = await sign(platformKey, { alg: 'RS256', kid: 'own' }, { ...ownClaims, ...over });
      expect(outcome(await authenticate(credential, registered()))).toBe(700229);
    });

    it('is refused when a key of someone else signed it, even one given beforehand', async () => {
      const credential = await sign(outsideKey, { alg: 'RS256', kid: 'outside' }, ownClaims);
      expect(outcome(await authenticate(credential, registered()))).toBe(700027);
    });
  });
});
