import type { AccountInfo, AuthenticationResult } from '@azure/msal-node';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../support/browserless-sign-in.js';
import { type CompatPlatform, startCompatPlatform } from '../../support/compat-platform.js';
import {
  apps,
  archiveUri,
  contosoDomain,
  ledgerUri,
  people,
  redirectUris,
  secrets,
  tenants,
  userIds,
} from '../../support/compat-seed.js';
import { authorityUrl, type ConfidentialApplication, type MsalNode, startMsalNode } from './msal-node.js';
import { signInByCode } from './sign-in-by-code.js';

let platform: CompatPlatform;
let msal: MsalNode;
const ledgerScopes = [`${ledgerUri}/Ledger.Read`];
const archiveScopes = [`${archiveUri}/Archive.Read`];
const hour = 3600;

beforeAll(async () => {
  platform = await startCompatPlatform();
  msal = await startMsalNode(platform);
});
afterAll(async () => {
  await msal.stop();
  await platform.stop();
});
afterEach(() => msal.setClockAhead(0));

interface SignedIn {
  readonly web: ConfidentialApplication;
  readonly account: AccountInfo;
  readonly result: AuthenticationResult;
}

/** A web application that Ann has just signed in to, with a token for the ledger. */
async function signedIn(scopes = ledgerScopes): Promise<SignedIn> {
  const web = await msal.confidential({ clientId: apps.web, clientSecret: secrets.web });
  const request = { scopes, redirectUri: redirectUris.web };
  const { result } = await signInByCode(msal, web, openBrowser(platform), people.ann, request);
  return { web, account: result.account!, result };
}

/** A native application that Ann has signed in to; its refresh tokens rotate. */
async function signedInNatively() {
  const desktop = await msal.native({ clientId: apps.desktop });
  const request = { scopes: ledgerScopes, redirectUri: 'http://localhost' };
  const { result } = await signInByCode(msal, desktop, openBrowser(platform), people.ann, request);
  return { desktop, account: result.account!, result };
}

describe('a silent request', () => {
  test('is answered from the cache while the token lasts', async () => {
    const { web, account, result } = await signedIn();
    const again = await web.acquireTokenSilent({ account, scopes: ledgerScopes });
    expect(again).toMatchObject({ fromCache: true, accessToken: result.accessToken });
  });

  test.each([
    ['the scopes written otherwise', [`${apps.ledger}/Ledger.Read`]],
    ['the default scopes', [`${ledgerUri}/.default`]],
  ])('finds again what it was given for %s', async (_, scopes) => {
    const { web, account, result } = await signedIn(scopes);
    expect(decodeJwt(result.accessToken)).toMatchObject({ aud: apps.ledger, scp: 'Ledger.Read' });
    expect(result.scopes).toEqual(expect.arrayContaining(scopes));
    expect(await web.acquireTokenSilent({ account, scopes })).toMatchObject({ fromCache: true });
  });

  test('refreshes when the token is about to end', async () => {
    const { web, account, result } = await signedIn();
    await msal.setClockAhead(2 * hour);
    const again = await web.acquireTokenSilent({ account, scopes: ledgerScopes });
    expect(again).toMatchObject({ fromCache: false, account: { homeAccountId: account.homeAccountId } });
    expect(decodeJwt(again.accessToken).uti).not.toBe(decodeJwt(result.accessToken).uti);
  });

  test('refreshes when it is forced to, again and again', async () => {
    const { web, account } = await signedIn();
    for (const _ of [1, 2, 3]) {
      const again = await web.acquireTokenSilent({ account, scopes: ledgerScopes, forceRefresh: true });
      expect(again).toMatchObject({ fromCache: false, scopes: expect.arrayContaining(ledgerScopes) });
    }
  });

  test('gets a token for a second resource by the refresh token, version 1 as that resource wants it', async () => {
    const { web, account } = await signedIn();
    const archive = await web.acquireTokenSilent({ account, scopes: archiveScopes });
    expect(archive).toMatchObject({ fromCache: false, scopes: expect.arrayContaining(archiveScopes) });
    expect(decodeJwt(archive.accessToken)).toMatchObject({
      iss: `${platform.baseUrl}/${tenants.contoso}/`,
      aud: archiveUri,
      appid: apps.web,
      appidacr: '1',
      scp: 'Archive.Read',
      oid: userIds.ann,
      upn: people.ann.userName,
      ver: '1.0',
    });
    expect(await web.acquireTokenSilent({ account, scopes: archiveScopes })).toMatchObject({ fromCache: true });
    expect(await web.acquireTokenSilent({ account, scopes: ledgerScopes })).toMatchObject({ fromCache: true });
  });

  test('for Graph finds bare scope names and full ones', async () => {
    const { web, account } = await signedIn(['User.Read']);
    expect(await web.acquireTokenSilent({ account, scopes: ['User.Read'] })).toMatchObject({ fromCache: true });
    const scopes = ['https://graph.microsoft.com/User.Read'];
    const full = await web.acquireTokenSilent({ account, scopes });
    expect(decodeJwt(full.accessToken)).toMatchObject({
      aud: 'https://graph.microsoft.com',
      scp: expect.stringMatching(/\bUser\.Read\b/),
    });
    expect(await web.acquireTokenSilent({ account, scopes })).toMatchObject({ fromCache: true });
  });

  test('for a scope that nobody agreed to asks for interaction', async () => {
    const { web, account } = await signedIn();
    const asked = web.acquireTokenSilent({ account, scopes: ['AuditLog.Read.All'] });
    await expect(asked).rejects.toMatchObject({
      name: 'InteractionRequiredAuthError',
      errorCode: 'invalid_grant',
      subError: 'consent_required',
      errorNo: 65001,
    });
  });

  test('works at the domain of the tenant too', async () => {
    const { web, account } = await signedIn();
    const authority = authorityUrl(platform, contosoDomain);
    const again = await web.acquireTokenSilent({ account, authority, scopes: ledgerScopes, forceRefresh: true });
    expect(again).toMatchObject({ tenantId: tenants.contoso, account: { homeAccountId: account.homeAccountId } });
  });
});

