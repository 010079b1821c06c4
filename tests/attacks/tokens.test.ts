// Attacks with tokens: forged, of another kind, made for somebody else, carried where they do not belong.
import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apps, compatSeed, gatewayUri, ledgerUri, secrets, tenants, userIds } from '../support/compat-seed.js';
import { askToken, callApi, type ProgramAnswer, tokensFor } from '../support/honest-client.js';
import { testStore } from '../support/test-store.js';
import { trustingFetch } from '../support/trusting-fetch.js';

let platform: StartedPlatform & { readonly fetch: typeof fetch };
/** A good token of a person for Graph. */
let token: string;
/** The key that signed it, as the platform publishes it. */
let published: { readonly kid: string; readonly n: string; readonly x5c: readonly string[] };
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

beforeAll(async () => {
  const started = await startTestPlatform({ seed: compatSeed().seed, ...(await testStore()) });
  platform = { ...started, fetch: trustingFetch(started.ca) };
  await collide();
  token = (await tokensFor(platform, 'openid profile User.Read')).access_token ?? '';
  const answer = await platform.fetch(`${platform.baseUrl}/${tenants.contoso}/discovery/v2.0/keys`);
  const { keys } = (await answer.json()) as { keys: (typeof published)[] };
  const { kid } = decodeProtectedHeader(token);
  published = keys.find((key) => key.kid === kid) ?? { kid: '', n: '', x5c: [] };
});
afterAll(() => platform.stop());

