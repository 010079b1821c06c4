import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorizeAddress } from '../support/authorize-address.js';
import { ann, apps, contoso } from '../support/browser-seed.js';
import { type BrowserWorld, startBrowserWorld } from '../support/browser-world.js';
import { open, signIn } from '../support/hosted-pages.js';

let world: BrowserWorld;
let page: Page;

beforeAll(async () => {
  world = await startBrowserWorld();
  world.secure.pages.set('/wiki', { body: '<!doctype html><title>Wiki</title>' });
});
afterAll(() => world.stop());
beforeEach(async () => {
  page = await world.visit();
});
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

const addressOf = (asked: Record<string, string> = {}): string =>
  authorizeAddress(world.baseUrl, { client_id: apps.wiki, redirect_uri: `${world.secure.origin}/wiki`, ...asked });

/** Opens a page of the application with a frame that holds the address. @returns the frame once it has loaded something. */
async function inFrame(address: string): Promise<Frame> {
  const src = address.replaceAll('&', '&amp;');
  world.secure.pages.set('/framing', { body: `<!doctype html><title>Framing</title><iframe src="${src}"></iframe>` });
  await page.goto(`${world.secure.origin}/framing`);
  const [, frame] = page.frames();
  if (frame === undefined) throw new Error('the page has no frame');
  return frame;
}

describe('pages that somebody could be tricked into clicking on', () => {
  test.each([
    ['the sign-in', () => addressOf()],
    ['the device code', () => `${world.baseUrl}/common/oauth2/deviceauth`],
    ['an error', () => addressOf({ client_id: contoso })],
    ['the home page', () => `${world.baseUrl}/`],
  ])('%s does not show in a frame', async (_, address) => {
    const frame = await inFrame(address());
    expect(frame.url()).toBe('chrome-error://chromewebdata/');
    expect(await world.leave()).toEqual([expect.stringMatching(/frame-ancestors 'none'/)]);
  });

  test('the question which account to sign out of does not show in a frame', async () => {
    await open(page, addressOf());
    await signIn(page, ann);
    const frame = await inFrame(`${world.baseUrl}/${contoso}/oauth2/v2.0/logout`);
    expect(frame.url()).toBe('chrome-error://chromewebdata/');
    expect(await world.leave()).toEqual([expect.stringMatching(/frame-ancestors 'none'/)]);
  });
});

describe('prompt=none in a frame', () => {
  const answerIn = (frame: Frame): URLSearchParams => new URLSearchParams(new URL(frame.url()).hash.slice(1));

  test('is answered by an error where nobody is signed in', async () => {
    const frame = await inFrame(addressOf({ prompt: 'none', response_mode: 'fragment' }));
    expect(answerIn(frame).get('error')).toBe('login_required');
  });

  test('is answered by a code where somebody is', async () => {
    await open(page, addressOf());
    await signIn(page, ann);
    const frame = await inFrame(addressOf({ prompt: 'none', response_mode: 'fragment' }));
    expect(answerIn(frame).get('code')).toMatch(/./);
    expect(answerIn(frame).get('state')).toBe('a=b|c');
  });

  test('is answered by a form that posts itself', async () => {
    await open(page, addressOf());
    await signIn(page, ann);
    const frame = await inFrame(addressOf({ prompt: 'none', response_mode: 'form_post' }));
    await frame.waitForURL(`${world.secure.origin}/wiki`);
    expect(world.secure.received('/wiki').at(-1)).toMatchObject({ method: 'POST', form: { state: 'a=b|c' } });
  });
});
