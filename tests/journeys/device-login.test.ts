import type { StartedPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Answer, Browser, stepOf, textOf, titleOf } from '../support/browser.js';
import { cliApp, contoso, ledger, passwords, startInteractivePlatform } from '../support/interactive-platform.js';
import { type Person, signInAs } from '../support/sign-in-as.js';

let running: StartedPlatform;
let baseUrl: string;
let browser: Browser;
const ann: Person = { userName: 'ann@contoso.example', password: passwords.ann };

beforeAll(async () => {
  running = await startInteractivePlatform();
  baseUrl = running.baseUrl;
});
afterAll(() => running.stop());
beforeEach(() => {
  browser = new Browser(baseUrl);
});

interface Device {
  readonly user_code: string;
  readonly device_code: string;
  readonly verification_uri: string;
}

async function call(path: string, fields: Record<string, string>): Promise<Record<string, unknown>> {
  const response = await fetch(`${baseUrl}/${contoso}/oauth2/v2.0/${path}`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: cliApp, ...fields }),
  });
  return (await response.json()) as Record<string, unknown>;
}
const begin = async (scope = 'openid profile'): Promise<Device> =>
  (await call('devicecode', { scope })) as unknown as Device;
const poll = async (device: Device): Promise<unknown> => {
  running.clock.advance(6);
  const answer = await call('token', { grant_type: 'device_code', device_code: device.device_code });
  return answer.error ?? (answer.id_token === undefined ? answer : 'tokens');
};
const enter = async (device: Device, code = device.user_code): Promise<Answer> =>
  browser.press(await browser.open(device.verification_uri), { choice: 'next' }, { user_code: code });

test('the person types the code, signs in, confirms the application, and the device gets its tokens', async () => {
  const device = await begin();
  const page = await enter(device, `${device.user_code.toLowerCase().slice(0, 4)}-${device.user_code.slice(4)}`);
  expect(stepOf(page)).toBe('identify');
  const { answer, steps } = await signInAs(browser, page, ann);
  expect(steps).toEqual(['identify', 'password', 'confirm-device', 'consent']);
  expect(titleOf(answer)).toBe('You are signed in');
  expect(textOf(answer)).toContain('Command line');
  expect(await poll(device)).toBe('tokens');
});

test('the confirmation warns, names the application and where the device is', async () => {
  const device = await begin();
  const page = await browser.press(await enter(device), { choice: 'next' }, { username: ann.userName });
  const confirm = await browser.press(page, { choice: 'next' }, { password: ann.password });
  expect(titleOf(confirm)).toBe('Did you start this sign-in?');
  expect(textOf(confirm)).toMatch(/Command line.*127\.0\.0\.1.*If somebody sent you the code, choose “No”/);
  const declined = await browser.press(confirm, { choice: 'no' });
  expect(titleOf(declined)).toBe('Sign-in declined');
  expect(await poll(device)).toBe('authorization_declined');
});

test('a session does not confirm by itself: the person chooses the account and says yes', async () => {
  const first = await begin();
  await signInAs(browser, await enter(first), ann);
  const page = await enter(await begin());
  expect(stepOf(page)).toBe('pick-account');
  const [, account = ''] = /name="account" value="([^"]*)"/.exec(page.body) ?? [];
  expect(stepOf(await browser.press(page, { account }))).toBe('confirm-device');
});

test('a person who goes back because the account may not be used here ends the wait of the device', async () => {
  const device = await begin();
  const fay: Person = { userName: 'fay@fabrikam.example', password: passwords.fay };
  const { answer } = await signInAs(browser, await enter(device), fay);
  expect(textOf(answer)).toContain('AADSTS50020');
  expect(await poll(device)).toBe('authorization_pending');
  const back = await browser.press(answer, { choice: 'return' });
  expect(textOf(back)).toContain('AADSTS50020');
  expect(await poll(device)).toBe('authorization_declined');
});

test('a person who goes back because an administrator must consent ends the wait of the device', async () => {
  const device = await begin(`openid ${ledger}/Ledger.Write.All`);
  const { answer, steps } = await signInAs(browser, await enter(device), ann);
  expect(steps.at(-1)).toBe('consent');
  expect(await poll(device)).toBe('authorization_pending');
  const back = await browser.press(answer, { choice: 'return' });
  expect(textOf(back)).toContain('AADSTS90094');
  expect(await poll(device)).toBe('authorization_declined');
});

test('a code that was answered, that never was, or that is missing is refused on the page', async () => {
  const device = await begin();
  await signInAs(browser, await enter(device), ann);
  expect(textOf(await enter(device))).toContain('That code is not valid or has expired.');
  expect(textOf(await enter(device, 'BBBBBBBBB'))).toContain('That code is not valid or has expired.');
  expect(textOf(await enter(device, ''))).toContain('Enter the code that your device shows.');
});

test('a code in the address is not typed for the person', async () => {
  const device = await begin();
  const page = await browser.open(`${device.verification_uri}?user_code=${device.user_code}&otc=${device.user_code}`);
  expect(page.body).not.toContain(device.user_code);
});

test('a code that ended while the person typed cannot be approved', async () => {
  const device = await begin();
  const page = await browser.press(await enter(device), { choice: 'next' }, { username: ann.userName });
  running.clock.advance(901);
  const { answer } = await signInAs(browser, page, ann);
  expect(answer.status).toBe(400);
  expect(textOf(answer)).toContain('AADSTS70019');
});
