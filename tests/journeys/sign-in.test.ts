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

  test('prompt=login is the gate’s demand too, on record with the decision', async () => {
    await signInAs(browser, await browser.open(url({ prompt: 'login' })), ann);
    const [latest] = await running.parts.store.inTenant(contoso as TenantId, (tx) =>
      tx.rows<{ since: number | null; at: number }>(
        `select (i.input::jsonb->'request'->>'authenticatedSince')::bigint::float as since,
           (i.input::jsonb->'principal'->'authentication'->'value'->>'at')::bigint::float as at
         from sign_ins s join decision_inputs i on i.digest = s.input_digest
         where s.attempt = 'authorization_request' and s.status = 'success' order by s.at desc limit 1`,
      ),
    );
    expect(latest?.since).toBeGreaterThan(0);
    expect(latest?.at).toBeGreaterThanOrEqual(latest?.since ?? Infinity);
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
