import { randomBytes } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemIds } from '../ids/index.js';
import { createSealer, type KeyEncryptionKey, loadKeyEncryptionKey, type Sealer } from './index.js';

const contoso = '11111111-1111-4111-8111-111111111111' as TenantId;
const fabrikam = '22222222-2222-4222-8222-222222222222' as TenantId;
const text = Buffer.from('{"code":"facts"}');

async function keys(...entries: readonly Buffer[]): Promise<KeyEncryptionKey> {
  const list = entries.map((entry) => entry.toString('base64')).join(',');
  const loaded = await loadKeyEncryptionKey({ kind: 'environment', keys: list }, systemIds);
  if (loaded.kind === 'invalid') throw new Error(loaded.problem);
  return loaded.key;
}

const first = randomBytes(32);
const second = randomBytes(32);
async function sealer(...entries: readonly Buffer[]): Promise<Sealer> {
  return createSealer(await keys(...(entries.length === 0 ? [first] : entries)), systemIds);
}

describe('a sealed text', () => {
  it('opens for its purpose, and says whose it is', async () => {
    const sealing = await sealer();
    const opened = sealing.open('code', sealing.seal('code', contoso, text));
    expect(opened?.tenant).toBe(contoso);
    expect(Buffer.from(opened?.plaintext ?? [])).toEqual(text);
  });

  it('holds any content, the empty one too', async () => {
    const sealing = await sealer();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.string(), (content, purpose) => {
        expect(Buffer.from(sealing.open(purpose, sealing.seal(purpose, contoso, content))?.plaintext ?? [1])).toEqual(
          Buffer.from(content),
        );
      }),
    );
  });

  it('opens in another process with the same key', async () => {
    const sealed = (await sealer()).seal('code', contoso, text);
    expect((await sealer()).open('code', sealed)).toBeDefined();
  });

  it('is safe in URLs, forms and cookies, never the same twice, and does not show its content', async () => {
    const sealing = await sealer();
    const sealed = sealing.seal('code', contoso, text);
    expect(sealed).toMatch(/^g1\.[\w-]+$/);
    expect(sealing.seal('code', contoso, text)).not.toBe(sealed);
    expect(Buffer.from(sealed.slice(3), 'base64url').includes('facts')).toBe(false);
  });

  it('does not open for another purpose', async () => {
    const sealing = await sealer();
    const sealed = sealing.seal('authorization-code', contoso, text);
    for (const purpose of ['refresh-token', 'authorization-cod', '', 'AUTHORIZATION-CODE']) {
      expect(sealing.open(purpose, sealed)).toBeUndefined();
    }
  });

  it('does not open when a single bit of it is changed', async () => {
    const sealing = await sealer();
    const bytes = Buffer.from(sealing.seal('code', contoso, text).slice(3), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(sealing.open('code', `g1.${changed.toString('base64url')}`)).toBeUndefined();
    }
  });

  it('does not open in another tenant’s name', async () => {
    const sealing = await sealer();
    const bytes = Buffer.from(sealing.seal('code', contoso, text).slice(3), 'base64url');
    Buffer.from(fabrikam.replaceAll('-', ''), 'hex').copy(bytes, 6);
    expect(sealing.open('code', `g1.${bytes.toString('base64url')}`)).toBeUndefined();
  });

  it('does not open when it is cut anywhere or written in another way', async () => {
    const sealing = await sealer();
    const sealed = sealing.seal('code', contoso, Buffer.from('12'));
    for (let length = 0; length < sealed.length; length += 1)
      expect(sealing.open('code', sealed.slice(0, length))).toBeUndefined();
    // Most of these decode to the very same bytes: as many texts for one code would defeat counting it once.
    const other = [
      sealed.replace('g1', 'g2'),
      sealed.slice(3),
      `${sealed}=`,
      `${sealed} `,
      sealed.replace('.', '. '),
      sealed.replace('.', '.!'),
      `${sealed}.x`,
    ];
    const last = sealed.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const sameBits = [...alphabet].filter((letter) => letter !== last).map((letter) => sealed.slice(0, -1) + letter);
    for (const changed of [...other, ...sameBits]) expect(sealing.open('code', changed)).toBeUndefined();
    expect(sealing.open('code', sealed)).toBeDefined();
  });

  it.each([
    '',
    '.',
    'g1',
    'g1.',
    'g2.AAAA',
    'eyJhbGciOiJub25lIn0.e30.',
    'ключ',
    '\0'.repeat(99),
    `g1.${'A'.repeat(200)}`,
  ])('is not `%s`, and looking at it does not throw', async (sealed) => {
    expect((await sealer()).open('code', sealed)).toBeUndefined();
  });

  it('is never any other text', async () => {
    const sealing = await sealer();
    fc.assert(
      fc.property(
        fc.string(),
        fc.base64String(),
        (a, b) => sealing.open(a, b) === undefined && sealing.open(a, `g1.${b}`) === undefined,
      ),
    );
  });

  it('opens after the key was replaced, as long as the old key is still there', async () => {
    const sealed = (await sealer(first)).seal('code', contoso, text);
    expect((await sealer(second, first)).open('code', sealed)?.tenant).toBe(contoso);
    expect((await sealer(second)).open('code', sealed)).toBeUndefined();
    const sealedLater = (await sealer(second, first)).seal('code', contoso, text);
    expect((await sealer(first)).open('code', sealedLater)).toBeUndefined();
  });

  it('is refused for what is not a tenant id', async () => {
    const sealing = await sealer();
    for (const tenant of ['', 'contoso', contoso.slice(1), contoso.replace('1', 'A'), contoso.replaceAll('-', '')]) {
      expect(() => sealing.seal('code', tenant as TenantId, text)).toThrow('is not a tenant id');
    }
  });
});
