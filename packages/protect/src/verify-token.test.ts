import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  api,
  apiUri,
  appClaims,
  asVersion1,
  client,
  encode,
  forge,
  forgeHmac,
  keySet,
  makeKey,
  origin,
  otherTenant,
  present,
  signText,
  tenant,
  userClaims,
} from './testing/forge.js';
import { outcome, protectorWith } from './testing/platform.js';

const key = makeKey('key-1');
const elliptic = makeKey('key-2', 'ES256');
const pinned = makeKey('key-3', 'RS256', { alg: 'RS256' });
const foreign = makeKey('foreign', 'RS256', { issuer: `${origin}/${otherTenant}/v2.0` });
const stranger = makeKey('key-1');
const protector = protectorWith(keySet(key, elliptic, pinned, foreign));

const good = forge(key, userClaims());
const [goodHeader, goodPayload, goodSignature] = good.split('.') as [string, string, string];
const publicPem = key.publicKey.export({ type: 'spki', format: 'pem' }) as string;

function unsigned(alg: unknown): string {
  return `${encode(JSON.stringify({ typ: 'JWT', alg, kid: 'key-1' }))}.${goodPayload}.`;
}

function withClaims(changes: Record<string, unknown>): string {
  return forge(key, userClaims(changes));
}

/** The claims as JSON text with more text at the end of the object: says what no JavaScript object can. */
function withText(more: string): string {
  return forge(key, `${JSON.stringify(userClaims()).slice(0, -1)},${more}}`);
}

const forgedForms: readonly (readonly [string, string, string])[] = [
  ['nothing but dots', '..', 'token_malformed'],
  ['two parts', `${goodHeader}.${goodPayload}`, 'token_malformed'],
  ['five parts, as of an encrypted token', 'a.b.c.d.e', 'token_malformed'],
  ['padding', `${good}==`, 'token_malformed'],
  ['characters of ordinary base64', good.replace('.', '+.'), 'token_malformed'],
  ['a second text of the same signature', `${good.slice(0, -1)}${nextCharacter(good.at(-1))}`, 'token_malformed'],
  ['a header that is no JSON', `${encode('typ=JWT')}.${goodPayload}.${goodSignature}`, 'token_malformed'],
  ['a header that is null', `${encode('null')}.${goodPayload}.${goodSignature}`, 'token_malformed'],
  ['a header that is a list', `${encode('[]')}.${goodPayload}.${goodSignature}`, 'token_malformed'],
  ['a payload that is a list', forge(key, '[]'), 'token_malformed'],
  ['a payload that is text', forge(key, '"text"'), 'token_malformed'],
  ['a payload that is not UTF-8', forge(key, notUtf8()), 'token_malformed'],
  ['padding inside, signed', signText(key, `${goodHeader}=.${goodPayload}`), 'token_malformed'],
  ['a line break inside, signed', signText(key, `${goodHeader}\n.${goodPayload}`), 'token_malformed'],
  ['a very long token', forge(key, userClaims({ padding: 'x'.repeat(20_000) })), 'token_malformed'],
  ['a megabyte of nothing', 'a'.repeat(1_000_000), 'token_malformed'],
  ['deep nesting', withText(`"deep":${'['.repeat(5000)}${']'.repeat(5000)}`), 'valid'],
];

