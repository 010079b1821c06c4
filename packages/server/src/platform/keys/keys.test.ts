import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { compactVerify, createLocalJWKSet } from 'jose';
import { describe, expect, it } from 'vitest';
import { type Ids, systemIds } from '../ids/index.js';
import type { Actor, JournalEntry } from '../store/index.js';
import { day, hour, keysGround, storeWith } from './keys.fixture.js';

const operator: Actor = { kind: 'operator', name: 'test' };
const ground = keysGround();

describe('a tenant’s first key', () => {
  it.each(['RS256', 'ES256'] as const)('signs %s, and the signature verifies with the published key', async (alg) => {
    const keys = await ground().open();
    const { jws, kid } = await ground().signed(keys, alg);
    const verified = await compactVerify(jws, createLocalJWKSet(await ground().jwks(keys)), { algorithms: [alg] });
    expect(verified.protectedHeader).toMatchObject({ alg, kid });
    const verifier = await keys.verificationKey(ground().tenant, kid);
    expect(verifier?.type).toBe('public');
  });

  it('is RSA of 2048 bits, and is published as the wire wants it', async () => {
    const keys = await ground().open();
    await keys.signer(ground().tenant, 'RS256');
    const [key] = await keys.published(ground().tenant);
    if (key?.kty !== 'RSA') throw new Error('no RSA key is published');
    expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c', 'x5t']);
    expect(key).toMatchObject({ alg: 'RS256', kty: 'RSA', use: 'sig', e: 'AQAB', x5t: key.kid });
    const certificate = new X509Certificate(Buffer.from(key.x5c[0] ?? '', 'base64'));
    expect(Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex').toString('base64url')).toBe(key.kid);
    const jwk = createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e }, format: 'jwk' });
    expect(certificate.publicKey.equals(jwk)).toBe(true);
    expect(jwk.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  it('of every algorithm is made and published with the tenant, before anything is signed', async () => {
    const keys = await ground().open();
    await keys.createFirst([ground().tenant]);
    const published = await keys.published(ground().tenant);
    expect(published).toMatchObject([
      { alg: 'RS256', kty: 'RSA' },
      { alg: 'ES256', kty: 'EC', crv: 'P-256' },
    ]);
    const signers = [await keys.signer(ground().tenant, 'RS256'), await keys.signer(ground().tenant, 'ES256')];
    expect(signers.map(({ kid }) => kid)).toEqual(published.map(({ kid }) => kid));
    expect(await keys.published(ground().tenant)).toBe(published);
  });

  it('is made once with the tenant, though it is asked for again, by many at once', async () => {
    const processes = await Promise.all(Array.from({ length: 3 }, () => ground().open()));
    const tenants = [ground().tenant, ground().newTenant(), ground().newTenant()];
    await Promise.all(processes.map((keys) => keys.createFirst(tenants)));
    await processes[0]?.createFirst(tenants);
    for (const tenant of tenants) {
      expect(await ground().sql('select kid from signing_keys', [], tenant)).toHaveLength(2);
    }
    expect(await ground().operations()).toHaveLength(4);
  });

  it('is not made with a tenant that has keys: what verifiers have cached would not hold it', async () => {
    let dataKeys = 0;
    const bytes = (length: number): Buffer => ((dataKeys += length === 32 ? 1 : 0), systemIds.bytes(length));
    const keys = await ground().open({ ids: { ...systemIds, bytes } });
    await keys.signer(ground().tenant, 'RS256');
    await keys.createFirst([ground().tenant]);
    expect((await keys.published(ground().tenant)).map(({ alg }) => alg)).toEqual(['RS256']);
    expect(dataKeys).toBe(1);
  });

  it('is not made by whoever reads what is published', async () => {
    const keys = await ground().open();
    expect(await keys.published(ground().tenant)).toEqual([]);
    expect(await ground().sql('select kid from signing_keys')).toEqual([]);
    await keys.signer(ground().tenant, 'ES256');
    expect(await keys.published(ground().tenant)).toHaveLength(1);
  });

  it('is one, though eight callers ask for it at once', async () => {
    let dataKeys = 0;
    const ids: Ids = {
      ...systemIds,
      bytes: (length) => ((dataKeys += length === 32 ? 1 : 0), systemIds.bytes(length)),
    };
    const keys = await ground().open({ ids });
    await Promise.all(Array.from({ length: 8 }, () => keys.signer(ground().tenant, 'RS256')));
    expect(dataKeys).toBe(1);
    expect(await ground().sql('select kid from signing_keys')).toHaveLength(1);
    expect(await ground().operations()).toEqual(['signing-key.publish', 'signing-key.activate']);
  });

  it('is one, though eight processes ask for it at once, and each has it', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => ground().open()));
    const signers = await Promise.all(processes.map((keys) => keys.signer(ground().tenant, 'ES256')));
    expect(new Set(signers.map(({ kid }) => kid)).size).toBe(1);
    expect(await ground().sql('select kid from signing_keys')).toHaveLength(1);
    expect(await ground().operations()).toEqual(['signing-key.publish', 'signing-key.activate']);
  });

  it('is another in every tenant', async () => {
    const keys = await ground().open();
    const other = ground().newTenant();
    const kid = (await keys.signer(other, 'ES256')).kid;
    expect((await keys.signer(ground().tenant, 'ES256')).kid).not.toBe(kid);
    expect(await ground().kids(keys)).not.toContain(kid);
    expect(await keys.verificationKey(ground().tenant, kid)).toBeUndefined();
    expect(await keys.verificationKey(other, kid)).toBeDefined();
  });

  it('is not made by a verifier who asks for a key id', async () => {
    expect(await (await ground().open()).verificationKey(ground().tenant, 'unknown')).toBeUndefined();
    expect(await ground().sql('select kid from signing_keys')).toEqual([]);
  });

  it('is the same object at every call, for those who keep something beside it', async () => {
    const keys = await ground().open();
    expect(await keys.signer(ground().tenant, 'RS256')).toBe(await keys.signer(ground().tenant, 'RS256'));
  });

  it('is found again after a restart, and when many other tenants have been served since', async () => {
    const keys = await ground().open({ cachedTenants: 2 });
    const { kid } = await keys.signer(ground().tenant, 'ES256');
    for (let n = 0; n < 4; n += 1) await keys.signer(ground().newTenant(), 'ES256');
    expect((await keys.signer(ground().tenant, 'ES256')).kid).toBe(kid);
    expect((await (await ground().open()).signer(ground().tenant, 'ES256')).kid).toBe(kid);
  });

  it('is asked for again after a failure', async () => {
    let broken = true;
    const failing = storeWith(ground().store, {
      inTenant: (of, work) => (broken ? Promise.reject(new Error('gone')) : ground().store.inTenant(of, work)),
    });
    const keys = await ground().open({ store: failing });
    await expect(keys.signer(ground().tenant, 'ES256')).rejects.toThrow('gone');
    broken = false;
    expect((await keys.signer(ground().tenant, 'ES256')).alg).toBe('ES256');
  });
});

