import { SignJWT, decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CompatPlatform, startCompatPlatform } from '../../support/compat-platform.js';
import { apps, contosoDomain, daemonCertificate, ledgerUri, pipeline, secrets, tenants } from '../../support/compat-seed.js';
import { type ConfidentialApplication, type MsalNode, startMsalNode } from './msal-node.js';

let platform: CompatPlatform;
let msal: MsalNode;
const scopes = [`${ledgerUri}/.default`];
const { privateKey, thumbprint, thumbprintSha256 } = daemonCertificate();

beforeAll(async () => {
  platform = await startCompatPlatform();
  msal = await startMsalNode(platform);
});
afterAll(async () => {
  await msal.stop();
  await platform.stop();
});

/** The claims of the access token that a daemon gets. */
async function claimsFor(daemon: ConfidentialApplication): Promise<Record<string, unknown>> {
  return decodeJwt((await daemon.acquireTokenByClientCredential({ scopes })).accessToken);
}

describe.each([
  ['the tenant id', tenants.contoso],
  ['a domain', contosoDomain],
])('at an authority spelled by %s, a daemon gets a token', (_, authority) => {
  test('by its secret, whatever characters it has', async () => {
    const daemon = await msal.confidential({ clientId: apps.daemon, clientSecret: secrets.daemon, authority });
    expect(await claimsFor(daemon)).toMatchObject({
      iss: `${platform.baseUrl}/${tenants.contoso}/v2.0`,
      aud: apps.ledger,
      azp: apps.daemon,
      azpacr: '1',
      roles: ['Ledger.Read.All'],
      tid: tenants.contoso,
      idtyp: 'app',
    });
  });

  test('by its certificate, named by SHA-256 (PS256)', async () => {
    const clientCertificate = { privateKey, thumbprintSha256 };
    const daemon = await msal.confidential({ clientId: apps.daemon, clientCertificate, authority });
    expect(await claimsFor(daemon)).toMatchObject({ azp: apps.daemon, azpacr: '2' });
  });

  test('by its certificate, named by SHA-1 (RS256)', async () => {
    const clientCertificate = { privateKey, thumbprint };
    const daemon = await msal.confidential({ clientId: apps.daemon, clientCertificate, authority });
    expect(await claimsFor(daemon)).toMatchObject({ azp: apps.daemon, azpacr: '2' });
  });

  test('by a token of an outside issuer that it trusts', async () => {
    const clientAssertion = await pipelineToken(pipeline.subject);
    const daemon = await msal.confidential({ clientId: apps.daemon, clientAssertion, authority });
    expect(await claimsFor(daemon)).toMatchObject({ azp: apps.daemon, azpacr: '2' });
  });
});

/** A token of the pipeline that the daemon trusts. */
function pipelineToken(subject: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', kid: pipeline.keyId })
    .setIssuer(pipeline.issuer)
    .setSubject(subject)
    .setAudience(pipeline.audience)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(platform.pipelineKey);
}
