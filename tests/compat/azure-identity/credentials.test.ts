import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approveDevice, completeSignIn, openBrowser } from '../../support/browserless-sign-in.js';
import { type CompatPlatform, startCompatPlatform } from '../../support/compat-platform.js';
import {
  apps,
  archiveUri,
  contosoDomain,
  daemonCertificate,
  gatewayUri,
  ledgerUri,
  people,
  redirectUris,
  secrets,
  tenants,
  userIds,
} from '../../support/compat-seed.js';
import { pipelineToken } from '../../support/pipeline-token.js';
import { type AzureIdentity, type Credential, startAzureIdentity } from './azure-identity.js';

let platform: CompatPlatform;
let azure: AzureIdentity;
let folder: string;
const byDefault = [`${ledgerUri}/.default`];
const daemon = [tenants.contoso, apps.daemon] as const;

beforeAll(async () => {
  platform = await startCompatPlatform();
  azure = await startAzureIdentity(platform);
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-compat-'));
});
afterAll(async () => {
  await azure.stop();
  await platform.stop();
  await rm(folder, { recursive: true });
});

/** The claims of the token that a credential gives. */
async function claimsOf(credential: Credential, scopes = byDefault): Promise<JWTPayload> {
  return decodeJwt((await credential.getToken(scopes)).token);
}

const appOnly = { aud: apps.ledger, azp: apps.daemon, tid: tenants.contoso, roles: ['Ledger.Read.All'], idtyp: 'app' };

describe('FAITHFUL-WIRE: an application without a person', () => {
  test.each([
    ['tenant id', tenants.contoso],
    ['domain', contosoDomain],
  ])('gets a token by ClientSecretCredential where the tenant is a %s', async (_, tenant) => {
    const credential = await azure.make('clientSecret', [tenant, apps.daemon], secrets.daemon);
    const { token, expiresOnTimestamp } = await credential.getToken(byDefault);
    const { exp = 0, ...claims } = decodeJwt(token);
    expect(claims).toMatchObject({ ...appOnly, azpacr: '1' });
    expect(Math.abs(expiresOnTimestamp / 1000 - exp)).toBeLessThan(120);
    expect((await credential.getToken(byDefault)).token).toBe(token);
  });

  test('gets one with continuous access evaluation asked for', async () => {
    const credential = await azure.make('clientSecret', daemon, secrets.daemon);
    const { token } = await credential.getToken(byDefault, { enableCae: true });
    expect(decodeJwt(token)).toMatchObject(appOnly);
  });

  test.each([
    ['its thumbprint alone', false],
    ['its chain', true],
  ])('gets one by ClientCertificateCredential that sends %s', async (_, sendsChain) => {
    const { certificate, privateKey } = daemonCertificate();
    const pem = `${privateKey}\n${certificate}`;
    const credential = await azure.make('clientCertificate', daemon, pem, sendsChain);
    expect(await claimsOf(credential)).toMatchObject({ ...appOnly, azpacr: '2' });
  });

  test('gets one by ClientAssertionCredential', async () => {
    const assertion = await pipelineToken(platform.pipelineKey);
    expect(await claimsOf(await azure.make('clientAssertion', daemon, assertion))).toMatchObject(appOnly);
  });

  test('gets one in another tenant where it is present', async () => {
    const credential = await azure.make('clientSecret', [tenants.contoso, apps.everybody], secrets.everybody);
    const asked = { tenantId: tenants.fabrikam };
    const { token } = await credential.getToken(['https://graph.microsoft.com/.default'], asked);
    expect(decodeJwt(token)).toMatchObject({ tid: tenants.fabrikam, appid: apps.everybody });
  });

  test('is told when its secret is wrong', async () => {
    const credential = await azure.make('clientSecret', daemon, 'fake-but-wrong');
    await expect(credential.getToken(byDefault)).rejects.toMatchObject({
      name: 'AuthenticationRequiredError',
      message: expect.stringContaining('AADSTS7000215'),
    });
  });

  test('is told when its tenant does not exist', async () => {
    const credential = await azure.make('clientSecret', [tenants.unknown, apps.daemon], secrets.daemon);
    await expect(credential.getToken(byDefault)).rejects.toMatchObject({
      message: expect.stringContaining('endpoints_resolution_error'),
    });
  });
});

