import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorizeAddress, verifier } from '../../support/authorize-address.js';
import { ann, apps, contoso, webSecret } from '../../support/browser-seed.js';
import { type BrowserWorld, startBrowserWorld } from '../../support/browser-world.js';
import { signIn } from '../../support/hosted-pages.js';

let world: BrowserWorld;
let page: Page;

beforeAll(async () => {
  world = await startBrowserWorld();
  for (const path of ['/bare', '/wiki']) world.secure.pages.set(path, { body: '<!doctype html><title>Here</title>' });
  const headers = { 'content-security-policy': 'sandbox allow-scripts' };
  world.secure.pages.set('/sandboxed', { body: '<!doctype html><title>Nowhere</title>', headers });
  world.plain.pages.set('/elsewhere', { body: '<!doctype html><title>Elsewhere</title>' });
});
afterAll(() => world.stop());
beforeEach(async () => {
  page = await world.visit();
});
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

/** A fresh code of the single-page application, or of the web application. */
async function freshCode(client: 'spa' | 'wiki'): Promise<Readonly<Record<string, string>>> {
  const redirectUri = `${world.secure.origin}/${client === 'spa' ? 'bare' : 'wiki'}`;
  await page.goto(authorizeAddress(world.baseUrl, { client_id: apps[client], redirect_uri: redirectUri }));
  if (page.url().startsWith(world.baseUrl)) await signIn(page, ann);
  const code = new URL(page.url()).searchParams.get('code') ?? '';
  return {
    grant_type: 'authorization_code',
    client_id: apps[client],
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  };
}

interface TokenAnswer {
  readonly status: number;
  readonly body: { readonly error_codes?: readonly number[]; readonly access_token?: string };
}

/** Redeems from the script of the page that is open. */
async function redeemInPage(form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  return page.evaluate(
    async ({ url, fields }) => {
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
      return { status: answer.status, body: (await answer.json()) as TokenAnswer['body'] };
    },
    { url: tokenUrl(), fields: form },
  );
}

/** Redeems as a program does: without an origin. */
async function redeemAsProgram(form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const answer = await world.call(tokenUrl(), { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, body: (await answer.json()) as TokenAnswer['body'] };
}
const tokenUrl = () => `${world.baseUrl}/${contoso}/oauth2/v2.0/token`;
const refusedBy = (code: number) => ({ status: 400, body: { error_codes: [code] } });

describe('a code of a single-page application', () => {
  test('is redeemed by a page of its own origin', async () => {
    const form = await freshCode('spa');
    expect(await redeemInPage(form)).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
  });

  test('is refused to a program, which has no origin', async () => {
    expect(await redeemAsProgram(await freshCode('spa'))).toMatchObject(refusedBy(9002327));
  });

  test('is refused to a page without an origin of its own, which can read why', async () => {
    const form = await freshCode('spa');
    await page.goto(`${world.secure.origin}/sandboxed`);
    expect(await page.evaluate(() => window.origin)).toBe('null');
    expect(await redeemInPage(form)).toMatchObject(refusedBy(9002326));
  });

  test('is refused to a page of another origin, and is not spent by that', async () => {
    const form = await freshCode('spa');
    await page.goto(world.plain.origin.replace('localhost', '127.0.0.1').concat('/elsewhere'));
    expect(await redeemInPage(form)).toMatchObject(refusedBy(9002326));
    await page.goto(`${world.secure.origin}/bare`);
    expect(await redeemInPage(form)).toMatchObject({ status: 200 });
  });

  test('is refused together with a client secret', async () => {
    const form = await freshCode('spa');
    expect(await redeemInPage({ ...form, client_secret: webSecret })).toMatchObject({
      body: { error_codes: [700025] },
    });
  });
});

describe('a code of a web application', () => {
  test('is redeemed by its server', async () => {
    const form = { ...(await freshCode('wiki')), client_secret: webSecret };
    expect(await redeemAsProgram(form)).toMatchObject({ status: 200 });
  });

  test('is refused to a page, even of its own origin and with the secret', async () => {
    const form = await freshCode('wiki');
    expect(await redeemInPage(form)).toMatchObject(refusedBy(9002326));
    expect(await redeemInPage({ ...form, client_secret: webSecret })).toMatchObject(refusedBy(9002326));
  });
});

test('a refresh token of a page is refused to a program', async () => {
  const tokens = await redeemInPage(await freshCode('spa'));
  const { refresh_token: refreshToken = '' } = tokens.body as { refresh_token?: string };
  const form = { grant_type: 'refresh_token', client_id: apps.spa, refresh_token: refreshToken };
  expect(await redeemAsProgram(form)).toMatchObject(refusedBy(9002327));
  expect(await redeemInPage(form)).toMatchObject({ status: 200 });
});
