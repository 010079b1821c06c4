import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, stepOf } from '../../support/browser.js';
import {
  approveDevice,
  type Callback,
  completeSignIn,
  declineDevice,
  openBrowser,
} from '../../support/browserless-sign-in.js';
import { type Program, startProgram } from '../../support/client-program.js';
import { type CompatPlatform, startCompatPlatform } from '../../support/compat-platform.js';
import {
  apps,
  archiveUri,
  contosoDomain,
  daemonCertificate,
  ledgerUri,
  people,
  redirectUris,
  secrets,
  tenants,
  userIds,
} from '../../support/compat-seed.js';
import type { Person } from '../../support/sign-in-as.js';
import type { OpenIdClientFunctions, Proof } from './programs/openid-client.js';

let platform: CompatPlatform;
let client: Program<OpenIdClientFunctions>;
let browser: Browser;
/** The issuer of Contoso. */
let issuer: string;
const bySecret = { kind: 'post', secret: secrets.web } as const;
const scope = 'openid profile email offline_access';

beforeAll(async () => {
  platform = await startCompatPlatform();
  issuer = `${platform.baseUrl}/${tenants.contoso}/v2.0`;
  client = await startProgram(new URL('./programs/openid-client.ts', import.meta.url), platform.caFile);
});
afterAll(async () => {
  await client.stop();
  await platform.stop();
});
beforeEach(() => {
  browser = openBrowser(platform);
});

const relyingParty = async (clientId: string, proof: Proof): Promise<number> =>
  (await client.call('discover', issuer, clientId, proof)).handle;

/** What the person's browser brings back, as the relying party's server sees it. */
const arrived = ({ mode, url, fields }: Callback): [url: string, form?: Readonly<Record<string, string>>] =>
  mode === 'form_post' ? [url, fields] : [url];

/** Signs Ann in with a code, PKCE, state and nonce. */
async function signIn(handle: number, changes: Readonly<Record<string, string>> = {}, person: Person = people.ann) {
  const begun = await client.call('beginSignIn', handle, { redirect_uri: redirectUris.web, scope, ...changes });
  const callback = await completeSignIn(browser, begun.url, person);
  return client.call('endSignIn', handle, begun, ...arrived(callback));
}