const forgedHeaders: readonly (readonly [string, string, string])[] = [
  ['alg none', unsigned('none'), 'algorithm_not_allowed'],
  ['alg none in other letters', unsigned('nOnE'), 'algorithm_not_allowed'],
  ['alg none with a signature', forge(key, userClaims(), { alg: 'none' }), 'algorithm_not_allowed'],
  ['alg missing', forge(key, userClaims(), { alg: undefined }), 'algorithm_not_allowed'],
  [
    'alg that would start a line of its own in the log',
    forge(key, userClaims(), { alg: 'x\nall is well' }),
    'algorithm_not_allowed',
  ],
  ['alg that is a list', forge(key, userClaims(), { alg: ['RS256'] }), 'algorithm_not_allowed'],
  ['alg named like an inherited member', forge(key, userClaims(), { alg: 'constructor' }), 'algorithm_not_allowed'],
  [
    'alg given twice, the last none',
    forge(key, userClaims(), '{"typ":"JWT","alg":"RS256","kid":"key-1","alg":"none"}'),
    'algorithm_not_allowed',
  ],
  [
    'alg hidden in __proto__',
    forge(key, userClaims(), '{"typ":"JWT","__proto__":{"alg":"RS256"},"kid":"key-1"}'),
    'algorithm_not_allowed',
  ],
  [
    'HMAC with the public key (PEM) as the secret',
    forgeHmac(publicPem, userClaims(), 'key-1'),
    'algorithm_not_allowed',
  ],
  ['HMAC with the modulus as the secret', forgeHmac(key.jwk.n ?? '', userClaims(), 'key-1'), 'algorithm_not_allowed'],
  [
    'an allowed algorithm with a key of another kind',
    forge(elliptic, userClaims(), { kid: 'key-1' }),
    'algorithm_not_allowed',
  ],
  ['RSA in the place of the elliptic key', forge(key, userClaims(), { kid: 'key-2' }), 'algorithm_not_allowed'],
  [
    'PS256 with a key published for RS256',
    forge({ ...pinned, algorithm: 'PS256' }, userClaims()),
    'algorithm_not_allowed',
  ],
  ['another key under a known key id', forge(stranger, userClaims()), 'signature_invalid'],
  ['an empty signature', `${goodHeader}.${goodPayload}.`, 'signature_invalid'],
  [
    'a signature cut short',
    `${goodHeader}.${goodPayload}.${encode(Buffer.from(goodSignature, 'base64url').subarray(1))}`,
    'signature_invalid',
  ],
  ['an elliptic signature in the other encoding', derSigned(), 'signature_invalid'],
  [
    'an elliptic signature of zeros',
    `${forge(elliptic, userClaims()).split('.').slice(0, 2).join('.')}.${encode(Buffer.alloc(64))}`,
    'signature_invalid',
  ],
  [
    'a changed payload',
    `${goodHeader}.${encode(JSON.stringify(userClaims({ scp: 'Everything' })))}.${goodSignature}`,
    'signature_invalid',
  ],
  ['an unknown key id', forge(key, userClaims(), { kid: 'unknown' }), 'key_not_found'],
  ['no key id', forge(key, userClaims(), { kid: undefined }), 'key_not_found'],
  ['a key id that is a number', forge(key, userClaims(), { kid: 1 }), 'key_not_found'],
  ['a key id named like an inherited member', forge(key, userClaims(), { kid: '__proto__' }), 'key_not_found'],
  ['a very long key id', forge(key, userClaims(), { kid: 'k'.repeat(257) }), 'key_not_found'],
  [
    'a key of its own (jwk) without a key id',
    forge(stranger, userClaims(), { kid: undefined, jwk: stranger.jwk }),
    'key_not_found',
  ],
  [
    'a key of its own (jwk) under a known key id',
    forge(stranger, userClaims(), { jwk: stranger.jwk }),
    'signature_invalid',
  ],
  [
    'a key document of its own (jku)',
    forge(stranger, userClaims(), { jku: 'https://attacker.example/keys' }),
    'signature_invalid',
  ],
  [
    'certificates of its own (x5u, x5c)',
    forge(stranger, userClaims(), { x5u: 'https://attacker.example/c', x5c: ['AA=='] }),
    'signature_invalid',
  ],
  ['a critical extension', forge(key, userClaims(), { crit: ['exp'], exp: present }), 'token_malformed'],
  ['an empty list of critical extensions', forge(key, userClaims(), { crit: [] }), 'token_malformed'],
  ['no typ', forge(key, userClaims(), { typ: undefined }), 'token_type_wrong'],
  ['the typ of a logout token', forge(key, userClaims(), { typ: 'logout+jwt' }), 'token_type_wrong'],
  ['the typ of a security event', forge(key, userClaims(), { typ: 'secevent+jwt' }), 'token_type_wrong'],
  ['the typ of another profile of access tokens', forge(key, userClaims(), { typ: 'at+jwt' }), 'token_type_wrong'],
];

