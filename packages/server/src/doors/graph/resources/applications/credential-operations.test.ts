import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../platform/clock/index.js';
import { type GraphBench, openGraphBench } from '../../graph-bench.fixture.js';
import { type FakeCertificate, fakeCertificate, proofOf } from '../../entities/fake-certificate.fixture.js';

let bench: GraphBench;
let first: FakeCertificate;
let second: FakeCertificate;
let id: string;
let path: string;
beforeAll(async () => {
  bench = await openGraphBench();
  [first, second] = await Promise.all([fakeCertificate(), fakeCertificate()]);
});
beforeEach(async () => {
  const { body } = await bench.call('POST', '/applications', { body: { displayName: 'Keeper' } });
  id = String(body.id);
  path = `/applications/${id}`;
});
afterAll(() => bench.close());

type Credential = Readonly<Record<string, string | null>>;

const post = (action: string, body?: unknown) => bench.call('POST', `${path}/${action}`, { body });
const change = (body: unknown) => bench.call('PATCH', path, { body });
const listed = async (name: 'passwordCredentials' | 'keyCredentials') =>
  (await bench.call('GET', `${path}?$select=${name}`)).body[name] as readonly Credential[];
const bad = (message: RegExp) => ({
  status: 400,
  body: { error: { code: 'Request_BadRequest', message: expect.stringMatching(message) } },
});
const verify = { type: 'AsymmetricX509Cert', usage: 'Verify' };

describe('a secret', () => {
  it('is made by the platform, for two years, and told once', async () => {
    const { status, body } = await post('addPassword', { passwordCredential: { displayName: 'main' } });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        '@odata.context': 'https://login.example/v1.0/$metadata#microsoft.graph.passwordCredential',
        customKeyIdentifier: null,
        displayName: 'main',
        secretText: expect.stringMatching(/^[\w-]{40}$/),
      },
    });
    const { secretText, ...told } = body as unknown as Credential;
    expect(told.hint).toBe(secretText?.slice(0, 3));
    const [start, end] = [new Date(String(told.startDateTime)), new Date(String(told.endDateTime))];
    expect(end.getUTCFullYear() - start.getUTCFullYear()).toBe(2);
    const { '@odata.context': _context, ...kept } = told;
    expect(await listed('passwordCredentials')).toEqual([{ ...kept, secretText: null }]);
  });

  it('needs no wishes, and heeds those that there are', async () => {
    expect(await post('addPassword')).toMatchObject({ status: 200, body: { displayName: null } });
    const times = { startDateTime: '2030-01-01T00:00:00.000Z', endDateTime: '2030-02-01T00:00:00.000Z' };
    expect(await post('addPassword', { passwordCredential: times })).toMatchObject({ status: 200, body: times });
    expect(await post('addPassword', { passwordCredential: { startDateTime: '2030-01-01T00:00:00Z' } })).toMatchObject({
      body: { endDateTime: '2032-01-01T00:00:00.000Z' },
    });
  });

  it.each([
    ['a text of somebody’s choice', { passwordCredential: { secretText: 'not-a-secret-of-mine' } }],
    ['an end before its beginning', { passwordCredential: { endDateTime: '2001-01-01T00:00:00Z' } }],
    ['a date that is none', { passwordCredential: { endDateTime: 'soon' } }],
    ['parameters that there are not', { passwordCredential: {}, more: 1 }],
    ['no object', []],
  ])('is refused with %s', async (_title, body) => {
    expect(await post('addPassword', body)).toMatchObject({ status: 400 });
    expect(await listed('passwordCredentials')).toEqual([]);
  });

  it('is taken away by its keyId', async () => {
    const { body } = await post('addPassword');
    await post('addPassword', { passwordCredential: { displayName: 'stays' } });
    expect(await post('removePassword', { keyId: body.keyId })).toMatchObject({ status: 204 });
    expect(await listed('passwordCredentials')).toMatchObject([{ displayName: 'stays' }]);
    expect(await post('removePassword', { keyId: body.keyId })).toMatchObject(
      bad(/No credentials found to be removed/),
    );
    expect(await post('removePassword', { keyId: 'x' })).toMatchObject({ status: 400 });
    expect(await post('removePassword')).toMatchObject(bad(/keyId/));
  });

  it('is renamed and taken away by an update, and never made or prolonged by one', async () => {
    const { body } = await post('addPassword');
    const [stored] = await listed('passwordCredentials');
    expect(await change({ passwordCredentials: [{ ...stored, displayName: 'renamed' }] })).toMatchObject({
      status: 204,
    });
    expect(await listed('passwordCredentials')).toMatchObject([{ displayName: 'renamed', keyId: body.keyId }]);
    const prolonged = { keyId: body.keyId, endDateTime: '2099-01-01T00:00:00Z' };
    expect(await change({ passwordCredentials: [prolonged] })).toMatchObject(bad(/cannot be changed/));
    for (const made of [{ displayName: 'new' }, { keyId: body.keyId, secretText: 'not-a-secret' }]) {
      expect(await change({ passwordCredentials: [made] })).toMatchObject(
        bad(/must be generated with service actions/),
      );
    }
    expect(await change({ passwordCredentials: [] })).toMatchObject({ status: 204 });
    expect(await listed('passwordCredentials')).toEqual([]);
  });
});

