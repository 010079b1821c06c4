import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openColumn } from './envelope.js';
import { keyEncryptionKey, keysGround, secret } from './keys.fixture.js';
import { privateKeyPlace } from './tenant-keys.js';

const ground = keysGround();

describe('SEALED-SECRETS: a private half in the database', () => {
  async function sealedRow(): Promise<{ kid: string; sealed: string }> {
    await (await ground().open()).signer(ground().tenant, 'ES256');
    const [row] = await ground().sql<{ kid: string; private_key: string }>('select kid, private_key from signing_keys');
    if (row === undefined) throw new Error('no key was kept');
    return { kid: row.kid, sealed: row.private_key };
  }

  it('is sealed: nothing of it stands there in clear', async () => {
    const { kid, sealed } = await sealedRow();
    const clear = openColumn(await keyEncryptionKey(secret), privateKeyPlace(ground().tenant, kid), sealed);
    expect(clear?.length).toBeGreaterThan(100);
    const [{ row } = { row: '' }] = await ground().sql<{ row: string }>(
      'select signing_keys::text as row from signing_keys',
    );
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect(row).not.toContain(clear?.subarray(30, 60).toString(form));
      expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').includes(clear?.subarray(30, 60) ?? '')).toBe(false);
    }
  });

  it('cannot be opened with another key-encryption key', async () => {
    await sealedRow();
    const keys = await ground().open({ keyEncryptionKey: await keyEncryptionKey(randomBytes(32)) });
    await expect(keys.signer(ground().tenant, 'ES256')).rejects.toThrow(
      'cannot be opened with any configured key-encryption key',
    );
    await expect(keys.published(ground().tenant)).rejects.toThrow('cannot be opened');
  });

  it('cannot be opened in another tenant’s row, or another row, table or column of the same tenant', async () => {
    const { kid, sealed } = await sealedRow();
    const key = await keyEncryptionKey(secret);
    const place = privateKeyPlace(ground().tenant, kid);
    expect(openColumn(key, place, sealed)).toBeDefined();
    const other = ground().newTenant();
    for (const change of [{ tenant: other }, { row: 'other' }, { table: 'other' }, { column: 'other' }]) {
      expect(openColumn(key, { ...place, ...change }, sealed)).toBeUndefined();
    }
    const [row] = await ground().sql<{ certificate: Buffer }>('select certificate from signing_keys');
    await ground().sql(
      `insert into signing_keys (tenant_id, kid, alg, state, certificate, private_key, published_at, activated_at)
       values ($1, $2, 'ES256', 'current', $3, $4, now(), now())`,
      [other, kid, row?.certificate ?? '', sealed],
      other,
    );
    await expect((await ground().open()).signer(other, 'ES256')).rejects.toThrow('cannot be opened');
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
        openColumn(key, privateKeyPlace(ground().tenant, kid), `${form}.${id}.${changed.toString('base64url')}`),
      ).toBeUndefined();
    }
    for (const text2 of ['', 'e1', `e2.${id}.${text}`, `e1.unknown1.${text}`, `e1.${id}.`, `${sealed}.`]) {
      expect(openColumn(key, privateKeyPlace(ground().tenant, kid), text2)).toBeUndefined();
    }
  });

  it('lends its place to no other certificate: who can only write to the database publishes nothing', async () => {
    const { kid } = await sealedRow();
    const elsewhere = ground().newTenant();
    const keys = await ground().open();
    await keys.signer(elsewhere, 'ES256');
    const [stranger] = await keys.published(elsewhere);
    await ground().sql('update signing_keys set certificate = $1 where kid = $2', [
      Buffer.from(stranger?.x5c[0] ?? '', 'base64'),
      kid,
    ]);
    await expect((await ground().open()).published(ground().tenant)).rejects.toThrow(
      'is not the key of its certificate',
    );
  });

  it('is sealed anew after the key-encryption key was replaced, so that the old one can be taken away', async () => {
    const { kid } = await sealedRow();
    const lasting = await (await ground().open()).tenantSecret(ground().tenant, 'subject');
    const next = randomBytes(32);
    await (await ground().open({ keyEncryptionKey: await keyEncryptionKey(next, secret) })).runMaintenance();
    const keys = await ground().open({ keyEncryptionKey: await keyEncryptionKey(next) });
    expect((await keys.signer(ground().tenant, 'ES256')).kid).toBe(kid);
    expect(await keys.tenantSecret(ground().tenant, 'subject')).toEqual(lasting);
    expect((await ground().operations()).filter((operation) => operation.endsWith('reseal'))).toHaveLength(2);
    const count = (await ground().operations()).length;
    await keys.runMaintenance();
    expect(await ground().operations()).toHaveLength(count);
  });
});

describe('SEALED-SECRETS: a tenant’s lasting secret', () => {
  it('is 32 bytes, the same in every process, and its own for each ground().tenant and purpose', async () => {
    const keys = await ground().open();
    const made = await keys.tenantSecret(ground().tenant, 'subject');
    expect(made).toHaveLength(32);
    expect(await (await ground().open()).tenantSecret(ground().tenant, 'subject')).toEqual(made);
    expect(await keys.tenantSecret(ground().tenant, 'other')).not.toEqual(made);
    expect(await keys.tenantSecret(ground().newTenant(), 'subject')).not.toEqual(made);
  });

  it('is one, though eight processes ask for it at once', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => ground().open()));
    const made = await Promise.all(processes.map((keys) => keys.tenantSecret(ground().tenant, 'subject')));
    expect(new Set(made.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
    expect(await ground().operations()).toEqual(['tenant-secret.create']);
  });

  it('is sealed, and cannot be opened with another key or in another row', async () => {
    const keys = await ground().open();
    await keys.tenantSecret(ground().tenant, 'a');
    await keys.tenantSecret(ground().tenant, 'b');
    const stranger = await ground().open({ keyEncryptionKey: await keyEncryptionKey(randomBytes(32)) });
    await expect(stranger.tenantSecret(ground().tenant, 'a')).rejects.toThrow('cannot be opened');
    await ground().sql(
      `update tenant_secrets set secret = (select secret from tenant_secrets where purpose = 'b') where purpose = 'a'`,
    );
    await expect((await ground().open()).tenantSecret(ground().tenant, 'a')).rejects.toThrow('cannot be opened');
  });
});
