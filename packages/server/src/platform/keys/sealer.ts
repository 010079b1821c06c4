import type { TenantId } from '@gatehouse/model';
import type { Ids } from '../ids/index.js';
import { decrypt, encrypt } from './aead.js';
import { BoundedMap } from './bounded-map.js';
import { type KeyEncryptionKey, keyIdLength } from './key-encryption-key.js';

/** What a sealed text held, and whose it is. */
export interface Opened {
  readonly tenant: TenantId;
  readonly plaintext: Uint8Array;
}

/**
 * Seals short things that go out and come back: authorization codes, refresh tokens, session cookies, flow state.
 * A sealed text is safe in URLs, forms and cookies, tells nothing about its content, and opens for its purpose only.
 */
export interface Sealer {
  /** @param purpose what the text is, from a small fixed set: each has a key of its own in every tenant. */
  seal(purpose: string, tenant: TenantId, plaintext: Uint8Array): string;
  /** Never throws. Undefined for another purpose, anything changed, an unknown key or any other text. */
  open(purpose: string, sealed: string): Opened | undefined;
}

const version = 'g1';
const tenantLength = 16;
const headLength = keyIdLength + tenantLength;
const keyLength = 32;
const cachedKeys = 10_000;

/** Makes a sealer. The text is `g1.<base64url: key id, tenant, nonce, ciphertext, tag>`. */
export function createSealer(key: KeyEncryptionKey, ids: Ids): Sealer {
  const subkeys = new BoundedMap<string, Buffer>(cachedKeys);
  const nameOf = (id: string, purpose: string, tenant: TenantId): string => JSON.stringify([id, purpose, tenant]);
  const infoOf = (purpose: string, tenant: TenantId): string => `seal ${JSON.stringify([purpose, tenant])}`;
  return {
    seal: (purpose, tenant, plaintext) => {
      const context = Buffer.concat([Buffer.from(key.currentId, 'base64url'), bytesOf(tenant)]);
      const name = nameOf(key.currentId, purpose, tenant);
      const subkey = subkeys.get(name) ?? key.currentSubkey(infoOf(purpose, tenant), keyLength);
      subkeys.set(name, subkey);
      return `${version}.${Buffer.concat([context, encrypt(subkey, plaintext, context, ids)]).toString('base64url')}`;
    },
    open: (purpose, sealed) => {
      const bytes = decode(sealed);
      if (bytes === undefined) return undefined;
      const context = bytes.subarray(0, headLength);
      const id = context.subarray(0, keyIdLength).toString('base64url');
      const tenant = guidOf(context.subarray(keyIdLength));
      const name = nameOf(id, purpose, tenant);
      const subkey = subkeys.get(name) ?? key.subkey(id, infoOf(purpose, tenant), keyLength);
      const plaintext = subkey && decrypt(subkey, bytes.subarray(headLength), context);
      if (subkey === undefined || plaintext === undefined) return undefined;
      // Only now: forged texts that name many tenants must not push out the keys in use.
      subkeys.set(name, subkey);
      return { tenant, plaintext };
    },
  };
}

function decode(sealed: string): Buffer | undefined {
  if (!sealed.startsWith(`${version}.`)) return undefined;
  const text = sealed.slice(version.length + 1);
  const bytes = Buffer.from(text, 'base64url');
  // One sealed thing has one text: single use is counted by digests of texts (ONE-WINNER).
  return bytes.toString('base64url') === text ? bytes : undefined;
}

function bytesOf(tenant: TenantId): Buffer {
  const bytes = Buffer.from(tenant.replaceAll('-', ''), 'hex');
  if (bytes.length !== tenantLength || guidOf(bytes) !== tenant) throw new Error(`\`${tenant}\` is not a tenant id`);
  return bytes;
}

function guidOf(bytes: Buffer): TenantId {
  const hex = bytes.toString('hex');
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return groups.join('-') as TenantId;
}