describe('a certificate', () => {
  it('is added by an update, shown when it is asked for of one application, and never of several', async () => {
    expect(await change({ keyCredentials: [{ ...verify, key: first.key }] })).toMatchObject({ status: 204 });
    const [stored] = await listed('keyCredentials');
    expect(stored).toMatchObject({
      ...verify,
      displayName: 'CN=fake',
      key: first.key,
      customKeyIdentifier: Buffer.from(first.thumbprint, 'hex').toString('base64'),
      startDateTime: '2020-01-01T00:00:00.000Z',
      endDateTime: '2040-01-01T00:00:00.000Z',
    });
    const whole = (await bench.call('GET', path)).body.keyCredentials as readonly Credential[];
    expect(whole[0]).toMatchObject({ key: null, keyId: stored?.keyId });
    const many = (await bench.call('GET', `/applications?$filter=id eq '${id}'&$select=keyCredentials`)).body;
    expect(many.value).toMatchObject([{ keyCredentials: [{ key: null }] }]);
  });

  it('is kept by naming it again without its bytes, and lost otherwise', async () => {
    await change({ keyCredentials: [{ ...verify, key: first.key, displayName: 'first' }] });
    const { body } = await bench.call('GET', path);
    const [kept] = body.keyCredentials as readonly Credential[];
    expect(await change({ keyCredentials: [kept, { ...verify, key: second.key }] })).toMatchObject({ status: 204 });
    const both = await listed('keyCredentials');
    expect(new Set(both.map(({ key }) => key))).toEqual(new Set([first.key, second.key]));
    expect(both.find(({ keyId }) => keyId === kept?.keyId)).toMatchObject({ displayName: 'first', key: first.key });
    expect(await change({ keyCredentials: [{ keyId: kept?.keyId, displayName: 'renamed' }] })).toMatchObject({
      status: 204,
    });
    expect(await listed('keyCredentials')).toMatchObject([{ displayName: 'renamed', key: first.key }]);
  });

  it('may be PEM inside, have a keyId of the client’s, and a thumbprint however it is written', async () => {
    const pem = Buffer.from(first.pem).toString('base64');
    const keyId = '11111111-0000-4000-8000-000000000001';
    for (const customKeyIdentifier of [
      first.thumbprint.toUpperCase(),
      Buffer.from(first.thumbprint, 'hex').toString('base64'),
    ]) {
      const given = { ...verify, key: pem, keyId, customKeyIdentifier };
      expect(await change({ keyCredentials: [given] })).toMatchObject({ status: 204 });
    }
    expect(await listed('keyCredentials')).toMatchObject([{ keyId, key: first.key }]);
  });

  it('may be of any length', async () => {
    const { key } = await fakeCertificate({ fillsLines: true });
    expect(await change({ keyCredentials: [{ ...verify, key }] })).toMatchObject({ status: 204 });
    expect(await listed('keyCredentials')).toMatchObject([{ key }]);
  });

  it.each([
    ['without its bytes', () => ({ ...verify }), /certificate must be given/],
    ['that cannot be read', () => ({ ...verify, key: 'AAAA' }), /cannot be read|can be read/],
    [
      'with a private key beside it',
      () => ({ ...verify, key: Buffer.from(`${first.pem}\n-----BEGIN PRIVATE KEY-----`).toString('base64') }),
      /must never be given/,
    ],
    ['that is a secret', () => ({ type: 'Symmetric', usage: 'Verify', key: 'c2VjcmV0' }), /AsymmetricX509Cert/],
    [
      'with a private key inside',
      () => ({ type: 'X509CertAndPassword', usage: 'Sign', key: first.key }),
      /AsymmetricX509Cert/,
    ],
    ['for signing', () => ({ ...verify, usage: 'Sign', key: first.key }), /Verify/],
    ['longer than it is valid', () => ({ ...verify, key: first.key, endDateTime: '2041-01-01T00:00:00Z' }), /valid/],
    ['earlier than it is valid', () => ({ ...verify, key: first.key, startDateTime: '2019-01-01T00:00:00Z' }), /valid/],
    ['with an identifier of its own', () => ({ ...verify, key: first.key, customKeyIdentifier: 'AAAA' }), /thumbprint/],
  ])('is refused %s', async (_title, given, reason) => {
    expect(await change({ keyCredentials: [given()] })).toMatchObject(bad(reason));
    expect(await listed('keyCredentials')).toEqual([]);
  });

  it.each([
    ['weak', { modulusLength: 1024 }],
    ['elliptic', { curve: 'P-256' }],
  ] as const)('is refused when its key is %s, since no assertion could be verified', async (_title, flaws) => {
    const { key } = await fakeCertificate(flaws);
    expect(await change({ keyCredentials: [{ ...verify, key }] })).toMatchObject(bad(/RSA key of at least 2048 bits/));
  });

  it('for encryption stays while it is the one in use', async () => {
    const keyId = '11111111-0000-4000-8000-000000000002';
    const encrypt = { ...verify, usage: 'Encrypt', key: first.key, keyId };
    expect(await change({ keyCredentials: [encrypt], tokenEncryptionKeyId: keyId })).toMatchObject({ status: 204 });
    expect(await change({ keyCredentials: [] })).toMatchObject(bad(/tokenEncryptionKeyId/));
  });
});

