// @ts-check
// An API that only callers with a fitting access token reach. @gatehouse/protect checks signature, issuer, tenant, audience, version,
// times, scopes and roles, and answers everybody else with a challenge that says what to do about it.
//   GET  /orders   a person's own orders with the scope Orders.Read; all of them for applications with the role Orders.Read.All
//   POST /orders   {"item": "…"} with the scope Orders.Write, which an administrator has to consent to
import { json } from 'node:stream/consumers';
import { createProtector, requires } from '@gatehouse/protect';
import { protect } from '@gatehouse/protect/node';
import { listen } from '../listen.mjs';
import { requireGatehouse } from '../require-gatehouse.mjs';

const gatehouse = process.env.GATEHOUSE_URL ?? 'https://localhost:8443';
const contoso = 'c0000000-0000-4000-8000-000000000001';

// One for the whole program: it holds the caches of keys and of verified tokens.
const protector = createProtector({
  // Whose tokens are believed: those of this one tenant, signed with the keys that it publishes.
  issuers: { authority: `${gatehouse}/${contoso}` },
  // Whom they are for: this API, by its client id. A token for Graph, or for another API, is not for us.
  audience: 'a0000000-0000-4000-8000-000000000005',
  // What the registration asks for (`requestedAccessTokenVersion`).
  acceptedVersions: ['2.0'],
  // The caller learns what to do, the log what was wrong.
  onRefused: ({ status, action, code, detail }) => console.log(`${status} ${code} (${action}) ${detail ?? ''}`),
});

// Two doors each: scopes are for applications that act for a person, roles for applications that act for themselves.
// A door that is not named stays closed: no daemon places an order.
const mayRead = requires({ anyScope: ['Orders.Read'], anyRole: ['Orders.Read.All'] });
const mayWrite = requires({ anyScope: ['Orders.Write'], appOnly: 'deny' });

/** @typedef {{ number: number, item: string, tenant: string, buyer: string }} Order */

/** @type {Order[]} */
const orders = [
  { number: 1, item: 'Standing desk', tenant: contoso, buyer: 'c0000000-0000-4000-8000-000000000102' },
  { number: 2, item: 'Ledger, bound', tenant: contoso, buyer: 'c0000000-0000-4000-8000-000000000103' },
];

/** @type {Record<string, import('node:http').RequestListener>} */
const routes = {
  'GET /orders': protect(protector, mayRead, (_request, response, principal) => {
    // The token says that the caller may read orders. Which ones is our own decision: keyed by tenant and object id, never by name.
    const visible = orders.filter((order) => principal.kind === 'app' || isBuyer(order, principal));
    answer(response, 200, { orders: visible });
  }),
  'POST /orders': protect(protector, mayWrite, async (request, response, { tid, oid }) => {
    const sent = await json(request).catch(() => undefined);
    const item = /** @type {{ item?: unknown } | undefined | null} */ (sent)?.item;
    if (typeof item !== 'string' || item === '') return answer(response, 400, { error: '`item` must be a text' });
    const order = { number: orders.length + 1, item, tenant: tid, buyer: oid };
    orders.push(order);
    return answer(response, 201, order);
  }),
};

await requireGatehouse(gatehouse);
const url = await listen(4000, (request, response) => {
  const route = routes[`${request.method} ${request.url?.split('?')[0]}`];
  if (route === undefined) answer(response, 404, { error: 'there is nothing at this address' });
  else route(request, response);
});
console.log(`The Orders API answers at ${url}/orders, and believes tokens of ${gatehouse}/${contoso}.`);

/**
 * @param {Order} order
 * @param {import('@gatehouse/protect').Principal} principal
 */
function isBuyer({ tenant, buyer }, { tid, oid }) {
  return tenant === tid && buyer === oid;
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {object} body
 */
function answer(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
