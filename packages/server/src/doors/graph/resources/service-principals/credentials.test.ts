import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../platform/clock/index.js';
import { type FakeCertificate, fakeCertificate, proofOf } from '../../entities/fake-certificate.fixture.js';
import { type GraphBench, otherTenant, personId } from '../../graph-bench.fixture.js';
import { apps, graphAppId, openServicePrincipalBench, principalId } from './service-principals.fixture.js';

/** What Graph takes of a certificate. */
const credentialOf = ({ key }: FakeCertificate) => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key });

/** What the holder of a certificate says of itself. */
const proofBy = (certificate: FakeCertificate, issuer: string) => {
  const now = Math.floor(systemClock.now() / 1000);
  const claims = { aud: '00000002-0000-0000-c000-000000000000', iss: issuer, nbf: now, exp: now + 600 };
  return proofOf(certificate, claims);
};

let bench: GraphBench;
let scribe: string;
let path: string;
let first: FakeCertificate;
beforeAll(async () => {
  bench = await openServicePrincipalBench();
  scribe = await principalId(bench, apps.scribe);
  path = `/servicePrincipals/${scribe}`;
  first = await fakeCertificate();
});
afterAll(() => bench.close());

const secrets = async () =>
  (await bench.call('GET', path)).body.passwordCredentials as readonly Readonly<Record<string, unknown>>[];
const keys = async () =>
  (await bench.call('GET', path)).body.keyCredentials as readonly Readonly<Record<string, unknown>>[];

