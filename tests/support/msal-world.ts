// Owns: the browser world with the single-page application of msal-browser on both of its servers.
import type { Configuration, RedirectRequest } from '@azure/msal-browser';
import type { Page } from 'playwright-core';
import type { AppServer } from './app-server.js';
import { apps, contoso, type Person } from './browser-seed.js';
import { type BrowserWorld, startBrowserWorld } from './browser-world.js';
import { andArrive, signIn } from './hosted-pages.js';
import { openMsalApp, type Outcome, serveMsalApp } from './msal-page.js';

/** Starts the world, and the application on its https and on its http server. */
export async function startMsalWorld(changes: Pick<Configuration, 'cache'> = {}): Promise<BrowserWorld> {
  const world = await startBrowserWorld();
  for (const app of [world.secure, world.plain]) {
    serveMsalApp(app, {
      auth: {
        clientId: apps.spa,
        authority: `${world.baseUrl}/${contoso}`,
        // The only setting beside the authority that an application needs.
        knownAuthorities: [world.platform.host],
        redirectUri: `${app.origin}/redirect`,
      },
      // A busy machine is no error.
      system: { iframeBridgeTimeout: 20_000 },
      ...changes,
    });
  }
  return world;
}

/** Opens the application and signs in by redirect. @returns what the library had when the browser came back. */
export async function signInByRedirect(
  page: Page,
  app: AppServer,
  person: Person,
  staySignedIn: 'Yes' | 'No' = 'No',
): Promise<Outcome> {
  await openMsalApp(page, app);
  await sendToSignIn(page);
  await signIn(page, person, staySignedIn);
  return arriveBack(page, app);
}

/** Presses "sign in" in the application: the browser is at the platform, or back again where a session needs no page. */
export async function sendToSignIn(page: Page, request: Partial<RedirectRequest> = {}): Promise<void> {
  await andArrive(page, () =>
    page.evaluate((asked) => void client.loginRedirect({ scopes: ['User.Read'], ...asked }), request as object),
  );
}

/** Waits until the application's page is there again. @returns what the library read from the answer. */
export async function arriveBack(page: Page, app: AppServer): Promise<Outcome> {
  await page.waitForURL(({ origin, pathname }) => origin === app.origin && pathname === '/');
  return page.evaluate(() => returned);
}
