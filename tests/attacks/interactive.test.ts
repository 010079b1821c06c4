import type { StartedPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, answerFields, Browser, stepOf, textOf } from '../support/browser.js';
import {
  authorizeUrl,
  contoso,
  ledger,
  passwords,
  spaApp,
  startInteractivePlatform,
  webApp,
} from '../support/interactive-platform.js';
import { type Person, signInAs } from '../support/sign-in-as.js';

let running: StartedPlatform;
let baseUrl: string;
let victim: Browser;
let attacker: Browser;
const ann: Person = { userName: 'ann@contoso.example', password: passwords.ann };
const ben: Person = { userName: 'ben@contoso.example', password: passwords.ben };

beforeAll(async () => {
  running = await startInteractivePlatform();
  baseUrl = running.baseUrl;
});
afterAll(() => running.stop());
beforeEach(() => {
  victim = new Browser(baseUrl);
  attacker = new Browser(baseUrl);
});

const url = (changes: Record<string, string | undefined> = {}): string => authorizeUrl(baseUrl, changes);
const isSignedIn = async (browser: Browser): Promise<boolean> =>
  answerFields(await browser.send(url({ prompt: 'none' }))).code !== undefined;
const password = (page: Answer, browser: Browser) =>
  browser.form(page, { choice: 'next' }, { password: passwords.ann });

describe('open redirect', () => {
  test.each([
    { redirect_uri: 'https://evil.example/' },
    { redirect_uri: 'https://spa.example.evil.example/' },
    { redirect_uri: 'https://spa.example@evil.example/' },
    { redirect_uri: 'https://spa.example/../evil' },
    { redirect_uri: 'https://spa.example//evil.example' },
    { redirect_uri: 'https://spa.example/?next=https://evil.example' },
    { redirect_uri: 'https://spa.example/#x' },
    { redirect_uri: 'javascript:alert(1)' },
    { client_id: contoso },
    { client_id: "x'--" },
  ])('by %o shows a page and goes nowhere', async (changes) => {
    for (const prompt of [undefined, 'none']) {
      const answer = await victim.send(url({ ...changes, prompt }));
      expect([answer.status, answer.location]).toEqual([400, undefined]);
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(textOf(answer)).toMatch(/AADSTS(50011|700016|700038)/);
    }
  });

  test('by a second redirect URI shows a page and goes nowhere', async () => {
    for (const evil of ['&redirect_uri=https://evil.example/', '&redirect%5Furi=https://evil.example/']) {
      const answer = await victim.send(`${url()}${evil}`);
      expect([answer.status, answer.location]).toEqual([400, undefined]);
    }
  });

  test('by a redirect URI in both query and form shows a page and goes nowhere', async () => {
    const answer = await victim.sendForm(url(), { redirect_uri: 'https://evil.example/' });
    expect([answer.status, answer.location]).toEqual([400, undefined]);
  });

  test('after signing out goes nowhere', async () => {
    for (const uri of [
      'https://evil.example/',
      'https://spa.example.evil.example/',
      'javascript:alert(1)',
      '//evil.example',
    ]) {
      const out = new URLSearchParams({ post_logout_redirect_uri: uri, client_id: spaApp });
      const answer = await victim.send(`${baseUrl}/${contoso}/oauth2/v2.0/logout?${out.toString()}`);
      expect([answer.status, answer.location]).toEqual([200, undefined]);
      expect(answer.body).not.toContain('evil.example');
    }
  });
});

test('open redirect: after signing out, an address that another application registered goes nowhere', async () => {
  const out = { post_logout_redirect_uri: 'https://web.example/callback', client_id: spaApp };
  const answer = await victim.send(`${baseUrl}/${contoso}/oauth2/v2.0/logout?${new URLSearchParams(out).toString()}`);
  expect([answer.status, answer.body.includes('web.example')]).toEqual([200, false]);
});

describe('parameter pollution', () => {
  test.each(['state', 'scope', 'nonce', 'response_mode', 'code_challenge', 'prompt', 'login_hint'])(
    'by a second %s is refused, and told to the application',
    async (name) => {
      const answer = await victim.send(`${url({ [name]: 'x' })}&${name}=y`);
      expect(new URL(answer.location ?? '').origin).toBe('https://spa.example');
      expect(answerFields(answer)).toMatchObject({ error: 'invalid_request' });
      expect(answerFields(answer).code).toBeUndefined();
    },
  );

  test('a second state is not sent back, so that nobody mistakes it for theirs', async () => {
    const answer = await victim.send(`${url()}&state=evil`);
    expect(answerFields(answer).state).toBeUndefined();
  });
});