describe('a certificate by proof of another', () => {
  const audience = '00000002-0000-0000-c000-000000000000';
  const now = () => Math.floor(systemClock.now() / 1000);
  const claims = () => ({ aud: audience, iss: id, nbf: now(), exp: now() + 600 });
  const holding = async () => {
    await change({ keyCredentials: [{ ...verify, key: first.key }] });
    return (await listed('keyCredentials'))[0]?.keyId;
  };

  it('is added, and taken away', async () => {
    const held = await holding();
    const proof = await proofOf(first, claims());
    const added = await post('addKey', {
      keyCredential: { ...verify, key: second.key },
      passwordCredential: null,
      proof,
    });
    expect(added).toMatchObject({
      status: 200,
      body: {
        '@odata.context': 'https://login.example/v1.0/$metadata#microsoft.graph.keyCredential',
        key: null,
        ...verify,
      },
    });
    const newer = await proofOf(second, claims());
    expect(await post('removeKey', { keyId: held, proof: newer })).toMatchObject({ status: 204 });
    expect(await listed('keyCredentials')).toMatchObject([{ keyId: added.body.keyId, key: second.key }]);
    expect(await post('removeKey', { keyId: held, proof: newer })).toMatchObject(
      bad(/No credentials found to be removed/),
    );
    expect(await post('removeKey', { keyId: added.body.keyId, proof })).toMatchObject({ status: 401 });
  });

  it.each([
    ['of another audience', { aud: '00000003-0000-0000-c000-000000000000' }],
    ['of another application', { iss: '11111111-0000-4000-8000-000000000003' }],
    ['without a beginning', { nbf: undefined }],
    ['without an end', { exp: undefined }],
  ])('is refused to a proof %s', async (_title, odd) => {
    await holding();
    const proof = await proofOf(first, { ...claims(), ...odd } as never);
    expect(await post('addKey', { keyCredential: { ...verify, key: second.key }, proof })).toMatchObject({
      status: 401,
      body: { error: { code: 'Authentication_MissingOrMalformed' } },
    });
    expect(await listed('keyCredentials')).toHaveLength(1);
  });

  it('is refused to proofs that are too long, too old, too early, by another key, or none', async () => {
    await holding();
    const at = now();
    const proofs = [
      await proofOf(first, { ...claims(), exp: at + 601 }),
      await proofOf(first, { ...claims(), nbf: at - 4000, exp: at - 3600 }),
      await proofOf(first, { ...claims(), nbf: at + 3600, exp: at + 4000 }),
      await proofOf(second, claims()),
      'x.y.z',
      'x'.repeat(20_000),
    ];
    for (const proof of proofs) {
      expect(await post('addKey', { keyCredential: { ...verify, key: second.key }, proof })).toMatchObject({
        status: 401,
      });
    }
    expect(await listed('keyCredentials')).toHaveLength(1);
  });

  it('is refused to a proof by a certificate that may no longer be used, or was never to prove anything', async () => {
    const given = { keyCredential: { ...verify, key: second.key } };
    await change({ keyCredentials: [{ ...verify, key: first.key, endDateTime: '2021-01-01T00:00:00Z' }] });
    expect(await post('addKey', { ...given, proof: await proofOf(first, claims()) })).toMatchObject({ status: 401 });
    await change({ keyCredentials: [{ ...verify, usage: 'Encrypt', key: first.key }] });
    expect(await post('addKey', { ...given, proof: await proofOf(first, claims()) })).toMatchObject({ status: 401 });
  });

  it('comes without a password, which is for keys that are not kept', async () => {
    await holding();
    const proof = await proofOf(first, claims());
    const body = { keyCredential: { ...verify, key: second.key }, passwordCredential: { secretText: 'x' }, proof };
    expect(await post('addKey', body)).toMatchObject(bad(/X509CertAndPassword/));
  });
});

