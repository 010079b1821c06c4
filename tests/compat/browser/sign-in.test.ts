import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ann, apps, ben, contoso, ledger } from '../../support/browser-seed.js';
import type { BrowserWorld } from '../../support/browser-world.js';
import { heading, press, signIn, typePassword, typeUserName } from '../../support/hosted-pages.js';
import { openMsalApp, resultOf } from '../../support/msal-page.js';
import { arriveBack, sendToSignIn, signInByRedirect, startMsalWorld } from '../../support/msal-world.js';

let world: BrowserWorld;

beforeAll(async () => {
  world = await startMsalWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

describe('loginRedirect', () => {
  test('signs in on the platform and comes back with tokens and an account', async () => {
    const page = await world.visit();
    await openMsalApp(page, world.secure);
    await sendToSignIn(page, { state: 'a|b=c&d', extraScopesToConsent: [`${ledger}/Ledger.Read`] });
    expect(new URL(page.url()).origin).toBe(world.baseUrl);
    await signIn(page, ann);
    const result = resultOf(await arriveBack(page, world.secure));
    const { oid } = result.idTokenClaims as { oid: string };
    expect(result).toMatchObject({
      state: 'a|b=c&d',
      tenantId: contoso,
      uniqueId: oid,
      tokenType: 'Bearer',
      scopes: expect.arrayContaining(['User.Read']),
      idTokenClaims: { aud: apps.spa, iss: `${world.baseUrl}/${contoso}/v2.0`, ver: '2.0' },
      account: {
        homeAccountId: `${oid}.${contoso}`,
        environment: world.platform.host,
        username: ann.userName,
        name: ann.displayName,
        kmsi: false,
      },
    });
    expect(result.expiresOn?.getTime()).toBeGreaterThan(Date.parse('2020-01-01'));
    // The answer does not stay in the address bar.
    expect(page.url()).toBe(`${world.secure.origin}/`);
  });

  test('works from a page on plain http, and without the bridge page', async () => {
    const page = await world.visit();
    await openMsalApp(page, world.plain);
    await sendToSignIn(page, { redirectUri: `${world.plain.origin}/` });
    await signIn(page, ann, 'Yes');
    expect(resultOf(await arriveBack(page, world.plain)).account).toMatchObject({ kmsi: true });
  });

  test('may send the request as a form', async () => {
    const page = await world.visit();
    await openMsalApp(page, world.secure);
    await sendToSignIn(page, { httpMethod: 'POST' });
    await signIn(page, ann);
    expect(resultOf(await arriveBack(page, world.secure)).account?.username).toBe(ann.userName);
  });

  test('is told when the person declines', async () => {
    const page = await world.visit();
    await openMsalApp(page, world.secure);
    await sendToSignIn(page, { prompt: 'consent' });
    await signIn(page, ann);
    await press(page, 'Cancel');
    const outcome = await arriveBack(page, world.secure);
    expect(outcome).toMatchObject({ kind: 'error', errorCode: 'access_denied', errorNo: '65004' });
  });

  test('needs no page while the session lasts, unless a prompt asks for one', async () => {
    const page = await world.visit();
    const first = resultOf(await signInByRedirect(page, world.secure, ann));
    await sendToSignIn(page);
    expect(resultOf(await arriveBack(page, world.secure)).account?.homeAccountId).toBe(first.account?.homeAccountId);
    await sendToSignIn(page, { prompt: 'select_account' });
    expect(await heading(page)).toBe('Pick an account');
    await press(page, 'Use another account');
    await signIn(page, ben);
    expect(resultOf(await arriveBack(page, world.secure)).account?.username).toBe(ben.userName);
    await sendToSignIn(page, { prompt: 'login', loginHint: ben.userName });
    await typePassword(page, ben.password);
    await press(page, 'No');
    expect(resultOf(await arriveBack(page, world.secure)).account?.username).toBe(ben.userName);
  });
});

describe('loginPopup', () => {
  /** Asks for a pop-up; what it comes to is `outcome` on the page later. */
  async function openPopup(page: Page, request: object = {}): Promise<Page> {
    const opened = page.waitForEvent('popup');
    await page.evaluate((asked) => {
      popupOutcome = outcomeOf(client.loginPopup({ scopes: ['User.Read'], ...asked }));
    }, request);
    return opened;
  }

  test('signs in in a window that closes itself', async () => {
    const page = await world.visit();
    await openMsalApp(page, world.secure);
    const popup = await openPopup(page);
    await popup.waitForURL(`${world.baseUrl}/**`);
    await typeUserName(popup, ann.userName);
    await typePassword(popup, ann.password);
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name: 'No', exact: true }).click();
    expect(resultOf(await page.evaluate(() => popupOutcome)).account?.username).toBe(ann.userName);
    await closed;
  });

  test('shows nothing but a passing window while the session lasts', async () => {
    const page = await world.visit();
    await signInByRedirect(page, world.secure, ann);
    const popup = await openPopup(page, { loginHint: ann.userName });
    expect(resultOf(await page.evaluate(() => popupOutcome)).account?.username).toBe(ann.userName);
    expect(popup.isClosed() || (await popup.waitForEvent('close')) !== undefined).toBe(true);
  });

  test('is told when the person declines', async () => {
    const page = await world.visit();
    await signInByRedirect(page, world.secure, ann);
    const popup = await openPopup(page, { prompt: 'consent' });
    await popup.getByRole('button', { name: 'Cancel' }).click();
    const outcome = await page.evaluate(() => popupOutcome);
    expect(outcome).toMatchObject({ kind: 'error', errorCode: 'access_denied', errorNo: '65004' });
  });

  test('works from a page on plain http', async () => {
    const page = await world.visit();
    await signInByRedirect(page, world.plain, ann);
    await openPopup(page);
    expect(resultOf(await page.evaluate(() => popupOutcome)).account?.username).toBe(ann.userName);
  });
});