describe('an application that its environment describes', () => {
  const identity = { AZURE_TENANT_ID: tenants.contoso, AZURE_CLIENT_ID: apps.daemon };

  test('gets a token by WorkloadIdentityCredential from the token file', async () => {
    const file = join(folder, 'token');
    await writeFile(file, await pipelineToken(platform.pipelineKey));
    const variables = { ...identity, AZURE_FEDERATED_TOKEN_FILE: file };
    const credential = await azure.makeFromEnvironment('workloadIdentity', variables);
    expect(await claimsOf(credential)).toMatchObject({ ...appOnly, azpacr: '2' });
    const chained = await azure.makeFromEnvironment('defaultAzure', variables);
    expect(await claimsOf(chained)).toMatchObject({ ...appOnly, azpacr: '2' });
  });

  test('is told when the token file speaks of somebody else', async () => {
    const file = join(folder, 'stranger');
    await writeFile(file, await pipelineToken(platform.pipelineKey, 'repo:somebody/else'));
    const variables = { ...identity, AZURE_FEDERATED_TOKEN_FILE: file };
    const credential = await azure.makeFromEnvironment('workloadIdentity', variables);
    await expect(credential.getToken(byDefault)).rejects.toMatchObject({
      message: expect.stringContaining('AADSTS700213'),
    });
  });

  test('gets a token by EnvironmentCredential, and by DefaultAzureCredential in front of it', async () => {
    const variables = { ...identity, AZURE_CLIENT_SECRET: secrets.daemon };
    for (const kind of ['environment', 'defaultAzure'] as const) {
      const credential = await azure.makeFromEnvironment(kind, variables);
      expect(await claimsOf(credential)).toMatchObject({ ...appOnly, azpacr: '1' });
    }
  });
});

describe('an application with a person', () => {
  const named = [`${ledgerUri}/Ledger.Read`];
  const delegated = { aud: apps.ledger, oid: userIds.ann, scp: 'Ledger.Read' };

  test('gets a token by UsernamePasswordCredential where that is allowed, and no other', async () => {
    const { userName, password } = people.ann;
    const script = await azure.make('usernamePassword', [tenants.contoso, apps.script], userName, password);
    expect(await claimsOf(script, named)).toMatchObject(delegated);
    const desktop = await azure.make('usernamePassword', [tenants.contoso, apps.desktop], userName, password);
    await expect(desktop.getToken(named)).rejects.toMatchObject({ message: expect.stringContaining('AADSTS70001:') });
  });

  test('gets one by DeviceCodeCredential once the person has agreed, and another without asking again', async () => {
    const shown = await azure.beginDeviceCode(apps.desktop, named);
    await approveDevice(openBrowser(platform), shown, people.ann);
    const { token } = await shown.token();
    expect(decodeJwt(token)).toMatchObject(delegated);
    expect((await shown.credential.getToken(named)).token).toBe(token);
  });

  test('gets one by AuthorizationCodeCredential, whose code is bound by a nonce instead of PKCE', async () => {
    const { fields } = await completeSignIn(openBrowser(platform), hybridSignIn(), people.ann);
    const { code = '' } = fields;
    const client = [tenants.contoso, apps.hybrid] as const;
    const credential = await azure.make('authorizationCode', client, secrets.hybrid, code, redirectUris.hybrid);
    expect(await claimsOf(credential, ['User.Read'])).toMatchObject({ oid: userIds.ann, appid: apps.hybrid });
  });

  test('gets one by OnBehalfOfCredential, and is told when consent is missing', async () => {
    const { userName, password } = people.ann;
    const script = await azure.make('usernamePassword', [tenants.contoso, apps.script], userName, password);
    const { token } = await script.getToken([`${gatewayUri}/access_as_user`]);
    const gateway = await azure.make('onBehalfOf', [tenants.contoso, apps.gateway], secrets.gateway, token);
    expect(await claimsOf(gateway, named)).toMatchObject({ ...delegated, azp: apps.gateway });
    await expect(gateway.getToken([`${archiveUri}/Archive.Read`])).rejects.toMatchObject({
      name: 'AuthenticationRequiredError',
      message: expect.stringContaining('AADSTS65001'),
    });
  });
});

/** An authorization request of an application that has no PKCE. */
function hybridSignIn(): string {
  const request = new URLSearchParams({
    client_id: apps.hybrid,
    response_type: 'code',
    redirect_uri: redirectUris.hybrid,
    scope: 'openid User.Read',
    nonce: 'nonce-of-the-application',
  });
  return `${platform.baseUrl}/${tenants.contoso}/oauth2/v2.0/authorize?${request}`;
}
