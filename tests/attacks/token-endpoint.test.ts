// Attacks on the way from an authorization request to tokens: what is injected, downgraded, replayed, or proved to the wrong server.
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifier } from '../support/authorize-address.js';
import { type CompatPlatform, startCompatPlatform } from '../support/compat-platform.js';
import { apps, daemonCertificate, ledgerUri, redirectUris, secrets, tenants } from '../support/compat-seed.js';
import { askToken, authorize, callApi, redeem, tokensFor, webClient } from '../support/honest-client.js';

let platform: CompatPlatform;
beforeAll(async () => {
  platform = await startCompatPlatform();
});
afterAll(() => platform.stop());

const withoutPkce = { code_challenge: undefined, code_challenge_method: undefined };
/** The application that may leave PKCE out, because it sends a nonce. */
const hybrid = { client_id: apps.hybrid, redirect_uri: redirectUris.hybrid };
const hybridClient = { ...hybrid, client_secret: secrets.hybrid, code_verifier: undefined };

/** RFC 9700 §2.1.1, §4.8.2. */
describe('PKCE downgrade', () => {
  test('by leaving the verifier out of the token request is refused', async () => {
    const { code } = await authorize(platform);
    expect((await redeem(platform, code, { code_verifier: undefined })).body.error_codes).toEqual([501481]);
  });

  test('by taking the challenge out of the authorization request is refused: the honest client’s verifier is not ignored', async () => {
    const { code } = await authorize(platform, { ...hybrid, ...withoutPkce });
    const answer = await redeem(platform, code, { ...hybridClient, code_verifier: verifier });
    expect(answer.body.error_codes).toEqual([501481]);
  });

  test.each([
    ['a public client', { client_id: apps.desktop, redirect_uri: 'http://localhost', ...withoutPkce }, 9002325],
    ['a confidential client that did not opt out', withoutPkce, 9002325],
    ['a client without a nonce either', { ...hybrid, ...withoutPkce, nonce: undefined }, 9002325],
    ['a client that is made to send its verifier as the challenge', { code_challenge_method: 'plain' }, 50147],
    ['a client whose method is lost on the way', { code_challenge_method: undefined }, 50147],
  ])('by an authorization request of %s without S256 is refused', async (_, asked, number) => {
    const { code, error, error_description: told } = await authorize(platform, asked);
    expect([code, error]).toEqual([undefined, 'invalid_request']);
    expect(told).toMatch(new RegExp(`^AADSTS${number}:`));
  });
});

/** RFC 9700 §4.5. */
describe('authorization code injection', () => {
  test.each([
    ['another session of the same client, whose verifier is another one', { code_verifier: `other-${verifier}` }],
    ['another client', { client_id: apps.gateway, client_secret: secrets.gateway }],
    ['a public client', { client_id: apps.desktop, client_secret: undefined, redirect_uri: 'http://localhost' }],
    ['a request with another redirect URI of the client', { redirect_uri: redirectUris.signedOut }],
    ['a request without a redirect URI', { redirect_uri: undefined }],
  ])('into %s is refused, and leaves the code to its owner', async (_, changes) => {
    const { code } = await authorize(platform);
    const injected = await redeem(platform, code, changes);
    expect([injected.status, injected.body.access_token]).toEqual([400, undefined]);
    expect((await redeem(platform, code)).status).toBe(200);
  });

  test('into a client without PKCE shows by the nonce, which is that of the request the code was made for', async () => {
    const { code } = await authorize(platform, { ...hybrid, ...withoutPkce, nonce: 'of-the-victim' });
    const { body } = await redeem(platform, code, hybridClient);
    expect(decodeJwt(body.id_token ?? '').nonce).toBe('of-the-victim');
  });
});

/** RFC 6749 §4.1.2, RFC 9700 §4.5.1, ASVS 10.4.2. */
test('authorization code replay is refused, and ends what the first presentation gave', async () => {
  const { code } = await authorize(platform, { scope: 'openid offline_access User.Read' });
  const { body: first } = await redeem(platform, code);
  expect((await callApi(platform, '/v1.0/me', first.access_token)).status).toBe(200);
  expect((await redeem(platform, code)).body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
  expect((await callApi(platform, '/v1.0/me', first.access_token)).status).toBe(401);
  const { client_id, client_secret } = webClient;
  const refresh = { grant_type: 'refresh_token', client_id, client_secret, refresh_token: first.refresh_token };
  expect((await askToken(platform, refresh)).body).toMatchObject({ suberror: 'bad_token', error_codes: [50173] });
});

/** RFC 7523 §3, RFC 9700 §4.5: a client that is led to another server proves itself there with what could be used here. */
describe('audience injection', () => {
  const certificate = daemonCertificate();
  const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const assertionFor = (audience: string | readonly string[]): string => {
    const x5t = Buffer.from(certificate.thumbprintSha256, 'hex').toString('base64url');
    const at = Math.floor(platform.clock.now() / 1000);
    const claims = { iss: apps.daemon, sub: apps.daemon, aud: audience, iat: at, exp: at + 300, jti: randomUUID() };
    const signed = `${encoded({ alg: 'RS256', 'x5t#S256': x5t })}.${encoded(claims)}`;
    const signature = sign('sha256', Buffer.from(signed), createPrivateKey(certificate.privateKey));
    return `${signed}.${signature.toString('base64url')}`;
  };
  const present = (audience: string | readonly string[]) =>
    askToken(platform, {
      grant_type: 'client_credentials',
      client_id: apps.daemon,
      scope: `${ledgerUri}/.default`,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertionFor(audience),
    });
  const ours = (): string => `${platform.baseUrl}/${tenants.contoso}/oauth2/v2.0/token`;

  test('is possible to test: the same assertion for this server is accepted', async () => {
    expect((await present(ours())).status).toBe(200);
  });

  test.each<[title: string, audience: () => string | readonly string[]]>([
    ['another server', () => 'https://login.evil.example/oauth2/v2.0/token'],
    ['this server and another one', () => [ours(), 'https://login.evil.example/oauth2/v2.0/token']],
    ['another server under our path', () => ours().replace('https://', 'https://login.evil.example/')],
    ['another tenant of this server', () => ours().replace(tenants.contoso, tenants.fabrikam)],
    ['no server at all', () => []],
  ])('by a client assertion for %s is refused', async (_, audience) => {
    const answer = await present(audience());
    expect([answer.status, answer.body.error, answer.body.error_codes]).toEqual([401, 'invalid_client', [700027]]);
  });
});

/** RFC 9700 §4.14: what was stolen from one client is of no use to another. */
test('a stolen refresh token is refused from every client but its own', async () => {
  const { refresh_token: stolen } = await tokensFor(platform, 'openid offline_access User.Read');
  const form = { grant_type: 'refresh_token', refresh_token: stolen, scope: 'User.Read' };
  for (const thief of [
    { client_id: apps.gateway, client_secret: secrets.gateway },
    { client_id: apps.desktop },
    { client_id: apps.web },
    { client_id: apps.web, client_secret: 'fake-secret-guessed' },
  ]) {
    const { body } = await askToken(platform, { ...form, ...thief });
    expect([body.access_token, [70000, 7000218, 7000215].includes(body.error_codes?.[0] ?? 0)]).toEqual([
      undefined,
      true,
    ]);
  }
  const { client_id, client_secret } = webClient;
  expect((await askToken(platform, { ...form, client_id, client_secret })).status).toBe(200);
});