describe('a secret of a service principal', () => {
  it('is made by the platform, told once, and never again', async () => {
    const body = { passwordCredential: { displayName: 'Night run', endDateTime: '2039-01-01T00:00:00Z' } };
    const made = await bench.call('POST', `${path}/addPassword`, { body });
    expect(made).toMatchObject({
      status: 200,
      body: {
        '@odata.context': 'https://login.example/v1.0/$metadata#microsoft.graph.passwordCredential',
        displayName: 'Night run',
        endDateTime: '2039-01-01T00:00:00.000Z',
        secretText: expect.stringMatching(/^.{40}$/),
      },
    });
    const { keyId, secretText } = made.body as { keyId: string; secretText: string };
    expect(await secrets()).toMatchObject([{ keyId, secretText: null, hint: secretText.slice(0, 3) }]);
    const digest = createHash('sha256').update(secretText).digest('base64url');
    const told = JSON.stringify(await bench.journal());
    for (const word of [secretText, digest]) expect(told).not.toContain(word);
  });

  it('can be taken away, once', async () => {
    const [{ keyId } = {}] = await secrets();
    expect(await bench.call('POST', `${path}/removePassword`, { body: { keyId } })).toMatchObject({ status: 204 });
    expect(await secrets()).toEqual([]);
    expect(await bench.call('POST', `${path}/removePassword`, { body: { keyId } })).toMatchObject({ status: 400 });
  });

  it.each([
    { passwordCredential: { secretText: 'not-a-secret' } },
    { passwordCredential: { endDateTime: '2001-01-01T00:00:00Z' } },
    { passwordCredential: { endDateTime: 'never' } },
    { passwordCredential: 'x' },
    { password: {} },
  ])('is refused with %j', async (body) => {
    expect(await bench.call('POST', `${path}/addPassword`, { body })).toMatchObject({ status: 400 });
    expect(await secrets()).toEqual([]);
  });

  it('is made by owners and administrators, through an app with the permission', async () => {
    const how = (name: 'blake' | 'casey', scopes: string[]) => ({ as: personId(name), scopes });
    const write = ['Application.ReadWrite.All'];
    expect(await bench.call('POST', `${path}/addPassword`, how('casey', write))).toMatchObject({ status: 403 });
    expect(await bench.call('POST', `${path}/addPassword`, how('blake', write))).toMatchObject({ status: 403 });
    const body = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${personId('blake')}` };
    await bench.call('POST', `${path}/owners/$ref`, { body });
    expect(await bench.call('POST', `${path}/addPassword`, how('blake', write))).toMatchObject({ status: 200 });
    expect(await bench.call('POST', `${path}/addPassword`, how('blake', ['Application.Read.All']))).toMatchObject({
      status: 403,
    });
  });
});

describe('a certificate of a service principal', () => {
  it('is kept as it is given, and shown to those who ask for it', async () => {
    expect(await bench.call('PATCH', path, { body: { keyCredentials: [credentialOf(first)] } })).toMatchObject({
      status: 204,
    });
    expect(await keys()).toMatchObject([{ type: 'AsymmetricX509Cert', usage: 'Verify', key: null }]);
    const shown = await bench.call('GET', `${path}?$select=keyCredentials`);
    expect(shown.body.keyCredentials).toMatchObject([{ key: first.key }]);
    const listed = await bench.call('GET', '/servicePrincipals?$select=keyCredentials');
    expect(listed.text).not.toContain(first.key);
  });

  it('is added and taken away by whoever proves to have another', async () => {
    const second = await fakeCertificate();
    const proof = await proofBy(first, scribe);
    const stranger = await proofBy(second, scribe);
    const add = (given: string) =>
      bench.call('POST', `${path}/addKey`, { body: { keyCredential: credentialOf(second), proof: given } });
    for (const wrong of [stranger, await proofBy(first, apps.scribe), 'x']) {
      expect(await add(wrong)).toMatchObject({
        status: 401,
        body: { error: { code: 'Authentication_MissingOrMalformed' } },
      });
    }
    const made = await add(proof);
    expect(made).toMatchObject({ status: 200, body: { usage: 'Verify', key: null } });
    const { keyId } = made.body;
    expect(await keys()).toHaveLength(2);
    expect(await bench.call('POST', `${path}/removeKey`, { body: { keyId, proof: 'x' } })).toMatchObject({
      status: 401,
    });
    expect(await bench.call('POST', `${path}/removeKey`, { body: { keyId, proof } })).toMatchObject({ status: 204 });
    expect(await bench.call('POST', `${path}/removeKey`, { body: { keyId, proof } })).toMatchObject({ status: 400 });
    expect(await keys()).toHaveLength(1);
  });

  it('is no key that tokens are signed with', async () => {
    const body = { displayName: 'CN=fake', endDateTime: '2039-01-01T00:00:00Z' };
    expect(await bench.call('POST', `${path}/addTokenSigningCertificate`, { body })).toMatchObject({ status: 400 });
  });
});

describe('credentials that are not the tenant’s to give', () => {
  it('are those of Microsoft Graph', async () => {
    const graph = await principalId(bench, graphAppId);
    expect(await bench.call('POST', `/servicePrincipals/${graph}/addPassword`, { body: {} })).toMatchObject({
      status: 400,
    });
  });

  it('are those that the application has locked', async () => {
    const { body } = await bench.call('GET', `/applications(appId='${apps.scribe}')?$select=id`);
    const application = `/applications/${String(body.id)}`;
    const lock = (servicePrincipalLockConfiguration: object) =>
      bench.call('PATCH', application, { body: { servicePrincipalLockConfiguration } });
    expect(await lock({ isEnabled: true, allProperties: true })).toMatchObject({ status: 204 });
    const before = await secrets();
    const keyCredential = credentialOf(await fakeCertificate());
    const refusals = [
      ['POST', `${path}/addPassword`, {}],
      ['POST', `${path}/removePassword`, { keyId: before[0]?.keyId }],
      ['PATCH', path, { keyCredentials: [] }],
      ['POST', `${path}/addKey`, { keyCredential, proof: await proofBy(first, scribe) }],
    ] as const;
    for (const [method, at, sent] of refusals) {
      expect(await bench.call(method, at, { body: sent })).toMatchObject({
        status: 400,
        body: { error: { code: 'CannotUpdateLockedServicePrincipalProperty' } },
      });
    }
    expect(await secrets()).toEqual(before);
    expect(await bench.call('PATCH', path, { body: { notes: 'still open' } })).toMatchObject({ status: 204 });
    await lock({ isEnabled: false });
    expect(await bench.call('POST', `${path}/addPassword`, { body: {} })).toMatchObject({ status: 200 });
  });

  it('are those of another tenant', async () => {
    const theirs = (await bench.directory.configuration(otherTenant))?.servicePrincipal(apps.shared as never)?.id;
    const bodies = {
      addPassword: {},
      addKey: { keyCredential: credentialOf(first), proof: 'x' },
      removePassword: { keyId: apps.ledger },
      removeKey: { keyId: apps.ledger, proof: 'x' },
    };
    for (const [name, body] of Object.entries(bodies)) {
      const answer = await bench.call('POST', `/servicePrincipals/${String(theirs)}/${name}`, { body });
      expect({ name, status: answer.status }).toEqual({ name, status: 404 });
    }
  });
});
