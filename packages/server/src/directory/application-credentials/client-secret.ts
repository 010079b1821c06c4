import { createHash } from 'node:crypto';
import type { CredentialId, PasswordCredential } from '@gatehouse/model';
import type { Ids } from '../../platform/ids/index.js';

/** What whoever asks for a secret may say of it. Times in milliseconds since the Unix epoch. */
export interface SecretWishes {
  readonly displayName?: string;
  readonly startAt?: number;
  readonly endAt?: number;
}

/** A secret that was just made. */
export interface NewSecret {
  readonly credential: PasswordCredential;
  /** Shown once, and kept nowhere. */
  readonly secretText: string;
}

/** 240 bits: more than anybody guesses, so that one fast digest is enough (ASVS 11.4.2). */
const secretBytes = 30;

/**
 * Makes a secret for an application or a service principal: 40 characters, of which a digest and the first three are kept (Microsoft
 * Graph documentation: addPassword; two years when no end is wished).
 */
export function newClientSecret(
  { ids, now }: { readonly ids: Ids; readonly now: number },
  { displayName, startAt = now, endAt = twoYearsAfter(startAt) }: SecretWishes = {},
): NewSecret {
  const secretText = ids.bytes(secretBytes).toString('base64url');
  return {
    secretText,
    credential: {
      keyId: ids.guid<CredentialId>(),
      ...(displayName !== undefined && { displayName }),
      startAt,
      endAt,
      hint: secretText.slice(0, 3),
      digest: createHash('sha256').update(secretText, 'utf8').digest('base64url'),
    },
  };
}

function twoYearsAfter(instant: number): number {
  const end = new Date(instant);
  return end.setUTCFullYear(end.getUTCFullYear() + 2);
}
