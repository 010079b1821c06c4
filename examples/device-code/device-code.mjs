// @ts-check
// A device without a keyboard, or a program on a machine without a browser: the person types a short code on another device.
import { AuthError, PublicClientApplication } from '@azure/msal-node';
import { requireGatehouse } from '../require-gatehouse.mjs';

const gatehouse = process.env.GATEHOUSE_URL ?? 'https://localhost:8443';

await requireGatehouse(gatehouse);
const display = new PublicClientApplication({
  auth: {
    clientId: 'a0000000-0000-4000-8000-000000000007',
    authority: `${gatehouse}/contoso.example`,
    knownAuthorities: [new URL(gatehouse).host],
  },
});

try {
  const result = await display.acquireTokenByDeviceCode({
    scopes: ['User.Read'],
    // Shows where to go and what to type. MSAL then asks again and again until the person has answered, or 15 minutes are over.
    deviceCodeCallback: ({ message }) => console.log(message),
  });
  console.log(`\nSigned in as ${result?.account?.username}. The claims of the ID token:`);
  console.log(result?.idTokenClaims);
  const profile = await fetch(`${gatehouse}/v1.0/me`, { headers: { authorization: `Bearer ${result?.accessToken}` } });
  console.log(`\nGET ${gatehouse}/v1.0/me answers ${profile.status}:`);
  console.log(await profile.json());
} catch (error) {
  if (!(error instanceof AuthError)) throw error;
  // `authorization_declined` when the person said no, `expired_token` when nobody came.
  console.error(`Not signed in: ${error.message}`);
  process.exitCode = 1;
}