describe.each([
  ['common', people.fay, userIds.fay, tenants.fabrikam],
  ['organizations', people.ann, userIds.ann, tenants.contoso],
  ['consumers', people.pat, userIds.pat, tenants.personal],
])('at the authority %s', (authority, person, user, tenant) => {
  test('silent requests find the account, and renew its token', async () => {
    const auth = { clientId: apps.everybody, clientSecret: secrets.everybody, authority };
    const application = await msal.confidential(auth);
    const request = { scopes: ['User.Read'], redirectUri: redirectUris.everybody };
    const { result } = await signInByCode(msal, application, openBrowser(platform), person, request);
    const account = result.account!;
    expect(await application.acquireTokenSilent({ account, scopes: request.scopes })).toMatchObject({
      fromCache: true,
    });
    for (const at of [undefined, authorityUrl(platform, tenant)]) {
      const more = at === undefined ? {} : { authority: at };
      const asked = { account, scopes: request.scopes, forceRefresh: true, ...more };
      expect(await application.acquireTokenSilent(asked)).toMatchObject({
        fromCache: false,
        tenantId: tenant,
        account: { homeAccountId: `${user}.${tenant}` },
      });
    }
  });
});

describe('when the grant has been revoked', () => {
  test('a silent request asks for interaction, and a new sign-in makes good', async () => {
    const web = await msal.confidential({ clientId: apps.web, clientSecret: secrets.web });
    const request = { scopes: ledgerScopes, redirectUri: redirectUris.web };
    const browser = openBrowser(platform);
    const { result, redemption } = await signInByCode(msal, web, browser, people.ann, request);
    const account = result.account!;
    // Whoever presents a code a second time shows that it was stolen: everything that it gave ends.
    await expect(web.acquireTokenByCode(redemption)).rejects.toMatchObject({ errorNo: 54005 });
    const renewed = web.acquireTokenSilent({ account, scopes: ledgerScopes, forceRefresh: true });
    await expect(renewed).rejects.toMatchObject({
      name: 'InteractionRequiredAuthError',
      subError: 'bad_token',
      errorNo: 50173,
    });
    await signInByCode(msal, web, browser, people.ann, request);
    const again = await web.acquireTokenSilent({ account, scopes: ledgerScopes, forceRefresh: true });
    expect(again.fromCache).toBe(false);
  });
});

