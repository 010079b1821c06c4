import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ann, apps, contoso } from '../../support/browser-seed.js';
import type { BrowserWorld } from '../../support/browser-world.js';
import { andArrive } from '../../support/hosted-pages.js';
import { callMsal, resultOf } from '../../support/msal-page.js';
import { arriveBack, signInByRedirect, startMsalWorld } from '../../support/msal-world.js';

let world: BrowserWorld;
let page: Page;
const nobodySignedIn = { kind: 'error', errorCode: 'login_required' };

beforeAll(async () => {
  world = await startMsalWorld();
  for (const path of ['/expenses-signed-out', '/wiki-signed-out']) {
    world.secure.pages.set(path, { body: '<!doctype html><title>Signed out</title>' });
  }
  world.secure.pages.set('/wiki', { body: '<!doctype html><title>Wiki</title>' });
});
afterAll(() => world.stop());
beforeEach(async () => {
  page = await world.visit();
  await signInByRedirect(page, world.secure, ann);
});
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

const account = () => page.evaluate(() => client.getAllAccounts()[0]);
const isSignedIn = async (): Promise<boolean> => {
  const outcome = await callMsal(page, 'ssoSilent', { scopes: ['User.Read'], loginHint: ann.userName });
  if (outcome.kind === 'error') expect(outcome).toMatchObject(nobodySignedIn);
  return outcome.kind === 'result';
};
/** Signs in to another application in the same session. */
async function visitWiki(): Promise<void> {
  const query = { client_id: apps.wiki, redirect_uri: `${world.secure.origin}/wiki`, response_type: 'code' };
  const search = new URLSearchParams({ ...query, scope: 'openid', nonce: 'n' }).toString();
  await page.goto(`${world.baseUrl}/${contoso}/oauth2/v2.0/authorize?${search}`);
  expect(page.url()).toContain(`${world.secure.origin}/wiki?code=`);
  await page.goto(`${world.secure.origin}/`);
  await page.evaluate(() => returned);
}

test('logoutRedirect ends the session, tells the other applications in it, and comes back', async () => {
  expect(await isSignedIn()).toBe(true);
  await visitWiki();
  const sid = (await account())?.idTokenClaims?.['sid'];
  expect(sid).toBeTypeOf('string');
  const told = (path: string) => world.secure.received(path).filter(({ query }) => query['sid'] === sid);
  await andArrive(page, () =>
    page.evaluate(
      (uri) => void client.logoutRedirect({ account: client.getAllAccounts()[0] ?? null, postLogoutRedirectUri: uri }),
      `${world.secure.origin}/`,
    ),
  );
  await arriveBack(page, world.secure);
  for (const path of ['/wiki-signed-out', '/expenses-signed-out']) {
    expect(told(path).map(({ method, query }) => [method, query])).toEqual([
      ['GET', { sid, iss: `${world.baseUrl}/${contoso}/v2.0` }],
    ]);
  }
  expect(await account()).toBeUndefined();
  expect(await isSignedIn()).toBe(false);
});

test('logoutPopup ends the session and hears of it by its state', async () => {
  const opened = page.waitForEvent('popup');
  const redirectUri = `${world.secure.origin}/redirect`;
  await page.evaluate((uri) => {
    popupOutcome = outcomeOf(
      client.logoutPopup({ account: client.getAllAccounts()[0] ?? null, postLogoutRedirectUri: uri }),
    );
  }, redirectUri);
  const closed = (await opened).waitForEvent('close');
  expect(await page.evaluate(() => popupOutcome)).toEqual({ kind: 'result', result: null });
  await closed;
  const answers = world.secure.received('/redirect').filter(({ query }) => query['state'] !== undefined);
  expect(answers).toHaveLength(1);
  expect(await isSignedIn()).toBe(false);
});

test('signing in again after signing out gives a new session', async () => {
  const before = await account();
  await andArrive(page, () =>
    page.evaluate(
      (uri) => void client.logoutRedirect({ account: client.getAllAccounts()[0] ?? null, postLogoutRedirectUri: uri }),
      `${world.secure.origin}/`,
    ),
  );
  await arriveBack(page, world.secure);
  const again = resultOf(await signInByRedirect(page, world.secure, ann));
  expect(again.account?.homeAccountId).toBe(before?.homeAccountId);
  expect(again.idTokenClaims).not.toMatchObject({ sid: before?.idTokenClaims?.['sid'] });
});