/** What the journal says of these keys, each called by its place in the list. */
async function history(...kids: readonly string[]): Promise<string[]> {
  const entries = await ground().store.journal.read(ground().tenant, 0, 100);
  return entries
    .filter(({ target }) => kids.includes(target.id))
    .map(({ operation, target }) => `${kids.indexOf(target.id) + 1} ${operation.replace('signing-key.', '')}`);
}

describe('the life of a key', () => {
  it('is published ahead, signs, is published until its last token has expired, and is forgotten', async () => {
    const keys = await ground().open();
    const first = await ground().signed(keys, 'ES256');
    const until = async (seconds: number): Promise<void> => {
      ground().clock.advance(seconds);
      await keys.runMaintenance();
    };
    const kids = async () =>
      (await keys.published(ground().tenant)).filter(({ kty }) => kty === 'EC').map((k) => k.kid);
    await until(hour);
    const [, second = ''] = await kids();
    expect(await ground().states('ES256')).toEqual([`current ${first.kid}`, `next ${second}`]);
    await until(90 * day - hour - 60);
    expect((await keys.signer(ground().tenant, 'ES256')).kid).toBe(first.kid);
    await until(60);
    expect((await ground().signed(keys, 'ES256')).kid).toBe(second);
    const [, third = ''] = await kids();
    expect(await ground().states('ES256')).toEqual([`retired ${first.kid}`, `current ${second}`, `next ${third}`]);
    expect(await kids()).toEqual([second, third, first.kid]);
    await until(28 * hour);
    expect(await compactVerify(first.jws, createLocalJWKSet(await ground().jwks(keys)))).toBeDefined();
    await until(hour);
    expect(await kids()).toEqual([second, third]);
    expect(await keys.verificationKey(ground().tenant, first.kid)).toBeUndefined();
    expect(await ground().sql('select private_key from signing_keys where kid = $1', [first.kid])).toEqual([
      { private_key: null },
    ]);
    expect(await history(first.kid, second, third)).toEqual([
      '1 publish',
      '1 activate',
      '2 publish',
      '1 retire',
      '2 activate',
      '3 publish',
      '1 remove',
    ]);
  });

  it('follows the schedule and the longest token that it is given', async () => {
    const keys = await ground().open({
      schedule: { rotateAfter: 10 * day, publishAhead: 2 * day },
      accessTokenMaxLifetime: hour,
    });
    const { kid } = await keys.signer(ground().tenant, 'ES256');
    for (const [seconds, count] of [
      [8 * day, 2],
      [2 * day, 3],
      [2 * hour, 2],
    ] as const) {
      ground().clock.advance(seconds);
      await keys.runMaintenance();
      expect((await keys.published(ground().tenant)).filter(({ alg }) => alg === 'ES256')).toHaveLength(count);
    }
    expect((await keys.signer(ground().tenant, 'ES256')).kid).not.toBe(kid);
  });

  it('of each algorithm is its own', async () => {
    const keys = await ground().open();
    const rsa = await keys.signer(ground().tenant, 'RS256');
    ground().clock.advance(45 * day);
    const ec = await keys.signer(ground().tenant, 'ES256');
    for (const seconds of [44 * day, day]) {
      ground().clock.advance(seconds);
      await keys.runMaintenance();
    }
    expect((await keys.signer(ground().tenant, 'RS256')).kid).not.toBe(rsa.kid);
    expect(await keys.signer(ground().tenant, 'ES256')).toMatchObject({ kid: ec.kid });
  });

  it('of an algorithm that an older tenant has no key of begins with a day in the keys document', async () => {
    const keys = await ground().open();
    await keys.signer(ground().tenant, 'RS256');
    await keys.runMaintenance();
    expect(await ground().states('ES256')).toEqual([expect.stringMatching(/^next /)]);
    ground().clock.advance(day);
    await keys.runMaintenance();
    expect(await ground().states('ES256')).toEqual([
      expect.stringMatching(/^current /),
      expect.stringMatching(/^next /),
    ]);
  });

  it('begins sooner where the older tenant has to sign: with the key that waits', async () => {
    const keys = await ground().open();
    await keys.signer(ground().tenant, 'RS256');
    await keys.runMaintenance();
    const [waiting] = await ground().states('ES256');
    const { kid } = await keys.signer(ground().tenant, 'ES256');
    expect(waiting).toBe(`next ${kid}`);
    expect(await ground().states('ES256')).toEqual([`current ${kid}`]);
  });

  it('takes each step once, though three processes take it at once', async () => {
    const processes = await Promise.all(Array.from({ length: 3 }, () => ground().open()));
    await processes[0]?.createFirst([ground().tenant]);
    for (const seconds of [hour, 90 * day, 2 * day]) {
      ground().clock.advance(seconds);
      await Promise.all(processes.map((keys) => keys.runMaintenance()));
    }
    const each = ['publish', 'retire', 'activate', 'publish', 'remove'];
    const done = (await ground().store.journal.read(ground().tenant, 0, 100)).slice(4);
    for (const alg of ['RS256', 'ES256']) {
      const steps = done.filter(({ target }) => target.name === alg).map(({ operation }) => operation);
      expect(steps).toEqual(each.map((step) => `signing-key.${step}`));
    }
  });

  it('does not stop in other tenants when one tenant’s keys are broken', async () => {
    const keys = await ground().open();
    const other = ground().newTenant();
    await keys.signer(ground().tenant, 'ES256');
    await keys.signer(other, 'ES256');
    ground().clock.advance(89 * day);
    const failing = storeWith(ground().store, {
      inTenant: (of, work) =>
        of === ground().tenant ? Promise.reject(new Error('gone')) : ground().store.inTenant(of, work),
    });
    await expect((await ground().open({ store: failing })).runMaintenance()).rejects.toThrow('the keys of 1 tenants');
    expect(await ground().sql(`select kid from signing_keys where state = 'next'`, [], other)).toHaveLength(2);
  });
});

