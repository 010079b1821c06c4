import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AppServer } from '../support/app-server.js';
import { authorizeAddress } from '../support/authorize-address.js';
import { ann, apps, ben, nativeScheme } from '../support/browser-seed.js';
import { type BrowserWorld, startBrowserWorld } from '../support/browser-world.js';
import { andArrive, heading, open, press, signIn, typePassword, typeUserName, words } from '../support/hosted-pages.js';

let world: BrowserWorld;
let page: Page;
const origins = ['secure', 'plain'] as const;
const home = { body: '<!doctype html><title>Wiki</title><h1>Welcome</h1>' };

beforeAll(async () => {
  world = await startBrowserWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  for (const app of [world.secure, world.plain]) {
    app.pages.set('/home', home);
    // As web applications do: the answer is taken, and the person is sent on.
    app.pages.set('/wiki', { redirectTo: '/home' });
    app.pages.set('/payroll', { redirectTo: '/home' });
  }
  page = await world.visit({ lookedOver: true, javaScriptEnabled: false });
});
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

const begin = (app: AppServer, asked: Record<string, string | undefined> = {}): Promise<void> =>
  open(page, authorizeAddress(world.baseUrl, { client_id: apps.wiki, redirect_uri: `${app.origin}/wiki`, ...asked }));
/** What the application received last. */
const received = (app: AppServer, path = '/wiki') => app.received(path).at(-1);

describe('without script', () => {
  test.each(origins)('the answer reaches an application on the %s origin in the query', async (origin) => {
    const app = world[origin];
    await begin(app);
    expect(await words(page)).toContain('to continue to Wiki');
    await signIn(page, ann);
    expect(page.url()).toBe(`${app.origin}/home`);
    expect(received(app)).toMatchObject({
      method: 'GET',
      query: { code: expect.any(String), state: 'a=b|c', session_state: expect.any(String) },
    });
  });

  test.each(origins)('the answer reaches an application on the %s origin as a form, by a button', async (origin) => {
    const app = world[origin];
    await begin(app, { response_mode: 'form_post' });
    await signIn(page, ann);
    expect(await heading(page)).toBe('Taking you back to the application');
    await press(page, 'Continue');
    expect(page.url()).toBe(`${app.origin}/home`);
    expect(received(app)).toMatchObject({
      method: 'POST',
      query: {},
      form: { code: expect.any(String), state: 'a=b|c' },
    });
  });

  test.each(['query', 'form_post'])('an application may send the person on to another address (%s)', async (mode) => {
    const another = world.plain.origin.replace('localhost', '127.0.0.1');
    world.plain.pages.set('/wiki', { redirectTo: `${another}/home` });
    await begin(world.plain, { response_mode: mode });
    await signIn(page, ann);
    if (mode === 'form_post') await press(page, 'Continue');
    expect(page.url()).toBe(`${another}/home`);
  });

  test('the answer is handed to a native application by its own scheme', async () => {
    await begin(world.secure, { client_id: apps.native, redirect_uri: `${nativeScheme}://signed-in` });
    await typeUserName(page, ann.userName);
    await typePassword(page, ann.password);
    const handedOver = page.waitForRequest((request) => request.url().startsWith(`${nativeScheme}://signed-in?code=`));
    await page.getByRole('button', { name: 'No', exact: true }).click();
    expect(new URL((await handedOver).url()).searchParams.get('state')).toBe('a=b|c');
  });

  test('the answer reaches a native application on whatever port it listens', async () => {
    world.plain.pages.set('/', home);
    await begin(world.secure, { client_id: apps.native, redirect_uri: world.plain.origin });
    await signIn(page, ann);
    expect(received(world.plain, '/')?.query).toMatchObject({ code: expect.any(String) });
  });
});

test('with script the answer posts itself', async () => {
  page = await world.visit({ lookedOver: true });
  await begin(world.secure, { response_mode: 'form_post' });
  await typeUserName(page, ann.userName);
  await typePassword(page, ann.password);
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.waitForURL(`${world.secure.origin}/home`);
  expect(received(world.secure)).toMatchObject({ method: 'POST', form: { code: expect.any(String) } });
});

describe('a sign-in that fails', () => {
  test('reads the same for a wrong password and for nobody’s name', async () => {
    const readings: string[] = [];
    for (const userName of [ann.userName, 'eve@contoso.example']) {
      await begin(world.secure);
      await typeUserName(page, userName);
      await typePassword(page, 'not-the-password');
      readings.push(`${await page.title()} ${await page.locator('main').innerText()}`.replaceAll(userName, 'NAME'));
      expect(await words(page)).toContain('The user name or the password is wrong.');
    }
    expect(readings[0]?.replace(/^(.*\n)?A\n/m, '')).toBe(readings[1]?.replace(/^(.*\n)?E\n/m, ''));
  });

  test('goes on with the right password', async () => {
    await begin(world.secure);
    await typeUserName(page, ann.userName);
    await typePassword(page, 'not-the-password');
    await typePassword(page, ann.password);
    await press(page, 'No');
    expect(page.url()).toBe(`${world.secure.origin}/home`);
  });

  test('may go on as somebody else', async () => {
    await begin(world.secure);
    await typeUserName(page, 'eve@contoso.example');
    await press(page, 'Use another account');
    expect(await heading(page)).toBe('Sign in');
    await signIn(page, ben);
    expect(page.url()).toBe(`${world.secure.origin}/home`);
  });
});

describe('by the keyboard alone', () => {
  /** What has the focus, by its label or its words. */
  const focused = () =>
    page.evaluate(() => {
      const here = document.activeElement;
      const label = here instanceof HTMLInputElement ? here.labels?.[0]?.textContent : here?.textContent;
      return label?.trim() ?? '';
    });
  /** A browser gives a new page its first focus a moment after it has loaded. */
  const focusOn = (name: string) => expect.poll(focused, { timeout: 10_000 }).toBe(name);
  const enter = () => andArrive(page, () => page.keyboard.press('Enter'));
  /** Presses Tab until the control is reached. @returns everything passed on the way. */
  async function tabTo(name: string): Promise<readonly string[]> {
    const passed: string[] = [];
    while ((await focused()) !== name) {
      if (passed.length > 20) throw new Error(`Tab does not reach ${name}: ${passed.join(', ')}`);
      await page.keyboard.press('Tab');
      passed.push(await focused());
    }
    return passed;
  }

  test('somebody signs in and consents', async () => {
    const payroll = { client_id: apps.web, redirect_uri: `${world.secure.origin}/payroll` };
    await begin(world.secure, payroll);
    await focusOn('User name');
    await page.keyboard.type(ann.userName);
    await enter();
    await focusOn('Password');
    await page.keyboard.type(ann.password);
    await enter();
    expect(await heading(page)).toBe('Stay signed in?');
    await tabTo('Yes');
    await enter();
    expect(await heading(page)).toBe('Permissions requested');
    const passed = await tabTo('Accept');
    expect(passed).toContain('Use another account');
    await enter();
    expect(page.url()).toBe(`${world.secure.origin}/home`);
  });

  test('Enter in the password field signs in, and never changes the account', async () => {
    await begin(world.secure);
    await focusOn('User name');
    await page.keyboard.type(ann.userName);
    await enter();
    await focusOn('Password');
    await page.keyboard.type('not-the-password');
    await enter();
    await focusOn('Password');
    expect(await words(page)).toContain('The user name or the password is wrong.');
  });
});
