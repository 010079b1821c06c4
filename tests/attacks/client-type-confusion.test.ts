import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerFields, Browser } from '../support/browser.js';
import { authorizeUrl, contoso, fabrikam, verifier } from '../support/interactive-platform.js';
import { type Person, signInAs } from '../support/sign-in-as.js';

/** A confidential application that is also developed as a page: both on localhost, each on a port of its own. */
const shop = 'aaaaaaaa-0000-4000-8000-000000000001';
const secret = 'not-a-secret-of-the-shop';
const redirectUri = 'http://localhost:7000';
const ann: Person = { userName: 'ann@contoso.example', password: 'not-a-secret-of-ann' };

let running: StartedPlatform;

beforeAll(async () => {
  const users = [{ userPrincipalName: ann.userName, displayName: 'Ann', password: ann.password }];
  const applications = [
    {
      appId: shop,
      displayName: 'Shop',
      web: { redirectUris: [redirectUri] },
      spa: { redirectUris: ['http://localhost:5173'] },
      publicClient: { redirectUris: ['http://localhost:3000'] },
      passwordCredentials: [{ secretText: secret }],
    },
  ];
  const seed = {
    tenants: [
      { id: contoso, displayName: 'Contoso', domains: ['contoso.example'], users, applications },
      { id: fabrikam, displayName: 'Fabrikam', domains: ['fabrikam.example'] },
    ],
  };
  running = await startTestPlatform({ seed, tls: 'off', at: '2030-01-01T00:00:00Z' });
});
afterAll(() => running.stop());

const asked = { client_id: shop, redirect_uri: redirectUri, scope: 'openid' };

/** A code that came to the web application, and that somebody stole on the way. */
async function stolenCode(): Promise<string> {
  const browser = new Browser(running.baseUrl);
  const { answer } = await signInAs(browser, await browser.open(authorizeUrl(running.baseUrl, asked)), ann);
  return answerFields(answer).code ?? '';
}

async function redeem(form: Readonly<Record<string, string>>, origin?: string): Promise<Record<string, unknown>> {
  const fixed = { client_id: shop, grant_type: 'authorization_code', redirect_uri: redirectUri };
  const answer = await fetch(`${running.baseUrl}/${contoso}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: origin === undefined ? {} : { origin },
    body: new URLSearchParams({ ...fixed, code_verifier: verifier, ...form }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

describe('client type confusion: the code of a web application on localhost', () => {
  test('is not redeemed without its secret by a page that says it is of the same registration', async () => {
    const code = await stolenCode();
    for (const origin of ['http://localhost:5173', 'http://localhost:7000']) {
      expect((await redeem({ code }, origin)).error_codes).toEqual([9002326]);
    }
  });

  test('is not redeemed without its secret by a program', async () => {
    expect((await redeem({ code: await stolenCode() })).error_codes).toEqual([7000218]);
  });

  test('is redeemed by the application with its secret', async () => {
    expect(await redeem({ code: await stolenCode(), client_secret: secret })).toHaveProperty('id_token');
  });
});

test('open redirect: an application that the tenant does not know is told of on a page, and leads nowhere', async () => {
  for (const prompt of [undefined, 'none']) {
    const answer = await new Browser(running.baseUrl).send(
      authorizeUrl(running.baseUrl, { ...asked, prompt, state: 's' }, fabrikam),
    );
    expect([answer.status, answer.location]).toEqual([400, undefined]);
    expect(answer.body).toContain('AADSTS700016');
  }
});
