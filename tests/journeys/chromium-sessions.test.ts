import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cookie, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorizeAddress } from '../support/authorize-address.js';
import { ann, apps, ben, contoso, fay, type Person } from '../support/browser-seed.js';
import { type BrowserWorld, startBrowserWorld } from '../support/browser-world.js';
import { chromium, chromiumOptions } from '../support/chromium.js';
import { heading, open, press, signIn, typePassword, typeUserName, words } from '../support/hosted-pages.js';

let world: BrowserWorld;
let page: Page;

beforeAll(async () => {
  world = await startBrowserWorld();
  for (const path of [...Object.values(paths), '/wiki-signed-out', '/payroll-signed-out']) {
    world.secure.pages.set(path, { body: `<!doctype html><title>${path}</title>` });
  }
});
afterAll(() => world.stop());
beforeEach(async () => {
  page = await world.visit({ lookedOver: true, javaScriptEnabled: false });
});
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

type Asked = Record<string, string | undefined>;
const paths = { wiki: '/wiki', web: '/payroll', notes: '/notes' } as const;
const addressOf = (app: keyof typeof paths, asked: Asked = {}): string => {
  const redirectUri = `${world.secure.origin}${paths[app]}`;
  return authorizeAddress(world.baseUrl, { client_id: apps[app], redirect_uri: redirectUri, ...asked });
};
const begin = (asked: Asked = {}): Promise<void> => open(page, addressOf('wiki', asked));
/** The parameters that came back to the application whose page is shown now. */
function answer(): Record<string, string> {
  const { origin, searchParams } = new URL(page.url());
  expect(origin).toBe(world.secure.origin);
  return Object.fromEntries(searchParams);
}
async function signInTo(person: Person, asked: Asked = {}): Promise<Record<string, string>> {
  await begin(asked);
  await signIn(page, person);
  return answer();
}

