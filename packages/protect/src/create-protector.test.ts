import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createProtector, type ProtectorOptions, requires } from './index.js';
import {
  api,
  apiUri,
  appClaims,
  asVersion1,
  client,
  forge,
  keySet,
  makeKey,
  origin,
  present,
  servicePrincipalId,
  tenant,
  userClaims,
  userId,
} from './testing/forge.js';
import { outcome, protectorWith } from './testing/platform.js';

const key = makeKey('key-1');
const protector = protectorWith(keySet(key));

describe('a good token', () => {
  it('of a user tells who calls, for whom, and with which scopes', async () => {
    const claims = userClaims({
      roles: ['Approver'],
      xms_cc: ['CP1'],
      acrs: ['c1'],
      sid: 'fake-session',
      nbf: present - 300,
    });
    const result = await protector.verify(`Bearer ${forge(key, claims)}`);
    expect(result).toEqual({
      kind: 'valid',
      principal: {
        kind: 'user',
        oid: userId,
        tid: tenant,
        sub: 'pairwise-subject-of-the-user',
        appId: client,
        scopes: new Set(['Tasks.Read', 'Tasks.Write']),
        roles: new Set(['Approver']),
        name: 'Adele Vance',
        username: 'adele@contoso.example',
        version: '2.0',
        issuer: `${origin}/${tenant}/v2.0`,
        audience: api,
        capabilities: new Set(['cp1']),
        acrs: new Set(['c1']),
        uti: 'fake-token-id',
        sid: 'fake-session',
        issuedAt: present - 60,
        notBefore: present - 300,
        expiresAt: present + 3600,
        claims,
      },
    });
  });

  it('of version 1 has its issuer without v2.0, the App ID URI as audience, and appid', async () => {
    const result = await protector.verify(forge(key, asVersion1(userClaims())));
    expect(result).toMatchObject({
      kind: 'valid',
      principal: { kind: 'user', appId: client, version: '1.0', issuer: `${origin}/${tenant}/`, audience: apiUri },
    });
    expect(result).toHaveProperty('principal.username', 'adele@contoso.example');
  });

  it.each([
    ['idtyp says so', appClaims({ idtyp: 'app' })],
    ['it has no scp and speaks for the service principal itself', appClaims()],
    ['the same in version 1', asVersion1(appClaims())],
  ])('is app-only when %s', async (_why, claims) => {
    const result = await protector.verify(forge(key, claims));
    expect(result).toMatchObject({ kind: 'valid', principal: { kind: 'app', oid: servicePrincipalId, appId: client } });
    expect(result).toHaveProperty('principal.roles', new Set(['Tasks.Read.All']));
    expect(result).not.toHaveProperty('principal.scopes');
  });

  it('of a user stays a user when scp is empty', async () => {
    const result = await protector.verify(forge(key, userClaims({ scp: '' })));
    expect(result).toMatchObject({ kind: 'valid', principal: { kind: 'user' } });
    expect(result).toHaveProperty('principal.scopes', new Set([]));
  });

  it('made by another library is understood', async () => {
    const token = await new SignJWT(userClaims())
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.id })
      .sign(key.privateKey);
    expect(await outcome(protector, token)).toBe('valid');
  });

  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const)(
    'signed %s is accepted when that is allowed, and not when it is not',
    async (algorithm) => {
      const other = makeKey('other', algorithm);
      const token = forge(other, userClaims());
      expect(await outcome(protectorWith(keySet(other), { algorithms: [algorithm] }), token)).toBe('valid');
      const rest = algorithm === 'RS256' ? 'PS256' : 'RS256';
      expect(await outcome(protectorWith(keySet(other), { algorithms: [rest] }), token)).toBe('algorithm_not_allowed');
    },
  );

  it('cannot be changed by the code that receives it', async () => {
    const result = await protector.verify(forge(key, userClaims({ roles: ['Reader'] })));
    if (result.kind !== 'valid' || result.principal.kind !== 'user') throw new Error('expected a user');
    const { principal } = result;
    expect(() => (principal.scopes as Set<string>).add('Everything')).toThrow(TypeError);
    expect(() => (principal.roles as Set<string>).clear()).toThrow(TypeError);
    expect(() => Object.assign(principal, { oid: 'me' })).toThrow(TypeError);
    expect(() => (principal.claims['roles'] as string[]).push('Admin')).toThrow(TypeError);
  });

  it('works from one and the same protector many times at once', async () => {
    const tokens = Array.from({ length: 50 }, (_, index) => forge(key, userClaims({ uti: `fake-${index % 10}` })));
    const outcomes = await Promise.all(tokens.map((token) => outcome(protector, token)));
    expect(new Set(outcomes)).toEqual(new Set(['valid']));
  });
});

