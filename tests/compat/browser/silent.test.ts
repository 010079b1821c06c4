import { CacheLookupPolicy } from '@azure/msal-browser';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ann, ledger } from '../../support/browser-seed.js';
import type { BrowserWorld } from '../../support/browser-world.js';
import { callMsal, openMsalApp, type Outcome, resultOf, watchEndpoints } from '../../support/msal-page.js';
import { arriveBack, sendToSignIn, signInByRedirect, startMsalWorld } from '../../support/msal-world.js';

let world: BrowserWorld;
/** The cookies of a browser in which Ann is signed in. */
let session: SignedIn;
type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;
const day = 24 * 3600;
const userRead = { scopes: ['User.Read'] };
const ledgerRead = { scopes: [`${ledger}/Ledger.Read`] };
const byRefreshToken = { ...userRead, forceRefresh: true };
const byFrame = { ...userRead, cacheLookupPolicy: CacheLookupPolicy.Skip };
const nobodySignedIn = { kind: 'error', name: 'InteractionRequiredAuthError', errorCode: 'login_required' };

beforeAll(async () => {
  world = await startMsalWorld();
  const page = await world.visit();
  await signInByRedirect(page, world.secure, ann);
  session = await page.context().storageState();
});
afterAll(() => world.stop());
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

/** A page of the application, signed in to out of the session. */
async function signedIn(app = world.secure): Promise<Page> {
  const page = await world.visit({ storageState: session });
  await openMsalApp(page, app);
  await sendToSignIn(page);
  resultOf(await arriveBack(page, app));
  return page;
}
const silently = (page: Page, request: typeof userRead): Promise<Outcome> =>
  callMsal(page, 'acquireTokenSilent', request);

/** Holds back the page's requests for tokens until `count` of them are there. @returns the refresh tokens that they present. */
async function presentTogether(page: Page, count: number): Promise<readonly (string | null)[]> {
  const presented: (string | null)[] = [];
  let release = (): void => {};
  const together = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/oauth2/v2.0/token*', async (route) => {
    presented.push(new URLSearchParams(route.request().postData() ?? '').get('refresh_token'));
    if (presented.length === count) release();
    await together;
    await route.continue();
  });
  return presented;
}

describe('acquireTokenSilent', () => {
  test('answers from the cache without a request', async () => {
    const page = await signedIn();
    const asked = watchEndpoints(page, world.baseUrl);
    expect(resultOf(await silently(page, userRead)).fromCache).toBe(true);
    expect(asked).toEqual([]);
  });

  test('uses the refresh token when told to, again and again', async () => {
    const page = await signedIn();
    const asked = watchEndpoints(page, world.baseUrl);
    const results = [await silently(page, userRead), await silently(page, byRefreshToken)];
    results.push(await silently(page, byRefreshToken));
    expect(new Set(results.map((outcome) => resultOf(outcome).accessToken)).size).toBe(3);
    expect(new Set(results.map((outcome) => resultOf(outcome).account?.homeAccountId)).size).toBe(1);
    expect(asked).toEqual(['token', 'token']);
  });

  test('gets a token for a second resource by the same refresh token, and keeps it', async () => {
    const page = await signedIn();
    const asked = watchEndpoints(page, world.baseUrl);
    expect(resultOf(await silently(page, ledgerRead)).scopes).toContain(ledgerRead.scopes[0]);
    expect(resultOf(await silently(page, ledgerRead)).fromCache).toBe(true);
    expect(asked).toEqual(['token']);
  });

  test.each(['secure', 'plain'] as const)(
    'gets tokens for two resources at once by one refresh token, on the %s origin, without a sign-in of any kind',
    async (origin) => {
      const page = await signedIn(world[origin]);
      const presented = await presentTogether(page, 2);
      const asked = watchEndpoints(page, world.baseUrl);
      const requests = [byRefreshToken, { ...ledgerRead, forceRefresh: true }];
      const both = await Promise.all(requests.map((request) => silently(page, request)));
      expect(both.map((outcome) => resultOf(outcome).scopes[0])).toEqual(['User.Read', ledgerRead.scopes[0]]);
      expect(asked).toEqual(['token', 'token']);
      expect(presented[0]).toBe(presented[1]);
      // Whichever of both successors the library kept.
      for (const request of requests) expect(resultOf(await silently(page, request)).fromCache).toBe(false);
    },
  );

  test('goes through the hidden frame where the refresh token may not be used', async () => {
    const page = await signedIn();
    const asked = watchEndpoints(page, world.baseUrl);
    expect(resultOf(await silently(page, byFrame)).fromCache).toBe(false);
    expect(asked).toEqual(['authorize', 'token']);
    expect(await page.locator('iframe').count()).toBe(0);
  });
});

