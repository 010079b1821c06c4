import type { TenantId } from '@gatehouse/model';
import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Program, startProgram } from '../../support/client-program.js';
import { type CompatPlatform, startCompatPlatform } from '../../support/compat-platform.js';
import {
  apps,
  archiveUri,
  contosoDomain,
  ledgerUri,
  people,
  secrets,
  tenants,
  userIds,
} from '../../support/compat-seed.js';
import type { VerifierFunctions } from './programs/verifier.js';

let platform: CompatPlatform;
let api: Program<VerifierFunctions>;

beforeAll(async () => {
  platform = await startCompatPlatform();
  api = await startProgram(new URL('./programs/verifier.ts', import.meta.url), platform.caFile);
});
afterAll(async () => {
  await api.stop();
  await platform.stop();
});

const url = (path: string): string => `${platform.baseUrl}${path}`;
const version2 = (tenant: string): string => url(`/${tenant}/v2.0/.well-known/openid-configuration`);
const version1 = (tenant: string): string => url(`/${tenant}/.well-known/openid-configuration`);

interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
}

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Tokens> {
  const answer = await platform.fetch(url(path), { method: 'POST', body: new URLSearchParams(fields) });
  if (answer.status !== 200) throw new Error(await answer.text());
  return (await answer.json()) as Tokens;
}

/** Tokens for Ann. */
const forAnn = (scope: string): Promise<Tokens> =>
  post(`/${tenants.contoso}/oauth2/v2.0/token`, {
    grant_type: 'password',
    client_id: apps.script,
    username: people.ann.userName,
    password: people.ann.password,
    scope: `openid profile ${scope}`,
  });
