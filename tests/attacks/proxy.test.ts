// Attacks with headers that only a reverse proxy may set (RFC 9700 §4.13): the address of the caller, the host, a certificate.
import type { TenantId } from '@gatehouse/model';
import type { StartedPlatform } from '@gatehouse/testkit';
import { startTestPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contoso, interactiveSeed, webApp } from '../support/interactive-platform.js';

/** Who listens to nobody, as by default, and who believes what a proxy on this machine says. */
let alone: StartedPlatform;
let behind: StartedPlatform;

beforeAll(async () => {
  const seed = interactiveSeed;
  alone = await startTestPlatform({ seed, tls: 'off' });
  behind = await startTestPlatform({
    seed,
    tls: 'off',
    settings: ['--trust-proxy', '127.0.0.0/8', '::1/128', '10.0.0.0/8'],
  });
});
afterAll(async () => {
  await alone.stop();
  await behind.stop();
});

/** The address under which a refused request is kept on record. */
async function recordedFor(platform: StartedPlatform, headers: Readonly<Record<string, string>>): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: webApp, client_secret: 'fake-secret-guessed' };
  const answer = await fetch(`${platform.baseUrl}/${contoso}/oauth2/v2.0/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ ...form, scope: 'https://graph.microsoft.com/.default' }),
  });
  expect(answer.status).toBe(401);
  await platform.parts.gate.drain();
  const rows = await platform.parts.store.inTenant(contoso as TenantId, (tx) =>
    tx.rows<{ address: string }>('select address from sign_ins where tenant_id = $1 and request_id = $2', [
      tx.tenant,
      answer.headers.get('x-ms-request-id'),
    ]),
  );
  return rows.map(({ address }) => address).join();
}

const here = /^(?:127\.0\.0\.1|::1)$/;

describe('a forged address', () => {
  test.each([
    { 'x-forwarded-for': '192.0.2.7' },
    { 'x-forwarded-for': '192.0.2.7, 127.0.0.1' },
    { forwarded: 'for=192.0.2.7' },
    { 'x-real-ip': '192.0.2.7' },
    { 'client-ip': '192.0.2.7', 'x-client-ip': '192.0.2.7', 'true-client-ip': '192.0.2.7' },
  ])('by %j is not believed of anybody, unless --trust-proxy names its sender', async (headers) => {
    expect(await recordedFor(alone, headers)).toMatch(here);
  });

  test('is believed of a trusted proxy, for what it added itself: the last address that is no proxy’s', async () => {
    expect(await recordedFor(behind, { 'x-forwarded-for': '192.0.2.7' })).toBe('192.0.2.7');
    expect(await recordedFor(behind, { 'x-forwarded-for': '198.51.100.1, 192.0.2.7' })).toBe('192.0.2.7');
    expect(await recordedFor(behind, { 'x-forwarded-for': '198.51.100.1, 192.0.2.7, 10.0.0.9' })).toBe('192.0.2.7');
  });

  test.each(['nobody', '192.0.2.7:4711', "'; drop table sign_ins; --", '', ',,,', '999.1.1.1'])(
    'of %j is no address, and the proxy’s own is kept',
    async (text) => {
      expect(await recordedFor(behind, { 'x-forwarded-for': text })).toMatch(here);
    },
  );

  test('by other headers is believed of no proxy either', async () => {
    expect(await recordedFor(behind, { forwarded: 'for=192.0.2.7', 'x-real-ip': '192.0.2.7' })).toMatch(here);
  });
});

describe('a forged host', () => {
  test.each([
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '444' },
    { forwarded: 'host=evil.example;proto=https' },
    { 'x-original-url': '/evil', 'x-rewrite-url': '/evil' },
  ])('by %j stands in no issuer and no address', async (headers) => {
    for (const platform of [alone, behind]) {
      const issuer = `${platform.baseUrl}/${contoso}/v2.0`;
      const answer = await fetch(`${issuer}/.well-known/openid-configuration`, { headers });
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ issuer });
      expect(text).not.toContain('evil');
    }
  });
});

test('a forged client certificate, in the headers that proxies use for it, proves no client', async () => {
  const pem = encodeURIComponent('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----');
  const headers = {
    'x-client-cert': pem,
    'x-ssl-client-cert': pem,
    'ssl-client-cert': pem,
    'x-forwarded-client-cert': `Cert="${pem}"`,
    'client-cert': ':AAAA:',
    'x-ssl-client-verify': 'SUCCESS',
  };
  const form = { grant_type: 'client_credentials', client_id: webApp, scope: 'https://graph.microsoft.com/.default' };
  for (const platform of [alone, behind]) {
    const address = `${platform.baseUrl}/${contoso}/oauth2/v2.0/token`;
    const answer = await fetch(address, { method: 'POST', headers, body: new URLSearchParams(form) });
    expect([answer.status, await answer.json()]).toMatchObject([401, { error_codes: [7000218] }]);
  }
});
