import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, stepOf, textOf } from '../../support/browser.js';
import { completeSignIn, openBrowser } from '../../support/browserless-sign-in.js';
import { type CompatPlatform, startCompatPlatform } from '../../support/compat-platform.js';
import {
  apps,
  contosoDomain,
  ledgerUri,
  people,
  redirectUris,
  secrets,
  tenants,
  userIds,
} from '../../support/compat-seed.js';
import type { Person } from '../../support/sign-in-as.js';
import { type ConfidentialApplication, type MsalNode, startMsalNode } from './msal-node.js';
import { signInByCode } from './sign-in-by-code.js';

let platform: CompatPlatform;
let msal: MsalNode;
let browser: Browser;
const profile = ['User.Read'];

beforeAll(async () => {
  platform = await startCompatPlatform();
  msal = await startMsalNode(platform);
});
afterAll(async () => {
  await msal.stop();
  await platform.stop();
});
beforeEach(() => {
  browser = openBrowser(platform);
});

const web = (authority: string = tenants.contoso): Promise<ConfidentialApplication> =>
  msal.confidential({ clientId: apps.web, clientSecret: secrets.web, authority });
const everybody = (authority: string): Promise<ConfidentialApplication> =>
  msal.confidential({ clientId: apps.everybody, clientSecret: secrets.everybody, authority });

describe.each(['query', 'fragment', 'form_post'] as const)('with the answer in response mode %s', (responseMode) => {
  const more = { responseMode, nonce: 'nonce-of-the-application' } as const;

  test.each([
    ['tenant id', tenants.contoso],
    ['domain', contosoDomain],
  ])('a person of the tenant signs in where the authority is a %s', async (_, authority) => {
    const request = { scopes: profile, redirectUri: redirectUris.web, more };
    const { callback, result } = await signInByCode(msal, await web(authority), browser, people.ann, request);
    expect(callback.mode).toBe(responseMode);
    expect(callback.fields).toMatchObject({ state: 'state==|app', iss: `${platform.baseUrl}/${tenants.contoso}/v2.0` });
    expect(result).toMatchObject({
      tenantId: tenants.contoso,
      uniqueId: userIds.ann,
      scopes: expect.arrayContaining(['User.Read', 'openid', 'profile', 'offline_access']),
      tokenType: 'Bearer',
      fromCache: false,
      account: {
        homeAccountId: `${userIds.ann}.${tenants.contoso}`,
        localAccountId: userIds.ann,
        username: people.ann.userName,
        environment: platform.host,
        tenantId: tenants.contoso,
        name: 'Ann Example',
      },
      idTokenClaims: { nonce: 'nonce-of-the-application', aud: apps.web, tid: tenants.contoso, oid: userIds.ann },
    });
  });

  test.each<[alias: string, account: string, person: Person, user: string, tenant: string]>([
    ['common', 'a work account', people.ann, userIds.ann, tenants.contoso],
    ['common', 'a personal account', people.pat, userIds.pat, tenants.personal],
    ['organizations', 'a work account of another tenant', people.fay, userIds.fay, tenants.fabrikam],
    ['consumers', 'a personal account', people.pat, userIds.pat, tenants.personal],
  ])('%s admits %s', async (alias, _, person, user, tenant) => {
    const request = { scopes: profile, redirectUri: redirectUris.everybody, more };
    const { callback, result } = await signInByCode(msal, await everybody(alias), browser, person, request);
    expect(callback.mode).toBe(responseMode);
    expect(result).toMatchObject({
      tenantId: tenant,
      account: { homeAccountId: `${user}.${tenant}`, username: person.userName, tenantId: tenant },
      idTokenClaims: { iss: `${platform.baseUrl}/${tenant}/v2.0` },
    });
  });
});

test('the answer to a code names the request by the ids of both sides', async () => {
  const correlationId = 'eeeeeeee-0000-4000-8000-000000000001';
  const request = { scopes: profile, redirectUri: redirectUris.web, more: { correlationId } };
  const { result } = await signInByCode(msal, await web(), browser, people.ann, request);
  const requestId = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(result).toMatchObject({ correlationId, requestId });
});

describe('FAITHFUL-WIRE: the id token', () => {
  test('carries no nonce when none was sent, which MSAL would refuse', async () => {
    const { result } = await signInByCode(msal, await web(), browser, people.ann, {
      scopes: profile,
      redirectUri: redirectUris.web,
    });
    expect(result.idTokenClaims).not.toHaveProperty('nonce');
  });

  test('with another nonce than the one expected is refused by MSAL', async () => {
    const application = await web();
    const { verifier, challenge } = await msal.pkceCodes();
    const request = { scopes: profile, redirectUri: redirectUris.web };
    const pkce = { codeChallenge: challenge, codeChallengeMethod: 'S256', nonce: 'sent' };
    const { fields } = await completeSignIn(
      browser,
      await application.getAuthCodeUrl({ ...request, ...pkce }),
      people.ann,
    );
    const redeemed = { ...request, code: fields.code ?? '', codeVerifier: verifier, nonce: 'expected' };
    await expect(application.acquireTokenByCode(redeemed)).rejects.toMatchObject({ errorCode: 'nonce_mismatch' });
  });
});

