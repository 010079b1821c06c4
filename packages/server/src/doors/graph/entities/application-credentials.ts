import type { KeyCredential, PasswordCredential } from '@gatehouse/model';
import {
  type DirectoryRefusal,
  type GivenKey,
  isRefused,
  keyCredentialOf,
  refused,
  type SecretWishes,
} from '../../../directory/index.js';
import type { Ids } from '../../../platform/ids/index.js';
import type { GraphEntity } from '../resource.js';
import { binary, complexType, filters, guid, instant, text } from '../schema/index.js';

// Secrets and certificates of applications and service principals, as Graph shows and takes them.

/** `passwordCredential` (Microsoft Graph documentation). */
export const passwordCredentialType = complexType('passwordCredential', [
  binary('customKeyIdentifier'),
  text('displayName', { maxLength: 256 }),
  instant('endDateTime', { query: { filter: filters.ordered } }),
  text('hint'),
  guid('keyId', { query: { filter: filters.exact } }),
  text('secretText'),
  instant('startDateTime', { query: { filter: filters.ordered } }),
]);

/** `keyCredential` (Microsoft Graph documentation): the certificate itself is shown only when it is asked for. */
export const keyCredentialType = complexType('keyCredential', [
  binary('customKeyIdentifier'),
  text('displayName', { maxLength: 256 }),
  instant('endDateTime', { query: { filter: filters.ordered } }),
  binary('key', { onRequest: true }),
  guid('keyId', { query: { filter: filters.exact } }),
  instant('startDateTime', { query: { filter: filters.ordered } }),
  text('type'),
  text('usage'),
]);

const instantOf = (at: number) => new Date(at).toISOString();

/** What Graph shows of a secret. @param secretText the secret itself, which only the answer to its making tells */
export function passwordCredentialEntity(
  { keyId, displayName, startAt, endAt, hint }: PasswordCredential,
  secretText: string | null = null,
): GraphEntity {
  return {
    customKeyIdentifier: null,
    displayName: displayName ?? null,
    endDateTime: instantOf(endAt),
    hint,
    keyId,
    secretText,
    startDateTime: instantOf(startAt),
  };
}

/** What Graph shows of a certificate. */
export function keyCredentialEntity(credential: KeyCredential): GraphEntity {
  const { keyId, displayName, startAt, endAt, type, usage, certificate, thumbprintSha1 } = credential;
  return {
    customKeyIdentifier: Buffer.from(thumbprintSha1, 'base64url').toString('base64'),
    displayName: displayName ?? null,
    endDateTime: instantOf(endAt),
    key: certificate,
    keyId,
    startDateTime: instantOf(startAt),
    type,
    usage,
  };
}

/** A `keyCredential` of a body, once its type was checked. */
export interface KeyCredentialBody {
  readonly customKeyIdentifier?: string | null;
  readonly displayName?: string | null;
  readonly endDateTime?: string | null;
  readonly key?: string | null;
  readonly keyId?: string | null;
  readonly startDateTime?: string | null;
  readonly type?: string | null;
  readonly usage?: string | null;
}

/** A `passwordCredential` of a body, once its type was checked. */
export interface PasswordCredentialBody {
  readonly customKeyIdentifier?: string | null;
  readonly displayName?: string | null;
  readonly endDateTime?: string | null;
  readonly hint?: string | null;
  readonly keyId?: string | null;
  readonly secretText?: string | null;
  readonly startDateTime?: string | null;
}

/** What whoever asks for a secret may say of it. */
export function secretWishes({ displayName, startDateTime, endDateTime }: PasswordCredentialBody): SecretWishes {
  return {
    ...(typeof displayName === 'string' && { displayName }),
    ...(typeof startDateTime === 'string' && { startAt: Date.parse(startDateTime) }),
    ...(typeof endDateTime === 'string' && { endAt: Date.parse(endDateTime) }),
  };
}

/** A key credential of a body. @param stored what the object has under that keyId */
export function readKeyCredential(
  { startDateTime, endDateTime, ...body }: KeyCredentialBody,
  stored: KeyCredential | undefined,
  ids: Ids,
): KeyCredential | DirectoryRefusal {
  const given = {
    ...Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string')),
    ...(typeof startDateTime === 'string' && { startAt: Date.parse(startDateTime) }),
    ...(typeof endDateTime === 'string' && { endAt: Date.parse(endDateTime) }),
  } as GivenKey;
  return keyCredentialOf(given, stored, ids);
}

/** The key credentials that a body leaves an object: those it names, new ones included, and no others. */
export function readKeyCredentials(
  bodies: readonly KeyCredentialBody[],
  stored: readonly KeyCredential[],
  ids: Ids,
): readonly KeyCredential[] | DirectoryRefusal {
  const read = bodies.map((body) =>
    readKeyCredential(
      body,
      stored.find(({ keyId }) => keyId === body.keyId),
      ids,
    ),
  );
  return read.find(isRefused) ?? (read as readonly KeyCredential[]);
}

/**
 * The secrets that a body leaves an object: it may name some of the stored ones, and rename them. New ones are made by addPassword,
 * so that nobody but the platform chooses them (Microsoft Graph documentation: update application).
 */
export function keepPasswordCredentials(
  bodies: readonly PasswordCredentialBody[],
  stored: readonly PasswordCredential[],
): readonly PasswordCredential[] | DirectoryRefusal {
  const kept = bodies.map((body) => {
    const before = stored.find(({ keyId }) => keyId === body.keyId);
    if (before === undefined || typeof body.secretText === 'string') {
      return refused('not_possible', { detail: 'new password credentials must be generated with service actions' });
    }
    const { startDateTime, endDateTime } = passwordCredentialEntity(before);
    if ((body.startDateTime ?? startDateTime) !== startDateTime || (body.endDateTime ?? endDateTime) !== endDateTime) {
      return refused('immutable', { property: 'passwordCredentials' });
    }
    return typeof body.displayName === 'string' ? { ...before, displayName: body.displayName } : before;
  });
  return kept.find(isRefused) ?? (kept as readonly PasswordCredential[]);
}