const forgedIssuers: readonly (readonly [string, string, string])[] = [
  [
    'another tenant of the same platform',
    withClaims({ tid: otherTenant, iss: `${origin}/${otherTenant}/v2.0` }),
    'issuer_not_trusted',
  ],
  ['another tenant in tid alone', withClaims({ tid: otherTenant }), 'issuer_not_trusted'],
  ['another tenant in iss alone', withClaims({ iss: `${origin}/${otherTenant}/v2.0` }), 'issuer_not_trusted'],
  ['another platform', withClaims({ iss: `https://attacker.example/${tenant}/v2.0` }), 'issuer_not_trusted'],
  ['an issuer that only begins the same', withClaims({ iss: `${origin}/${tenant}/v2.0/more` }), 'issuer_not_trusted'],
  ['an issuer in other letters', withClaims({ iss: `${origin}/${tenant}/V2.0` }), 'issuer_not_trusted'],
  ['the issuer template as it is', withClaims({ iss: `${origin}/{tenantid}/v2.0` }), 'issuer_not_trusted'],
  [
    'the issuer template with itself as the tenant',
    withClaims({ iss: `${origin}/{tenantid}/v2.0`, tid: '{tenantid}' }),
    'token_malformed',
  ],
  ['a tenant id in capitals', withClaims({ tid: tenant.toUpperCase().replace('1', 'A') }), 'token_malformed'],
  ['the version 2 issuer with ver 1.0', withClaims({ ver: '1.0' }), 'issuer_not_trusted'],
  ['the version 1 issuer with ver 2.0', forge(key, { ...asVersion1(userClaims()), ver: '2.0' }), 'issuer_not_trusted'],
  [
    'the version 1 issuer without its slash',
    forge(key, { ...asVersion1(userClaims()), iss: `${origin}/${tenant}` }),
    'issuer_not_trusted',
  ],
  ['an unknown version', withClaims({ ver: '3.0' }), 'issuer_not_trusted'],
  ['a key that may sign for another tenant only', forge(foreign, userClaims()), 'issuer_not_trusted'],
  ['the same with a version 1 token', forge(foreign, asVersion1(userClaims())), 'issuer_not_trusted'],
];

