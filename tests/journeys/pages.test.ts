import type { StartedPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser, textOf, titleOf } from '../support/browser.js';
import { authorizeUrl, startInteractivePlatform } from '../support/interactive-platform.js';

let running: StartedPlatform;
let browser: Browser;

beforeAll(async () => {
  running = await startInteractivePlatform();
  browser = new Browser(running.baseUrl);
});
afterAll(() => running.stop());

test('the home page says where one is', async () => {
  const page = await browser.open(`${running.baseUrl}/`);
  expect([page.status, titleOf(page)]).toEqual([200, 'Sign-in service']);
  expect(textOf(page)).toContain(running.baseUrl);
});

test('the stylesheet of the pages may be kept for ever', async () => {
  const page = await browser.open(authorizeUrl(running.baseUrl));
  const [, href = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(page.body) ?? [];
  const sheet = await browser.open(`${running.baseUrl}${href}`);
  expect(sheet.headers.get('content-type')).toContain('text/css');
  expect(sheet.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('an address where nothing is shows a page that cannot be framed', async () => {
  const page = await browser.open(`${running.baseUrl}/nowhere`, { accept: 'text/html' });
  expect([page.status, page.headers.get('x-frame-options')]).toEqual([404, 'DENY']);
});

test('a look at the headers signs nobody in or out', async () => {
  for (const path of ['authorize', 'logout']) {
    const url = new URL(authorizeUrl(running.baseUrl).replace('/authorize?', `/${path}?`));
    const answer = await browser.send(url.href, { method: 'HEAD' });
    expect([answer.status, answer.location, answer.headers.getSetCookie()]).toEqual([200, undefined, []]);
  }
});