describe('a native application', () => {
  test('refreshes many times while its refresh token rotates', async () => {
    const { desktop, account } = await signedInNatively();
    const tokens: string[] = [];
    for (const _ of [1, 2, 3]) {
      const again = await desktop.acquireTokenSilent({ account, scopes: ledgerScopes, forceRefresh: true });
      tokens.push(again.accessToken);
    }
    expect(new Set(tokens).size).toBe(3);
  });

  test('that asks for several resources at once loses nothing: it gets a token for each, and its refresh token lives on', async () => {
    const { desktop, account } = await signedInNatively();
    const asked = [ledgerScopes, archiveScopes, ['openid'], [`${apps.ledger}/Ledger.Read`]];
    const renew = (scopes: string[]) => desktop.acquireTokenSilent({ account, scopes, forceRefresh: true });
    const results = await Promise.all(asked.map(renew));
    for (const [index, result] of results.entries()) {
      expect(result).toMatchObject({ fromCache: false, scopes: expect.arrayContaining(asked[index]!) });
    }
    expect(new Set(results.map(({ accessToken }) => accessToken)).size).toBe(asked.length);
    for (const scopes of asked) expect((await renew(scopes)).fromCache).toBe(false);
  });
});

describe('a web application', () => {
  test('that asks for several resources at once gets a token for each', async () => {
    const { web, account } = await signedIn();
    const asked = [ledgerScopes, archiveScopes, ['User.Read']];
    const renew = (scopes: string[]) => web.acquireTokenSilent({ account, scopes, forceRefresh: true });
    for (const result of await Promise.all(asked.map(renew))) expect(result.fromCache).toBe(false);
  });
});

describe('a serialised cache', () => {
  test('moves to another instance, and on to another program', async () => {
    const { web, account, result } = await signedIn();
    const text = await web.serializeCache();
    const elsewhere = await startMsalNode(platform);
    try {
      for (const program of [msal, elsewhere]) {
        const other = await program.confidential({ clientId: apps.web, clientSecret: secrets.web });
        await other.deserializeCache(text);
        const [found] = await other.allAccounts();
        expect(found).toMatchObject({ homeAccountId: account.homeAccountId, environment: platform.host });
        const cached = await other.acquireTokenSilent({ account: found!, scopes: ledgerScopes });
        expect(cached).toMatchObject({ fromCache: true, accessToken: result.accessToken });
        const fresh = await other.acquireTokenSilent({ account: found!, scopes: ledgerScopes, forceRefresh: true });
        expect(fresh.fromCache).toBe(false);
      }
    } finally {
      await elsewhere.stop();
    }
  });

  test('of a removed account holds nothing of it any more', async () => {
    const { web, account } = await signedIn();
    await web.removeAccount(account.homeAccountId);
    expect(await web.allAccounts()).toEqual([]);
    await expect(web.acquireTokenSilent({ account, scopes: ledgerScopes })).rejects.toMatchObject({
      errorCode: 'no_tokens_found',
    });
  });
});

describe('an application-only token', () => {
  test('is cached, also where the authority is a domain, and fetched anew when asked to', async () => {
    const auth = { clientId: apps.daemon, clientSecret: secrets.daemon, authority: contosoDomain };
    const daemon = await msal.confidential(auth);
    const scopes = [`${ledgerUri}/.default`];
    const first = await daemon.acquireTokenByClientCredential({ scopes });
    expect(first.fromCache).toBe(false);
    const second = await daemon.acquireTokenByClientCredential({ scopes });
    expect(second).toMatchObject({ fromCache: true, accessToken: first.accessToken });
    const third = await daemon.acquireTokenByClientCredential({ scopes, skipCache: true });
    expect(third.fromCache).toBe(false);
    expect(third.accessToken).not.toBe(first.accessToken);
  });
});

describe('a refresh token', () => {
  test('taken over from elsewhere is redeemed', async () => {
    const { web } = await signedIn();
    const { RefreshToken } = JSON.parse(await web.serializeCache()) as Record<
      string,
      Record<string, { secret: string }>
    >;
    const [kept] = Object.values(RefreshToken ?? {});
    const other = await msal.confidential({ clientId: apps.web, clientSecret: secrets.web });
    const result = await other.acquireTokenByRefreshToken({ refreshToken: kept!.secret, scopes: ledgerScopes });
    expect(result.account).toMatchObject({ homeAccountId: `${userIds.ann}.${tenants.contoso}` });
  });

  test('is of no use to another application', async () => {
    const { web } = await signedIn();
    const { RefreshToken } = JSON.parse(await web.serializeCache()) as Record<
      string,
      Record<string, { secret: string }>
    >;
    const [kept] = Object.values(RefreshToken ?? {});
    const other = await msal.confidential({ clientId: apps.hybrid, clientSecret: secrets.hybrid });
    const stolen = other.acquireTokenByRefreshToken({ refreshToken: kept!.secret, scopes: ['User.Read'] });
    await expect(stolen).rejects.toMatchObject({ name: 'ServerError', errorCode: 'invalid_grant', errorNo: 70000 });
  });
});
