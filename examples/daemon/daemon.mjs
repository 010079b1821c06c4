// @ts-check
// A daemon: it works without a person, with the permissions that an administrator granted it (client credentials).
//   node examples/daemon/daemon.mjs                 proves itself by a secret
//   node examples/daemon/daemon.mjs --certificate   proves itself by a certificate: its private key never leaves this program
import { readFileSync } from 'node:fs';
import { AuthError, ConfidentialClientApplication } from '@azure/msal-node';
import { requireGatehouse } from '../require-gatehouse.mjs';

const gatehouse = process.env.GATEHOUSE_URL ?? 'https://localhost:8443';
const ordersApi = process.env.ORDERS_API_URL ?? 'http://localhost:4000';

const secret = { clientSecret: 'fake-secret-for-the-contoso-daemon' };
const certificate = {
  clientCertificate: {
    // Of the certificate that the application is registered with; examples/contoso.yaml holds it.
    thumbprintSha256: 'ee7c8b1c86d7d7b60cd96a6368c2ebd65b97d35d77c412208c60b8fc75c615e7',
    privateKey: readFileSync(new URL('../keys/contoso-daemon.example-key.pem', import.meta.url), 'utf8'),
  },
};

await requireGatehouse(gatehouse);
const daemon = new ConfidentialClientApplication({
  auth: {
    clientId: 'a0000000-0000-4000-8000-000000000004',
    authority: `${gatehouse}/contoso.example`,
    // MSAL knows Microsoft's hosts by heart, and must be told of every other.
    knownAuthorities: [new URL(gatehouse).host],
    ...(process.argv.includes('--certificate') ? certificate : secret),
  },
});

try {
  const token = await getToken();
  console.log('The claims of the access token:');
  console.log(claimsOf(token));
  await showOrders(token);
} catch (error) {
  if (!(error instanceof AuthError)) throw error;
  console.error(`No token: ${error.message}`);
  process.exitCode = 1;
}

/** @returns {Promise<string>} an access token for the Orders API; MSAL keeps it and answers from its cache until it ends */
async function getToken() {
  // `.default` asks for everything that was granted, and nothing else: a daemon has nobody to ask for more.
  const scopes = ['api://a0000000-0000-4000-8000-000000000005/.default'];
  const result = await daemon.acquireTokenByClientCredential({ scopes });
  if (result === null) throw new Error('MSAL answered without a token');
  return result.accessToken;
}

/**
 * For a look only: a client never relies on the inside of an access token, which is meant for the API.
 * @param {string} token
 */
function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** @param {string} token */
async function showOrders(token) {
  const call = { headers: { authorization: `Bearer ${token}` } };
  const answer = await fetch(`${ordersApi}/orders`, call).catch(() => undefined);
  if (answer === undefined) {
    console.log(
      `\nThe sample API does not run at ${ordersApi}. Start it in another terminal, with the same variables: node examples/api/api.mjs`,
    );
    return;
  }
  const body = await answer.json();
  if (answer.ok) {
    console.log(`\nThe orders at ${ordersApi}/orders:`);
    console.table(body.orders, ['number', 'item', 'buyer']);
  } else {
    // `action` says what a client can do about it; the codes are listed in packages/protect/README.md.
    console.error(`\nThe API refused: ${answer.status} ${body.code} (${body.action}): ${body.error_description}`);
    process.exitCode = 1;
  }
}