describe('an account', () => {
  test('has the same id in every application and tenant, since client_info names its home', async () => {
    const inWeb = await signInByCode(msal, await web(), browser, people.ann, {
      scopes: profile,
      redirectUri: redirectUris.web,
    });
    const inEverybody = await signInByCode(msal, await everybody('common'), browser, people.ann, {
      scopes: profile,
      redirectUri: redirectUris.everybody,
    });
    expect(inEverybody.result.account?.homeAccountId).toBe(inWeb.result.account?.homeAccountId);
    expect(inEverybody.result.account?.environment).toBe(inWeb.result.account?.environment);
    const subjects = [inWeb, inEverybody].map(({ result }) => decodeJwt(result.idToken).sub);
    expect(subjects[0]).not.toBe(subjects[1]);
  });

  test('can be named afterwards by its opaque hint, its user name or its session, without a page', async () => {
    const application = await web();
    const more = { claims: JSON.stringify({ id_token: { login_hint: { essential: false } } }) };
    const request = { scopes: profile, redirectUri: redirectUris.web };
    const { result } = await signInByCode(msal, application, browser, people.ann, { ...request, more });
    await signInByCode(msal, application, browser, people.ben, { ...request, more: { prompt: 'select_account' } });
    const { login_hint: loginHint = '', sid = '' } = result.idTokenClaims as { login_hint?: string; sid?: string };
    for (const named of [{ loginHint }, { loginHint: people.ann.userName }, { sid }]) {
      const silent = { ...request, more: { prompt: 'none', ...named } };
      const again = await signInByCode(msal, application, browser, people.ann, silent);
      expect(again.result.account?.homeAccountId).toBe(result.account?.homeAccountId);
    }
  });

  test('that the authority excludes gets no further than its name', async () => {
    const application = await everybody('consumers');
    const { challenge } = await msal.pkceCodes();
    const url = await application.getAuthCodeUrl({
      scopes: profile,
      redirectUri: redirectUris.everybody,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
    });
    const page = await browser.press(await browser.open(url), { choice: 'next' }, { username: people.ann.userName });
    expect([stepOf(page), textOf(page)]).toEqual(['identify', expect.stringContaining('could not find an account')]);
  });
});

describe('claims', () => {
  const capabilities = { access_token: { xms_cc: { values: ['CP1', 'something-else'] } } };

  test('with the capability cp1 disturb no grant', async () => {
    const auth = { clientId: apps.web, clientSecret: secrets.web, clientCapabilities: ['CP1'] };
    const application = await msal.confidential(auth);
    const more = { claims: JSON.stringify({ id_token: { acct: null }, ...capabilities }) };
    const request = { scopes: [`${ledgerUri}/Ledger.Read`], redirectUri: redirectUris.web, more };
    const { result } = await signInByCode(msal, application, browser, people.ann, request);
    expect(decodeJwt(result.accessToken)).toMatchObject({ scp: 'Ledger.Read', aud: apps.ledger });
    expect(result.idTokenClaims).toMatchObject({ acct: 0 });
    const account = result.account!;
    const again = await application.acquireTokenSilent({ account, scopes: request.scopes, claims: more.claims });
    expect(again.fromCache).toBe(false);
    const daemon = await msal.confidential({
      ...auth,
      clientId: apps.daemon,
      clientSecret: secrets.daemon,
    });
    const appOnly = await daemon.acquireTokenByClientCredential({ scopes: [`${ledgerUri}/.default`] });
    expect(decodeJwt(appOnly.accessToken)).toMatchObject({ roles: ['Ledger.Read.All'] });
  });
});

describe('a native application', () => {
  test('signs in interactively: its loopback address takes the answer as a form, on any port', async () => {
    const application = await msal.native({ clientId: apps.desktop });
    const { url, result } = await application.beginInteractive({ scopes: [`${ledgerUri}/Ledger.Read`] });
    const callback = await completeSignIn(browser, url, people.ann);
    expect(callback).toMatchObject({ mode: 'form_post', url: expect.stringMatching(/^http:\/\/localhost:\d+/) });
    await fetch(callback.url, { method: 'POST', body: new URLSearchParams(callback.fields), redirect: 'manual' });
    expect(await result()).toMatchObject({
      account: { homeAccountId: `${userIds.ann}.${tenants.contoso}` },
      scopes: expect.arrayContaining([`${ledgerUri}/Ledger.Read`]),
    });
  });
});

describe('signing out', () => {
  test('at the published end-session address ends the session and comes back with the state', async () => {
    const application = await web();
    const { result } = await signInByCode(msal, application, browser, people.ann, {
      scopes: profile,
      redirectUri: redirectUris.web,
      more: { claims: JSON.stringify({ id_token: { login_hint: { essential: false } } }) },
    });
    const metadata = `${platform.baseUrl}/${tenants.contoso}/v2.0/.well-known/openid-configuration`;
    const { end_session_endpoint: endpoint } = (await (await platform.fetch(metadata)).json()) as Record<
      string,
      string
    >;
    const { login_hint: hint } = result.idTokenClaims as { readonly login_hint?: string };
    const leave = new URLSearchParams({
      post_logout_redirect_uri: redirectUris.signedOut,
      logout_hint: hint ?? '',
      state: 'left==',
    });
    const left = await browser.send(`${endpoint}?${leave}`);
    expect(left.location).toBe(`${redirectUris.signedOut}?${new URLSearchParams({ state: 'left==' })}`);
    const url = await application.getAuthCodeUrl({ scopes: profile, redirectUri: redirectUris.web, prompt: 'none' });
    const { challenge } = await msal.pkceCodes();
    const silent = await browser.send(`${url}&code_challenge=${challenge}&code_challenge_method=S256`);
    expect(new URL(silent.location ?? '').searchParams.get('error')).toBe('login_required');
  });
});
