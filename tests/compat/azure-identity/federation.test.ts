import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChildPlatform, startChildPlatform } from '../../support/child-platform.js';
import { type CompatPlatform, startCompatPlatform } from '../../support/compat-platform.js';
import { apps, archiveUri, ledgerUri, secrets, tenants } from '../../support/compat-seed.js';
import { testStore } from '../../support/test-store.js';
import { type AzureIdentity, startAzureIdentity } from './azure-identity.js';

// Two platforms on this machine. The second one trusts tokens of the first in place of a secret, and fetches the first one's
// metadata and keys over https for that.
let issuer: CompatPlatform;
let atIssuer: AzureIdentity;
let folder: string;
let trusting: ChildPlatform;
let azure: AzureIdentity;

const partner = { tenant: tenants.fabrikam, app: 'dddddddd-0000-4000-8000-000000000001' } as const;

beforeAll(async () => {
  issuer = await startCompatPlatform();
  atIssuer = await startAzureIdentity(issuer);
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-federation-'));
  const subject = decodeJwt(await issuedFor(ledgerUri)).sub ?? '';
  const seed = join(folder, 'seed.json');
  await writeFile(seed, JSON.stringify(trustingSeed(subject)));
  const { database } = await testStore();
  const settings = ['--dev', '--data', join(folder, 'data'), '--seed', seed];
  trusting = await startChildPlatform(database === undefined ? settings : [...settings, '--database', database], {
    // The issuer's certificate is signed by an authority of its own.
    NODE_EXTRA_CA_CERTS: issuer.caFile ?? '',
  });
  azure = await startAzureIdentity(trusting, partner.tenant);
  // Two platforms and two programs start here.
}, 180_000);
afterAll(async () => {
  await azure?.stop();
  await trusting?.terminate();
  await atIssuer?.stop();
  await issuer?.stop();
  await rm(folder, { recursive: true });
});

/** A token that the daemon gets at its own platform for a resource there. */
async function issuedFor(resource: string): Promise<string> {
  const daemon = await atIssuer.make('clientSecret', [tenants.contoso, apps.daemon], secrets.daemon);
  return (await daemon.getToken([`${resource}/.default`])).token;
}

/** A tenant whose application trusts version 1 and version 2 tokens of the issuer. */
function trustingSeed(subject: string): object {
  const home = `${issuer.baseUrl}/${tenants.contoso}`;
  const application = {
    appId: partner.app,
    displayName: 'Partner',
    identifierUris: [`api://${partner.app}`],
    api: { requestedAccessTokenVersion: 2 },
    federatedIdentityCredentials: [
      { name: 'version-1', issuer: `${home}/`, subject, audiences: [archiveUri] },
      { name: 'version-2', issuer: `${home}/v2.0`, subject, audiences: [apps.ledger] },
    ],
  };
  return {
    tenants: [
      { id: partner.tenant, displayName: 'Fabrikam', domains: ['fabrikam.example'], applications: [application] },
    ],
  };
}

test.each([
  ['version 1, whose issuer ends in a slash', archiveUri],
  ['version 2', ledgerUri],
])('an application gets a token with one of another platform, %s', async (_, resource) => {
  const client = [partner.tenant, partner.app] as const;
  const credential = await azure.make('clientAssertion', client, await issuedFor(resource));
  const { token } = await credential.getToken([`api://${partner.app}/.default`]);
  expect(decodeJwt(token)).toMatchObject({
    iss: `${trusting.baseUrl}/${partner.tenant}/v2.0`,
    azp: partner.app,
    azpacr: '2',
  });
});

test('a token for another resource is refused', async () => {
  const client = [partner.tenant, partner.app] as const;
  const credential = await azure.make('clientAssertion', client, await issuedFor('https://graph.microsoft.com'));
  await expect(credential.getToken([`api://${partner.app}/.default`])).rejects.toMatchObject({
    message: expect.stringContaining('AADSTS700212'),
  });
});
