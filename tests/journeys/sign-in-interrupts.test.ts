import type { TenantId } from '@gatehouse/model';
import type { StartedPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, answerFields, Browser, formsOf, stepOf, textOf, titleOf } from '../support/browser.js';
import {
  authorizeUrl,
  cliApp,
  contoso,
  fabrikam,
  ledger,
  passwords,
  sharedApp,
  spaApp,
  startInteractivePlatform,
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
/** Signs in, whatever pages come. */
const signIn = async (
  person = ann,
  changes: Record<string, string | undefined> = {},
  tenant?: string,
): Promise<Answer> => (await signInAs(browser, await browser.open(url(changes, tenant)), person)).answer;

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
  let flooding = true;
  const flood = async (): Promise<void> => {
    const network = { address: '192.0.2.1' };
    while (flooding) await running.parts.passwords.verifyPassword(contoso as TenantId, ann.userName, 'x', network);
  };
  const flooders = Array.from({ length: 100 }, flood);
  let answer = await browser.sendForm(`${baseUrl}${action}`, body, browser.ownPage());
  while (answer.status !== 503) answer = await browser.sendForm(`${baseUrl}${action}`, body, browser.ownPage());
  flooding = false;
  await Promise.all(flooders);
  expect(answer.headers.get('retry-after')).toMatch(/^[0-9]+$/);
  expect(textOf(answer)).toContain('AADSTS90006');
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
