import type { TenantId } from '@gatehouse/model';
import type { StartedPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, answerFields, Browser, formsOf, stepOf, textOf, titleOf } from '../support/browser.js';
import {
  authorizeUrl,
  cliApp,
  contoso,
  ledger,
  fabrikam,
  passwords,
  sharedApp,
  spaApp,
  startInteractivePlatform,
  verifier,
  webApp,
} from '../support/interactive-platform.js';
import { type Person, signInAs } from '../support/sign-in-as.js';

let running: StartedPlatform;
let baseUrl: string;
let browser: Browser;
const ann: Person = { userName: 'ann@contoso.example', password: passwords.ann };
const ben: Person = { userName: 'ben@contoso.example', password: passwords.ben };
const fay: Person = { userName: 'fay@fabrikam.example', password: passwords.fay };
const state = 'eyJpZCI6IjEifQ==|app=1';

beforeAll(async () => {
  running = await startInteractivePlatform();
  baseUrl = running.baseUrl;
});
afterAll(() => running.stop());
beforeEach(() => {
  browser = new Browser(baseUrl);
});

const url = (changes: Record<string, string | undefined> = {}, tenant?: string): string =>
  authorizeUrl(baseUrl, changes, tenant);
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
/** Signs in, whatever pages come. */
const signIn = async (
  person = ann,
  changes: Record<string, string | undefined> = {},
  tenant?: string,
): Promise<Answer> => (await signInAs(browser, await browser.open(url(changes, tenant)), person)).answer;

