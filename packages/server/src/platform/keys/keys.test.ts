import { createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AdjustableClock } from '../clock/index.js';
import { type Ids, systemIds } from '../ids/index.js';
import { type Actor, type JournalEntry, openStore, type SqlValue, type Store } from '../store/index.js';
import { openColumn } from './envelope.js';
import { type KeyEncryptionKey, type Keys, type KeysOptions, loadKeyEncryptionKey, openKeys } from './index.js';
import { privateKeyPlace } from './tenant-keys.js';

const hour = 3600;
const day = 24 * hour;
const operator: Actor = { kind: 'operator', name: 'test' };

let store: Store;
let clock: AdjustableClock;
let tenant: TenantId;
let tenants: TenantId[] = [];
let opened: Keys[] = [];
const secret = randomBytes(32);

beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock: new AdjustableClock() });
});
afterAll(() => store.close());
beforeEach(() => {
  clock = new AdjustableClock();
  tenant = newTenant();
});
afterEach(async () => {
  for (const keys of opened) await keys.close();
  opened = [];
  // Maintenance visits every tenant of the store: what one test leaves would slow the next one down.
  for (const of of tenants) await sql('delete from signing_keys', [], of);
  tenants = [];
});

function newTenant(): TenantId {
  const made = systemIds.guid<TenantId>();
  tenants.push(made);
  return made;
}

async function keyEncryptionKey(...entries: readonly Buffer[]): Promise<KeyEncryptionKey> {
  const keys = entries.map((entry) => entry.toString('base64')).join(',');
  const loaded = await loadKeyEncryptionKey({ kind: 'environment', keys }, systemIds);
  if (loaded.kind === 'invalid') throw new Error(loaded.problem);
  return loaded.key;
}

/** Opens keys as a process of its own would. */
async function open(options: Partial<KeysOptions> = {}): Promise<Keys> {
  const key = await keyEncryptionKey(secret);
  const keys = await openKeys({ store, clock, ids: systemIds, keyEncryptionKey: key, ...options });
  opened.push(keys);
  return keys;
}

function sql<Row extends object>(text: string, parameters: readonly SqlValue[] = [], of = tenant): Promise<Row[]> {
  return store.inTenant(of, (tx) => tx.rows<Row>(text, parameters));
}

async function operations(): Promise<string[]> {
  return (await store.journal.read(tenant, 0, 100)).map(({ operation }) => operation);
}

async function kids(keys: Keys): Promise<string[]> {
  return (await keys.published(tenant)).map(({ kid }) => kid);
}

