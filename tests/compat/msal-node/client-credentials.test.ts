import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CompatPlatform, startCompatPlatform } from '../../support/compat-platform.js';
import { apps, contosoDomain, daemonCertificate, ledgerUri, secrets, tenants } from '../../support/compat-seed.js';
import { pipelineToken } from '../../support/pipeline-token.js';
import { type ConfidentialApplication, type MsalNode, startMsalNode } from './msal-node.js';

let platform: CompatPlatform;
let msal: MsalNode;
const scopes = [`${ledgerUri}/.default`];
const { privateKey, thumbprint, thumbprintSha256 } = daemonCertificate();
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

beforeAll(async () => {
  platform = await startCompatPlatform();
  msal = await startMsalNode(platform);
});
afterAll(async () => {
  await msal.stop();
  await platform.stop();
});

/** The claims of the access token that a daemon gets. */
async function claimsFor(application: ConfidentialApplication): Promise<Record<string, unknown>> {
  return decodeJwt((await application.acquireTokenByClientCredential({ scopes })).accessToken);
}

describe.each([
  ['the tenant id', tenants.contoso],
  ['a domain', contosoDomain],
])('at an authority spelled by %s, a daemon gets a token', (_, authority) => {
  test('by its secret, whatever characters it has', async () => {
    const application = await msal.confidential({ clientId: apps.daemon, clientSecret: secrets.daemon, authority });
    expect(await claimsFor(application)).toMatchObject({
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
    const application = await msal.confidential({ clientId: apps.daemon, clientCertificate, authority });
    expect(await claimsFor(application)).toMatchObject({ azp: apps.daemon, azpacr: '2' });
  });

  test('by its certificate, named by SHA-1 (RS256)', async () => {
    const clientCertificate = { privateKey, thumbprint };
    const application = await msal.confidential({ clientId: apps.daemon, clientCertificate, authority });
    expect(await claimsFor(application)).toMatchObject({ azp: apps.daemon, azpacr: '2' });
  });

  test('by a token of an outside issuer that it trusts', async () => {
    const clientAssertion = await pipelineToken(platform.pipelineKey);
    const application = await msal.confidential({ clientId: apps.daemon, clientAssertion, authority });
    expect(await claimsFor(application)).toMatchObject({ azp: apps.daemon, azpacr: '2' });
  });
});

const daemon = (changes: Readonly<Record<string, string>> = {}): Promise<ConfidentialApplication> =>
  msal.confidential({ clientId: apps.daemon, clientSecret: secrets.daemon, ...changes });

describe('a certificate', () => {
  const signedAhead = async (seconds: number): Promise<ConfidentialApplication> => {
    await msal.setClockAhead(seconds);
    return msal.confidential({ clientId: apps.daemon, clientCertificate: { privateKey, thumbprintSha256 } });
  };
  afterEach(() => msal.setClockAhead(0));

  test('may be used by a program whose clock is nearly five minutes ahead', async () => {
    expect(await claimsFor(await signedAhead(290))).toMatchObject({ azp: apps.daemon, azpacr: '2' });
  });

  test('may not be used much earlier than that', async () => {
    const asked = (await signedAhead(400)).acquireTokenByClientCredential({ scopes });
    await expect(asked).rejects.toMatchObject({ name: 'ServerError', errorCode: 'invalid_client', errorNo: 700027 });
  });
});

test('in the OIDC mode of MSAL the version 1 endpoints give the same token', async () => {
  const auth = { clientId: apps.daemon, clientSecret: secrets.daemon };
  expect(await claimsFor(await msal.confidential(auth, { protocolMode: 'OIDC' }))).toMatchObject({
    aud: apps.ledger,
    azp: apps.daemon,
    roles: ['Ledger.Read.All'],
  });
});

describe('what MSAL makes of a refusal', () => {
  test.each([
    ['an unknown tenant id', tenants.unknown],
    ['an unknown domain', 'unknown.example'],
  ])('%s has no endpoints', async (_, authority) => {
    const asked = (await daemon({ authority })).acquireTokenByClientCredential({ scopes });
    await expect(asked).rejects.toMatchObject({ errorCode: 'endpoints_resolution_error' });
  });

  test('a wrong secret is a server error with number, trace and correlation id', async () => {
    const wrong = await daemon({ clientSecret: 'fake-but-wrong' });
    const asked = wrong.acquireTokenByClientCredential({ scopes, correlationId: apps.web });
    await expect(asked).rejects.toMatchObject({
      name: 'ServerError',
      errorCode: 'invalid_client',
      errorNo: 7000215,
      status: 401,
      subError: '',
      correlationId: apps.web,
      message: expect.stringMatching(
        /Error\(s\): 7000215 - Timestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ - Description: AADSTS7000215: .* - Correlation ID: bbbbbbbb-0000-4000-8000-000000000002 - Trace ID: [0-9a-f-]{36}$/,
      ),
    });
  });

  test('a correlation id of its own is answered when the application gives none', async () => {
    const wrong = await daemon({ clientSecret: 'fake-but-wrong' });
    const failure = await wrong.acquireTokenByClientCredential({ scopes }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ correlationId: expect.stringMatching(guid) });
    const { correlationId, message } = failure as { correlationId: string; message: string };
    expect(message).toContain(`Correlation ID: ${correlationId}`);
  });

  const nowhere = 'api://nowhere/.default';
  const twoResources = [`${ledgerUri}/.default`, 'https://graph.microsoft.com/User.Read'];

  test.each<[what: string, clientId: string, asked: string[], errorCode: string, errorNo: number]>([
    ['an unknown application', '99999999-0000-4000-8000-000000000000', scopes, 'unauthorized_client', 700016],
    ['a resource that is not there', apps.daemon, [nowhere], 'invalid_resource', 500011],
    ['a named scope', apps.daemon, [`${ledgerUri}/Ledger.Read.All`], 'invalid_scope', 1002012],
    ['two resources', apps.daemon, twoResources, 'invalid_scope', 70011],
  ])('%s is a server error with its number', async (_, clientId, asked, errorCode, errorNo) => {
    const request = (await daemon({ clientId })).acquireTokenByClientCredential({ scopes: asked });
    await expect(request).rejects.toMatchObject({ name: 'ServerError', errorCode, errorNo });
  });

  test('a certificate that is not registered is refused', async () => {
    const clientCertificate = { privateKey, thumbprintSha256: 'ab'.repeat(32) };
    const stranger = await msal.confidential({ clientId: apps.daemon, clientCertificate });
    const asked = stranger.acquireTokenByClientCredential({ scopes });
    await expect(asked).rejects.toMatchObject({ name: 'ServerError', errorCode: 'invalid_client', errorNo: 700027 });
  });
});

describe('throttling', () => {
  afterEach(async () => {
    await platform.clearFaults();
    await msal.setClockAhead(0);
  });

  test.each([429, 503])('status %i with Retry-After keeps MSAL from asking until the time is over', async (status) => {
    const throttled = await daemon();
    await platform.injectFault({ at: 'token', status, retryAfter: 600 });
    const first = throttled.acquireTokenByClientCredential({ scopes });
    await expect(first).rejects.toMatchObject({ name: 'ServerError', errorCode: 'temporarily_unavailable', status });
    // The platform would answer by now: the error is MSAL's own memory of it, which gives the number as the code.
    const second = throttled.acquireTokenByClientCredential({ scopes });
    await expect(second).rejects.toMatchObject({ name: 'ServerError', errorCode: '90006' });
    expect((await (await daemon()).acquireTokenByClientCredential({ scopes })).fromCache).toBe(false);
    await msal.setClockAhead(590);
    await expect(throttled.acquireTokenByClientCredential({ scopes })).rejects.toMatchObject({ errorCode: '90006' });
    await msal.setClockAhead(610);
    expect((await throttled.acquireTokenByClientCredential({ scopes })).accessToken).toBeDefined();
  });

  test('an ordinary refusal is never remembered', async () => {
    const application = await daemon();
    const refused = application.acquireTokenByClientCredential({ scopes: ['api://nowhere/.default'] });
    await expect(refused).rejects.toMatchObject({ errorCode: 'invalid_resource' });
    const again = application.acquireTokenByClientCredential({ scopes: ['api://nowhere/.default'] });
    await expect(again).rejects.toMatchObject({ errorCode: 'invalid_resource' });
  });
});