/** A daemon's token. */
const forDaemon = async (resource: string): Promise<string> =>
  (
    await post(`/${tenants.contoso}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: apps.daemon,
      client_secret: secrets.daemon,
      scope: `${resource}/.default`,
    })
  ).access_token;

/** A token that a stranger signed. */
async function forged(claims: object, header: object = {}): Promise<string> {
  const answer = await platform.fetch(url('/gatehouse/v1/dev/forge'), {
    method: 'POST',
    body: JSON.stringify({ claims, header }),
  });
  return ((await answer.json()) as { readonly token: string }).token;
}

describe('a verifier that knows nothing but the metadata', () => {
  test.each([
    ['tenant id', tenants.contoso],
    ['domain', contosoDomain],
    ['alias common, whose issuer is a template', 'common'],
    ['alias organizations', 'organizations'],
  ])('accepts a version 2 access token and an ID token at the %s', async (_, tenant) => {
    const { access_token: access, id_token: identity } = await forAnn(`${ledgerUri}/Ledger.Read`);
    const { payload, header } = await api.call('verify', version2(tenant), access, apps.ledger);
    expect(header).toEqual({ typ: 'JWT', alg: 'RS256', kid: expect.any(String) });
    expect(payload).toMatchObject({ ver: '2.0', oid: userIds.ann, tid: tenants.contoso, scp: 'Ledger.Read' });
    const verified = await api.call('verify', version2(tenant), identity, apps.script);
    expect(verified.payload).toMatchObject({ ver: '2.0', oid: userIds.ann, preferred_username: people.ann.userName });
    expect(verified.payload.sub).not.toBe(payload.sub);
  });

  test('accepts an application’s token', async () => {
    const { payload } = await api.call('verify', version2(tenants.contoso), await forDaemon(ledgerUri), apps.ledger);
    expect(payload).toMatchObject({ roles: ['Ledger.Read.All'], idtyp: 'app', sub: payload.oid });
    expect(payload).not.toHaveProperty('scp');
  });

  test('accepts a version 1 access token with version 1 metadata, and only with that', async () => {
    const token = await forDaemon(archiveUri);
    const { payload, header } = await api.call('verify', version1(tenants.contoso), token, archiveUri);
    expect(header).toEqual({ typ: 'JWT', alg: 'RS256', kid: expect.any(String), x5t: header.kid });
    expect(payload).toMatchObject({ ver: '1.0', iss: url(`/${tenants.contoso}/`), appid: apps.daemon });
    await expect(api.call('verify', version2(tenants.contoso), token, archiveUri)).rejects.toMatchObject({
      code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
      claim: 'iss',
    });
  });

  test('refuses a token for another audience, of another tenant, and without a known signature', async () => {
    const token = await forDaemon(ledgerUri);
    await expect(api.call('verify', version2(tenants.contoso), token, apps.archive)).rejects.toMatchObject({
      claim: 'aud',
    });
    await expect(api.call('verify', version2(tenants.fabrikam), token, apps.ledger)).rejects.toMatchObject({
      code: 'ERR_JWKS_NO_MATCHING_KEY',
    });
    const claims = {
      iss: url(`/${tenants.contoso}/v2.0`),
      aud: apps.ledger,
      tid: tenants.contoso,
      sub: 'x',
      ver: '2.0',
    };
    const { kid } = (await api.call('verify', version2(tenants.contoso), token, apps.ledger)).header;
    for (const [header, code] of [
      [{ kid }, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
      [{}, 'ERR_JWKS_NO_MATCHING_KEY'],
      [{ alg: 'none' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ] as const) {
      const stranger = await forged(claims, header);
      const verified = api.call('verify', version2(tenants.contoso), stranger, apps.ledger);
      await expect(verified).rejects.toMatchObject({ code });
    }
  });

  test('follows when the tenant changes its key, and still accepts what the old one signed', async () => {
    const before = await forDaemon(ledgerUri);
    const old = await api.call('verify', version2(tenants.contoso), before, apps.ledger);
    const actor = { kind: 'operator', name: 'test' } as const;
    await platform.parts.keys.rotate(tenants.contoso as string as TenantId, 'RS256', actor, 'now');
    const renewed = await api.call('verify', version2(tenants.contoso), await forDaemon(ledgerUri), apps.ledger);
    expect(renewed.header.kid).not.toBe(old.header.kid);
    const again = await api.call('verify', version2(tenants.contoso), before, apps.ledger);
    expect(again.payload.uti).toBe(old.payload.uti);
  });

  test('recovers once the keys can be read again', async () => {
    const other = await startProgram<VerifierFunctions>(
      new URL('./programs/verifier.ts', import.meta.url),
      platform.caFile,
    );
    try {
      const token = await forDaemon(ledgerUri);
      await platform.injectFault({ at: 'keys', status: 503 });
      const verify = () => other.call('verify', version2(tenants.contoso), token, apps.ledger);
      await expect(verify()).rejects.toMatchObject({ code: 'ERR_JOSE_GENERIC' });
      expect((await verify()).payload).toMatchObject({ azp: apps.daemon });
    } finally {
      await other.stop();
    }
  });
});

describe('the documents, as passport-azure-ad and middlewares of its kind read them', () => {
  interface Metadata {
    readonly [field: string]: unknown;
    readonly jwks_uri: string;
  }

  /** Such a client adds these parameters, and they change nothing. */
  const read = async (address: string): Promise<Metadata> => {
    const plain = (await (await platform.fetch(address)).json()) as Metadata;
    const answer = await platform.fetch(`${address}?x-client-SKU=passport-azure-ad&x-client-Ver=4.3.5`);
    expect(await answer.json()).toEqual(plain);
    return plain;
  };

  test.each([
    ['2', version2, '/v2.0', '/oauth2/v2.0', '/discovery/v2.0/keys'],
    ['1', version1, '/', '/oauth2', '/discovery/keys'],
  ] as const)(
    'metadata of version %s names issuer, algorithms, endpoints and keys',
    async (_, at, issuer, oauth, keys) => {
      for (const spelled of [tenants.contoso, contosoDomain]) {
        const home = url(`/${tenants.contoso}`);
        expect(await read(at(spelled))).toMatchObject({
          issuer: `${home}${issuer}`,
          authorization_endpoint: `${home}${oauth}/authorize`,
          token_endpoint: `${home}${oauth}/token`,
          end_session_endpoint: `${home}${oauth}/logout`,
          jwks_uri: `${home}${keys}`,
          id_token_signing_alg_values_supported: ['RS256'],
          response_modes_supported: ['query', 'fragment', 'form_post'],
          response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
          subject_types_supported: ['pairwise'],
          userinfo_endpoint: url('/oidc/userinfo'),
        });
      }
    },
  );

  test('every key comes with its certificate, whose thumbprint is its name', async () => {
    const { jwks_uri: address } = await read(version2(tenants.contoso));
    const { keys } = (await (await platform.fetch(address)).json()) as { keys: Record<string, string & string[]>[] };
    // RSA keys first, for clients that take the first key they see.
    expect(keys[0]).toMatchObject({ kty: 'RSA', n: expect.any(String), e: 'AQAB' });
    expect(keys.at(-1)).toMatchObject({ kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) });
    for (const key of keys) {
      expect(key.use).toBe('sig');
      const certificate = new X509Certificate(Buffer.from(key.x5c?.[0] ?? '', 'base64'));
      expect(createHash('sha1').update(certificate.raw).digest('base64url')).toBe(key.x5t);
      expect(key.kid).toBe(key.x5t);
      expect(key).toMatchObject(certificate.publicKey.export({ format: 'jwk' }));
    }
  });

  test('instance discovery names the platform as its own cloud', async () => {
    const asked = new URLSearchParams({
      'api-version': '1.1',
      authorization_endpoint: url(`/${tenants.contoso}/oauth2/v2.0/authorize`),
    });
    expect(await (await platform.fetch(url(`/common/discovery/instance?${asked}`))).json()).toMatchObject({
      tenant_discovery_endpoint: expect.stringContaining('/.well-known/openid-configuration'),
      metadata: [{ preferred_network: platform.host, preferred_cache: platform.host, aliases: [platform.host] }],
    });
  });
});