describe('login CSRF', () => {
  test('by a form that another site posts is refused', async () => {
    const page = await victim.open(url({ login_hint: ann.userName }));
    const { action, body } = password(page, victim);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: baseUrl },
    ]) {
      const answer = await victim.sendForm(`${baseUrl}${action}`, body, headers);
      expect([answer.status, answer.location]).toEqual([400, undefined]);
    }
    expect(await isSignedIn(victim)).toBe(false);
  });

  test('by the attacker’s flow in the victim’s browser is refused', async () => {
    const page = await attacker.open(url({ login_hint: ben.userName }));
    const { action, body } = attacker.form(page, { choice: 'next' }, { password: passwords.ben });
    await victim.open(url());
    const answer = await victim.post(`${baseUrl}${action}`, body);
    expect(answer.status).toBe(400);
    expect(await isSignedIn(victim)).toBe(false);
  });
});

describe('session fixation', () => {
  test('a flow in which the attacker signed in signs nobody else in', async () => {
    const page = await attacker.open(url({ login_hint: ben.userName }));
    const { action, body } = attacker.form(page, { choice: 'next' }, { password: passwords.ben });
    const moved = await attacker.sendForm(`${baseUrl}${action}`, body, attacker.ownPage());
    const answer = await victim.send(moved.location ?? '');
    expect([answer.status, answer.location]).toEqual([400, undefined]);
    expect(victim.setCookies).toEqual([]);
  });

  test('a session id that was known before is not the one after signing in', async () => {
    const { answer } = await signInAs(attacker, await attacker.open(url()), ben);
    for (const [name, value] of attacker.cookies) victim.cookies.set(name, value);
    const planted = answerFields(answer).session_state;
    const page = await victim.open(url({ prompt: 'login', login_hint: ben.userName }));
    const own = await signInAs(victim, page, ben);
    expect(answerFields(own.answer).session_state).not.toBe(planted);
    expect(await isSignedIn(attacker)).toBe(false);
  });
});

describe('replay', () => {
  test('of a finished flow after signing out signs nobody in', async () => {
    const page = await victim.open(url({ login_hint: ann.userName }));
    const { action, body } = password(page, victim);
    const moved = await victim.sendForm(`${baseUrl}${action}`, body, victim.ownPage());
    await signInAs(victim, await victim.open(moved.location ?? ''), ann);
    const confirm = await victim.send(`${baseUrl}/${contoso}/oauth2/v2.0/logout`);
    const [, account = ''] = /name="account" value="([^"]*)"/.exec(confirm.body) ?? [];
    await victim.press(confirm, { account });
    // The next person at this machine goes back in the browser's history.
    const replayed = await victim.open(moved.location ?? '');
    expect(stepOf(replayed)).toBe('password');
    expect(await isSignedIn(victim)).toBe(false);
  });

  test('of a form for a page that was not the last one is refused', async () => {
    const page = await victim.open(url({ login_hint: ann.userName }));
    const { body } = password(page, victim);
    for (const step of ['consent', 'stay-signed-in', 'identify', 'pick-account', '__proto__', 'constructor']) {
      const answer = await victim.post(`${baseUrl}/gatehouse/v1/sign-in/${step}`, { ...body, choice: 'accept' });
      expect([step, answer.status]).toEqual([step, 400]);
    }
  });

  test('of a flow after an hour is refused', async () => {
    const page = await victim.open(url({ login_hint: ann.userName }));
    const { action, body } = password(page, victim);
    running.clock.advance(3600);
    expect((await victim.post(`${baseUrl}${action}`, body)).status).toBe(400);
  });
});

test('tampered flow state is refused, wherever a byte is changed', async () => {
  const page = await victim.open(url({ login_hint: ann.userName }));
  const { action, body } = password(page, victim);
  const flow = body.flow ?? '';
  const others = [0, 4, 40, Math.floor(flow.length / 2), flow.length - 2].map((at) => {
    const letter = flow.charAt(at) === 'A' ? 'B' : 'A';
    return `${flow.slice(0, at)}${letter}${flow.slice(at + 1)}`;
  });
  for (const changed of [...others, '', 'g1.', flow.slice(0, -4), `${flow}A`, '{}']) {
    const answer = await victim.post(`${baseUrl}${action}`, { ...body, flow: changed });
    expect([answer.status, answer.location]).toEqual([400, undefined]);
  }
});