describe('FAITHFUL-WIRE: discovery', () => {
  test('finds an issuer by its tenant id', async () => {
    const { metadata } = await client.call('discover', issuer, apps.web, { kind: 'none' });
    expect(metadata).toMatchObject({
      issuer,
      token_endpoint: `${platform.baseUrl}/${tenants.contoso}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${platform.baseUrl}/${tenants.contoso}/oauth2/v2.0/devicecode`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    });
  });

  test.each([
    ['a domain', `/${contosoDomain}/v2.0`],
    ['common', '/common/v2.0'],
  ])('refuses %s, which is no issuer', async (_, path) => {
    const asked = client.call('discover', `${platform.baseUrl}${path}`, apps.web, { kind: 'none' });
    await expect(asked).rejects.toMatchObject({ code: 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' });
  });

  test('of a tenant that does not exist is refused', async () => {
    const asked = client.call('discover', `${platform.baseUrl}/${tenants.unknown}/v2.0`, apps.web, { kind: 'none' });
    await expect(asked).rejects.toMatchObject({ code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' });
  });
});

describe('client authentication', () => {
  const { privateKey, certificate } = daemonCertificate();
  const thumbprint = (algorithm: string): string =>
    createHash(algorithm).update(new X509Certificate(certificate).raw).digest('base64url');
  const proofs: readonly [name: string, proof: Proof, rank: string][] = [
    ['client_secret_post', { kind: 'post', secret: secrets.daemon }, '1'],
    ['client_secret_basic, which encodes twice', { kind: 'basic', secret: secrets.daemon }, '1'],
    [
      'private_key_jwt with RS256 and x5t',
      { kind: 'key', privateKey, algorithm: 'RS256', header: { x5t: thumbprint('sha1') } },
      '2',
    ],
    [
      'private_key_jwt with PS256 and x5t#S256',
      { kind: 'key', privateKey, algorithm: 'PS256', header: { 'x5t#S256': thumbprint('sha256') } },
      '2',
    ],
  ];

  test.each(proofs)('by %s gets an application its token', async (_, proof, rank) => {
    const handle = await relyingParty(apps.daemon, proof);
    const tokens = await client.call('clientCredentials', handle, `${ledgerUri}/.default`);
    expect(tokens.token_type).toBe('bearer');
    expect(payloadOf(tokens.access_token)).toMatchObject({ aud: apps.ledger, azp: apps.daemon, azpacr: rank });
    expect(tokens).not.toHaveProperty('refresh_token');
    expect(tokens).not.toHaveProperty('id_token');
  });

  test.each([
    ['in the form', { kind: 'post', secret: 'fake-but-wrong' }],
    ['in the header', { kind: 'basic', secret: 'fake-but-wrong' }],
  ] as const)('with a wrong secret %s is refused with status 401', async (_, proof) => {
    const handle = await relyingParty(apps.daemon, proof);
    const asked = client.call('clientCredentials', handle, `${ledgerUri}/.default`);
    // In the header it is answered by a challenge, which the library reports on its own.
    const code = proof.kind === 'basic' ? 'OAUTH_WWW_AUTHENTICATE_CHALLENGE' : 'OAUTH_RESPONSE_BODY_ERROR';
    await expect(asked).rejects.toMatchObject({ status: 401, code });
  });

  test('without a thumbprint in the header is refused', async () => {
    const handle = await relyingParty(apps.daemon, { kind: 'key', privateKey, algorithm: 'RS256', header: {} });
    const asked = client.call('clientCredentials', handle, `${ledgerUri}/.default`);
    await expect(asked).rejects.toMatchObject({ error: 'invalid_client' });
  });
});

describe('signing in', () => {
  test.each(['query', 'form_post'])('with code, PKCE, state, nonce and max_age, answered by %s', async (mode) => {
    const handle = await relyingParty(apps.web, bySecret);
    const tokens = await signIn(handle, { response_mode: mode, max_age: '600' });
    expect(tokens.claims).toMatchObject({
      iss: issuer,
      aud: apps.web,
      oid: userIds.ann,
      tid: tenants.contoso,
      preferred_username: people.ann.userName,
      name: 'Ann Example',
      email: 'ann.mail@contoso.example',
      auth_time: expect.any(Number),
    });
    expect(tokens.expires_in).toBeGreaterThan(3000);
    expect(tokens.scope?.split(' ').sort()).toEqual(['email', 'offline_access', 'openid', 'profile']);
  });

  test.each(['client_secret_basic', 'private_key_jwt'])('redeems its code by %s as well', async (method) => {
    const { privateKey, certificate } = daemonCertificate();
    const x5t = createHash('sha1').update(new X509Certificate(certificate).raw).digest('base64url');
    const proof: Proof =
      method === 'private_key_jwt'
        ? { kind: 'key', privateKey, algorithm: 'RS256', header: { x5t } }
        : { kind: 'basic', secret: secrets.web };
    expect((await signIn(await relyingParty(apps.web, proof))).claims).toMatchObject({ oid: userIds.ann });
  });

  test('and gets the ID token claims that it asked for when it signed in', async () => {
    const handle = await relyingParty(apps.web, bySecret);
    const claims = JSON.stringify({ id_token: { acct: null, upn: { essential: true }, nobody_knows: null } });
    expect((await signIn(handle, { claims })).claims).toMatchObject({ acct: 0, upn: people.ann.userName });
    expect((await signIn(handle)).claims).not.toHaveProperty('acct');
  });

  test('again when the authentication is older than max_age allows', async () => {
    const handle = await relyingParty(apps.web, bySecret);
    const first = await signIn(handle);
    const silent = await signIn(handle, { prompt: 'none', max_age: '600' });
    expect(silent.claims?.auth_time).toBe(first.claims?.auth_time);
    const asked = { redirect_uri: redirectUris.web, scope, max_age: '600' };
    const begun = await client.call('beginSignIn', handle, asked);
    platform.clock.advance(900);
    try {
      expect(stepOf(await browser.open(begun.url))).toBe('password');
    } finally {
      platform.clock.advance(-900);
    }
  });

  test('hears of a refusal by an error that names the issuer', async () => {
    const handle = await relyingParty(apps.web, bySecret);
    const refused = signIn(handle, { prompt: 'none' });
    await expect(refused).rejects.toMatchObject({
      code: 'OAUTH_AUTHORIZATION_RESPONSE_ERROR',
      error: 'login_required',
      error_description: expect.stringContaining('AADSTS50058'),
    });
  });

  test('redeems a code once: a second time ends what the first one gave', async () => {
    const handle = await relyingParty(apps.web, bySecret);
    const begun = await client.call('beginSignIn', handle, { redirect_uri: redirectUris.web, scope });
    const callback = await completeSignIn(browser, begun.url, people.ann);
    const { refresh_token: kept = '' } = await client.call('endSignIn', handle, begun, callback.url);
    const again = client.call('endSignIn', handle, begun, callback.url);
    await expect(again).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.call('refresh', handle, kept)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('without PKCE, where the application enables it: code and id_token, whose c_hash names the code', async () => {
    const handle = await relyingParty(apps.hybrid, { kind: 'post', secret: secrets.hybrid });
    await client.call('useCodeIdToken', handle);
    const parameters = { redirect_uri: redirectUris.hybrid, scope };
    const begun = await client.call('beginSignIn', handle, parameters, { pkce: false });
    expect(new URL(begun.url).searchParams.get('response_type')).toBe('code id_token');
    const callback = await completeSignIn(browser, begun.url, people.ann);
    expect(callback.mode).toBe('fragment');
    expect(payloadOf(callback.fields.id_token ?? '')).toHaveProperty('c_hash');
    const tokens = await client.call('endSignIn', handle, begun, callback.url);
    expect(tokens.claims).toMatchObject({ oid: userIds.ann, aud: apps.hybrid });
  });

  test('with an ID token alone, where the application enables it', async () => {
    const handle = await relyingParty(apps.hybrid, { kind: 'none' });
    await client.call('useIdToken', handle);
    const parameters = { redirect_uri: redirectUris.hybrid, scope: 'openid profile' };
    const begun = await client.call('beginSignIn', handle, parameters, { pkce: false });
    const { url } = await completeSignIn(browser, begun.url, people.ann);
    const claims = await client.call('endImplicitSignIn', { handle, signIn: begun, url });
    expect(claims).toMatchObject({ iss: issuer, oid: userIds.ann });
  });

  test('with an ID token is refused where the application does not enable it', async () => {
    const handle = await relyingParty(apps.web, bySecret);
    await client.call('useIdToken', handle);
    const parameters = { redirect_uri: redirectUris.web, scope: 'openid profile' };
    const begun = await client.call('beginSignIn', handle, parameters, { pkce: false });
    const { fields } = await completeSignIn(browser, begun.url, people.ann);
    expect(fields).toMatchObject({
      error: expect.any(String),
      error_description: expect.stringContaining('AADSTS700054'),
    });
  });
});

describe('with the version 1 metadata', () => {
  test('signs in, refreshes and asks for userinfo under the version 1 issuer', async () => {
    const versionOne = `${platform.baseUrl}/${tenants.contoso}/`;
    const { handle, metadata } = await client.call('discover', versionOne, apps.web, bySecret);
    expect(metadata).toMatchObject({
      issuer: versionOne,
      token_endpoint: `${versionOne}oauth2/token`,
      jwks_uri: `${versionOne}discovery/keys`,
    });
    const tokens = await signIn(handle);
    expect(tokens.claims).toMatchObject({
      iss: versionOne,
      ver: '1.0',
      aud: apps.web,
      oid: userIds.ann,
      unique_name: people.ann.userName,
    });
    const renewed = await client.call('refresh', handle, tokens.refresh_token ?? '');
    expect(renewed.claims).toMatchObject({ iss: versionOne, ver: '1.0', sub: tokens.claims?.sub });
    const subject = tokens.claims?.sub ?? '';
    expect(await client.call('userInfo', handle, renewed.access_token, subject)).toMatchObject({ sub: subject });
  });

  test('gets code and id_token of one issuer', async () => {
    const versionOne = `${platform.baseUrl}/${tenants.contoso}/`;
    const proof = { kind: 'post', secret: secrets.hybrid } as const;
    const { handle } = await client.call('discover', versionOne, apps.hybrid, proof);
    await client.call('useCodeIdToken', handle);
    const parameters = { redirect_uri: redirectUris.hybrid, scope };
    const begun = await client.call('beginSignIn', handle, parameters, { pkce: false });
    const callback = await completeSignIn(browser, begun.url, people.ann);
    const tokens = await client.call('endSignIn', handle, begun, callback.url);
    expect(tokens.claims).toMatchObject({ iss: versionOne, ver: '1.0', oid: userIds.ann });
  });
});

describe('afterwards', () => {
  test('userinfo speaks of the same subject as the ID token', async () => {
    const handle = await relyingParty(apps.web, bySecret);
    const tokens = await signIn(handle);
    const subject = tokens.claims?.sub ?? '';
    expect(await client.call('userInfo', handle, tokens.access_token, subject)).toMatchObject({
      sub: subject,
      name: 'Ann Example',
      given_name: 'Ann',
      family_name: 'Example',
      email: 'ann.mail@contoso.example',
    });
    const other = client.call('userInfo', handle, tokens.access_token, 'somebody-else');
    await expect(other).rejects.toMatchObject({ code: 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' });
  });

  test('userinfo refuses a token of another resource', async () => {
    const handle = await relyingParty(apps.web, bySecret);
    const tokens = await signIn(handle, { scope: `openid ${ledgerUri}/Ledger.Read` });
    const asked = client.call('userInfo', handle, tokens.access_token, tokens.claims?.sub ?? '');
    await expect(asked).rejects.toMatchObject({ code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE', status: 401 });
  });

  test('a refresh gives the same subject, without a nonce, and a token for another resource when asked', async () => {
    const handle = await relyingParty(apps.web, bySecret);
    const tokens = await signIn(handle);
    const renewed = await client.call('refresh', handle, tokens.refresh_token ?? '');
    expect(renewed.claims).toMatchObject({ sub: tokens.claims?.sub, auth_time: tokens.claims?.auth_time });
    expect(renewed.claims).not.toHaveProperty('nonce');
    const asked = { scope: `${archiveUri}/Archive.Read` };
    const archive = await client.call('refresh', handle, renewed.refresh_token ?? '', asked);
    expect(payloadOf(archive.access_token)).toMatchObject({ aud: archiveUri, scp: 'Archive.Read' });
    expect(archive.scope).toBe(asked.scope);
  });

  test('signing out at the built address returns with the state, and the session is over', async () => {
    const handle = await relyingParty(apps.web, bySecret);
    const { id_token: hint = '' } = await signIn(handle);
    const leave = { post_logout_redirect_uri: redirectUris.signedOut, state: 'left', id_token_hint: hint };
    const left = await browser.send(await client.call('endSessionUrl', handle, leave));
    expect(left.location).toBe(`${redirectUris.signedOut}?state=left`);
    await expect(signIn(handle, { prompt: 'none' })).rejects.toMatchObject({ error: 'login_required' });
  });
});

describe('on a device', { timeout: 90_000 }, () => {
  interface DeviceTokens {
    readonly access_token: string;
    readonly claims: Readonly<Record<string, unknown>>;
  }

  test.concurrent('the standard grant name gives tokens once the person has agreed', async () => {
    const handle = await relyingParty(apps.desktop, { kind: 'none' });
    const { codes, result } = await client.call('beginDevice', handle, `openid profile ${ledgerUri}/Ledger.Read`);
    expect(codes).toMatchObject({ interval: 5, expires_in: 900 });
    expect(codes).not.toHaveProperty('verification_uri_complete');
    const shown = { userCode: codes.user_code, verificationUri: codes.verification_uri };
    await approveDevice(openBrowser(platform), shown, people.ann);
    const tokens = (await client.call('resultOf', result)) as DeviceTokens;
    expect(tokens.claims).toMatchObject({ iss: issuer, aud: apps.desktop, oid: userIds.ann });
    expect(payloadOf(tokens.access_token)).toMatchObject({ scp: 'Ledger.Read' });
  });

  test.concurrent('a person who declines is the end of it', async () => {
    const handle = await relyingParty(apps.desktop, { kind: 'none' });
    const { codes, result } = await client.call('beginDevice', handle, `openid ${ledgerUri}/Ledger.Read`);
    const shown = { userCode: codes.user_code, verificationUri: codes.verification_uri };
    await declineDevice(openBrowser(platform), shown, people.ann);
    await expect(client.call('resultOf', result)).rejects.toMatchObject({ error: 'authorization_declined' });
  });
});

/** A token's claims, unverified. */
function payloadOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}
