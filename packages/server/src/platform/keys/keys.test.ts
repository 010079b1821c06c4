import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { compactVerify, createLocalJWKSet } from 'jose';
import { describe, expect, it } from 'vitest';
import { type Ids, systemIds } from '../ids/index.js';
import type { Actor, JournalEntry } from '../store/index.js';
import type { Keys } from './index.js';
import { day, hour, keysGround, storeWith } from './keys.fixture.js';

const operator: Actor = { kind: 'operator', name: 'test' };
const ground = keysGround();

async function signed(keys: Keys, alg: 'RS256' | 'ES256' = 'RS256'): Promise<{ jws: string; kid: string }> {
  const key = await keys.signer(ground().tenant, alg);
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${encode({ alg, kid: key.kid, x5t: key.x5t })}.${encode({ tid: ground().tenant })}`;
  const signature = await key.sign(Buffer.from(input));
  return { jws: `${input}.${Buffer.from(signature).toString('base64url')}`, kid: key.kid };
}

describe('a tenant’s first key', () => {
  it.each(['RS256', 'ES256'] as const)('signs %s, and the signature verifies with the published key', async (alg) => {
    const keys = await ground().open();
    const { jws, kid } = await signed(keys, alg);
    const verified = await compactVerify(jws, createLocalJWKSet(await ground().jwks(keys)), { algorithms: [alg] });
    expect(verified.protectedHeader).toMatchObject({ alg, kid });
    const verifier = await keys.verificationKey(ground().tenant, kid);
    expect(verifier?.type).toBe('public');
  });

  it('is RSA of 2048 bits, and is published as the wire wants it', async () => {
    const [key] = await (await ground().open()).published(ground().tenant);
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

  it('of ES256 is made only when somebody asks for it, and published with it', async () => {
    const keys = await ground().open();
    expect((await keys.published(ground().tenant)).map(({ alg }) => alg)).toEqual(['RS256']);
    await keys.signer(ground().tenant, 'ES256');
    expect(await keys.published(ground().tenant)).toMatchObject([
      { alg: 'RS256' },
      { alg: 'ES256', kty: 'EC', crv: 'P-256' },
    ]);
  });

  it('is one, though eight callers ask for it at once', async () => {
    let dataKeys = 0;
    const ids: Ids = {
      ...systemIds,
      bytes: (length) => ((dataKeys += length === 32 ? 1 : 0), systemIds.bytes(length)),
    };
    const keys = await ground().open({ ids });
    const asked = Array.from({ length: 8 }, (_, n) =>
      n % 2 === 0 ? keys.signer(ground().tenant, 'RS256') : keys.published(ground().tenant),
    );
    await Promise.all(asked);
    expect(dataKeys).toBe(1);
    expect(await ground().sql('select kid from signing_keys')).toHaveLength(1);
    expect(await ground().operations()).toEqual(['signing-key.publish', 'signing-key.activate']);
  });

  it('is one, though eight processes ask for it at once, and each has it', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => ground().open()));
    const signers = await Promise.all(processes.map((keys) => keys.signer(ground().tenant, 'RS256')));
    expect(new Set(signers.map(({ kid }) => kid)).size).toBe(1);
    expect(await ground().sql('select kid from signing_keys')).toHaveLength(1);
    expect(await ground().operations()).toEqual(['signing-key.publish', 'signing-key.activate']);
  });

  it('is another in every tenant', async () => {
    const keys = await ground().open();
    const other = ground().newTenant();
    const kid = (await keys.signer(other, 'RS256')).kid;
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

describe('the life of a key', () => {
  it('is published ahead, signs, is published until its last token has expired, and is forgotten', async () => {
    const keys = await ground().open();
    const first = await signed(keys);
    const until = async (seconds: number): Promise<void> => {
      ground().clock.advance(seconds);
      await keys.runMaintenance();
    };
    await until(89 * day - 60);
    expect(await ground().kids(keys)).toEqual([first.kid]);
    await until(60);
    const [, nextKid = ''] = await ground().kids(keys);
    expect(await ground().kids(keys)).toEqual([first.kid, nextKid]);
    expect((await keys.signer(ground().tenant, 'RS256')).kid).toBe(first.kid);
    await until(day - 60);
    expect((await keys.signer(ground().tenant, 'RS256')).kid).toBe(first.kid);
    await until(60);
    expect((await signed(keys)).kid).toBe(nextKid);
    expect(await ground().kids(keys)).toEqual([nextKid, first.kid]);
    await until(28 * hour);
    expect(await compactVerify(first.jws, createLocalJWKSet(await ground().jwks(keys)))).toBeDefined();
    await until(hour);
    expect(await ground().kids(keys)).toEqual([nextKid]);
    expect(await keys.verificationKey(ground().tenant, first.kid)).toBeUndefined();
    expect(await ground().sql('select kid, state, private_key from signing_keys order by published_at')).toMatchObject([
      { kid: first.kid, state: 'removed', private_key: null },
      { kid: nextKid, state: 'current' },
    ]);
    expect(await ground().operations()).toEqual([
      'signing-key.publish',
      'signing-key.activate',
      'signing-key.publish',
      'signing-key.activate',
      'signing-key.retire',
      'signing-key.remove',
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
      [2 * day, 2],
      [2 * hour, 1],
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

  it('takes each step once, though eight processes take it at once', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => ground().open()));
    await processes[0]?.signer(ground().tenant, 'ES256');
    for (const seconds of [89 * day, day, 2 * day]) {
      ground().clock.advance(seconds);
      await Promise.all(processes.map((keys) => keys.runMaintenance()));
    }
    expect((await ground().operations()).slice(2)).toEqual([
      'signing-key.publish',
      'signing-key.activate',
      'signing-key.retire',
      'signing-key.remove',
    ]);
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
    expect(await ground().sql(`select kid from signing_keys where state = 'next'`, [], other)).toHaveLength(1);
  });
});

describe('rotation by command', () => {
  it('uses a new key at once when none was published ahead, and keeps publishing the old one', async () => {
    const keys = await ground().open();
    const old = await signed(keys);
    await keys.rotate(ground().tenant, 'RS256', operator);
    const { kid } = await keys.signer(ground().tenant, 'RS256');
    expect(kid).not.toBe(old.kid);
    expect(await ground().kids(keys)).toEqual([kid, old.kid]);
    expect(await compactVerify(old.jws, createLocalJWKSet(await ground().jwks(keys)))).toBeDefined();
    const entries = await ground().store.journal.read(ground().tenant, 2, 10);
    expect(entries.map(({ operation, target, actor }) => [operation, target.id, actor])).toEqual([
      ['signing-key.publish', kid, operator],
      ['signing-key.activate', kid, operator],
      ['signing-key.retire', old.kid, operator],
    ]);
  });

  it('uses the key that was published ahead', async () => {
    const keys = await ground().open();
    await keys.signer(ground().tenant, 'RS256');
    ground().clock.advance(89 * day + hour);
    await keys.runMaintenance();
    const [, next] = await ground().kids(keys);
    await keys.rotate(ground().tenant, 'RS256', operator);
    expect((await keys.signer(ground().tenant, 'RS256')).kid).toBe(next);
    expect(await ground().sql('select kid from signing_keys')).toHaveLength(2);
  });

  it('starts the schedule anew', async () => {
    const keys = await ground().open();
    await keys.signer(ground().tenant, 'ES256');
    ground().clock.advance(80 * day);
    await keys.rotate(ground().tenant, 'ES256', operator);
    const { kid } = await keys.signer(ground().tenant, 'ES256');
    ground().clock.advance(20 * day);
    await keys.runMaintenance();
    expect((await keys.signer(ground().tenant, 'ES256')).kid).toBe(kid);
  });

  it('makes the first key where there is none', async () => {
    const keys = await ground().open();
    await keys.rotate(ground().tenant, 'ES256', operator);
    expect(await ground().sql('select kid from signing_keys')).toHaveLength(1);
  });

  it('of many commands at once replaces the key once', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => ground().open()));
    await processes[0]?.signer(ground().tenant, 'ES256');
    await Promise.all(processes.map((keys) => keys.rotate(ground().tenant, 'ES256', operator)));
    expect(await ground().sql('select kid from signing_keys')).toHaveLength(2);
  });

  it('reaches every process', async () => {
    const [here, there] = [await ground().open(), await ground().open()];
    const before = await there.signer(ground().tenant, 'ES256');
    await here.rotate(ground().tenant, 'ES256', operator);
    const after = await here.signer(ground().tenant, 'ES256');
    expect(after.kid).not.toBe(before.kid);
    expect((await there.signer(ground().tenant, 'ES256')).kid).toBe(after.kid);
  });

  it('is not heard any more once closed', async () => {
    const [here, there] = [await ground().open(), await ground().open()];
    const before = await there.signer(ground().tenant, 'ES256');
    await there.close();
    await here.rotate(ground().tenant, 'ES256', operator);
    expect(await there.signer(ground().tenant, 'ES256')).toBe(before);
  });

  it('is not undone by a read that began before it', async () => {
    const reads: (() => void)[] = [];
    const slow = storeWith(ground().store, {
      inTenant: async (of, work) => {
        const result = await ground().store.inTenant(of, work);
        if (reads.length === 0) await new Promise<void>((resolve) => reads.push(resolve));
        return result;
      },
    });
    const here = await ground().open();
    await here.signer(ground().tenant, 'ES256');
    const there = await ground().open({ store: slow });
    const early = there.signer(ground().tenant, 'ES256');
    while (reads.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await here.rotate(ground().tenant, 'ES256', operator);
    reads[0]?.();
    await early;
    expect((await there.signer(ground().tenant, 'ES256')).kid).toBe((await here.signer(ground().tenant, 'ES256')).kid);
  });
});

describe('the journal', () => {
  it('tells of changes of keys and never holds a secret', async () => {
    const heard: JournalEntry[] = [];
    const stop = ground().store.journal.subscribe((entry) => heard.push(entry));
    const keys = await ground().open();
    await keys.rotate(ground().tenant, 'ES256', operator);
    await keys.rotate(ground().tenant, 'ES256', operator);
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