describe('the journal', () => {
  it('tells of changes of keys and never holds a secret', async () => {
    const heard: JournalEntry[] = [];
    const stop = ground().store.journal.subscribe((entry) => heard.push(entry));
    const keys = await ground().open();
    await keys.rotate(ground().tenant, 'ES256', operator, 'now');
    await keys.rotate(ground().tenant, 'ES256', operator, 'now');
    stop();
    expect(heard.length).toBeGreaterThan(2);
    expect(JSON.stringify(heard)).not.toMatch(/e1\.|PRIVATE/);
  });
});

describe('randomness', () => {
  it('comes from the ids it was given', async () => {
    let asked = 0;
    const ids: Ids = { ...systemIds, bytes: (length) => ((asked += 1), systemIds.bytes(length)) };
    (await ground().open({ ids })).sealer.seal('x', ground().tenant, Buffer.from('y'));
    expect(asked).toBe(1);
  });
});

describe('signatures', () => {
  it('may be made many at once', async () => {
    const keys = await ground().open();
    const key = await keys.signer(ground().tenant, 'RS256');
    const verifier = await keys.verificationKey(ground().tenant, key.kid);
    if (verifier === undefined) throw new Error('the key is not published');
    const data = Array.from({ length: 32 }, (_, n) => Buffer.from(`message ${n}`));
    const signatures = await Promise.all(data.map((message) => key.sign(message)));
    for (const [index, signature] of signatures.entries()) {
      expect(verify('sha256', data[index] ?? Buffer.alloc(0), verifier, signature)).toBe(true);
    }
  });
});
