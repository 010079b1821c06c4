import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ann, apps, contoso } from '../../support/browser-seed.js';
import { type BrowserWorld, startBrowserWorld } from '../../support/browser-world.js';
import { andArrive, signIn } from '../../support/hosted-pages.js';
import { openMsalApp, resultOf, serveMsalApp } from '../../support/msal-page.js';

let world: BrowserWorld;

beforeAll(async () => {
  world = await startBrowserWorld();
  for (const app of [world.secure, world.plain]) {
    serveMsalApp(app, {
      auth: {
        clientId: apps.spa,
        authority: `${world.baseUrl}/${contoso}`,
        knownAuthorities: [world.platform.host],
        redirectUri: `${app.origin}/redirect`,
      },
    });
  }
});
afterAll(() => world.stop());
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

test('loginRedirect signs in on the platform and comes back with tokens', async () => {
  const page = await world.visit();
  await openMsalApp(page, world.secure);
  await andArrive(page, () => page.evaluate(() => void client.loginRedirect({ scopes: ['User.Read'] })));
  await signIn(page, ann);
  await page.waitForURL(`${world.secure.origin}/`);
  const result = resultOf(await page.evaluate(() => returned));
  console.log(result);
});
