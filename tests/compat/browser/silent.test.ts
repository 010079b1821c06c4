import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ann, ledger } from '../../support/browser-seed.js';
import type { BrowserWorld } from '../../support/browser-world.js';
import { callMsal, openMsalApp, resultOf, watchEndpoints } from '../../support/msal-page.js';
import { signInByRedirect, startMsalWorld } from '../../support/msal-world.js';

let world: BrowserWorld;
const userRead = { scopes: ['User.Read'] };
const day = 24 * 3600;
/** CacheLookupPolicy.Skip: neither the cache nor the refresh token, but the hidden frame. */
const byFrame = { ...userRead, cacheLookupPolicy: 5 };

beforeAll(async () => {
  world = await startMsalWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

describe('acquireTokenSilent', () => {
  test('answers from the cache without a request', async () => {
    const page = await world.visit();
    const signedIn = resultOf(await signInByRedirect(page, world.secure, ann));
    const asked = watchEndpoints(page, world.baseUrl);
    const cached = resultOf(await callMsal(page, 'acquireTokenSilent', userRead));
    expect([cached.fromCache, cached.accessToken]).toEqual([true, signedIn.accessToken]);
    expect(asked).toEqual([]);
  });

  test('uses the refresh token when told to, again and again', async () => {
    const page = await world.visit();
    const signedIn = resultOf(await signInByRedirect(page, world.secure, ann));
    const asked = watchEndpoints(page, world.baseUrl);
    const first = resultOf(await callMsal(page, 'acquireTokenSilent', { ...userRead, forceRefresh: true }));
    const second = resultOf(await callMsal(page, 'acquireTokenSilent', { ...userRead, forceRefresh: true }));
    expect(new Set([signedIn, first, second].map(({ accessToken }) => accessToken)).size).toBe(3);
    expect(second.account?.homeAccountId).toBe(signedIn.account?.homeAccountId);
    expect(asked).toEqual(['token', 'token']);
  });

  test('gets a token for a second resource by the same refresh token', async () => {
    const page = await world.visit();
    await signInByRedirect(page, world.secure, ann);
    const asked = watchEndpoints(page, world.baseUrl);
    const request = { scopes: [`${ledger}/Ledger.Read`] };
    const result = resultOf(await callMsal(page, 'acquireTokenSilent', request));
    expect(result.scopes).toContain(`${ledger}/Ledger.Read`);
    expect(asked).toEqual(['token']);
    expect(resultOf(await callMsal(page, 'acquireTokenSilent', request)).fromCache).toBe(true);
  });

  test('gets tokens for two resources at once', async () => {
    const page = await world.visit();
    await signInByRedirect(page, world.secure, ann);
    const both = await page.evaluate(
      (resources) => {
        const [account] = client.getAllAccounts();
        const one = (scope: string) => {
          const request = { scopes: [scope], forceRefresh: true, ...(account === undefined ? {} : { account }) };
          return outcomeOf(client.acquireTokenSilent(request));
        };
        return Promise.all(resources.map(one));
      },
      ['User.Read', `${ledger}/Ledger.Read`],
    );
    expect(both.map((outcome) => resultOf(outcome).scopes[0])).toEqual(['User.Read', `${ledger}/Ledger.Read`]);
  });

  test('goes through the hidden frame when there is no refresh token to use', async () => {
    const page = await world.visit();
    await signInByRedirect(page, world.secure, ann);
    const asked = watchEndpoints(page, world.baseUrl);
    expect(resultOf(await callMsal(page, 'acquireTokenSilent', byFrame)).fromCache).toBe(false);
    expect(asked).toEqual(['authorize', 'token']);
  });
});

test('XX plain', async () => {
    const page = await world.visit();
    await signInByRedirect(page, world.plain, ann);
    const asked = watchEndpoints(page, world.baseUrl);
    console.log(await callMsal(page, 'acquireTokenSilent', byFrame));
    console.log(await callMsal(page, 'acquireTokenSilent', { ...userRead, forceRefresh: true }));
    const both = await page.evaluate(
      (resources) => {
        const [account] = client.getAllAccounts();
        const one = (scope: string) => {
          const request = { scopes: [scope], forceRefresh: true, ...(account === undefined ? {} : { account }) };
          return outcomeOf(client.acquireTokenSilent(request));
        };
        return Promise.all(resources.map(one));
      },
      ['User.Read', `${ledger}/Ledger.Read`],
    );
    console.log(both);
    console.log(asked);
});