const forgedClaims: readonly (readonly [string, string, string])[] = [
  ['no claims', forge(key, {}), 'token_malformed'],
  ['another audience', withClaims({ aud: client }), 'audience_mismatch'],
  ['no audience', withClaims({ aud: undefined }), 'audience_mismatch'],
  ['a list of audiences with ours', withClaims({ aud: [api, client] }), 'audience_mismatch'],
  ['a list of our audience alone', withClaims({ aud: [api] }), 'audience_mismatch'],
  ['the App ID URI in version 2', withClaims({ aud: apiUri }), 'audience_mismatch'],
  ['the client id in version 1', forge(key, { ...asVersion1(userClaims()), aud: api }), 'valid'],
  [
    'an audience that differs by a slash',
    forge(key, { ...asVersion1(userClaims()), aud: `${apiUri}/` }),
    'audience_mismatch',
  ],
  ['an audience given twice, the last another', withText(`"aud":"${client}"`), 'audience_mismatch'],
  ['an end given twice, the last in the past', withText(`"exp":${present - 4000}`), 'token_expired'],
  ['no end', withClaims({ exp: undefined }), 'token_malformed'],
  ['an end that is text', withClaims({ exp: String(present + 3600) }), 'token_malformed'],
  ['an end at infinity', withText('"exp":1e999'), 'token_malformed'],
  ['an end that is null', withClaims({ exp: null }), 'token_malformed'],
  ['an end in the past', withClaims({ exp: present - 301 }), 'token_expired'],
  ['a beginning in the future', withClaims({ nbf: present + 301 }), 'token_not_yet_valid'],
  ['a beginning that is text', withClaims({ nbf: 'now' }), 'token_malformed'],
  ['issued in the future', withClaims({ iat: present + 301 }), 'token_not_yet_valid'],
  ['no time of issue', withClaims({ iat: undefined }), 'token_malformed'],
  ['no object id', withClaims({ oid: undefined }), 'token_malformed'],
  ['an empty object id', withClaims({ oid: '' }), 'token_malformed'],
  ['an object id that is an object', withClaims({ oid: { toString: 'x' } }), 'token_malformed'],
  ['a subject that is a number', withClaims({ sub: 5 }), 'token_malformed'],
  ['a name that is a number', withClaims({ name: 5 }), 'token_malformed'],
  ['scp as a list', withClaims({ scp: ['Tasks.Read'] }), 'token_malformed'],
  ['scp that is null', withClaims({ scp: null }), 'token_malformed'],
  ['roles as text', withClaims({ roles: 'Admin' }), 'token_malformed'],
  ['roles with a number in it', withClaims({ roles: ['Admin', 1] }), 'token_malformed'],
  ['roles as an object', withClaims({ roles: { 0: 'Admin', length: 1 } }), 'token_malformed'],
  ['xms_cc as text', withClaims({ xms_cc: 'cp1' }), 'token_malformed'],
  ['acrs as text', withClaims({ acrs: 'c1' }), 'token_malformed'],
  ['claims hidden in __proto__', forge(key, `{"__proto__":${JSON.stringify(userClaims())}}`), 'token_malformed'],
];

const otherTokens: readonly (readonly [string, string, string])[] = [
  [
    'an ID token, which names no calling client',
    withClaims({ azp: undefined, azpacr: undefined, scp: undefined }),
    'token_type_wrong',
  ],
  [
    'an ID token with roles for the API’s own client',
    withClaims({ azp: undefined, scp: undefined, roles: ['Admin'] }),
    'token_type_wrong',
  ],
  [
    'an ID token of version 1',
    forge(key, { ...asVersion1(userClaims()), appid: undefined, scp: undefined, aud: api }),
    'token_type_wrong',
  ],
  ['version 2 with the appid of version 1', withClaims({ azp: undefined, appid: client }), 'token_type_wrong'],
  ['a nonce', withClaims({ nonce: 'fake' }), 'token_type_wrong'],
  ['at_hash', withClaims({ at_hash: 'fake' }), 'token_type_wrong'],
  ['c_hash', withClaims({ c_hash: 'fake' }), 'token_type_wrong'],
  [
    'a user without scp, who must not pass as an application',
    withClaims({ scp: undefined, roles: ['Tasks.Read.All'] }),
    'token_type_wrong',
  ],
  ['an application with scp', forge(key, appClaims({ idtyp: 'app', scp: 'Tasks.Read' })), 'token_malformed'],
  ['an unknown kind of caller', withClaims({ idtyp: 'device' }), 'token_type_wrong'],
  ['a token bound to a key', withClaims({ cnf: { jkt: 'fake' } }), 'token_type_wrong'],
];

describe.each([
  ['form', forgedForms],
  ['header and signature', forgedHeaders],
  ['issuer', forgedIssuers],
  ['claims', forgedClaims],
  ['kind of token', otherTokens],
])('a hostile token: %s', (_part, rows) => {
  it.each(rows)('%s', async (_title, token, expected) => {
    expect(await outcome(protector, token)).toBe(expected);
  });
});

