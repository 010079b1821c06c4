import type { TenantId } from '@gatehouse/model';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contoso, daemonApp, fabrikam, orders, ordersApi, secrets } from '../testing/sample-tenants.data.js';
import { baseUrl, startTokenWorld, type TokenWorld } from '../testing/token-world.js';

let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld();
  await world.deps.keys.createFirst([contoso, fabrikam] as TenantId[]);
});

afterAll(() => world.stop());

async function daemonToken(): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: daemonApp,
    client_secret: secrets.daemon,
    scope: `${orders}/.default`,
  };
  return String((await world.token(form)).body.access_token);
}

describe('metadata over the door', () => {
  it.each([
    ['/contoso.example/v2.0/.well-known/openid-configuration', `${baseUrl}/${contoso}/v2.0`],
    [`/${contoso.toUpperCase()}/v2.0/.well-known/openid-configuration`, `${baseUrl}/${contoso}/v2.0`],
    [`/${contoso}/.well-known/openid-configuration`, `${baseUrl}/${contoso}/`],
    ['/common/v2.0/.well-known/openid-configuration?x-client-SKU=passport', `${baseUrl}/{tenantid}/v2.0`],
    ['/Organizations/v2.0/.well-known/openid-configuration', `${baseUrl}/{tenantid}/v2.0`],
    ['/.well-known/oauth-authorization-server/contoso.example/v2.0', `${baseUrl}/${contoso}/v2.0`],
    ['/.well-known/oauth-authorization-server/common/v2.0', `${baseUrl}/{tenantid}/v2.0`],
    [`/.well-known/oauth-authorization-server/${contoso}`, `${baseUrl}/${contoso}/`],
    ['/consumers/.well-known/openid-configuration', `${baseUrl}/9188040d-6c67-4c5b-b112-36a304b66dad/`],
  ])('%s names the issuer %s and may be kept', async (path, issuer) => {
    const answer = await world.send('GET', path);
    expect(answer.status).toBe(200);
    expect(answer.body.issuer).toBe(issuer);
    expect(answer.headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    });
  });

  it.each([
    '{tenant}/v2.0/.well-known/openid-configuration',
    '{tenant}/.well-known/openid-configuration',
    '.well-known/oauth-authorization-server/{tenant}/v2.0',
    '.well-known/oauth-authorization-server/{tenant}',
    '{tenant}/discovery/v2.0/keys',
    '{tenant}/discovery/keys',
  ])('%s of an unknown tenant is the documented error', async (path) => {
    for (const tenant of [
      'nowhere.example',
      '77777777-0000-4000-8000-000000000001',
      '%00',
      '..%2f..',
      'x'.repeat(300),
    ]) {
      const answer = await world.send('GET', `/${path.replace('{tenant}', () => tenant)}`);
      expect([answer.status, answer.body.error, answer.body.error_codes]).toEqual([400, 'invalid_tenant', [90002]]);
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    }
  });

  it('is the same document by the rule of OAuth 2.0 (RFC 8414 §3.1) as by that of OpenID Connect', async () => {
    const [oauth, openId] = await Promise.all([
      world.send('GET', `/.well-known/oauth-authorization-server/${contoso}/v2.0`),
      world.send('GET', `/${contoso}/v2.0/.well-known/openid-configuration`),
    ]);
    expect(oauth.text).toBe(openId.text);
  });

  it('is open to pages of any origin, as is everything that programs read', async () => {
    const { oauthRoutes } = await import('../index.js');
    const pages = oauthRoutes(world.deps).filter(({ cors }) => cors !== 'open');
    expect(pages.map(({ path }) => path)).toEqual(['/error']);
  });

  it('of instance discovery names this host', async () => {
    const answer = await world.send('GET', '/common/discovery/instance?api-version=1.1');
    expect(answer.body.metadata).toEqual([
      { preferred_network: 'login.example', preferred_cache: 'login.example', aliases: ['login.example'] },
    ]);
  });
});

describe('keys over the door', () => {
  it.each([
    `/${contoso}/discovery/v2.0/keys`,
    '/contoso.example/discovery/keys',
    '/common/discovery/v2.0/keys',
    '/organizations/discovery/keys',
  ])('%s verifies a token of the tenant', async (path) => {
    const token = await daemonToken();
    const answer = await world.send('GET', path);
    const keys = createLocalJWKSet(answer.body as unknown as JSONWebKeySet);
    const verified = await jwtVerify(token, keys, {
      issuer: `${baseUrl}/${contoso}/v2.0`,
      audience: ordersApi,
      algorithms: ['RS256'],
      currentDate: new Date(world.clock.now()),
    });
    expect(verified.payload.tid).toBe(contoso);
  });

  it('have exactly the documented fields', async () => {
    const { keys } = (await world.send('GET', `/${contoso}/discovery/v2.0/keys`)).body as {
      keys: Record<string, unknown>[];
    };
    const own = { RSA: ['e', 'n'], EC: ['crv', 'x', 'y'] };
    expect(keys.map(({ kty }) => kty)).toEqual(['RSA', 'EC']);
    for (const key of keys) {
      const all = ['alg', 'issuer', 'kid', 'kty', 'use', 'x5c', 'x5t', ...own[key.kty as 'RSA' | 'EC']];
      expect(Object.keys(key).sort()).toEqual(all.sort());
      expect(key).toMatchObject({ use: 'sig', issuer: `${baseUrl}/${contoso}/v2.0` });
    }
  });

  it.each([`/${contoso}/discovery/keys`, '/common/discovery/keys'])(
    '%s of version 1 names no issuer: its verifiers would compare that of version 2 tokens with their own',
    async (path) => {
      const { keys } = (await world.send('GET', path)).body as { keys: Record<string, unknown>[] };
      const other = await world.send('GET', path.replace('discovery', 'discovery/v2.0'));
      const { keys: versionTwo } = other.body as { keys: Record<string, unknown>[] };
      expect(keys.length).toBeGreaterThan(0);
      expect(keys).toEqual(versionTwo.map(({ issuer: _, ...key }) => key));
    },
  );

  it('of all tenants say of each whose tokens it may sign', async () => {
    const { keys } = (await world.send('GET', '/common/discovery/v2.0/keys')).body as {
      keys: { kid: string; issuer: string }[];
    };
    const issuers = new Set(keys.map(({ issuer }) => issuer));
    expect(issuers).toEqual(new Set([`${baseUrl}/${contoso}/v2.0`, `${baseUrl}/${fabrikam}/v2.0`]));
    const [fabrikamKey] = await world.deps.keys.published(fabrikam as TenantId);
    expect(keys.find(({ kid }) => kid === fabrikamKey?.kid)?.issuer).toBe(`${baseUrl}/${fabrikam}/v2.0`);
  });

  it('of personal accounts do not exist where there are none', async () => {
    expect((await world.send('GET', '/consumers/discovery/v2.0/keys')).body.error_codes).toEqual([90002]);
  });
});
