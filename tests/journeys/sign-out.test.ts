import type { StartedPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, answerFields, Browser, textOf, titleOf } from '../support/browser.js';
import {
  authorizeUrl,
  contoso,
  passwords,
  spaApp,
  startInteractivePlatform,
  webApp,
} from '../support/interactive-platform.js';
import { type Person, signInAs } from '../support/sign-in-as.js';

let running: StartedPlatform;
let baseUrl: string;
let browser: Browser;
const ann: Person = { userName: 'ann@contoso.example', password: passwords.ann };
const ben: Person = { userName: 'ben@contoso.example', password: passwords.ben };
const web = { client_id: webApp, redirect_uri: 'https://web.example/callback', nonce: 'n' };
const loginHint = JSON.stringify({ id_token: { login_hint: null } });

beforeAll(async () => {
  running = await startInteractivePlatform();
  baseUrl = running.baseUrl;
});
afterAll(() => running.stop());
beforeEach(() => {
  browser = new Browser(baseUrl);
});

const signIn = async (person = ann, changes: Record<string, string | undefined> = {}): Promise<Answer> =>
  (await signInAs(browser, await browser.open(authorizeUrl(baseUrl, changes)), person)).answer;
const logoutUrl = (parameters: Record<string, string>, tenant = contoso): string =>
  `${baseUrl}/${tenant}/oauth2/v2.0/logout?${new URLSearchParams(parameters).toString()}`;
const isSignedIn = async (hint?: string): Promise<boolean> => {
  const url = authorizeUrl(baseUrl, { prompt: 'none', login_hint: hint });
  return answerFields(await browser.send(url)).code !== undefined;
};
/** An ID token of the web application for whoever is signed in. */
const idToken = async (person = ann): Promise<string> =>
  answerFields(
    await signIn(person, { ...web, response_type: 'id_token', claims: loginHint, login_hint: person.userName }),
  ).id_token ?? '';
const hintOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { login_hint: string }).login_hint;

describe('an application that proves whose session it means', () => {
  test('by the opaque account name ends it at once, and gets its state back', async () => {
    const hint = hintOf(await idToken());
    const answer = await browser.send(
      logoutUrl({ logout_hint: hint, post_logout_redirect_uri: 'https://web.example/callback', state: 'a|b=' }),
    );
    // The application has a front-channel address: a page tells it before the browser goes on.
    expect(answer.status).toBe(200);
    const [, frame = ''] = /<iframe[^>]* src="([^"]*)"/.exec(answer.body) ?? [];
    const told = new URL(frame.replaceAll('&amp;', '&'));
    expect(told.origin + told.pathname).toBe('https://web.example/signed-out');
    expect(Object.fromEntries(told.searchParams)).toEqual({
      x: '1',
      iss: `${baseUrl}/${contoso}/v2.0`,
      sid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(answer.body).toContain('url=https://web.example/callback?state=a%7Cb%3D');
    expect([...browser.cookies.keys()]).toEqual(['__Host-gatehouse-flow']);
    expect(await isSignedIn()).toBe(false);
  });

  test('by an ID token, even an expired one, goes straight back where nobody else must be told', async () => {
    const token = await idToken();
    browser = new Browser(baseUrl);
    await signIn();
    running.clock.advance(2 * 3600);
    const uri = 'https://spa.example/';
    const answer = await browser.send(
      logoutUrl({ id_token_hint: token, post_logout_redirect_uri: uri, client_id: spaApp, state: 's' }),
    );
    expect([answer.status, answer.location]).toEqual([302, 'https://spa.example/?state=s']);
    expect(await isSignedIn()).toBe(false);
  });

  test('ends that session only', async () => {
    await signIn(ben);
    const hint = hintOf(await idToken(ann).catch(() => ''));
    await browser.send(logoutUrl({ logout_hint: hint }));
    expect([await isSignedIn('ann@contoso.example'), await isSignedIn('ben@contoso.example')]).toEqual([false, true]);
  });

  test('a session that was ended elsewhere cannot be brought back by its cookie', async () => {
    const hint = hintOf(await idToken());
    const stolen = new Map(browser.cookies);
    await browser.send(logoutUrl({ logout_hint: hint }));
    for (const [name, value] of stolen) browser.cookies.set(name, value);
    expect(await isSignedIn()).toBe(false);
  });
});

describe('without proof', () => {
  test('the person is asked which account, and nothing ends before the answer', async () => {
    await signIn(ann);
    const uri = 'https://spa.example/';
    const page = await browser.send(logoutUrl({ post_logout_redirect_uri: uri, state: 's' }));
    expect(titleOf(page)).toBe('Which account do you want to sign out of?');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(await isSignedIn()).toBe(true);
    const [, account = ''] = /name="account" value="([^"]*)"/.exec(page.body) ?? [];
    const done = await browser.press(page, { account });
    expect(done.location).toBe('https://spa.example/?state=s');
    expect(await isSignedIn()).toBe(false);
  });

  test('the question is forgotten after an hour', async () => {
    await signIn(ann);
    const page = await browser.send(logoutUrl({}));
    running.clock.advance(3600);
    const [, account = ''] = /name="account" value="([^"]*)"/.exec(page.body) ?? [];
    expect((await browser.press(page, { account })).status).toBe(400);
    expect(await isSignedIn()).toBe(true);
  });

  test('the person may stay signed in', async () => {
    await signIn(ann);
    const page = await browser.send(logoutUrl({}));
    await browser.press(page, { choice: 'cancel' });
    expect(await isSignedIn()).toBe(true);
  });

  test('where nobody is signed in the browser goes on', async () => {
    const uri = 'https://spa.example/';
    const answer = await browser.send(logoutUrl({ post_logout_redirect_uri: uri, client_id: spaApp }));
    expect(answer.location).toBe(uri);
    expect(titleOf(await browser.send(logoutUrl({})))).toBe('You signed out');
  });

  test('a form is as good as an address', async () => {
    await signIn(ann);
    const page = await browser.sendForm(`${baseUrl}/common/oauth2/logout`, {}, { origin: 'https://spa.example' });
    expect(textOf(page)).toContain('ann@contoso.example');
  });
});