describe('staying signed in', () => {
  const isOurs = ({ name }: Cookie): boolean => name.startsWith('__Host-gatehouse-session');
  const cookies = async (): Promise<readonly Cookie[]> => (await page.context().cookies(world.baseUrl)).filter(isOurs);
  const wellKept = { secure: true, httpOnly: true, sameSite: 'None', path: '/' };

  test('with “No” leaves nothing that outlives the browser', async () => {
    await signInTo(ann);
    expect(await cookies()).toEqual([expect.objectContaining({ ...wellKept, expires: -1 })]);
  });

  test('with “Yes” leaves a cookie for 90 days', async () => {
    await begin();
    await signIn(page, ann, 'Yes');
    const [kept, ...others] = await cookies();
    expect(others).toEqual([]);
    expect(kept).toMatchObject(wellKept);
    const days = ((kept?.expires ?? 0) - Date.parse(new Date().toISOString()) / 1000) / 86_400;
    expect(Math.round(days)).toBe(90);
  });

  test.each([
    ['Yes', true],
    ['No', false],
  ] as const)('with “%s”: is signed in after the browser was closed: %s', async (choice, stays) => {
    const profile = await mkdtemp(join(tmpdir(), 'gatehouse-profile-'));
    const start = () => chromium.launchPersistentContext(profile, chromiumOptions(world.certificate));
    try {
      const before = await start();
      const first = await before.newPage();
      await first.goto(addressOf('wiki'));
      await signIn(first, ann, choice);
      await before.close();
      const after = await start();
      const again = await after.newPage();
      await again.goto(addressOf('wiki', { prompt: 'none' }));
      const { searchParams } = new URL(again.url());
      expect([searchParams.has('code'), searchParams.get('error')]).toEqual([stays, stays ? null : 'login_required']);
      await after.close();
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  });
});

describe('several accounts', () => {
  test('one is picked, or another one is added', async () => {
    const first = await signInTo(ann);
    await begin({ prompt: 'select_account' });
    expect(await heading(page)).toBe('Pick an account');
    await press(page, 'Use another account');
    await press(page, 'Back');
    expect(await heading(page)).toBe('Pick an account');
    await press(page, 'Use another account');
    await signIn(page, ben);
    const second = answer();
    await begin();
    expect(await words(page)).toMatch(/Ann Example ann@contoso\.example .*Ben Example ben@contoso\.example/);
    await press(page, /Ann Example/);
    expect(answer()['session_state']).toBe(first['session_state']);
    await begin({ login_hint: ben.userName });
    expect(answer()['session_state']).toBe(second['session_state']);
  });

  test('of another tenant are turned away, and may make room for one of this', async () => {
    await begin();
    await typeUserName(page, fay.userName);
    await typePassword(page, fay.password);
    expect(await words(page)).toContain('AADSTS50020');
    await press(page, 'Use another account');
    await signIn(page, ann);
    expect(answer()).toHaveProperty('code');
  });
});

describe('prompts', () => {
  test('prompt=login asks for the password again', async () => {
    const first = await signInTo(ann);
    await begin({ prompt: 'login' });
    expect(await words(page)).toContain(ann.userName);
    await typePassword(page, ann.password);
    await press(page, 'No');
    expect(answer()['session_state']).not.toBe(first['session_state']);
  });

  test('a login hint leads to the password', async () => {
    await begin({ login_hint: ann.userName });
    expect(await heading(page)).toBe('Enter your password');
  });

  test('prompt=none shows nothing', async () => {
    await begin({ prompt: 'none' });
    expect(answer()).toMatchObject({ error: 'login_required', state: 'a=b|c' });
  });
});

test('signed in to one application is signed in to the next, which asks only for its consent', async () => {
  const first = await signInTo(ann);
  await open(page, addressOf('web'));
  expect(await heading(page)).toBe('Permissions requested');
  await press(page, 'Accept');
  expect(page.url()).toContain(`${world.secure.origin}/payroll?code=`);
  expect(answer()['session_state']).toBe(first['session_state']);
  await begin();
  expect(answer()).toHaveProperty('code');
});

describe('signing out', () => {
  const logoutAddress = (query: Record<string, string> = {}): string =>
    `${world.baseUrl}/${contoso}/oauth2/v2.0/logout?${new URLSearchParams(query).toString()}`;
  const isSignedIn = async (): Promise<boolean> => {
    await begin({ prompt: 'none' });
    return 'code' in answer();
  };

  test('asks which account, tells the applications in hidden frames, and ends there', async () => {
    await signInTo(ben);
    await open(page, addressOf('web'));
    if ((await page.locator('h1').count()) > 0) await press(page, 'Accept');
    await open(page, logoutAddress());
    expect(await heading(page)).toBe('Which account do you want to sign out of?');
    const told = ['/wiki-signed-out', '/payroll-signed-out'].map((path) =>
      page.waitForResponse((response) => new URL(response.url()).pathname === path),
    );
    await press(page, /Ben Example/);
    expect(await heading(page)).toBe('You signed out');
    for (const response of await Promise.all(told)) {
      const { searchParams } = new URL(response.url());
      expect(searchParams.get('iss')).toBe(`${world.baseUrl}/${contoso}/v2.0`);
      expect(searchParams.get('sid')).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(await page.locator('iframe:visible').count()).toBe(0);
    expect(await isSignedIn()).toBe(false);
  });

  test('goes back to the application that asked for it, with its state', async () => {
    await signInTo(ann);
    const uri = `${world.secure.origin}/wiki`;
    await open(page, logoutAddress({ post_logout_redirect_uri: uri, state: 'a=b|c' }));
    await page.getByRole('button', { name: /Ann Example/ }).click();
    await page.waitForURL(`${uri}?state=*`);
    expect(answer()).toEqual({ state: 'a=b|c' });
  });

  test('goes straight back where no other application has to be told', async () => {
    const uri = `${world.secure.origin}/notes`;
    await open(page, addressOf('notes'));
    await signIn(page, ann);
    await open(page, logoutAddress({ post_logout_redirect_uri: uri }));
    await press(page, /Ann Example/);
    expect(page.url()).toBe(uri);
  });

  test('may be left at that', async () => {
    await signInTo(ann);
    await open(page, logoutAddress());
    await press(page, 'Stay signed in');
    expect(await heading(page)).toBe('Sign-in service');
    expect(await isSignedIn()).toBe(true);
  });

  test('where nobody is signed in just says so', async () => {
    await open(page, logoutAddress());
    expect(await heading(page)).toBe('You signed out');
  });
});
