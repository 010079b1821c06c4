import { constants, createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { JsonWebKey, JsonWebKeySet } from '../keys/index.js';

/** The world of the tests: one platform, two tenants, one API, one client. All ids are made up. */
export const origin = 'https://login.gatehouse.example';
export const tenant = '11111111-1111-4111-8111-111111111111';
export const otherTenant = '99999999-9999-4999-8999-999999999999';
export const api = '22222222-2222-4222-8222-222222222222';
export const apiUri = 'api://tasks.example';
export const client = '33333333-3333-4333-8333-333333333333';
export const userId = '44444444-4444-4444-8444-444444444444';
export const servicePrincipalId = '55555555-5555-4555-8555-555555555555';
/** 2030-01-01T00:00:00Z, in Unix seconds: the present of the tests. */
export const present = 1_893_456_000;

/** A signing key with its public half as it is published. */
export interface SigningKey {
  readonly id: string;
  readonly algorithm: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: JsonWebKey;
}

/** A new key. */
export function makeKey(id: string, algorithm = 'RS256', extra: Partial<JsonWebKey> = {}): SigningKey {
  const curves: Record<string, string> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };
  const namedCurve = curves[algorithm];
  if (namedCurve !== undefined) {
    return signingKey(id, algorithm, generateKeyPairSync('ec', { namedCurve }).privateKey, extra);
  }
  if (algorithm === 'EdDSA') return signingKey(id, algorithm, generateKeyPairSync('ed25519').privateKey, extra);
  return signingKey(id, algorithm, newRsaKey(), extra);
}

export function keySet(...keys: readonly SigningKey[]): JsonWebKeySet {
  return { keys: keys.map(({ jwk }) => jwk) };
}

/** Claims of a user's version 2 token, as the platform issues it. */
export function userClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...sharedClaims(),
    iss: `${origin}/${tenant}/v2.0`,
    aud: api,
    azp: client,
    azpacr: '1',
    ver: '2.0',
    oid: userId,
    sub: 'pairwise-subject-of-the-user',
    scp: 'Tasks.Read Tasks.Write',
    name: 'Adele Vance',
    preferred_username: 'adele@contoso.example',
    ...changes,
  };
}

/** Claims of an application's version 2 token, without `idtyp` as where the API did not ask for it. */
export function appClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { scp: _scp, name: _name, preferred_username: _username, ...claims } = userClaims();
  return { ...claims, oid: servicePrincipalId, sub: servicePrincipalId, roles: ['Tasks.Read.All'], ...changes };
}

/** Turns version 2 claims into version 1. */
export function asVersion1({ azp, azpacr, preferred_username: upn, ...claims }: Record<string, unknown>) {
  return { ...claims, appid: azp, appidacr: azpacr, upn, iss: `${origin}/${tenant}/`, aud: apiUri, ver: '1.0' };
}

function sharedClaims(): Record<string, unknown> {
  return { iat: present - 60, nbf: present - 60, exp: present + 3600, tid: tenant, uti: 'fake-token-id', rh: '0.fake' };
}

/** A signed token. `header` and `claims` may also be the JSON text itself, to say what an object cannot; claims may be bytes. */
export function forge(
  key: SigningKey,
  claims: Record<string, unknown> | string | Buffer,
  header: Record<string, unknown> | string = {},
): string {
  const headerText =
    typeof header === 'string' ? header : JSON.stringify({ typ: 'JWT', alg: key.algorithm, kid: key.id, ...header });
  const signed = `${encode(headerText)}.${encode(typeof claims === 'string' || Buffer.isBuffer(claims) ? claims : JSON.stringify(claims))}`;
  return signText(key, signed);
}

/** A signature over any header and payload as they are. */
export function signText(key: SigningKey, signed: string): string {
  return `${signed}.${encode(makeSignature(key, signed))}`;
}

/** A token whose signature is an HMAC with any text as the secret. */
export function forgeHmac(secret: string, claims: Record<string, unknown>, keyId: string): string {
  const signed = `${encode(JSON.stringify({ typ: 'JWT', alg: 'HS256', kid: keyId }))}.${encode(JSON.stringify(claims))}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

export function encode(text: string | Buffer): string {
  return Buffer.from(text).toString('base64url');
}

function newRsaKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}

function signingKey(id: string, algorithm: string, privateKey: KeyObject, extra: Partial<JsonWebKey>): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const jwk = { ...(publicKey.export({ format: 'jwk' }) as JsonWebKey), kid: id, use: 'sig', ...extra };
  return { id, algorithm, privateKey, publicKey, jwk };
}

function makeSignature({ algorithm, privateKey: key }: SigningKey, signed: string): Buffer {
  const data = Buffer.from(signed);
  if (algorithm === 'EdDSA') return sign(null, data, key);
  const digest = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('ES')) return sign(digest, data, { key, dsaEncoding: 'ieee-p1363' });
  if (algorithm.startsWith('RS')) return sign(digest, data, key);
  return sign(digest, data, {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
}
