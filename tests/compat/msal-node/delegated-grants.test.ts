import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { titleOf } from '../../support/browser.js';
import { approveDevice, declineDevice, openBrowser } from '../../support/browserless-sign-in.js';
import { type CompatPlatform, startCompatPlatform } from '../../support/compat-platform.js';
import {
  apps,
  archiveUri,
  contosoDomain,
  gatewayUri,
  ledgerUri,
  people,
  redirectUris,
  secrets,
  tenants,
  userIds,
} from '../../support/compat-seed.js';
import { type ConfidentialApplication, type MsalNode, startMsalNode } from './msal-node.js';
import { signInByCode } from './sign-in-by-code.js';

let platform: CompatPlatform;
let msal: MsalNode;
/** What the gateway was called with: Ann's token for it. */
let received: string;
const scopes = [`${ledgerUri}/Ledger.Read`];

beforeAll(async () => {
  platform = await startCompatPlatform();
  msal = await startMsalNode(platform);
  received = await tokenFor([`${gatewayUri}/access_as_user`]);
});
afterAll(async () => {
  await msal.stop();
  await platform.stop();
});

/** An access token that a web application got for Ann. */
async function tokenFor(asked: string[]): Promise<string> {
  const web = await msal.confidential({ clientId: apps.web, clientSecret: secrets.web });
  const request = { scopes: asked, redirectUri: redirectUris.web };
  return (await signInByCode(msal, web, openBrowser(platform), people.ann, request)).result.accessToken;
}

const gateway = (authority: string = tenants.contoso): Promise<ConfidentialApplication> =>
  msal.confidential({ clientId: apps.gateway, clientSecret: secrets.gateway, authority });

describe('on behalf of a person', () => {
  test.each([
    ['tenant id', tenants.contoso],
    ['domain', contosoDomain],
  ])('an API calls the next for the same person, where its authority is a %s', async (_, authority) => {
    const result = await (await gateway(authority)).acquireTokenOnBehalfOf({ oboAssertion: received, scopes });
    expect(decodeJwt(result.accessToken)).toMatchObject({
      aud: apps.ledger,
      azp: apps.gateway,
      oid: userIds.ann,
      scp: 'Ledger.Read',
      preferred_username: people.ann.userName,
    });
    expect(result).toMatchObject({
      fromCache: false,
      account: { homeAccountId: `${userIds.ann}.${tenants.contoso}`, username: people.ann.userName },
    });
  });

  test('the same call again is answered from the cache, another one is not', async () => {
    const api = await gateway();
    const first = await api.acquireTokenOnBehalfOf({ oboAssertion: received, scopes });
    const second = await api.acquireTokenOnBehalfOf({ oboAssertion: received, scopes });
    expect(second).toMatchObject({ fromCache: true, accessToken: first.accessToken });
    const another = await tokenFor([`${gatewayUri}/access_as_user`]);
    const third = await api.acquireTokenOnBehalfOf({ oboAssertion: another, scopes });
    expect(third).toMatchObject({ fromCache: false });
  });

  test('the default scopes of the next API mean what was consented, and are found again', async () => {
    const api = await gateway();
    const byDefault = [`${ledgerUri}/.default`];
    const first = await api.acquireTokenOnBehalfOf({ oboAssertion: received, scopes: byDefault });
    expect(decodeJwt(first.accessToken)).toMatchObject({ scp: 'Ledger.Read' });
    const second = await api.acquireTokenOnBehalfOf({ oboAssertion: received, scopes: byDefault });
    expect(second.fromCache).toBe(true);
  });

  test('consent that is missing for the next API asks for interaction', async () => {
    const asked = (await gateway()).acquireTokenOnBehalfOf({
      oboAssertion: received,
      scopes: [`${archiveUri}/Archive.Read`],
    });
    await expect(asked).rejects.toMatchObject({
      name: 'InteractionRequiredAuthError',
      errorCode: 'invalid_grant',
      subError: 'consent_required',
      errorNo: 65001,
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      message: expect.stringContaining('AADSTS65001'),
    });
  });

  test('a token for another API is refused', async () => {
    const asked = (await gateway()).acquireTokenOnBehalfOf({ oboAssertion: await tokenFor(scopes), scopes });
    await expect(asked).rejects.toMatchObject({ name: 'ServerError', errorCode: 'invalid_grant', errorNo: 500131 });
  });

  test('an application’s own token is nobody’s, and refused', async () => {
    const daemon = await msal.confidential({ clientId: apps.daemon, clientSecret: secrets.daemon });
    const { accessToken } = await daemon.acquireTokenByClientCredential({ scopes: [`${gatewayUri}/.default`] });
    const asked = (await gateway()).acquireTokenOnBehalfOf({ oboAssertion: accessToken, scopes });
    await expect(asked).rejects.toMatchObject({ name: 'ServerError', errorNo: 7000114 });
  });
});

