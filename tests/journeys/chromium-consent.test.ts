import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorizeAddress } from '../support/authorize-address.js';
import { ann, apps, ben, cem, ledger, type Person } from '../support/browser-seed.js';
import { type BrowserWorld, startBrowserWorld } from '../support/browser-world.js';
import { heading, open, press, signIn, words } from '../support/hosted-pages.js';

let world: BrowserWorld;
let page: Page;

beforeAll(async () => {
  world = await startBrowserWorld();
  world.secure.pages.set('/payroll', { body: '<!doctype html><title>Payroll</title>' });
});
afterAll(() => world.stop());
beforeEach(async () => {
  page = await world.visit({ lookedOver: true, javaScriptEnabled: false });
});
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

type Asked = Record<string, string | undefined>;
const addressOf = (asked: Asked = {}): string =>
  authorizeAddress(world.baseUrl, {
    client_id: apps.web,
    redirect_uri: `${world.secure.origin}/payroll`,
    scope: `openid profile ${ledger}/Ledger.Read`,
    ...asked,
  });
async function begin(person: Person, asked: Asked = {}): Promise<void> {
  await open(page, addressOf(asked));
  await signIn(page, person);
}
/** The parameters that came back to the application. */
function answer(): Record<string, string> {
  const { origin, pathname, searchParams } = new URL(page.url());
  expect(`${origin}${pathname}`).toBe(`${world.secure.origin}/payroll`);
  return Object.fromEntries(searchParams);
}

describe('consent', () => {
  test('declined goes back to the application, and grants nothing', async () => {
    await begin(ann);
    expect(await heading(page)).toBe('Permissions requested');
    expect(await words(page)).toMatch(/Payroll .*Unverified publisher.* Read your ledger Entries that you made\./);
    await press(page, 'Cancel');
    const { error, error_description: description, state } = answer();
    expect([error, state]).toEqual(['access_denied', 'a=b|c']);
    expect(description).toContain('AADSTS65004');
    await open(page, addressOf());
    expect(await heading(page)).toBe('Permissions requested');
  });

  test('accepted lets the person through, and is not asked for again', async () => {
    await begin(ben);
    await press(page, 'Accept');
    expect(answer()).toHaveProperty('code');
    await open(page, addressOf());
    expect(answer()).toHaveProperty('code');
    await open(page, addressOf({ prompt: 'consent' }));
    expect(await heading(page)).toBe('Permissions requested');
  });

  test('may be left to another account', async () => {
    await begin(ann);
    await press(page, 'Use another account');
    await signIn(page, cem);
    expect(await words(page)).toContain(cem.userName);
    expect(await words(page)).not.toContain(ann.userName);
  });

  test('that only an administrator may give is said, and the application is told', async () => {
    await begin(ann, { scope: `openid ${ledger}/Ledger.Write.All` });
    expect(await heading(page)).toBe('An administrator must approve this');
    expect(await page.getByRole('button', { name: 'Accept' }).count()).toBe(0);
    await press(page, 'Return to the application');
    expect(answer()).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining('AADSTS90094'),
    });
  });
});

describe('a request that cannot be answered', () => {
  test.each([
    ['of an unknown application', 700016, { client_id: '99999999-0000-4000-8000-000000000000' }],
    ['for an address that is not registered', 50011, { redirect_uri: 'https://evil.example/' }],
  ] as const)('%s shows a page that explains itself', async (_, code, asked) => {
    await open(page, addressOf(asked));
    expect(new URL(page.url()).origin).toBe(world.baseUrl);
    expect(await heading(page)).toBe('We could not sign you in');
    expect(await words(page)).toMatch(new RegExp(`AADSTS${code}.*Correlation ID`));
    await page.getByRole('link', { name: `AADSTS${code}` }).click();
    await page.waitForURL(`${world.baseUrl}/error?code=${code}`);
    expect(await heading(page)).toContain(String(code));
  });

  test('that was left alone for too long says so', async () => {
    await open(page, addressOf());
    world.platform.clock.advance(61 * 60);
    await page.getByLabel('User name').fill(ann.userName);
    await press(page, 'Next');
    expect(await words(page)).toContain('took too long');
  });
});

describe('the pages about error numbers', () => {
  test('explain one', async () => {
    await open(page, `${world.baseUrl}/error?code=50058`);
    expect(await words(page)).toMatch(/50058.*no one is signed in/i);
  });

  test('list all of them', async () => {
    await open(page, `${world.baseUrl}/error`);
    expect(await page.getByRole('row').count()).toBeGreaterThan(50);
  });

  test('say what is no number of ours', async () => {
    await open(page, `${world.baseUrl}/error?code=<b>1`);
    expect(await heading(page)).toBe('Unknown error code');
    expect(await words(page)).toContain('<b>1');
  });
});

test('an address that is not there is a page, too', async () => {
  await open(page, `${world.baseUrl}/nowhere`);
  expect(await words(page)).toContain('nothing at this address');
});
