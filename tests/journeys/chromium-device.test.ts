import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ann, apps, contoso } from '../support/browser-seed.js';
import { type BrowserWorld, startBrowserWorld } from '../support/browser-world.js';
import { andArrive, heading, open, press, typePassword, typeUserName, words } from '../support/hosted-pages.js';

let world: BrowserWorld;
let page: Page;

beforeAll(async () => {
  world = await startBrowserWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  page = await world.visit({ lookedOver: true, javaScriptEnabled: false });
});
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

interface Device {
  readonly user_code: string;
  readonly device_code: string;
  readonly verification_uri: string;
  readonly interval: number;
}

async function post(path: string, form: Record<string, string>): Promise<Record<string, unknown>> {
  const url = `${world.baseUrl}/${contoso}/oauth2/v2.0/${path}`;
  const answer = await world.call(url, {
    method: 'POST',
    body: new URLSearchParams({ client_id: apps.native, ...form }),
  });
  return (await answer.json()) as Record<string, unknown>;
}
const startDevice = async (): Promise<Device> =>
  (await post('devicecode', { scope: 'openid profile' })) as unknown as Device;
async function poll(device: Device): Promise<unknown> {
  world.platform.clock.advance(device.interval + 1);
  const answer = await post('token', { grant_type: 'device_code', device_code: device.device_code });
  return answer['error'] ?? Object.keys(answer).includes('id_token');
}
/** Types the code as people do, and signs in. */
async function enterCode(device: Device): Promise<void> {
  await open(page, device.verification_uri);
  const typed = device.user_code.toLowerCase().replace(/^(.{4})/, '$1-');
  await page.getByLabel('Code').fill(typed);
  await press(page, 'Next');
}

test('somebody types the code, signs in, confirms, and the device is signed in', async () => {
  const device = await startDevice();
  expect(await poll(device)).toBe('authorization_pending');
  await enterCode(device);
  await typeUserName(page, ann.userName);
  await typePassword(page, ann.password);
  expect(await heading(page)).toBe('Did you start this sign-in?');
  expect(await words(page)).toContain('Command line');
  await press(page, 'Yes, continue');
  expect(await heading(page)).toBe('You are signed in');
  expect(await poll(device)).toBe(true);
});

test('somebody who did not start it says no, and the device is told', async () => {
  const device = await startDevice();
  await enterCode(device);
  await typeUserName(page, ann.userName);
  await typePassword(page, ann.password);
  await press(page, 'No');
  expect(await heading(page)).toBe('Sign-in declined');
  expect(await poll(device)).toBe('authorization_declined');
});

test('a code that nobody was given is refused beside the field, by the keyboard too', async () => {
  const { verification_uri: address } = await startDevice();
  await open(page, address);
  await page.keyboard.type('BBBB-BBBBB');
  await andArrive(page, () => page.keyboard.press('Enter'));
  expect(await words(page)).toContain('That code is not valid or has expired.');
  const field = page.getByLabel('Code');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.inputValue()).toBe('BBBB-BBBBB');
});