describe('a hostile token', () => {
  it('never costs a fetch beyond the authority’s own documents', async () => {
    const asked: string[] = [];
    const remote = protectorWith(keySet(key), {
      issuers: { authority: `${origin}/${tenant}` },
      fetchJson: (url) => {
        asked.push(url);
        return Promise.reject(new Error('unreachable'));
      },
    });
    for (const [, token] of [...forgedForms, ...forgedHeaders, ...forgedIssuers]) await remote.verify(token);
    expect(new Set(asked)).toEqual(new Set([`${origin}/${tenant}/v2.0/.well-known/openid-configuration`]));
  });

  it('with a stranger’s issuer costs no fetch at all', async () => {
    const remote = protectorWith(keySet(key), {
      issuers: { authority: `${origin}/${tenant}` },
      fetchJson: () => {
        throw new Error('must not be asked');
      },
    });
    for (const [, token] of forgedIssuers.slice(0, 6)) expect(await outcome(remote, token)).toBe('issuer_not_trusted');
  });

  it('leaves no trace in the prototype of objects', async () => {
    const token = withText('"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}');
    const result = await protector.verify(token);
    if (result.kind !== 'valid') throw new Error(result.error.code);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(result.principal.claims)).toBeNull();
    expect('hasOwnProperty' in result.principal.claims).toBe(false);
  });

  it('gains nothing from scopes and roles named like inherited members', async () => {
    const result = await protector.verify(withClaims({ scp: 'constructor __proto__', roles: ['toString'] }));
    if (result.kind !== 'valid' || result.principal.kind !== 'user') throw new Error('expected a user');
    expect([...result.principal.scopes]).toEqual(['constructor', '__proto__']);
    expect(result.principal.scopes.has('toString')).toBe(false);
  });

  it('is never quoted in what is told about it', async () => {
    for (const [, token] of [...forgedForms, ...forgedHeaders, ...forgedIssuers, ...forgedClaims, ...otherTokens]) {
      const result = await protector.verify(token);
      if (result.kind === 'valid') continue;
      const told = JSON.stringify(result.error);
      expect(told).not.toContain(goodSignature.slice(0, 20));
      expect(told).not.toContain(goodPayload.slice(0, 20));
      expect(told.length).toBeLessThan(800);
      expect(result.error.detail ?? '').not.toMatch(/\n/);
    }
  });
});

describe('a key', () => {
  it('of less than 2,048 bits is not used', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const weak = { ...key, id: 'weak', privateKey, publicKey };
    const jwk = { ...publicKey.export({ format: 'jwk' }), kty: 'RSA', kid: 'weak' };
    expect(await outcome(protectorWith({ keys: [jwk] }), forge(weak, userClaims()))).toBe('algorithm_not_allowed');
  });

  it('on another curve than its algorithm names is not used', async () => {
    const other = makeKey('other', 'ES384');
    const token = forge({ ...other, algorithm: 'ES256' }, userClaims());
    expect(await outcome(protectorWith(keySet(other)), token)).toBe('algorithm_not_allowed');
  });

  it('of RSA is not used for EdDSA, where the signature would name no digest', async () => {
    const token = forge(key, userClaims(), { alg: 'EdDSA' });
    expect(await outcome(protectorWith(keySet(key), { algorithms: ['EdDSA'] }), token)).toBe('algorithm_not_allowed');
  });
});

/** Good claims but for one byte in the name that no UTF-8 text has. */
function notUtf8(): Buffer {
  const bytes = Buffer.from(JSON.stringify(userClaims({ name: 'Adele?' })));
  bytes[bytes.indexOf('?')] = 0xff;
  return bytes;
}

/** A good elliptic signature, in the encoding that JOSE does not use. */
function derSigned(): string {
  const signed = forge(elliptic, userClaims()).split('.').slice(0, 2).join('.');
  return `${signed}.${encode(sign('sha256', Buffer.from(signed), elliptic.privateKey))}`;
}

/** The 256-byte signature leaves four unused bits in its last character. */
function nextCharacter(last: string | undefined): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[(alphabet.indexOf(last ?? 'A') + 1) % 64] ?? 'B';
}
