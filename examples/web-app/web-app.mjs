// @ts-check
// A web application: signs people in (authorization code with PKCE), keeps them in a session of its own, and calls Graph and the Orders
// API for them. Its pages hold no token: tokens stay in this program, where MSAL keeps and renews them.
import { ConfidentialClientApplication, CryptoProvider, InteractionRequiredAuthError } from '@azure/msal-node';
import { listen } from '../listen.mjs';
import { requireGatehouse } from '../require-gatehouse.mjs';
import { claimsPage, dataPage, welcomePage } from './pages.mjs';
import { replaceSession, sessionOf } from './sessions.mjs';

const gatehouse = process.env.GATEHOUSE_URL ?? 'https://localhost:8443';
const ordersApi = process.env.ORDERS_API_URL ?? 'http://localhost:4000';
const authority = `${gatehouse}/contoso.example`;
const profileScopes = ['User.Read'];
const readScopes = ['api://a0000000-0000-4000-8000-000000000005/Orders.Read'];
// Asked for only when it is needed: whoever never orders is never asked.
const writeScopes = ['api://a0000000-0000-4000-8000-000000000005/Orders.Write'];

const random = new CryptoProvider();
const msal = new ConfidentialClientApplication({
  auth: {
    clientId: 'a0000000-0000-4000-8000-000000000001',
    clientSecret: 'fake-secret-for-the-contoso-web-app',
    authority,
    knownAuthorities: [new URL(gatehouse).host],
  },
});

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

const lampOrder = { method: 'POST', body: JSON.stringify({ item: 'Desk lamp' }) };

/** @type {Record<string, (request: Request, response: Response) => unknown>} */
const routes = {
  'GET /': showHome,
  'GET /sign-in': (request, response) => beginSignIn(request, response, profileScopes),
  'GET /auth/callback': finishSignIn,
  'GET /profile': (request, response) => showData(request, response, `${gatehouse}/v1.0/me`, profileScopes),
  'GET /orders': (request, response) => showData(request, response, `${ordersApi}/orders`, readScopes),
  'POST /orders': (request, response) => showData(request, response, `${ordersApi}/orders`, writeScopes, lampOrder),
  'POST /sign-out': signOut,
};

await requireGatehouse(gatehouse);
const url = await listen(3000, async (request, response) => {
  const route = routes[`${request.method} ${request.url?.split('?')[0]}`];
  response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('cache-control', 'no-store');
  try {
    if (route === undefined) response.writeHead(404).end('There is nothing at this address.');
    else await route(request, response);
  } catch (error) {
    // This is a sample: it shows what went wrong as it was said.
    response.writeHead(500).end(dataPage('Failed', String(error)));
  }
});
const redirectUri = `${url}/auth/callback`;
console.log(`The sample web app is at ${url}. Sign in as alice@contoso.example with Fake-Passw0rd-1.`);

/** @param {Request} request @param {Response} response */
function showHome(request, response) {
  const { account } = sessionOf(request);
  response.end(account === undefined ? welcomePage() : claimsPage(account));
}

/** @param {Request} request @param {Response} response @param {string[]} scopes @param {string} [claims] what an API asked for */
async function beginSignIn(request, response, scopes, claims = '') {
  const { verifier, challenge: codeChallenge } = await random.generatePkceCodes();
  const [state, nonce] = [random.createNewGuid(), random.createNewGuid()];
  replaceSession(request, response, { begun: { state, nonce, verifier, scopes } });
  const question = { scopes, redirectUri, state, nonce, codeChallenge, codeChallengeMethod: 'S256', claims };
  redirect(response, await msal.getAuthCodeUrl(question));
}

/** @param {Request} request @param {Response} response */
async function finishSignIn(request, response) {
  const answer = new URL(request.url ?? '/', url).searchParams;
  const { begun } = sessionOf(request);
  // The answer must be to a question of this very browser; otherwise somebody could have their own sign-in finished here.
  if (begun === undefined || answer.get('state') !== begun.state) throw new Error('this sign-in was not begun here');
  const code = answer.get('code');
  if (code === null) throw new Error(answer.get('error_description') ?? 'an answer without a code');
  const { verifier: codeVerifier, nonce, scopes } = begun;
  const { account } = await msal.acquireTokenByCode({ code, codeVerifier, nonce, redirectUri, scopes });
  if (account !== null) replaceSession(request, response, { account });
  redirect(response, '/');
}

/** @param {Request} request @param {Response} response @param {string} address @param {string[]} scopes @param {RequestInit} [call] */
async function showData(request, response, address, scopes, call = {}) {
  const { account } = sessionOf(request);
  if (account === undefined) return redirect(response, '/');
  try {
    // From the cache, or by the refresh token, which serves every resource.
    const { accessToken } = await msal.acquireTokenSilent({ account, scopes });
    const answer = await fetch(address, { ...call, headers: { authorization: `Bearer ${accessToken}` } });
    response.end(dataPage(`${answer.status} ${address}`, JSON.stringify(await answer.json(), null, 2)));
  } catch (error) {
    if (error instanceof TypeError)
      throw new Error(`${address} does not answer; start it (examples/README.md)`, { cause: error });
    if (!(error instanceof InteractionRequiredAuthError)) throw error;
    // The person has to do something: agree to more, or prove more (`claims`).
    await beginSignIn(request, response, scopes, error.claims);
  }
}

/** @param {Request} request @param {Response} response */
async function signOut(request, response) {
  const { account } = sessionOf(request);
  replaceSession(request, response, {});
  if (account !== undefined) await msal.getTokenCache().removeAccount(account);
  // `login_hint` names the account without a doubt, so that Gatehouse need not ask which one.
  const hint = account?.idTokenClaims?.login_hint ?? '';
  const question = new URLSearchParams({ post_logout_redirect_uri: `${url}/`, logout_hint: hint });
  redirect(response, `${authority}/oauth2/v2.0/logout?${question}`);
}

/** @param {Response} response @param {string} location */
function redirect(response, location) {
  response.writeHead(302, { location }).end();
}
