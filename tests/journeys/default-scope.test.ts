import type { TenantId } from '@gatehouse/model';
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, answerFields, Browser, formsOf, stepOf, textOf, titleOf } from '../support/browser.js';
import { authorizeUrl, verifier } from '../support/interactive-platform.js';
import { type Person, signInAs } from '../support/sign-in-as.js';

const tenant = '10000000-0000-4000-8000-000000000071';
const graph = '00000003-0000-0000-c000-000000000000';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
const web = '20000000-0000-4000-8000-000000000071';
const strict = '20000000-0000-4000-8000-000000000072';
const api = (number: number): string => `20000000-0000-4000-8000-00000000008${number}`;
const scopeId = (number: number): string => `30000000-0000-4000-8000-00000000008${number}`;
const secret = 'not-a-secret-of-the-web-application';
const redirectUri = 'https://web.example/callback';

/** An API with one scope; the third is for administrators. */
const apiItem = (number: number): object => ({
  appId: api(number),
  displayName: `API ${number}`,
  identifierUris: [`api://${api(number)}`],
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [
      {
        id: scopeId(number),
        value: `Things${number}.Read`,
        type: number === 3 ? 'Admin' : 'User',
        adminConsentDisplayName: `Read things of API ${number}`,
      },
    ],
  },
});
const requires = (resourceAppId: string, id: string) => ({ resourceAppId, resourceAccess: [{ id, type: 'Scope' }] });
const people = ['una', 'vic', 'wes', 'xia'] as const;
const password = 'not-a-secret-of-default-people';
const personOf = (name: (typeof people)[number]): Person => ({ userName: `${name}@default.example`, password });

const client = (appId: string, displayName: string, requiredResourceAccess: readonly object[]): object => ({
  appId,
  displayName,
  web: { redirectUris: [redirectUri] },
  passwordCredentials: [{ secretText: secret }],
  requiredResourceAccess,
});
const seed = {
  tenants: [
    {
      id: tenant,
      displayName: 'Default',
      domains: ['default.example'],
      users: people.map((name) => ({ userPrincipalName: `${name}@default.example`, displayName: name, password })),
      applications: [
        ...[1, 2, 3].map(apiItem),
        client(web, 'Web', [requires(graph, userRead), requires(api(1), scopeId(1))]),
        client(strict, 'Strict', [requires(api(1), scopeId(1)), requires(api(3), scopeId(3))]),
      ],
    },
  ],
};

let running: StartedPlatform;
let browser: Browser;
beforeAll(async () => {
  running = await startTestPlatform({ seed, tls: 'off' });
});
afterAll(() => running.stop());
beforeEach(() => {
  browser = new Browser(running.baseUrl);
});

const url = (resource: string, more: Record<string, string | undefined> = {}): string => {
  const scope = `openid profile ${resource}/.default`;
  const asked = { client_id: web, redirect_uri: redirectUri, scope, ...more };
  return authorizeUrl(running.baseUrl, asked, tenant);
};

/** Signs in up to the consent page, or to the application where there is none. */
async function upToConsent(name: (typeof people)[number], address: string): Promise<Answer> {
  const { userName } = personOf(name);
  let page = await browser.open(address);
  if (stepOf(page) === 'identify') page = await browser.press(page, { choice: 'next' }, { username: userName });
  if (stepOf(page) === 'password') page = await browser.press(page, { choice: 'next' }, { password });
  return stepOf(page) === 'stay-signed-in' ? browser.press(page, { choice: 'no' }) : page;
}

async function scopesOf(answer: Answer, form: Record<string, string> = {}): Promise<[audience: unknown, scp: unknown]> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: web,
    client_secret: secret,
    code: answerFields(answer).code ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...form,
  });
  const response = await fetch(`${running.baseUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  const { aud, scp } = decodeJwt(token ?? '');
  return [aud, scp];
}

async function require(required: readonly object[]): Promise<void> {
  await running.parts.store.inTenant(tenant as TenantId, async (tx) => {
    await tx.run('update applications set required_resource_access = $2::jsonb where app_id = $1', [
      web,
      JSON.stringify(required),
    ]);
    const actor = { kind: 'operator', name: 'test' } as const;
    tx.journal({ operation: 'application.update', actor, target: { type: 'application', id: web } });
  });
}

describe('`.default`', () => {
  test('asks once for what the registration requires of every API, and gives a token for the one asked', async () => {
    const page = await upToConsent('una', url(`api://${api(1)}`));
    expect(stepOf(page)).toBe('consent');
    expect(textOf(page)).toContain('Read things of API 1');
    expect(textOf(page)).toContain('Sign you in and read your profile');
    const accepted = await browser.press(page, { choice: 'accept' });
    expect(await scopesOf(accepted)).toEqual([api(1), 'Things1.Read']);
    const other = await browser.send(url('https://graph.microsoft.com', { prompt: 'none' }));
    const [audience, scp] = await scopesOf(other);
    expect([audience, String(scp).split(' ')]).toEqual([
      'https://graph.microsoft.com',
      expect.arrayContaining(['User.Read', 'openid', 'profile']),
    ]);
  });

  test('asks for nothing more once anything is granted, and prompt=consent brings what was added since', async () => {
    await browser.press(await upToConsent('vic', url(`api://${api(1)}`)), { choice: 'accept' });
    await require([requires(graph, userRead), requires(api(1), scopeId(1)), requires(api(2), scopeId(2))]);
    expect(answerFields(await browser.send(url(`api://${api(1)}`))).code).toBeDefined();
    const lacking = answerFields(await browser.send(url(`api://${api(2)}`, { prompt: 'none' })));
    expect(lacking.error).toBe('consent_required');
    const page = await browser.open(url(`api://${api(1)}`, { prompt: 'consent' }));
    for (const one of ['Read things of API 1', 'Read things of API 2', 'Sign you in and read your profile']) {
      expect(textOf(page)).toContain(one);
    }
    expect(await scopesOf(await browser.press(page, { choice: 'accept' }))).toEqual([api(1), 'Things1.Read']);
    const added = await browser.send(url(`api://${api(2)}`, { prompt: 'none' }));
    expect(await scopesOf(added)).toEqual([api(2), 'Things2.Read']);
  });

  test('declined grants nothing of any API', async () => {
    await browser.press(await upToConsent('wes', url(`api://${api(1)}`)), { choice: 'cancel' });
    for (const resource of [`api://${api(1)}`, 'https://graph.microsoft.com']) {
      const { error } = answerFields(await browser.send(url(resource, { prompt: 'none' })));
      expect(error).toBe('consent_required');
    }
  });

  test('is for an administrator when any of it is, whichever API was asked for', async () => {
    const page = await upToConsent('xia', url(`api://${api(1)}`, { client_id: strict }));
    expect(titleOf(page)).toBe('An administrator must approve this');
    expect(textOf(page)).toContain('Read things of API 3');
    expect(formsOf(page).flatMap(({ buttons }) => buttons.map(({ value }) => value))).not.toContain('accept');
  });

  test('named scopes ask for nothing else', async () => {
    const scope = `openid api://${api(1)}/Things1.Read`;
    const { answer } = await signInAs(browser, await browser.open(url('', { scope })), personOf('wes'));
    expect(answerFields(answer).code).toBeDefined();
    const { error } = answerFields(
      await browser.send(url('https://graph.microsoft.com', { scope: 'User.Read', prompt: 'none' })),
    );
    expect(error).toBe('consent_required');
  });
});
