import type { TenantId } from '@gatehouse/model';
import type { StartedPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, answerFields, Browser, textOf, titleOf } from '../support/browser.js';
import {
  authorizeUrl,
  contoso,
  fabrikam,
  passwords,
  sharedApp,
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

  test('by an ID token of the version 1 endpoint, whose issuer is another, as well', async () => {
    await signIn();
    const asked = authorizeUrl(baseUrl, { ...web, response_type: 'id_token', prompt: 'none' });
    const answer = await browser.send(asked.replace('/oauth2/v2.0/', '/oauth2/'));
    const token = answerFields(answer).id_token ?? '';
    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({ ver: '1.0' });
    await browser.send(logoutUrl({ id_token_hint: token }));
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

describe('an application of another tenant, when the session has expired', () => {
  const fay: Person = { userName: 'fay@fabrikam.example', password: passwords.fay };
  const uri = 'https://shared.example/callback';
  const shared = { client_id: sharedApp, redirect_uri: uri, nonce: 'n' };
  let hint: string;

  beforeAll(async () => {
    const visitor = new Browser(baseUrl);
    const begun = await visitor.open(authorizeUrl(baseUrl, shared, 'organizations'));
    await signInAs(visitor, begun, fay);
    const user = await running.parts.directory.userByName(fabrikam as TenantId, fay.userName);
    hint = `O.${user?.user.id}.${fabrikam}`;
  });

  test.each(['organizations', 'common', fabrikam, contoso])('gets its user back at %s', async (authority) => {
    const sent = { logout_hint: hint, post_logout_redirect_uri: uri, state: 's' };
    const answer = await browser.send(logoutUrl(sent, authority));
    expect([answer.status, answer.location]).toEqual([302, `${uri}?state=s`]);
  });

  test('gets its user back when the session is another one, which never saw the application', async () => {
    const own = { client_id: spaApp, redirect_uri: 'https://spa.example/' };
    expect((await signIn(ann, own)).location).toContain('code=');
    const sent = { logout_hint: hintOf(await idToken()), post_logout_redirect_uri: uri, state: 's' };
    const answer = await browser.send(logoutUrl(sent, 'common'));
    expect(answer.body).toContain(`url=${uri}?state=s`);
  });

  test.each([
    ['an address that nobody has registered', 'https://shared.example/other', 'organizations', undefined],
    ['an address of an application that is not in the tenant', 'https://web.example/callback', fabrikam, undefined],
    [
      'an address of an application that the tenant of the hint does not have',
      'https://spa.example/',
      'common',
      undefined,
    ],
    ['an address that the application that asks has not registered', uri, fabrikam, spaApp],
  ])('sends nobody to %s', async (_, address, authority, client) => {
    const sent = { logout_hint: hint, post_logout_redirect_uri: address, ...(client && { client_id: client }) };
    const answer = await browser.send(logoutUrl(sent, authority));
    expect([answer.status, answer.location, titleOf(answer)]).toEqual([200, undefined, 'You signed out']);
    expect(answer.body).not.toContain(address);
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
