import { createPrivateKey } from 'node:crypto';
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { decodeJwt, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daemonCertificate } from '../support/compat-seed.js';
import { testStore } from '../support/test-store.js';
import { trustingFetch } from '../support/trusting-fetch.js';

// What is written through Graph counts at once wherever tokens are given.

const tenant = '10000000-0000-4000-8000-000000000071';
const graph = '00000003-0000-0000-c000-000000000000';
const registrar = '20000000-0000-4000-8000-000000000071';
const secret = 'not-a-secret-of-the-registrar';

const seed = {
  tenants: [
    {
      id: tenant,
      displayName: 'Registrars',
      domains: ['registrars.example'],
      applications: [{ appId: registrar, displayName: 'Registrar', passwordCredentials: [{ secretText: secret }] }],
      appRoleAssignments: [{ principal: registrar, resource: graph, role: 'Application.ReadWrite.OwnedBy' }],
    },
  ],
};

let running: StartedPlatform;
let send: typeof fetch;
let token = '';

beforeAll(async () => {
  running = await startTestPlatform({ seed, ...(await testStore()) });
  send = trustingFetch(running.ca);
  token = (await ask({ client_id: registrar, client_secret: secret })).access_token ?? '';
});
afterAll(() => running.stop());

interface TokenAnswer {
  readonly access_token?: string;
  readonly error_codes?: readonly number[];
}

const tokenUrl = () => `${running.baseUrl}/${tenant}/oauth2/v2.0/token`;

async function ask(form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: `${graph}/.default`, ...form });
  return (await (await send(tokenUrl(), { method: 'POST', body })).json()) as TokenAnswer;
}

async function call(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> {
  const answer = await send(`${running.baseUrl}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
}

interface Registered {
  readonly id: string;
  readonly appId: string;
  readonly path: string;
}

/** Registers an application, and makes it present in its tenant. */
async function register(displayName: string): Promise<Registered> {
  const { id, appId } = (await call('POST', '/applications', { displayName })) as unknown as Registered;
  await call('POST', '/servicePrincipals', { appId });
  return { id, appId, path: `/applications/${id}` };
}

describe('an application made with Graph', () => {
  test('gets tokens by a secret as soon as it has one, and none when the secret is taken away', async () => {
    const { appId, path } = await register('Secret keeper');
    expect((await ask({ client_id: appId, client_secret: 'not-a-secret' })).error_codes).toEqual([7000215]);
    const made = await call('POST', `${path}/addPassword`, { passwordCredential: { displayName: 'first' } });
    const { secretText, keyId } = made as { readonly secretText: string; readonly keyId: string };
    const proof = { client_id: appId, client_secret: secretText };
    const { access_token } = await ask(proof);
    expect(decodeJwt(access_token ?? '')).toMatchObject({ appid: appId, tid: tenant });
    await call('POST', `${path}/removePassword`, { keyId });
    expect((await ask(proof)).error_codes).toEqual([7000215]);
  });

  test('is known by the secret that it was registered with', async () => {
    const made = await call('POST', '/applications', {
      displayName: 'Born with a secret',
      passwordCredentials: [{ displayName: 'first' }],
    });
    const [{ secretText } = { secretText: '' }] = made.passwordCredentials as readonly {
      readonly secretText: string;
    }[];
    const wrong = await ask({ client_id: String(made.appId), client_secret: `${secretText}x` });
    expect(wrong.access_token).toBeUndefined();
    // It has no service principal yet: nobody made it present.
    const right = await ask({ client_id: String(made.appId), client_secret: secretText });
    expect(right.access_token).toBeUndefined();
    expect(right.error_codes).not.toEqual(wrong.error_codes);
  });

  test('gets tokens by a certificate that was added, and none when it is gone', async () => {
    const { appId, path } = await register('Certificate holder');
    const { certificate, privateKey, thumbprintSha256 } = daemonCertificate();
    const key = Buffer.from(certificate).toString('base64');
    await call('PATCH', path, { keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key }] });
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: 'PS256', 'x5t#S256': Buffer.from(thumbprintSha256, 'hex').toString('base64url') })
      .setIssuer(appId)
      .setSubject(appId)
      .setAudience(tokenUrl())
      .setJti('once')
      .setIssuedAt(Math.floor(running.clock.now() / 1000))
      .setExpirationTime(Math.floor(running.clock.now() / 1000) + 300)
      .sign(createPrivateKey(privateKey));
    const form = {
      client_id: appId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    };
    expect(decodeJwt((await ask(form)).access_token ?? '')).toMatchObject({ appid: appId });
    await call('PATCH', path, { keyCredentials: [] });
    expect((await ask(form)).error_codes).toEqual([700027]);
  });

  test('is a resource as soon as it publishes a name, with tokens of the version it asks for', async () => {
    const { appId, path } = await register('Orders');
    const scope = `api://${appId}/.default`;
    const asked = { client_id: registrar, client_secret: secret, scope };
    expect((await ask(asked)).access_token).toBeUndefined();
    await call('PATCH', path, { identifierUris: [`api://${appId}`] });
    expect(decodeJwt((await ask(asked)).access_token ?? '')).toMatchObject({ aud: `api://${appId}`, ver: '1.0' });
    await call('PATCH', path, { api: { requestedAccessTokenVersion: 2 } });
    expect(decodeJwt((await ask(asked)).access_token ?? '')).toMatchObject({ aud: appId, ver: '2.0' });
  });

  test('gets nothing once it is disabled or deleted', async () => {
    const { appId, path } = await register('Passing');
    const { secretText } = (await call('POST', `${path}/addPassword`)) as { readonly secretText: string };
    const proof = { client_id: appId, client_secret: secretText };
    expect((await ask(proof)).access_token).toBeDefined();
    await call('PATCH', path, { isDisabled: true });
    expect((await ask(proof)).access_token).toBeUndefined();
    await call('PATCH', path, { isDisabled: null });
    expect((await ask(proof)).access_token).toBeDefined();
    await call('DELETE', path);
    expect((await ask(proof)).error_codes).toEqual([700016]);
  });
});
