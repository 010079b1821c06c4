// @ts-check
// A middle tier: an API that calls another API for the person who called it (on-behalf-of). Nobody's token is passed on: the caller's
// is for this API, and is traded for one that is for the Orders API and names the same person.
//   GET /orders   with the scope access_as_user
import { ConfidentialClientApplication, InteractionRequiredAuthError } from '@azure/msal-node';
import { createProtector, requires } from '@gatehouse/protect';
import { protect } from '@gatehouse/protect/node';
import { listen } from '../listen.mjs';
import { requireGatehouse } from '../require-gatehouse.mjs';

const gatehouse = process.env.GATEHOUSE_URL ?? 'https://localhost:8443';
const ordersApi = process.env.ORDERS_API_URL ?? 'http://localhost:4000';
/** The page that may call us from a browser: examples/spa. */
const page = process.env.SPA_URL ?? 'http://localhost:5173';
const authority = `${gatehouse}/c0000000-0000-4000-8000-000000000001`;
const clientId = 'a0000000-0000-4000-8000-000000000006';

const gateway = new ConfidentialClientApplication({
  auth: {
    clientId,
    clientSecret: 'fake-secret-for-the-orders-gateway',
    authority,
    knownAuthorities: [new URL(gatehouse).host],
  },
});
const protector = createProtector({ issuers: { authority }, audience: clientId, acceptedVersions: ['2.0'] });

const serveOrders = protect(protector, requires({ anyScope: ['access_as_user'] }), async (request, response) => {
  const assertion = request.headers.authorization?.replace(/^Bearer /i, '') ?? '';
  try {
    const { status, challenge, body } = await callOrders(assertion);
    response.writeHead(status, { 'content-type': 'application/json', ...challenge }).end(body);
  } catch (error) {
    const [status, headers, words] = answerTo(error);
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ error: words }));
  }
});

await requireGatehouse(gatehouse);
const url = await listen(4001, (request, response) => {
  response.setHeader('access-control-allow-origin', page);
  // Without this a page could not read the challenge.
  response.setHeader('access-control-expose-headers', 'WWW-Authenticate');
  // A browser asks first, without a token, whether a page may call (Fetch standard, CORS preflight).
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { 'access-control-allow-headers': 'authorization', vary: 'origin' }).end();
  } else if (request.method === 'GET' && request.url === '/orders') {
    serveOrders(request, response);
  } else {
    response.writeHead(404).end();
  }
});
console.log(`The Orders Gateway answers at ${url}/orders, and calls ${ordersApi} on behalf of the person.`);

/**
 * Calls the Orders API; once more when it asks for a token with other claims.
 * @param {string} assertion the caller's own token
 * @param {string} [claims] what the API asked for
 * @returns {Promise<{ status: number, challenge: Record<string, string>, body: string }>}
 */
async function callOrders(assertion, claims) {
  const token = await gateway.acquireTokenOnBehalfOf({
    oboAssertion: assertion,
    scopes: ['api://a0000000-0000-4000-8000-000000000005/Orders.Read'],
    ...(claims === undefined ? {} : { claims }),
  });
  const answer = await fetch(`${ordersApi}/orders`, {
    headers: { authorization: `Bearer ${token?.accessToken}` },
  });
  const wanted = claimsWanted(answer.headers.get('www-authenticate'));
  if (wanted !== undefined && claims === undefined) return callOrders(assertion, wanted);
  return {
    status: answer.status,
    // What we cannot satisfy, the person can: the challenge goes on to the caller.
    challenge: wanted === undefined ? {} : claimsChallenge(wanted),
    body: await answer.text(),
  };
}

/**
 * What the caller is told when there is no answer of the Orders API.
 * @param {unknown} error
 * @returns {[status: number, headers: Record<string, string>, words: string]}
 */
function answerTo(error) {
  if (error instanceof InteractionRequiredAuthError) {
    // Only the person can help, and only the caller can ask the person: `claims` tells it what to ask for.
    const challenge = error.claims
      ? claimsChallenge(error.claims)
      : { 'www-authenticate': 'Bearer error="invalid_token"' };
    return [401, challenge, error.errorMessage];
  }
  console.error(error);
  return [502, {}, 'the Orders API cannot be called'];
}

/** @param {string} claims JSON */
function claimsChallenge(claims) {
  const encoded = Buffer.from(claims).toString('base64');
  return { 'www-authenticate': `Bearer error="insufficient_claims", claims="${encoded}"` };
}

/** @param {string | null} challenge a `WWW-Authenticate` header */
function claimsWanted(challenge) {
  const encoded = /\bclaims="([^"]+)"/.exec(challenge ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
}