async function signed(keys: Keys, alg: 'RS256' | 'ES256' = 'RS256'): Promise<{ jws: string; kid: string }> {
  const key = await keys.signer(tenant, alg);
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${encode({ alg, kid: key.kid, x5t: key.x5t })}.${encode({ tid: tenant })}`;
  const signature = await key.sign(Buffer.from(input));
  return { jws: `${input}.${Buffer.from(signature).toString('base64url')}`, kid: key.kid };
}

async function jwks(keys: Keys): Promise<JSONWebKeySet> {
  return { keys: (await keys.published(tenant)).map((key) => ({ ...key, x5c: [...key.x5c] })) };
}

describe('a tenant’s first key', () => {
  it.each(['RS256', 'ES256'] as const)('signs %s, and the signature verifies with the published key', async (alg) => {
    const keys = await open();
    const { jws, kid } = await signed(keys, alg);
    const verified = await compactVerify(jws, createLocalJWKSet(await jwks(keys)), { algorithms: [alg] });
    expect(verified.protectedHeader).toMatchObject({ alg, kid });
    const verifier = await keys.verificationKey(tenant, kid);
    expect(verifier?.type).toBe('public');
  });

  it('is RSA of 2048 bits, and is published as the wire wants it', async () => {
    const [key] = await (await open()).published(tenant);
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
    const keys = await open();
    expect((await keys.published(tenant)).map(({ alg }) => alg)).toEqual(['RS256']);
    await keys.signer(tenant, 'ES256');
    expect(await keys.published(tenant)).toMatchObject([{ alg: 'RS256' }, { alg: 'ES256', kty: 'EC', crv: 'P-256' }]);
  });

  it('is one, though eight callers ask for it at once', async () => {
    let dataKeys = 0;
    const ids: Ids = {
      ...systemIds,
      bytes: (length) => ((dataKeys += length === 32 ? 1 : 0), systemIds.bytes(length)),
    };
    const keys = await open({ ids });
    const asked = Array.from({ length: 8 }, (_, n) =>
      n % 2 === 0 ? keys.signer(tenant, 'RS256') : keys.published(tenant),
    );
    await Promise.all(asked);
    expect(dataKeys).toBe(1);
    expect(await sql('select kid from signing_keys')).toHaveLength(1);
    expect(await operations()).toEqual(['signing-key.publish', 'signing-key.activate']);
  });

  it('is one, though eight processes ask for it at once, and each has it', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => open()));
    const signers = await Promise.all(processes.map((keys) => keys.signer(tenant, 'RS256')));
    expect(new Set(signers.map(({ kid }) => kid)).size).toBe(1);
    expect(await sql('select kid from signing_keys')).toHaveLength(1);
    expect(await operations()).toEqual(['signing-key.publish', 'signing-key.activate']);
  });

  it('is another in every tenant', async () => {
    const keys = await open();
    const other = newTenant();
    const kid = (await keys.signer(other, 'RS256')).kid;
    expect(await kids(keys)).not.toContain(kid);
    expect(await keys.verificationKey(tenant, kid)).toBeUndefined();
    expect(await keys.verificationKey(other, kid)).toBeDefined();
  });

  it('is not made by a verifier who asks for a key id', async () => {
    expect(await (await open()).verificationKey(tenant, 'unknown')).toBeUndefined();
    expect(await sql('select kid from signing_keys')).toEqual([]);
  });

  it('is the same object at every call, for those who keep something beside it', async () => {
    const keys = await open();
    expect(await keys.signer(tenant, 'RS256')).toBe(await keys.signer(tenant, 'RS256'));
  });

  it('is found again after a restart, and when many other tenants have been served since', async () => {
    const keys = await open({ cachedTenants: 2 });
    const { kid } = await keys.signer(tenant, 'ES256');
    for (let n = 0; n < 4; n += 1) await keys.signer(newTenant(), 'ES256');
    expect((await keys.signer(tenant, 'ES256')).kid).toBe(kid);
    expect((await (await open()).signer(tenant, 'ES256')).kid).toBe(kid);
  });

  it('is asked for again after a failure', async () => {
    let broken = true;
    const failing: Store = {
      ...store,
      journal: store.journal,
      inTenant: (of, work) => (broken ? Promise.reject(new Error('gone')) : store.inTenant(of, work)),
    };
    const keys = await open({ store: failing });
    await expect(keys.signer(tenant, 'ES256')).rejects.toThrow('gone');
    broken = false;
    expect((await keys.signer(tenant, 'ES256')).alg).toBe('ES256');
  });
});

describe('the life of a key', () => {
  it('is published ahead, signs, is published until its last token has expired, and is forgotten', async () => {
    const keys = await open();
    const first = await signed(keys);
    const until = async (seconds: number): Promise<void> => {
      clock.advance(seconds);
      await keys.runMaintenance();
    };
    await until(89 * day - 60);
    expect(await kids(keys)).toEqual([first.kid]);
    await until(60);
    const [, nextKid = ''] = await kids(keys);
    expect(await kids(keys)).toEqual([first.kid, nextKid]);
    expect((await keys.signer(tenant, 'RS256')).kid).toBe(first.kid);
    await until(day - 60);
    expect((await keys.signer(tenant, 'RS256')).kid).toBe(first.kid);
    await until(60);
    expect((await signed(keys)).kid).toBe(nextKid);
    expect(await kids(keys)).toEqual([nextKid, first.kid]);
    await until(28 * hour);
    expect(await compactVerify(first.jws, createLocalJWKSet(await jwks(keys)))).toBeDefined();
    await until(hour);
    expect(await kids(keys)).toEqual([nextKid]);
    expect(await keys.verificationKey(tenant, first.kid)).toBeUndefined();
    expect(await sql('select kid, state, private_key from signing_keys order by published_at')).toMatchObject([
      { kid: first.kid, state: 'removed', private_key: null },
      { kid: nextKid, state: 'current' },
    ]);
    expect(await operations()).toEqual([
      'signing-key.publish',
      'signing-key.activate',
      'signing-key.publish',
      'signing-key.activate',
      'signing-key.retire',
      'signing-key.remove',
    ]);
  });

  it('follows the schedule and the longest token that it is given', async () => {
    const keys = await open({
      schedule: { rotateAfter: 10 * day, publishAhead: 2 * day },
      accessTokenMaxLifetime: hour,
    });
    const { kid } = await keys.signer(tenant, 'ES256');
    for (const [seconds, count] of [
      [8 * day, 2],
      [2 * day, 2],
      [2 * hour, 1],
    ] as const) {
      clock.advance(seconds);
      await keys.runMaintenance();
      expect((await keys.published(tenant)).filter(({ alg }) => alg === 'ES256')).toHaveLength(count);
    }
    expect((await keys.signer(tenant, 'ES256')).kid).not.toBe(kid);
  });

  it('of each algorithm is its own', async () => {
    const keys = await open();
    const rsa = await keys.signer(tenant, 'RS256');
    clock.advance(45 * day);
    const ec = await keys.signer(tenant, 'ES256');
    for (const seconds of [44 * day, day]) {
      clock.advance(seconds);
      await keys.runMaintenance();
    }
    expect((await keys.signer(tenant, 'RS256')).kid).not.toBe(rsa.kid);
    expect(await keys.signer(tenant, 'ES256')).toMatchObject({ kid: ec.kid });
  });

  it('takes each step once, though eight processes take it at once', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => open()));
    await processes[0]?.signer(tenant, 'ES256');
    for (const seconds of [89 * day, day, 2 * day]) {
      clock.advance(seconds);
      await Promise.all(processes.map((keys) => keys.runMaintenance()));
    }
    expect((await operations()).slice(2)).toEqual([
      'signing-key.publish',
      'signing-key.activate',
      'signing-key.retire',
      'signing-key.remove',
    ]);
  });

  it('does not stop in other tenants when one tenant’s keys are broken', async () => {
    const keys = await open();
    const other = newTenant();
    await keys.signer(tenant, 'ES256');
    await keys.signer(other, 'ES256');
    clock.advance(89 * day);
    const failing: Store = {
      ...store,
      journal: store.journal,
      inPlatform: (work) => store.inPlatform(work),
      inTenant: (of, work) => (of === tenant ? Promise.reject(new Error('gone')) : store.inTenant(of, work)),
    };
    await expect((await open({ store: failing })).runMaintenance()).rejects.toThrow('the keys of 1 tenants');
    expect(await sql(`select kid from signing_keys where state = 'next'`, [], other)).toHaveLength(1);
  });
});

describe('rotation by command', () => {
  it('uses a new key at once when none was published ahead, and keeps publishing the old one', async () => {
    const keys = await open();
    const old = await signed(keys);
    await keys.rotate(tenant, 'RS256', operator);
    const { kid } = await keys.signer(tenant, 'RS256');
    expect(kid).not.toBe(old.kid);
    expect(await kids(keys)).toEqual([kid, old.kid]);
    expect(await compactVerify(old.jws, createLocalJWKSet(await jwks(keys)))).toBeDefined();
    const entries = await store.journal.read(tenant, 2, 10);
    expect(entries.map(({ operation, target, actor }) => [operation, target.id, actor])).toEqual([
      ['signing-key.publish', kid, operator],
      ['signing-key.activate', kid, operator],
      ['signing-key.retire', old.kid, operator],
    ]);
  });

  it('uses the key that was published ahead', async () => {
    const keys = await open();
    await keys.signer(tenant, 'RS256');
    clock.advance(89 * day + hour);
    await keys.runMaintenance();
    const [, next] = await kids(keys);
    await keys.rotate(tenant, 'RS256', operator);
    expect((await keys.signer(tenant, 'RS256')).kid).toBe(next);
    expect(await sql('select kid from signing_keys')).toHaveLength(2);
  });

  it('starts the schedule anew', async () => {
    const keys = await open();
    await keys.signer(tenant, 'ES256');
    clock.advance(80 * day);
    await keys.rotate(tenant, 'ES256', operator);
    const { kid } = await keys.signer(tenant, 'ES256');
    clock.advance(20 * day);
    await keys.runMaintenance();
    expect((await keys.signer(tenant, 'ES256')).kid).toBe(kid);
  });

  it('makes the first key where there is none', async () => {
    const keys = await open();
    await keys.rotate(tenant, 'ES256', operator);
    expect(await sql('select kid from signing_keys')).toHaveLength(1);
  });

  it('of many commands at once replaces the key once', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => open()));
    await processes[0]?.signer(tenant, 'ES256');
    await Promise.all(processes.map((keys) => keys.rotate(tenant, 'ES256', operator)));
    expect(await sql('select kid from signing_keys')).toHaveLength(2);
  });

  it('reaches every process', async () => {
    const [here, there] = [await open(), await open()];
    const before = await there.signer(tenant, 'ES256');
    await here.rotate(tenant, 'ES256', operator);
    const after = await here.signer(tenant, 'ES256');
    expect(after.kid).not.toBe(before.kid);
    expect((await there.signer(tenant, 'ES256')).kid).toBe(after.kid);
  });

  it('is not heard any more once closed', async () => {
    const [here, there] = [await open(), await open()];
    const before = await there.signer(tenant, 'ES256');
    await there.close();
    await here.rotate(tenant, 'ES256', operator);
    expect(await there.signer(tenant, 'ES256')).toBe(before);
  });

  it('is not undone by a read that began before it', async () => {
    const reads: (() => void)[] = [];
    const slow: Store = {
      ...store,
      journal: store.journal,
      inTenant: async (of, work) => {
        const result = await store.inTenant(of, work);
        if (reads.length === 0) await new Promise<void>((resolve) => reads.push(resolve));
        return result;
      },
    };
    const here = await open();
    await here.signer(tenant, 'ES256');
    const there = await open({ store: slow });
    const early = there.signer(tenant, 'ES256');
    while (reads.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await here.rotate(tenant, 'ES256', operator);
    reads[0]?.();
    await early;
    expect((await there.signer(tenant, 'ES256')).kid).toBe((await here.signer(tenant, 'ES256')).kid);
  });
});

describe('a private half in the database', () => {
  async function sealedRow(): Promise<{ kid: string; sealed: string }> {
    await (await open()).signer(tenant, 'ES256');
    const [row] = await sql<{ kid: string; private_key: string }>('select kid, private_key from signing_keys');
    if (row === undefined) throw new Error('no key was kept');
    return { kid: row.kid, sealed: row.private_key };
  }

  it('is sealed: nothing of it stands there in clear', async () => {
    const { kid, sealed } = await sealedRow();
    const clear = openColumn(await keyEncryptionKey(secret), privateKeyPlace(tenant, kid), sealed);
    expect(clear?.length).toBeGreaterThan(100);
    const [{ row } = { row: '' }] = await sql<{ row: string }>('select signing_keys::text as row from signing_keys');
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect(row).not.toContain(clear?.subarray(30, 60).toString(form));
      expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').includes(clear?.subarray(30, 60) ?? '')).toBe(false);
    }
  });

  it('cannot be opened with another key-encryption key', async () => {
    await sealedRow();
    const keys = await open({ keyEncryptionKey: await keyEncryptionKey(randomBytes(32)) });
    await expect(keys.signer(tenant, 'ES256')).rejects.toThrow(
      'cannot be opened with any configured key-encryption key',
    );
    await expect(keys.published(tenant)).rejects.toThrow('cannot be opened');
  });

  it('cannot be opened in another tenant’s row, or another row, table or column of the same tenant', async () => {
    const { kid, sealed } = await sealedRow();
    const key = await keyEncryptionKey(secret);
    const place = privateKeyPlace(tenant, kid);
    expect(openColumn(key, place, sealed)).toBeDefined();
    const other = newTenant();
    for (const change of [{ tenant: other }, { row: 'other' }, { table: 'other' }, { column: 'other' }]) {
      expect(openColumn(key, { ...place, ...change }, sealed)).toBeUndefined();
    }
    const [row] = await sql<{ certificate: Buffer }>('select certificate from signing_keys');
    await sql(
      `insert into signing_keys (tenant_id, kid, alg, state, certificate, private_key, published_at, activated_at)
       values ($1, $2, 'ES256', 'current', $3, $4, now(), now())`,
      [other, kid, row?.certificate ?? '', sealed],
      other,
    );
    await expect((await open()).signer(other, 'ES256')).rejects.toThrow('cannot be opened');
  });

  it('changed anywhere, cannot be opened', async () => {
    const { kid, sealed } = await sealedRow();
    const key = await keyEncryptionKey(secret);
    const [form = '', id = '', text = ''] = sealed.split('.');
    const bytes = Buffer.from(text, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(
        openColumn(key, privateKeyPlace(tenant, kid), `${form}.${id}.${changed.toString('base64url')}`),
      ).toBeUndefined();
    }
    for (const text2 of ['', 'e1', `e2.${id}.${text}`, `e1.unknown1.${text}`, `e1.${id}.`, `${sealed}.`]) {
      expect(openColumn(key, privateKeyPlace(tenant, kid), text2)).toBeUndefined();
    }
  });

  it('lends its place to no other certificate: who can only write to the database publishes nothing', async () => {
    const { kid } = await sealedRow();
    const [stranger] = await (await open()).published(newTenant());
    await sql('update signing_keys set certificate = $1 where kid = $2', [
      Buffer.from(stranger?.x5c[0] ?? '', 'base64'),
      kid,
    ]);
    await expect((await open()).published(tenant)).rejects.toThrow('is not the key of its certificate');
  });

  it('is sealed anew after the key-encryption key was replaced, so that the old one can be taken away', async () => {
    const { kid } = await sealedRow();
    const lasting = await (await open()).tenantSecret(tenant, 'subject');
    const next = randomBytes(32);
    await (await open({ keyEncryptionKey: await keyEncryptionKey(next, secret) })).runMaintenance();
    const keys = await open({ keyEncryptionKey: await keyEncryptionKey(next) });
    expect((await keys.signer(tenant, 'ES256')).kid).toBe(kid);
    expect(await keys.tenantSecret(tenant, 'subject')).toEqual(lasting);
    expect((await operations()).filter((operation) => operation.endsWith('reseal'))).toHaveLength(2);
    const count = (await operations()).length;
    await keys.runMaintenance();
    expect(await operations()).toHaveLength(count);
  });
});

describe('a tenant’s lasting secret', () => {
  it('is 32 bytes, the same in every process, and its own for each tenant and purpose', async () => {
    const keys = await open();
    const made = await keys.tenantSecret(tenant, 'subject');
    expect(made).toHaveLength(32);
    expect(await (await open()).tenantSecret(tenant, 'subject')).toEqual(made);
    expect(await keys.tenantSecret(tenant, 'other')).not.toEqual(made);
    expect(await keys.tenantSecret(newTenant(), 'subject')).not.toEqual(made);
  });

  it('is one, though eight processes ask for it at once', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => open()));
    const made = await Promise.all(processes.map((keys) => keys.tenantSecret(tenant, 'subject')));
    expect(new Set(made.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
    expect(await operations()).toEqual(['tenant-secret.create']);
  });

  it('is sealed, and cannot be opened with another key or in another row', async () => {
    const keys = await open();
    await keys.tenantSecret(tenant, 'a');
    await keys.tenantSecret(tenant, 'b');
    const stranger = await open({ keyEncryptionKey: await keyEncryptionKey(randomBytes(32)) });
    await expect(stranger.tenantSecret(tenant, 'a')).rejects.toThrow('cannot be opened');
    await sql(
      `update tenant_secrets set secret = (select secret from tenant_secrets where purpose = 'b') where purpose = 'a'`,
    );
    await expect((await open()).tenantSecret(tenant, 'a')).rejects.toThrow('cannot be opened');
  });
});

describe('the journal', () => {
  it('tells of changes of keys and never holds a secret', async () => {
    const heard: JournalEntry[] = [];
    const stop = store.journal.subscribe((entry) => heard.push(entry));
    const keys = await open();
    await keys.rotate(tenant, 'ES256', operator);
    await keys.rotate(tenant, 'ES256', operator);
    stop();
    expect(heard.length).toBeGreaterThan(2);
    expect(JSON.stringify(heard)).not.toMatch(/e1\.|PRIVATE/);
  });
});

describe('randomness', () => {
  it('comes from the ids it was given', async () => {
    let asked = 0;
    const ids: Ids = { ...systemIds, bytes: (length) => ((asked += 1), systemIds.bytes(length)) };
    (await open({ ids })).sealer.seal('x', tenant, Buffer.from('y'));
    expect(asked).toBe(1);
  });
});

describe('signatures', () => {
  it('may be made many at once', async () => {
    const keys = await open();
    const key = await keys.signer(tenant, 'RS256');
    const verifier = await keys.verificationKey(tenant, key.kid);
    if (verifier === undefined) throw new Error('the key is not published');
    const data = Array.from({ length: 32 }, (_, n) => Buffer.from(`message ${n}`));
    const signatures = await Promise.all(data.map((message) => key.sign(message)));
    for (const [index, signature] of signatures.entries()) {
      expect(verify('sha256', data[index] ?? Buffer.alloc(0), verifier, signature)).toBe(true);
    }
  });
});
