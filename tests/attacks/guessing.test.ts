// Attacks that try values until one fits: the user codes of devices, the secrets of applications.
import type { TenantId } from '@gatehouse/model';
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliApp, contoso, interactiveSeed, webApp } from '../support/interactive-platform.js';

let running: StartedPlatform;

beforeAll(async () => {
  const settings = ['--trust-proxy', '127.0.0.0/8', '::1/128'];
  running = await startTestPlatform({ seed: interactiveSeed, tls: 'off', at: '2030-01-01T00:00:00Z', settings });
});
afterAll(() => running.stop());

/** What the page says to a code that is typed from an address. */
async function type(code: string, address: string): Promise<string> {
  const answer = await fetch(`${running.baseUrl}/common/oauth2/deviceauth`, {
    method: 'POST',
    headers: { 'x-forwarded-for': address },
    body: new URLSearchParams({ user_code: code, flow: 'device' }),
  });
  return answer.text();
}

async function waitingCode(): Promise<string> {
  const answer = await fetch(`${running.baseUrl}/${contoso}/oauth2/v2.0/devicecode`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: cliApp, scope: 'openid' }),
  });
  return ((await answer.json()) as { user_code: string }).user_code;
}

describe('guessing a user code', () => {
  test.each([
    ['one IPv4 address', () => '192.0.2.1', '192.0.2.1', '192.0.2.2'],
    [
      'many addresses of one IPv6 network',
      (guess: number) => `2001:db8:1:2:${guess.toString(16)}::1`,
      '2001:db8:1:2:abcd:ef01:2345:6789',
      '2001:db8:1:3::1',
    ],
  ])('from %s ends after ten wrong ones, whatever comes next', async (_, address, same, other) => {
    for (let guess = 0; guess < 10; guess += 1) expect(await type('BBBBBBBBB', address(guess))).not.toContain('90055');
    const code = await waitingCode();
    expect(await type(code, same)).toContain('90055');
    expect(await type(code, other)).toContain('Sign in');
    running.clock.advance(15 * 60);
    expect(await type(await waitingCode(), same)).toContain('Sign in');
  });
});

describe('guessing a secret', () => {
  test('leaves a record of each attempt with its address', async () => {
    const ask = (secret: string) =>
      fetch(`${running.baseUrl}/${contoso}/oauth2/v2.0/token`, {
        method: 'POST',
        headers: { 'x-forwarded-for': '198.51.100.7' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: webApp,
          client_secret: secret,
          scope: 'https://graph.microsoft.com/.default',
        }),
      });
    for (const secret of ['a', 'b', 'c']) expect((await ask(secret)).status).toBe(401);
    await running.parts.gate.drain();
    const rows = await running.parts.store.inTenant(contoso as TenantId, (tx) =>
      tx.rows("select error_code from sign_ins where tenant_id = $1 and address = '198.51.100.7'", [tx.tenant]),
    );
    expect(rows).toEqual(Array.from({ length: 3 }, () => ({ error_code: 7000215 })));
  });
});