describe('clickjacking', () => {
  test('no page with a form can be framed', async () => {
    const identify = await victim.open(url({ prompt: 'consent' }));
    const passwordPage = await victim.press(identify, { choice: 'next' }, { username: ann.userName });
    const stay = await victim.press(passwordPage, { choice: 'next' }, { password: passwords.ann });
    const consent = await victim.press(stay, { choice: 'no' });
    const pick = await victim.open(url({ prompt: 'select_account' }));
    const device = await victim.open(`${baseUrl}/common/oauth2/deviceauth`);
    expect([identify, passwordPage, stay, consent, pick].map(stepOf)).toEqual([
      'identify',
      'password',
      'stay-signed-in',
      'consent',
      'pick-account',
    ]);
    for (const page of [identify, passwordPage, stay, consent, pick, device]) {
      expect(page.headers.get('x-frame-options')).toBe('DENY');
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(page.headers.get('content-security-policy')).not.toContain('script-src');
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('referrer-policy')).toBe('strict-origin');
    }
  });
});

/** RFC 9700 §4.12: a browser repeats a form when it is redirected with 307 or 308. */
test('credentials forwarded by a redirect: every form is answered with 303, at the authorization endpoint too', async () => {
  const { search } = new URL(url({ login_hint: ann.userName }));
  const asked = Object.fromEntries(new URLSearchParams(search));
  const begun = await victim.sendForm(`${baseUrl}/${contoso}/oauth2/v2.0/authorize`, asked, {
    origin: 'https://spa.example',
    'sec-fetch-site': 'cross-site',
  });
  expect([200, 303]).toContain(begun.status);
  const redirects: number[] = [];
  let page = await victim.open(url({ login_hint: ann.userName, prompt: 'consent' }));
  for (const [choice, fields] of [
    ['next', { password: passwords.ann }],
    ['no', {}],
    ['accept', {}],
  ] as const) {
    const { action, body } = victim.form(page, { choice }, fields);
    const moved = await victim.sendForm(`${baseUrl}${action}`, body, victim.ownPage());
    redirects.push(moved.status);
    page = moved.location?.startsWith(baseUrl) === true ? await victim.open(moved.location) : moved;
  }
  expect(redirects).toEqual([303, 303, 303]);
});

/** RFC 9700 §2.6. */
test('reading the authorization endpoint from a foreign page: it has no CORS, asked or not, signed in or not', async () => {
  await signInAs(victim, await victim.open(url()), ann);
  const origin = 'https://spa.example';
  const preflight = { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'x' };
  const out = `${baseUrl}/${contoso}/oauth2/v2.0/logout`;
  for (const browser of [victim, attacker]) {
    for (const address of [url(), url({ prompt: 'none' }), url({ redirect_uri: 'https://evil.example/' }), out]) {
      const answers = [
        await browser.send(address, { headers: { origin } }),
        await browser.send(address, { method: 'OPTIONS', headers: preflight }),
      ];
      const allowed = answers.flatMap(({ headers }) =>
        [...headers.keys()].filter((name) => name.startsWith('access-control-')),
      );
      expect(allowed).toEqual([]);
    }
  }
});

/** RFC 9700 §4.2. */
test('leakage by the referrer: no page loads from elsewhere, and none tells others more than the origin', async () => {
  const pages = [await victim.open(url()), await victim.open(url({ redirect_uri: 'https://evil.example/' }))];
  for (const page of [...pages, await victim.send(url({ prompt: 'none', response_mode: 'form_post' }))]) {
    expect(page.headers.get('referrer-policy')).toBe('strict-origin');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const loaded = [...page.body.matchAll(/<(?:img|script|link|iframe)\b[^>]*\b(?:src|href)="(https?:\/\/[^"]*)"/g)];
    expect(loaded.map(([, address]) => address)).toEqual([]);
  }
});

describe('user enumeration', () => {
  test('an unknown account, one without password and a wrong password look the same at every step', async () => {
    const seen = await Promise.all(
      ['ann@contoso.example', 'eve@contoso.example', 'nopassword@contoso.example', 'dan@contoso.example'].map(
        async (name) => {
          const browser = new Browser(baseUrl);
          const asked = await browser.press(await browser.open(url()), { choice: 'next' }, { username: name });
          const told = await browser.press(asked, { choice: 'next' }, { password: 'not-the-password' });
          return [asked, told].map((page) => [page.status, stepOf(page), textOf(page).replaceAll(name, 'NAME')]);
        },
      ),
    );
    expect(new Set(seen.map((pages) => JSON.stringify(pages))).size).toBe(1);
  });

  test('a hint that names an account tells no more than was sent', async () => {
    const page = await victim.open(url({ login_hint: 'ann.mail@contoso.example' }));
    expect(page.body).not.toContain('ann@contoso.example');
    expect(page.body).not.toContain('>Ann<');
  });
});