describe('ssoSilent', () => {
  /** A new window of the same browser: it has the session of the platform, and nothing of the library's. */
  async function anotherWindow(page: Page, app = world.secure): Promise<Page> {
    const other = await page.context().newPage();
    expect(await openMsalApp(other, app)).toEqual({ kind: 'result', result: null });
    return other;
  }

  test('finds the session from a page of the same site', async () => {
    const page = await anotherWindow(await signedIn());
    expect(resultOf(await callMsal(page, 'ssoSilent', userRead)).account?.username).toBe(ann.userName);
    const hinted = { ...userRead, loginHint: ann.userName };
    expect(resultOf(await callMsal(page, 'ssoSilent', hinted)).account?.username).toBe(ann.userName);
  });

  test('by the session id finds that session', async () => {
    const first = await signedIn();
    const sid = await first.evaluate(() => client.getAllAccounts()[0]?.idTokenClaims?.['sid'] as string);
    const page = await anotherWindow(first);
    expect(resultOf(await callMsal(page, 'ssoSilent', { ...userRead, sid })).idTokenClaims).toMatchObject({ sid });
  });

  test('without a session is told to interact', async () => {
    const page = await world.visit();
    await openMsalApp(page, world.secure);
    const outcome = await callMsal(page, 'ssoSilent', userRead);
    expect(outcome).toMatchObject({ ...nobodySignedIn, errorNo: '50058' });
  });

  test('for somebody else is told to interact', async () => {
    const page = await anotherWindow(await signedIn());
    const outcome = await callMsal(page, 'ssoSilent', { ...userRead, loginHint: 'ben@contoso.example' });
    expect(outcome).toMatchObject(nobodySignedIn);
  });

  test('from a page of another site is told to interact, and the refresh token still works there', async () => {
    const page = await signedIn(world.plain);
    expect(await silently(page, byFrame)).toMatchObject(nobodySignedIn);
    expect(resultOf(await silently(page, byRefreshToken)).fromCache).toBe(false);
    const other = await anotherWindow(page, world.plain);
    expect(await callMsal(other, 'ssoSilent', userRead)).toMatchObject(nobodySignedIn);
  });
});

describe('the Graph API, called from the page', () => {
  const me = (page: Page, token: string) =>
    page.evaluate(
      async ({ url, authorization }) => {
        const answer = await fetch(url, { headers: { authorization, 'client-request-id': crypto.randomUUID() } });
        const challenge = answer.headers.get('www-authenticate');
        return { status: answer.status, challenge, body: (await answer.json()) as Record<string, unknown> };
      },
      { url: `${world.baseUrl}/v1.0/me`, authorization: `Bearer ${token}` },
    );

  test.each(['secure', 'plain'] as const)('answers an application on the %s origin', async (origin) => {
    const page = await signedIn(world[origin]);
    const { accessToken } = resultOf(await silently(page, userRead));
    const answer = await me(page, accessToken);
    expect(answer).toMatchObject({ status: 200, body: { userPrincipalName: ann.userName } });
  });

  test('tells a page why a token is refused', async () => {
    const page = await signedIn();
    const { accessToken } = resultOf(await silently(page, ledgerRead));
    const answer = await me(page, accessToken);
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
    expect(answer.challenge).toContain(`${world.baseUrl}/`);
  });
});

// Last: time does not go back.
describe('24 hours after the sign-in the refresh token has ended, whatever was refreshed since', () => {
  /** Signs in afresh, refreshes after 23 hours, and once more after 25. */
  async function refreshAcrossTheEnd(staySignedIn: 'Yes' | 'No') {
    const page = await world.visit();
    resultOf(await signInByRedirect(page, world.secure, ann, staySignedIn));
    world.platform.clock.advance((day * 23) / 24);
    const { idTokenClaims } = resultOf(await silently(page, byRefreshToken));
    expect(idTokenClaims).toMatchObject(staySignedIn === 'Yes' ? { signin_state: ['kmsi'] } : {});
    world.platform.clock.advance(day / 12);
    const refused = page.waitForResponse((answer) => answer.url().includes('/token') && answer.status() === 400);
    const asked = watchEndpoints(page, world.baseUrl);
    const outcome = await silently(page, byRefreshToken);
    return { outcome, asked, refusal: (await (await refused).json()) as { error_codes: number[]; error: string } };
  }

  test('and somebody who stays signed in gets tokens through the hidden frame', async () => {
    const { outcome, asked, refusal } = await refreshAcrossTheEnd('Yes');
    expect(refusal).toMatchObject({ error: 'invalid_grant', error_codes: [700084] });
    expect(resultOf(outcome).fromCache).toBe(false);
    expect(asked).toEqual(['token', 'authorize', 'token']);
  });

  test('and somebody whose session has ended as well must sign in', async () => {
    const { outcome, asked } = await refreshAcrossTheEnd('No');
    expect(outcome).toMatchObject(nobodySignedIn);
    expect(asked).toEqual(['token', 'authorize']);
  });
});
