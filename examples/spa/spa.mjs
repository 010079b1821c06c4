// @ts-check
// A single-page application: code with PKCE in the browser, no secret. Tokens live in the page's session storage, so nothing that is not
// ours may run in it. This file is for the browser; serve.mjs serves it.
import { InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-browser';

/** @type {{ gatehouse: string, gateway: string }} */
const { gatehouse, gateway } = await (await fetch('/settings.json')).json();
const profileScopes = ['User.Read'];
const gatewayScopes = ['api://a0000000-0000-4000-8000-000000000006/access_as_user'];

const msal = new PublicClientApplication({
  auth: {
    clientId: 'a0000000-0000-4000-8000-000000000002',
    authority: `${gatehouse}/contoso.example`,
    knownAuthorities: [new URL(gatehouse).host],
    redirectUri: `${location.origin}/redirect.html`,
    postLogoutRedirectUri: location.origin,
  },
});
await msal.initialize();
// Back from the sign-in there is an answer to take; on other visits there is none.
const answered = await msal.handleRedirectPromise();
msal.setActiveAccount(answered?.account ?? msal.getAllAccounts()[0] ?? null);

const account = msal.getActiveAccount();
element('who').textContent = account === null ? 'You are not signed in.' : `Signed in as ${account.username}.`;
offer('sign-in', account === null, () => msal.loginRedirect({ scopes: profileScopes }));
offer('profile', account !== null, () => show(`${gatehouse}/v1.0/me`, profileScopes));
offer('orders', account !== null, () => show(`${gateway}/orders`, gatewayScopes));
offer('sign-out', account !== null, () => msal.logoutRedirect({ account }));

/**
 * Shows a button that does something.
 * @param {string} id
 * @param {boolean} now whether it makes sense now
 * @param {() => Promise<void>} act
 */
function offer(id, now, act) {
  const button = element(id);
  button.hidden = !now;
  button.addEventListener('click', () => void act().catch((error) => (element('answer').textContent = String(error))));
}

/**
 * Calls an API and shows its answer.
 * @param {string} address
 * @param {string[]} scopes
 */
async function show(address, scopes) {
  const token = await tokenFor(scopes);
  if (token === undefined) return;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  const claims = /\bclaims="([^"]+)"/.exec(answer.headers.get('www-authenticate') ?? '')?.[1];
  if (answer.status === 401 && claims !== undefined) {
    // A claims challenge: the API, or one behind it, wants the person to prove more. The claims go to Gatehouse as they came.
    await msal.acquireTokenRedirect({ scopes, claims: atob(claims) });
  }
  element('answer').textContent = `${answer.status} ${address}\n\n${JSON.stringify(await answer.json(), null, 2)}`;
}

/**
 * A token from the cache or by the refresh token; when only the person can help, the page goes to the sign-in.
 * @param {string[]} scopes
 * @returns {Promise<string | undefined>} undefined when the browser is leaving
 */
async function tokenFor(scopes) {
  try {
    return (await msal.acquireTokenSilent({ scopes })).accessToken;
  } catch (error) {
    if (!(error instanceof InteractionRequiredAuthError)) throw error;
    await msal.acquireTokenRedirect({ scopes });
    return undefined;
  }
}

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}