test('code injection: a code is bound to the client, the redirect URI and the verifier of its request', async () => {
  const { answer } = await signInAs(victim, await victim.open(url()), ann);
  const response = await fetch(`${baseUrl}/${contoso}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { origin: 'https://spa.example' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: spaApp,
      redirect_uri: 'https://spa.example/',
      code: answerFields(answer).code ?? '',
      code_verifier: 'A'.repeat(43),
    }),
  });
  expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
});

test('forced logout: a link with a user name ends no session', async () => {
  await signInAs(victim, await victim.open(url()), ann);
  for (const query of ['', '?logout_hint=ann@contoso.example', '?id_token_hint=e30.e30.e30', '?id_token_hint=x']) {
    await victim.send(`${baseUrl}/${contoso}/oauth2/v2.0/logout${query}`);
  }
  const page = await victim.send(`${baseUrl}/${contoso}/oauth2/v2.0/logout`);
  const [, account = ''] = /name="account" value="([^"]*)"/.exec(page.body) ?? [];
  const { action, body } = victim.form(page, { account });
  await victim.sendForm(`${baseUrl}${action}`, body, { origin: 'https://evil.example' });
  await attacker.post(`${baseUrl}${action}`, body);
  expect(await isSignedIn(victim)).toBe(true);
});

test('forced logout: a hint that we did not sign as an ID token proves nothing', async () => {
  const web = { client_id: webApp, redirect_uri: 'https://web.example/callback', response_type: 'id_token token' };
  const tokensFor = async (scope: string): Promise<Readonly<Record<string, string>>> => {
    const page = await victim.open(url({ ...web, scope: `openid ${scope}` }));
    return answerFields((await signInAs(victim, page, ann)).answer);
  };
  const fields = await tokensFor('User.Read');
  const ofLedger = await tokensFor(`${ledger}/Ledger.Read`);
  const [header = '', payload = '', signature = ''] = (fields.id_token ?? '').split('.');
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const hints = [
    `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
    `${header}.${payload}.`,
    `${none}.${payload}.`,
    // Ours and signed, but made for an API: whoever it is shown to may not sign the person out.
    fields.access_token ?? '',
    ofLedger.access_token ?? '',
  ];
  expect(hints.every((hint) => hint.length > 100)).toBe(true);
  for (const hint of hints) {
    await victim.send(`${baseUrl}/${contoso}/oauth2/v2.0/logout?id_token_hint=${hint}`);
    expect(await isSignedIn(victim)).toBe(true);
  }
  await victim.send(`${baseUrl}/${contoso}/oauth2/v2.0/logout?id_token_hint=${fields.id_token ?? ''}`);
  expect(await isSignedIn(victim)).toBe(false);
});

test('forced logout: the confirmation of another browser ends no session', async () => {
  const { answer } = await signInAs(victim, await victim.open(url()), ann);
  await signInAs(attacker, await attacker.open(url()), ben);
  const page = await attacker.send(`${baseUrl}/${contoso}/oauth2/v2.0/logout`);
  const { action, body } = attacker.form(page, { choice: 'cancel' });
  const account = answerFields(answer).session_state ?? '';
  const posted = await victim.post(`${baseUrl}${action}`, { flow: body.flow ?? '', account });
  expect(posted.status).toBe(400);
  expect(await isSignedIn(victim)).toBe(true);
});

test('an overlong password costs no more than a long one, and is wrong', async () => {
  const page = await victim.open(url({ login_hint: ann.userName }));
  const answer = await victim.press(page, { choice: 'next' }, { password: 'x'.repeat(100_000) });
  expect(textOf(answer)).toContain('The user name or the password is wrong.');
});

// Last: it locks an account that the others sign in to.
test('an account that is locked reads like one that is not there, and says to wait', async () => {
  const last = await Promise.all(
    ['ben@contoso.example', 'nobody-at-all@contoso.example'].map(async (name) => {
      const browser = new Browser(baseUrl);
      let page = await browser.press(await browser.open(url()), { choice: 'next' }, { username: name });
      const told: string[] = [];
      for (let guess = 0; guess < 11; guess += 1) {
        page = await browser.press(page, { choice: 'next' }, { password: `Fake-Guess-of-${name}-${guess}` });
        told.push(textOf(page).replaceAll(name, 'NAME'));
      }
      return told.slice(-2);
    }),
  );
  expect(last[0]).toEqual(last[1]);
  const [tenth, eleventh] = last[0] ?? [];
  expect(tenth).toContain('The user name or the password is wrong.');
  expect(eleventh).toContain('Too many wrong attempts. Wait a while, then try again.');
});