describe('with a device code', { timeout: 90_000 }, () => {
  // MSAL asks once at the start and then every five seconds: these tests wait beside each other.
  test.concurrent.each([
    ['tenant id', tenants.contoso],
    ['domain', contosoDomain],
  ])('a device gets its tokens once its person has agreed, where its authority is a %s', async (_, authority) => {
    const device = await msal.native({ clientId: apps.desktop, authority });
    const shown = await device.beginDeviceCode({ scopes });
    expect(shown.message).toContain(shown.userCode);
    expect(shown.message).toContain(shown.verificationUri);
    const page = await approveDevice(openBrowser(platform), shown, people.ann);
    expect(titleOf(page)).toBe('You are signed in');
    const result = await shown.result();
    expect(decodeJwt(result.accessToken)).toMatchObject({ aud: apps.ledger, azpacr: '0', scp: 'Ledger.Read' });
    const account = result.account!;
    expect(account.homeAccountId).toBe(`${userIds.ann}.${tenants.contoso}`);
    expect(await device.acquireTokenSilent({ account, scopes })).toMatchObject({ fromCache: true });
    const renewed = await device.acquireTokenSilent({ account, scopes, forceRefresh: true });
    expect(renewed.fromCache).toBe(false);
  });

  test.concurrent('a device whose person declines is told so, and stops asking', async () => {
    const device = await msal.native({ clientId: apps.desktop });
    const shown = await device.beginDeviceCode({ scopes });
    await declineDevice(openBrowser(platform), shown, people.ann);
    await expect(shown.result()).rejects.toMatchObject({
      errorCode: 'post_request_failed',
      message: expect.stringContaining('authorization_declined'),
    });
  });

  test.concurrent('a device where people of every kind sign in takes a personal account', async () => {
    const device = await msal.native({ clientId: apps.everybody, authority: 'consumers' });
    const shown = await device.beginDeviceCode({ scopes: ['User.Read'] });
    await approveDevice(openBrowser(platform), shown, people.pat);
    expect(await shown.result()).toMatchObject({
      tenantId: tenants.personal,
      account: { homeAccountId: `${userIds.pat}.${tenants.personal}`, username: people.pat.userName },
    });
  });

  test.concurrent('an application that is no public client has to authenticate when its device asks', async () => {
    const device = await msal.native({ clientId: apps.hybrid });
    const shown = await device.beginDeviceCode({ scopes: ['User.Read'] });
    await expect(shown.result()).rejects.toMatchObject({ message: expect.stringContaining('invalid_client') });
  });
});

describe('with user name and password', () => {
  const { userName: username, password } = people.ann;

  test.each([
    ['the tenant id', tenants.contoso],
    ['a domain', contosoDomain],
    ['organizations', 'organizations'],
  ])('an application that may send passwords gets tokens at %s', async (_, authority) => {
    const script = await msal.native({ clientId: apps.script, authority });
    const result = await script.acquireTokenByUsernamePassword({ scopes, username, password });
    expect(decodeJwt(result.accessToken)).toMatchObject({ aud: apps.ledger, oid: userIds.ann, scp: 'Ledger.Read' });
    const account = result.account!;
    expect(account).toMatchObject({ homeAccountId: `${userIds.ann}.${tenants.contoso}`, username });
    expect(await script.acquireTokenSilent({ account, scopes })).toMatchObject({ fromCache: true });
    const renewed = await script.acquireTokenSilent({ account, scopes, forceRefresh: true });
    expect(renewed.fromCache).toBe(false);
  });

  test('an application that may not send passwords is refused', async () => {
    const desktop = await msal.native({ clientId: apps.desktop });
    const asked = desktop.acquireTokenByUsernamePassword({ scopes, username, password });
    await expect(asked).rejects.toMatchObject({
      name: 'ServerError',
      errorCode: 'unauthorized_client',
      errorNo: 70001,
    });
  });

  test('in a tenant that does not allow it, passwords are refused', async () => {
    const script = await msal.native({ clientId: apps.script, authority: tenants.fabrikam });
    const { userName, password: right } = people.fay;
    const asked = script.acquireTokenByUsernamePassword({ scopes: ['User.Read'], username: userName, password: right });
    await expect(asked).rejects.toMatchObject({
      name: 'ServerError',
      errorCode: 'unauthorized_client',
      errorNo: 70001,
    });
  });

  test.each([
    ['a wrong password', username, 'not-the-password'],
    ['a user name that nobody has', 'nobody@contoso.example', 'not-the-password'],
  ])('%s is an ordinary refusal, not a call for interaction', async (_, name, wrong) => {
    const script = await msal.native({ clientId: apps.script });
    const asked = script.acquireTokenByUsernamePassword({ scopes, username: name, password: wrong });
    await expect(asked).rejects.toMatchObject({
      name: 'ServerError',
      errorCode: 'invalid_grant',
      errorNo: 50126,
      subError: '',
    });
  });
});