describe('the way a token is presented', () => {
  const token = forge(key, userClaims());

  it.each([
    ['a bare token', token, 'valid'],
    ['the scheme in another letter case', `bEARER ${token}`, 'valid'],
    ['several spaces', `Bearer   ${token}`, 'valid'],
    ['nothing', undefined, 'token_missing'],
    ['null, as Headers.get answers', null, 'token_missing'],
    ['empty text', '', 'token_missing'],
    ['the scheme alone', 'Bearer', 'token_missing'],
    ['another scheme', `Basic ${token}`, 'token_missing'],
    ['another scheme whose name begins the same', `BearerX ${token}`, 'token_missing'],
    ['two tokens', `Bearer ${token} ${token}`, 'token_malformed'],
    ['two tokens with a comma', `Bearer ${token},${token}`, 'token_malformed'],
    ['the scheme and nothing', 'Bearer ', 'token_malformed'],
    ['a line break behind it', `Bearer ${token}\n`, 'token_malformed'],
  ])('%s', async (_title, presented, expected) => {
    expect(await outcome(protector, presented)).toBe(expected);
  });

  it('is refused without an exception when it is no text at all', async () => {
    for (const odd of [7, {}, ['Bearer x'], true]) {
      expect(await outcome(protector, odd as unknown as string)).toBe('token_malformed');
    }
  });
});

describe('times', () => {
  let now = present;
  const clocked = protectorWith(keySet(key), { now: () => now * 1000 });
  const token = forge(key, userClaims({ iat: present, nbf: present, exp: present + 3600 }));

  it.each([
    ['300 seconds before it begins', -300, 'valid'],
    ['301 seconds before it begins', -301, 'token_not_yet_valid'],
    ['299 seconds after its end', 3600 + 299, 'valid'],
    ['300 seconds after its end', 3600 + 300, 'token_expired'],
  ])('%s, verified afresh', async (_title, offset, expected) => {
    now = present + offset;
    expect(await outcome(protectorWith(keySet(key), { now: () => now * 1000 }), token)).toBe(expected);
  });

  it('are checked again at each use of a token that was verified before', async () => {
    now = present + 3600 + 299;
    expect(await outcome(clocked, token)).toBe('valid');
    now += 1;
    expect(await outcome(clocked, token)).toBe('token_expired');
  });

  it('do not need nbf', async () => {
    now = present;
    expect(await outcome(clocked, forge(key, userClaims({ nbf: undefined })))).toBe('valid');
  });

  it('tolerate as much as was asked for', async () => {
    const strict = protectorWith(keySet(key), { clockToleranceSeconds: 0 });
    expect(await outcome(strict, forge(key, userClaims({ exp: present + 1 })))).toBe('valid');
    expect(await outcome(strict, forge(key, userClaims({ exp: present })))).toBe('token_expired');
  });
});

describe('a request', () => {
  const requirement = requires({ anyScope: ['Tasks.Read'] });

  it('that meets the requirement is allowed', async () => {
    const result = await protector.check(`Bearer ${forge(key, userClaims())}`, requirement);
    expect(result).toMatchObject({ kind: 'allowed', principal: { oid: userId } });
  });

  it('that is refused gets an answer, and is told of with its reason', async () => {
    const told: string[] = [];
    const logging = protectorWith(keySet(key), { onRefused: ({ code, detail }) => told.push(`${code}: ${detail}`) });
    const token = forge(key, userClaims({ scp: 'Other' }));
    expect(await logging.check(token, requirement)).toMatchObject({
      kind: 'refused',
      error: { code: 'scope_missing' },
      challenge: { status: 403 },
    });
    expect(await logging.check(undefined, requirement)).toMatchObject({ kind: 'refused', challenge: { status: 401 } });
    expect(told).toEqual(['scope_missing: the token needs one of Tasks.Read', 'token_missing: undefined']);
  });
});

describe('options', () => {
  const good: ProtectorOptions = { issuers: { authority: `${origin}/${tenant}` }, audience: api };

  it.each<[string, Partial<ProtectorOptions>]>([
    ['no issuer', { issuers: [] }],
    ['no audience', { audience: [] }],
    ['an empty audience', { audience: '' }],
    ['an audience that cannot stand in a header', { audience: 'api://a"b' }],
    ['many tenants without saying which', { issuers: { authority: `${origin}/common` } }],
    ['an allowed tenant that is not an id', { allowedTenants: ['contoso.example'] }],
    ['no version', { acceptedVersions: [] }],
    ['no algorithm', { algorithms: [] }],
    ['unsigned tokens', { algorithms: ['none' as 'RS256'] }],
    ['HMAC', { algorithms: ['HS256' as 'RS256'] }],
    ['an algorithm named like an inherited member', { algorithms: ['toString' as 'RS256'] }],
    ['a negative tolerance', { clockToleranceSeconds: -1 }],
    ['a tolerance that is no number', { clockToleranceSeconds: Number.NaN }],
    ['certificates for a client that is not ours', { ca: 'fake', fetchJson: () => Promise.resolve() }],
    ['keys that are none', { issuers: { authority: `${origin}/${tenant}`, keys: { keys: [] } } }],
  ])('are refused at the start: %s', (_title, wrong) => {
    expect(() => createProtector({ ...good, ...wrong })).toThrow(TypeError);
  });

  it('may narrow the versions', async () => {
    const only2 = protectorWith(keySet(key), { acceptedVersions: ['2.0'] });
    expect(await outcome(only2, forge(key, userClaims()))).toBe('valid');
    expect(await outcome(only2, forge(key, asVersion1(userClaims())))).toBe('version_not_accepted');
  });

  it('may narrow the tenants of an authority of one tenant to none', async () => {
    const closed = protectorWith(keySet(key), { allowedTenants: [] });
    expect(await outcome(closed, forge(key, userClaims()))).toBe('tenant_not_allowed');
  });
});