describe('a verified publisher', () => {
  const publisher = async () => (await bench.call('GET', `${path}?$select=verifiedPublisher`)).body.verifiedPublisher;
  const nobody = { displayName: null, verifiedPublisherId: null, addedDateTime: null };

  it('is set and taken away, and told', async () => {
    expect(await post('setVerifiedPublisher', { verifiedPublisherId: '1234567' })).toMatchObject({ status: 204 });
    expect(await publisher()).toEqual({
      displayName: 'Contoso',
      verifiedPublisherId: '1234567',
      addedDateTime: expect.any(String),
    });
    expect(await post('unsetVerifiedPublisher')).toMatchObject({ status: 204 });
    expect(await publisher()).toEqual(nobody);
  });

  it('is not believed by anybody who only reads that it was set', async () => {
    await post('setVerifiedPublisher', { verifiedPublisherId: '1234567' });
    const { body } = await bench.call('GET', path);
    const known = await bench.directory.application(String(body.appId) as never);
    expect(known?.verifiedPublisher).toBeUndefined();
  });

  it.each(['', 'me', undefined])('is refused with the id %s', async (verifiedPublisherId) => {
    expect(await post('setVerifiedPublisher', { verifiedPublisherId })).toMatchObject({ status: 400 });
    expect(await publisher()).toEqual(nobody);
  });
});