async function redeem(fields: Readonly<Record<string, string>>, tenant = contoso): Promise<Record<string, unknown>> {
  const response = await fetch(`${baseUrl}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { origin: 'https://spa.example' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: spaApp,
      redirect_uri: 'https://spa.example/',
      code: fields.code ?? '',
      code_verifier: verifier,
    }),
  });
  return (await response.json()) as Record<string, unknown>;
}

describe('the first sign-in', () => {
  test('asks who, proves it, asks whether to stay, asks for consent, and answers the application', async () => {
    const first = await browser.open(url({ client_info: '1' }));
    expect([first.status, titleOf(first), stepOf(first)]).toEqual([200, 'Sign in', 'identify']);
    const { answer, steps } = await signInAs(browser, first, ann);
    expect(steps).toEqual(['identify', 'password', 'stay-signed-in', 'consent']);
    expect(answer.status).toBe(302);
    expect(answer.location).toMatch(/^https:\/\/spa\.example\/\?code=/);
    const fields = answerFields(answer);
    expect(Object.keys(fields).sort()).toEqual(['client_info', 'code', 'iss', 'session_state', 'state']);
    expect(fields.state).toBe(state);
    expect(fields.iss).toBe(`${baseUrl}/${contoso}/v2.0`);
    const tokens = await redeem(fields);
    const claims = claimsOf(String(tokens.id_token));
    expect(claims).toMatchObject({
      tid: contoso,
      aud: spaApp,
      preferred_username: 'ann@contoso.example',
      nonce: 'nonce-1',
      sid: fields.session_state,
    });
    expect(JSON.parse(Buffer.from(fields.client_info ?? '', 'base64url').toString())).toEqual({
      uid: claims.oid,
      utid: contoso,
    });
  });

  test.each([
    ['query', 'https://spa.example/?code='],
    ['fragment', 'https://spa.example/#code='],
  ])('is answered by %s', async (mode, begins) => {
    const answer = await signIn(ann, { response_mode: mode });
    expect(answer.location?.startsWith(begins)).toBe(true);
    expect(answerFields(answer)).toMatchObject({ code: expect.stringMatching(/^g1\./), state });
  });

  test('is answered by a page that posts itself', async () => {
    const answer = await signIn(ann, { response_mode: 'form_post' });
    expect([answer.status, formsOf(answer)[0]?.action]).toEqual([200, 'https://spa.example/']);
    expect(answerFields(answer)).toMatchObject({ code: expect.stringMatching(/^g1\./), state });
  });

  test('may be asked for by a form of the application; the answer is a GET', async () => {
    const query = new URL(url()).search.slice(1);
    const page = await browser.send(`${baseUrl}/${contoso}/oauth2/v2.0/authorize`, {
      method: 'POST',
      body: query,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://spa.example' },
    });
    expect(stepOf(page)).toBe('identify');
    await signInAs(browser, page, ann);
    const again = await browser.sendForm(
      `${baseUrl}/${contoso}/oauth2/v2.0/authorize`,
      Object.fromEntries(new URLSearchParams(query)),
      { origin: 'https://spa.example' },
    );
    expect(again.status).toBe(303);
    expect(answerFields(again).code).toBeDefined();
  });

  test('at a domain, at common and at the v1 endpoint ends the same way', async () => {
    expect(answerFields(await signIn(ann, {}, 'contoso.example')).code).toBeDefined();
    browser = new Browser(baseUrl);
    const shared = { client_id: sharedApp, redirect_uri: 'https://shared.example/callback' };
    expect(answerFields(await signIn(fay, shared, 'common')).iss).toBe(`${baseUrl}/${fabrikam}/v2.0`);
    browser = new Browser(baseUrl);
    const versionOne = url().replace('/v2.0/authorize', '/authorize');
    const { answer } = await signInAs(browser, await browser.open(versionOne), ann);
    expect(answerFields(answer)).toMatchObject({ code: expect.any(String), iss: `${baseUrl}/${contoso}/` });
  });

  test('of a native application is answered on the port it listens on', async () => {
    const native = { client_id: cliApp, redirect_uri: 'http://localhost:49152', response_mode: 'form_post' };
    expect(formsOf(await signIn(ann, native))[0]?.action).toBe('http://localhost:49152');
  });
});

describe('tokens from the authorization endpoint', () => {
  const web = { client_id: webApp, redirect_uri: 'https://web.example/callback', nonce: 'nonce-2' };

  test('an ID token by a page that posts itself', async () => {
    const fields = answerFields(await signIn(ann, { ...web, response_type: 'id_token', response_mode: 'form_post' }));
    expect(fields.code).toBeUndefined();
    expect(claimsOf(fields.id_token ?? '')).toMatchObject({ nonce: 'nonce-2', aud: webApp, sid: fields.session_state });
  });

  test('a code with the ID token that names it', async () => {
    const answer = await signIn(ann, { ...web, response_type: 'code id_token' });
    expect(answer.location).toContain('#');
    const fields = answerFields(answer);
    expect(fields.code).toBeDefined();
    expect(claimsOf(fields.id_token ?? '').c_hash).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  test('an access token with the ID token that names it', async () => {
    const asked = { ...web, response_type: 'id_token token', scope: `openid ${ledger}/Ledger.Read` };
    const fields = answerFields(await signIn(ann, asked));
    expect(fields).toMatchObject({ token_type: 'Bearer', scope: `${ledger}/Ledger.Read openid` });
    expect(Number(fields.expires_in)).toBeGreaterThan(3000);
    expect(claimsOf(fields.access_token ?? '')).toMatchObject({ scp: 'Ledger.Read' });
    expect(claimsOf(fields.id_token ?? '').at_hash).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});

describe('prompt=none', () => {
  const silently = (changes: Record<string, string | undefined> = {}, tenant?: string): Promise<Answer> =>
    browser.send(url({ prompt: 'none', ...changes }, tenant));

  test('with nobody signed in is refused by an immediate redirect that may stand in a frame', async () => {
    const answer = await silently({ response_mode: 'fragment' });
    expect(answer.status).toBe(302);
    expect(answer.body).toBe('');
    expect(answer.headers.get('x-frame-options')).toBeNull();
    expect(answer.headers.get('content-security-policy')).toBeNull();
    expect(answerFields(answer)).toMatchObject({
      error: 'login_required',
      error_description: expect.stringContaining('AADSTS50058'),
      error_uri: `${baseUrl}/error?code=50058`,
      state,
    });
  });

  test('with one account signed in is answered at once, for other applications too', async () => {
    await signIn();
    expect(answerFields(await silently()).code).toBeDefined();
    const other = { client_id: webApp, redirect_uri: 'https://web.example/callback' };
    await browser.open(url(other)).then((page) => signInAs(browser, page, ann));
    expect(answerFields(await silently(other)).code).toBeDefined();
  });

  test('says that consent is missing', async () => {
    await signIn(ben);
    const answer = await silently({ client_id: cliApp, redirect_uri: 'http://localhost:1' });
    expect(answerFields(answer)).toMatchObject({
      error: 'consent_required',
      error_description: expect.stringContaining('AADSTS65001'),
      suberror: 'consent_required',
    });
  });

  test('with several accounts needs a hint, a session id or the opaque name', async () => {
    const first = answerFields(await signIn(ann));
    await signIn(ben, { prompt: 'select_account' });
    expect(answerFields(await silently())).toMatchObject({
      error: 'interaction_required',
      error_description: expect.stringContaining('AADSTS16001'),
    });
    const hinted = answerFields(await silently({ login_hint: 'ANN@contoso.example' }));
    expect(hinted.session_state).toBe(first.session_state);
    expect(answerFields(await silently({ sid: first.session_state ?? '' })).session_state).toBe(first.session_state);
    const { oid } = claimsOf(String((await redeem(hinted)).id_token));
    const opaque = await silently({ login_hint: `O.${String(oid)}.${contoso}` });
    expect(answerFields(opaque).session_state).toBe(first.session_state);
    expect(answerFields(await silently({ sid: contoso }))).toMatchObject({ error: 'login_required' });
    expect(answerFields(await silently({ login_hint: 'eve@contoso.example' }))).toMatchObject({
      error: 'login_required',
    });
  });

  test('refuses an account of another tenant', async () => {
    await signIn(fay, { client_id: sharedApp, redirect_uri: 'https://shared.example/callback' }, 'common');
    expect(answerFields(await silently())).toMatchObject({
      error: 'interaction_required',
      error_description: expect.stringContaining('AADSTS16000'),
    });
  });

  test('refuses everything when one of several resources is refused', async () => {
    await signIn();
    const scope = 'openid User.Read api://nobody/x';
    expect(answerFields(await silently({ scope }))).toMatchObject({ error: 'invalid_resource' });
  });

  test('refuses an authentication that is older than max_age', async () => {
    await signIn();
    running.clock.advance(120);
    expect(answerFields(await silently({ max_age: '300' })).code).toBeDefined();
    expect(answerFields(await silently({ max_age: '60' }))).toMatchObject({ error: 'login_required' });
    expect(answerFields(await silently({ max_age: '0' }))).toMatchObject({ error: 'login_required' });
  });
});

describe('signing in again', () => {
  test('prompt=login asks for the password exactly once, and begins a new session', async () => {
    const first = answerFields(await signIn());
    const page = await browser.open(url({ prompt: 'login' }));
    const { answer, steps } = await signInAs(browser, page, ann);
    expect(steps).toEqual(['password', 'stay-signed-in']);
    const again = answerFields(answer);
    expect(again.code).toBeDefined();
    expect(again.session_state).not.toBe(first.session_state);
    const silent = await browser.send(url({ prompt: 'none' }));
    expect(answerFields(silent).session_state).toBe(again.session_state);
  });

  test('max_age asks again only when the authentication is older', async () => {
    await signIn();
    running.clock.advance(600);
    const { steps } = await signInAs(browser, await browser.open(url({ max_age: '60' })), ann);
    expect(steps).toEqual(['password', 'stay-signed-in']);
    expect((await browser.open(url({ max_age: '60' }))).location).toContain('code=');
  });

  test('prompt=select_account lets the person choose, or add another account', async () => {
    const first = answerFields(await signIn(ann));
    const page = await browser.open(url({ prompt: 'select_account' }));
    expect(titleOf(page)).toBe('Pick an account');
    const picked = await browser.press(page, { account: first.session_state ?? '' });
    expect(answerFields(picked).session_state).toBe(first.session_state);
    const { answer, steps } = await signInAs(browser, page, ben);
    expect(steps.slice(0, 3)).toEqual(['pick-account', 'identify', 'password']);
    expect(answerFields(answer).session_state).not.toBe(first.session_state);
    const both = await browser.open(url({ prompt: 'select_account' }));
    expect(textOf(both)).toMatch(/Ann.*Ben|Ben.*Ann/);
  });

  test('a login hint goes straight to the password', async () => {
    const page = await browser.open(url({ login_hint: 'ann@contoso.example' }));
    expect(stepOf(page)).toBe('password');
    expect(textOf(page)).toContain('ann@contoso.example');
  });
});

describe('staying signed in', () => {
  test('ends with the browser unless the person says yes, and after a day at the latest', async () => {
    await signIn({ ...ann, staySignedIn: 'no' });
    expect(browser.setCookies.some((line) => line.includes('Max-Age=7776000'))).toBe(false);
    running.clock.advance(24 * 3600);
    expect(answerFields(await browser.send(url({ prompt: 'none' })))).toMatchObject({ error: 'login_required' });
  });

  test('lasts 90 days from the last use when the person says yes', async () => {
    const { answer } = await signInAs(browser, await browser.open(url()), { ...ann, staySignedIn: 'yes' });
    const { session_state: sid } = answerFields(answer);
    expect(browser.setCookies.some((line) => line.includes('SameSite=None; Max-Age=7776000'))).toBe(true);
    for (const days of [80, 80]) {
      running.clock.advance(days * 24 * 3600);
      expect(answerFields(await browser.send(url({ prompt: 'none' }))).session_state).toBe(sid);
    }
    running.clock.advance(91 * 24 * 3600);
    expect(answerFields(await browser.send(url({ prompt: 'none' })))).toMatchObject({ error: 'login_required' });
  });
});

/** What an administrator does meanwhile: only assigned people may use the command line, and so nobody consents for themselves. */
async function requireAssignment(required: boolean): Promise<void> {
  await running.parts.store.inTenant(contoso as TenantId, async (tx) => {
    await tx.run('update service_principals set app_role_assignment_required = $2 where app_id = $1', [
      cliApp,
      required,
    ]);
    const actor = { kind: 'operator', name: 'test' } as const;
    tx.journal({ operation: 'service-principal.update', actor, target: { type: 'servicePrincipal', id: cliApp } });
  });
}

describe('consent', () => {
  const asked = { scope: `openid ${ledger}/Ledger.Read`, prompt: 'consent' };

  test('is asked for in words, and declining goes back to the application', async () => {
    await signIn();
    const page = await browser.open(url(asked));
    expect(stepOf(page)).toBe('consent');
    expect(textOf(page)).toContain('Read your ledger');
    expect(textOf(page)).not.toContain('Read the ledger of everyone');
    expect(answerFields(await browser.press(page, { choice: 'cancel' }))).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining('AADSTS65004'),
      state,
    });
    expect(answerFields(await browser.press(page, { choice: 'accept' })).code).toBeDefined();
  });

  test('that was shown when the person might give it is not recorded once an administrator must', async () => {
    const command = { client_id: cliApp, redirect_uri: 'http://localhost:1', scope: asked.scope };
    await signIn(ben);
    const page = await browser.open(url(command));
    expect(stepOf(page)).toBe('consent');
    await requireAssignment(true);
    const accepted = await browser.press(page, { choice: 'accept' });
    await requireAssignment(false);
    expect(answerFields(accepted).code).toBeUndefined();
    expect(answerFields(await browser.send(url({ ...command, prompt: 'none' })))).toMatchObject({
      error: 'consent_required',
    });
  });

  test('prompt=consent asks again though everything is granted, once', async () => {
    await signIn(ann, { scope: asked.scope });
    const { answer, steps } = await signInAs(browser, await browser.open(url(asked)), ann);
    expect(steps).toEqual(['consent']);
    expect(answerFields(answer).code).toBeDefined();
  });

  test('for several resources is asked for once', async () => {
    await signIn(ben);
    const scope = `openid User.Read ${ledger}/Ledger.Read`;
    const { answer, steps } = await signInAs(browser, await browser.open(url({ scope })), ben);
    expect(steps).toEqual(['consent']);
    expect(answerFields(answer).code).toBeDefined();
    expect((await browser.send(url({ scope, prompt: 'none' }))).location).toContain('code=');
  });

  test('that only an administrator may give is said, and the application hears of it', async () => {
    await signIn();
    const page = await browser.open(url({ scope: `openid ${ledger}/Ledger.Write.All` }));
    expect(titleOf(page)).toBe('An administrator must approve this');
    expect(formsOf(page).flatMap(({ buttons }) => buttons.map(({ value }) => value))).not.toContain('accept');
    expect(answerFields(await browser.press(page, { choice: 'return' }))).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining('AADSTS90094'),
    });
  });

  test('brings a multi-tenant application into the person’s tenant', async () => {
    const shared = { client_id: sharedApp, redirect_uri: 'https://shared.example/callback' };
    const { steps } = await signInAs(browser, await browser.open(url(shared, fabrikam)), fay);
    const again = await browser.send(url({ ...shared, prompt: 'none' }, fabrikam));
    expect([steps.includes('password'), answerFields(again).code === undefined]).toEqual([true, false]);
  });
});

describe('an account that cannot be used', () => {
  test('of another tenant is told so only after its password, and another one may be used', async () => {
    const { answer: page, steps } = await signInAs(browser, await browser.open(url()), fay);
    expect(steps).toEqual(['identify', 'password', 'wrong-account']);
    expect(textOf(page)).toContain('AADSTS50020');
    expect(textOf(page)).toContain('fay@fabrikam.example');
    const { answer } = await signInAs(browser, await browser.press(page, { choice: 'another-account' }), ann);
    expect(answerFields(answer).code).toBeDefined();
  });

  test('of another tenant may go back to the application', async () => {
    const { answer: page } = await signInAs(browser, await browser.open(url()), fay);
    expect(answerFields(await browser.press(page, { choice: 'return' }))).toMatchObject({
      error: 'interaction_required',
      error_description: expect.stringContaining('AADSTS50020'),
    });
  });

  test('that is disabled is told so only after its password', async () => {
    const begin = async () =>
      browser.press(await browser.open(url()), { choice: 'next' }, { username: 'dan@contoso.example' });
    const wrong = await browser.press(await begin(), { choice: 'next' }, { password: 'not-the-password' });
    expect(textOf(wrong)).toContain('The user name or the password is wrong.');
    const right = await browser.press(await begin(), { choice: 'next' }, { password: passwords.dan });
    expect(textOf(right)).toContain('The account is disabled.');
    expect([...browser.cookies.keys()]).toEqual(['__Host-gatehouse-flow']);
  });

  test('of the wrong kind is refused by its domain', async () => {
    const shared = { client_id: sharedApp, redirect_uri: 'https://shared.example/callback' };
    const page = await browser.open(url(shared, 'consumers'));
    const next = await browser.press(page, { choice: 'next' }, { username: 'ann@contoso.example' });
    expect(stepOf(next)).toBe('identify');
    expect(textOf(next)).toContain('We could not find an account with that user name.');
  });
});

test('a wrong password shows the page again, and the right one goes on', async () => {
  const page = await browser.open(url({ login_hint: 'ann@contoso.example' }));
  const again = await browser.press(page, { choice: 'next' }, { password: `${passwords.ann} ` });
  expect(textOf(again)).toContain('The user name or the password is wrong.');
  const { answer } = await signInAs(browser, again, ann);
  expect(answerFields(answer).code).toBeDefined();
});

test('a wrong password is recorded with its real reason, which the page does not tell', async () => {
  for (const name of ['ann@contoso.example', 'nobody-here@contoso.example']) {
    const page = await browser.open(url({ login_hint: name, prompt: 'login' }));
    await browser.press(page, { choice: 'next' }, { password: 'not-the-password' });
  }
  const rows = await running.parts.store.inTenant(contoso as TenantId, (tx) =>
    tx.rows<{ why: string; user_name: string | null }>(
      `select reasons->0->>'detail' as why, user_name from sign_ins
       where error_code = 50126 and client_app_id = $1 order by at desc limit 2`,
      [spaApp],
    ),
  );
  expect(rows).toContainEqual({ why: 'wrong password', user_name: 'ann@contoso.example' });
  expect(rows).toContainEqual({ why: 'no such account', user_name: null });
});

test('a name that is no user name, or none at all, is asked for again', async () => {
  const page = await browser.open(url());
  const empty = await browser.press(page, { choice: 'next' }, { username: ' ' });
  expect(textOf(empty)).toContain('Enter your user name.');
  const malformed = await browser.press(page, { choice: 'next' }, { username: 'ann' });
  expect([stepOf(malformed), textOf(malformed).includes('Enter a user name in the form')]).toEqual(['identify', true]);
  const blank = await browser.press(
    await browser.press(page, { choice: 'next' }, { username: ann.userName }),
    { choice: 'next' },
    { password: '' },
  );
  expect(textOf(blank)).toContain('Enter your password.');
});

test('when too many passwords are checked at once the person is asked to wait, and programs hear how long', async () => {
  const page = await browser.open(url({ login_hint: ann.userName }));
  const { action, body } = browser.form(page, { choice: 'next' }, { password: 'not-the-password' });
  const answers = await Promise.all(
    Array.from({ length: 90 }, () => browser.sendForm(`${baseUrl}${action}`, body, browser.ownPage())),
  );
  const busy = answers.find(({ status }) => status === 503);
  expect(busy?.headers.get('retry-after')).toMatch(/^[0-9]+$/);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
});

test('a single-tenant application at common is told to the application', async () => {
  const answer = await browser.send(url({}, 'common'));
  expect(answerFields(answer)).toMatchObject({ error_description: expect.stringContaining('AADSTS50194'), state });
});

test('a request that is refused in any case is told to the application before anybody types a password', async () => {
  const answer = await browser.send(url({ scope: 'openid api://nobody/x' }));
  expect(answer.status).toBe(302);
  expect(answerFields(answer)).toMatchObject({ error: 'invalid_resource', state });
});
