import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Ids } from '../ids/index.js';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
/** How much longer a sealed text is than its plaintext. */
export const aeadOverhead = nonceLength + tagLength;

/** Encrypts with AES-256-GCM under a fresh random nonce. @returns nonce, ciphertext, tag. */
export function encrypt(key: Uint8Array, plaintext: Uint8Array, context: Uint8Array, ids: Ids): Buffer {
  const nonce = ids.bytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength }).setAAD(context);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Undoes `encrypt`. @returns undefined unless key, context and every byte are those of the encryption; too short is refused too. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, context: Uint8Array): Buffer | undefined {
  const end = sealed.length - tagLength;
  try {
    const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceLength), { authTagLength: tagLength })
      .setAAD(context)
      .setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, end)), decipher.final()]);
  } catch {
    return undefined;
  }
}