/** Gives the daemon's service principal the object id that Ann has already. No seed can; whoever writes to the database could. */
async function collide(): Promise<void> {
  await platform.parts.store.inTenant(tenants.contoso as TenantId, async (tx) => {
    const [before] = await tx.rows<{ id: string }>(
      'select id from service_principals where tenant_id = $1 and app_id = $2',
      [tx.tenant, apps.daemon],
    );
    const [old, ann] = [before?.id ?? null, userIds.ann];
    await tx.run('update service_principals set id = $3 where tenant_id = $1 and id = $2', [tx.tenant, old, ann]);
    await tx.run('update app_role_assignments set principal_id = $3 where tenant_id = $1 and principal_id = $2', [
      tx.tenant,
      old,
      ann,
    ]);
    const target = { type: 'service-principal', id: ann };
    tx.journal({ operation: 'service-principal.update', actor: { kind: 'platform' }, target });
  });
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** The claims of the good token under another header, with what `seal` makes of both as the signature. */
function forged(header: object, seal: (text: string) => Buffer, claims: object = {}): string {
  const text = `${encoded({ ...decodeProtectedHeader(token), ...header })}.${encoded({ ...decodeJwt(token), ...claims })}`;
  return `${text}.${seal(text).toString('base64url')}`;
}
const hmac = (secret: string | Buffer) => (text: string) => createHmac('sha256', secret).update(text).digest();
const byStranger = (text: string): Buffer => sign('sha256', Buffer.from(text), stranger.privateKey);
const publishedKey = (): KeyObject =>
  createPublicKey(`-----BEGIN CERTIFICATE-----\n${published.x5c[0] ?? ''}\n-----END CERTIFICATE-----`);

/** What every place that takes a token says to this one: Graph, userinfo, and the on-behalf-of grant of an API. */
async function everywhere(presented: string): Promise<readonly number[]> {
  const answers = [
    await callApi(platform, '/v1.0/me', presented),
    await callApi(platform, '/oidc/userinfo', presented),
    await onBehalfOf(presented),
  ];
  expect(answers.map(({ body }) => body.access_token)).toEqual([undefined, undefined, undefined]);
  return answers.map(({ status }) => status);
}

function onBehalfOf(assertion: string): Promise<ProgramAnswer> {
  return askToken(platform, {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: apps.gateway,
    client_secret: secrets.gateway,
    assertion,
    requested_token_use: 'on_behalf_of',
    scope: `${ledgerUri}/Ledger.Read`,
  });
}

test('the token that is attacked here is good', async () => {
  expect((await callApi(platform, '/v1.0/me', token)).status).toBe(200);
  expect((await callApi(platform, '/oidc/userinfo', token)).status).toBe(200);
  const forGateway = await tokensFor(platform, `${gatewayUri}/access_as_user`);
  expect((await onBehalfOf(forGateway.access_token ?? '')).status).toBe(200);
});

/** RFC 8725 §2.1, §3.1; ASVS 9.1.2. */
describe('algorithm confusion', () => {
  test.each<[title: string, make: () => string]>([
    ['no algorithm', () => forged({ alg: 'none' }, () => Buffer.alloc(0))],
    ['no algorithm in other letters', () => forged({ alg: 'nOnE' }, () => Buffer.alloc(0))],
    ['the signature taken away', () => `${token.split('.').slice(0, 2).join('.')}.`],
    ['the published modulus as a shared secret', () => forged({ alg: 'HS256' }, hmac(published.n))],
    [
      'the published key in PEM as a shared secret',
      () => forged({ alg: 'HS256' }, hmac(String(publishedKey().export({ type: 'spki', format: 'pem' })))),
    ],
    [
      'the published certificate as a shared secret',
      () => forged({ alg: 'HS256' }, hmac(Buffer.from(published.x5c[0] ?? '', 'base64'))),
    ],
  ])('by %s is refused', async (_, make) => {
    expect(published.x5c).toHaveLength(1);
    expect(await everywhere(make())).toEqual([401, 401, 400]);
  });
});

/** RFC 8725 §3.10; ASVS 9.1.3. */
describe('key injection', () => {
  const jwk = { ...stranger.publicKey.export({ format: 'jwk' }), kid: 'stranger' };
  test.each<[title: string, header: object]>([
    ['under the key id of a published key', {}],
    ['with its own key in the header', { jwk, kid: undefined }],
    ['with its own key under its own id', { jwk, kid: 'stranger' }],
    ['with the address of its own keys', { jku: 'https://evil.example/keys' }],
    ['with certificates of its own', { x5u: 'https://evil.example/cert', x5c: ['AAAA'] }],
    ['with a key id that is a path', { kid: '../../../../dev/null' }],
  ])('by a token that a stranger signed %s is refused', async (_, header) => {
    expect(await everywhere(forged(header, byStranger))).toEqual([401, 401, 400]);
  });

  test('by a token of the development forge is refused: its key is in nobody’s key document', async () => {
    const body = JSON.stringify({ claims: decodeJwt(token), header: decodeProtectedHeader(token) });
    const answer = await platform.fetch(`${platform.baseUrl}/gatehouse/v1/dev/forge`, { method: 'POST', body });
    const made = (await answer.json()) as { readonly token: string };
    expect(decodeJwt(made.token)).toEqual(decodeJwt(token));
    expect(await everywhere(made.token)).toEqual([401, 401, 400]);
  });
});

/** RFC 9700 §2.3, §4.10.2; ASVS 9.2.3, 10.3.1. */
describe('a token for another audience', () => {
  test('an API’s token opens neither Graph nor userinfo, and nobody else’s on-behalf-of', async () => {
    const { access_token: forLedger = '' } = await tokensFor(platform, `${ledgerUri}/Ledger.Read`);
    expect(decodeJwt(forLedger).aud).toBe(apps.ledger);
    expect(await everywhere(forLedger)).toEqual([401, 401, 400]);
  });

  test('Graph’s token is nobody’s assertion', async () => {
    expect((await onBehalfOf(token)).body.error_codes).toEqual([500131]);
  });

  test('one request gives a token for one resource', async () => {
    const { access_token: both = '' } = await tokensFor(platform, `User.Read ${ledgerUri}/Ledger.Read`);
    expect(typeof decodeJwt(both).aud).toBe('string');
    expect(decodeJwt(both).scp).not.toContain('Ledger.Read');
  });
});

/** RFC 8725 §2.8, §3.11; ASVS 9.2.2. */
test('token substitution: an ID token, a refresh token and a code are no access tokens', async () => {
  const { id_token: idToken = '', refresh_token: refreshToken = '' } = await tokensFor(
    platform,
    `openid offline_access ${gatewayUri}/access_as_user`,
  );
  for (const other of [idToken, refreshToken]) {
    expect(other.length).toBeGreaterThan(100);
    expect(await everywhere(other)).toEqual([401, 401, 400]);
  }
});

/** RFC 9700 §4.15. */
describe('a client that poses as a user', () => {
  const appToken = async (resource: string): Promise<string> => {
    const asked = { grant_type: 'client_credentials', client_id: apps.daemon, client_secret: secrets.daemon };
    const { body } = await askToken(platform, { ...asked, scope: `${resource}/.default` });
    return body.access_token ?? '';
  };

  test('sub collision: a client whose object id is a person’s is still told apart by idtyp, and by having no scopes', async () => {
    const person = decodeJwt(token);
    const client = decodeJwt(await appToken('https://graph.microsoft.com'));
    expect([client.oid, client.sub, client.idtyp]).toEqual([userIds.ann, userIds.ann, 'app']);
    expect(person.oid).toBe(userIds.ann);
    expect(person.idtyp).not.toBe('app');
    expect(person.scp).toContain('User.Read');
    expect([client.scp, person.sub === userIds.ann]).toEqual([undefined, false]);
  });

  test('sub collision: its token opens nothing that is the person’s', async () => {
    const asApp = await appToken('https://graph.microsoft.com');
    const me = await callApi(platform, '/v1.0/me', asApp);
    const info = await callApi(platform, '/oidc/userinfo', asApp);
    for (const { status, body } of [me, info]) {
      expect([400, 403]).toContain(status);
      expect(JSON.stringify(body)).not.toContain('ann');
    }
    expect((await onBehalfOf(await appToken(gatewayUri))).body).toMatchObject({ error_codes: [7000114] });
  });
});

/** RFC 9700 §4.3.2, OAuth 2.1 §5.1: addresses stand in histories and logs. */
describe('a token in the URL', () => {
  test.each(['/v1.0/me', '/oidc/userinfo'])('is not taken by %s', async (path) => {
    const answer = await platform.fetch(`${platform.baseUrl}${path}?access_token=${token}`);
    expect(answer.status).toBe(401);
  });

  test('beside a good one in the header changes nothing', async () => {
    expect((await callApi(platform, '/oidc/userinfo?access_token=x', token)).status).toBe(200);
  });

  test('a client’s secret there is not read either', async () => {
    const query = new URLSearchParams({ client_id: apps.daemon, client_secret: secrets.daemon });
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: `${ledgerUri}/.default` });
    const address = `${platform.baseUrl}/${tenants.contoso}/oauth2/v2.0/token?${query.toString()}`;
    expect((await platform.fetch(address, { method: 'POST', body })).status).toBe(400);
  });
});

/** RFC 9700 §2.6, RFC 8414 §3.3, §6.2; ASVS 10.5.3. */
describe('metadata that misleads', () => {
  test('names as issuer the address under which it is found, and nothing of another host', async () => {
    const issuer = `${platform.baseUrl}/${tenants.contoso}/v2.0`;
    const document = (await (await platform.fetch(`${issuer}/.well-known/openid-configuration`)).json()) as object;
    expect(document).toMatchObject({ issuer, code_challenge_methods_supported: ['S256'] });
    const addresses = JSON.stringify(document).match(/https?:\/\/[^"/]+/g) ?? [];
    expect(new Set(addresses)).toEqual(new Set([platform.baseUrl]));
  });

  test('shows no private half of a key', async () => {
    for (const tenant of [tenants.contoso, 'common']) {
      const answer = await platform.fetch(`${platform.baseUrl}/${tenant}/discovery/v2.0/keys`);
      const { keys } = (await answer.json()) as { keys: Readonly<Record<string, unknown>>[] };
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys)
        for (const half of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(half);
    }
  });
});
