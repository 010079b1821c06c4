import { X509Certificate } from 'node:crypto';
import type { CredentialId, KeyCredential } from '@gatehouse/model';
import type { Ids } from '../../platform/ids/index.js';
import { type DirectoryRefusal, isRefused, refused } from '../operation.js';
import { type CertificateParts, readCertificate } from '../seed/certificate.js';

/** A key credential as a client gives it (Microsoft Graph documentation: keyCredential). Times in milliseconds since the Unix epoch. */
export interface GivenKey {
  readonly keyId?: string;
  readonly displayName?: string;
  readonly type?: string;
  readonly usage?: string;
  /** The certificate: base64 of DER, or of PEM. */
  readonly key?: string;
  /** base64. */
  readonly customKeyIdentifier?: string;
  readonly startAt?: number;
  readonly endAt?: number;
}

/** RFC 7518 §3.3, §3.5: keys of 2048 bits or more. */
const shortestModulus = 2048;

/**
 * Makes a key credential of what a client gives. What was stored under its keyId need not be given again, the certificate included:
 * clients read it only when they ask for it.
 */
export function keyCredentialOf(
  given: GivenKey,
  stored: KeyCredential | undefined,
  ids: Ids,
): KeyCredential | DirectoryRefusal {
  const { type = stored?.type, usage = stored?.usage, key = stored?.certificate } = given;
  if (key === undefined) return fault('key', 'a certificate must be given');
  if (type !== 'AsymmetricX509Cert' && type !== stored?.type) {
    return fault(
      'type',
      'only `AsymmetricX509Cert` is kept: secrets are made by addPassword, and private keys stay away',
    );
  }
  if (usage !== 'Verify' && usage !== 'Encrypt' && usage !== stored?.usage) {
    return fault('usage', 'must be `Verify` or `Encrypt`');
  }
  const certificate = certificateOf(key);
  if (isRefused(certificate)) return certificate;
  const startAt = given.startAt ?? stored?.startAt ?? certificate.notBefore;
  const endAt = given.endAt ?? stored?.endAt ?? certificate.notAfter;
  const objection = datesFault(certificate, startAt, endAt) ?? identifierFault(certificate, given.customKeyIdentifier);
  if (objection !== undefined) return objection;
  const displayName = given.displayName ?? stored?.displayName ?? certificate.subject.replaceAll('\n', ', ');
  return {
    keyId: (given.keyId as CredentialId | undefined) ?? stored?.keyId ?? ids.guid<CredentialId>(),
    ...(displayName !== '' && { displayName }),
    usage: usage as KeyCredential['usage'],
    type: type as KeyCredential['type'],
    startAt,
    endAt,
    certificate: certificate.certificate,
    thumbprintSha1: certificate.thumbprintSha1,
    thumbprintSha256: certificate.thumbprintSha256,
  };
}

function certificateOf(key: string): CertificateParts | DirectoryRefusal {
  const bytes = Buffer.from(key, 'base64').toString('latin1');
  if (bytes.includes('PRIVATE KEY')) return fault('key', 'a private key must never be given');
  const lines = key.replaceAll(/.{64}(?=.)/g, '$&\n');
  const pem = bytes.includes('-----BEGIN ')
    ? bytes
    : `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----`;
  const read = readCertificate(pem);
  if (read.kind === 'refused') return fault('key', read.reason);
  return publicKeyFault(read.certificate) ?? read.certificate;
}

function publicKeyFault({ certificate }: CertificateParts): DirectoryRefusal | undefined {
  const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= shortestModulus
    ? undefined
    : fault('key', `the certificate must hold an RSA key of at least ${shortestModulus} bits`);
}

/** A credential is in use no longer than its certificate is valid. Certificates tell their times in whole seconds. */
function datesFault(
  { notBefore, notAfter }: CertificateParts,
  startAt: number,
  endAt: number,
): DirectoryRefusal | undefined {
  if (startAt < notBefore) return fault('startDateTime', 'the certificate is not valid that early');
  if (endAt >= notAfter + 1000) return fault('endDateTime', 'the certificate is not valid that long');
  return undefined;
}

/** Microsoft Graph documentation: keyCredential. The identifier defaults to the thumbprint; clients write it in hexadecimal, too. */
function identifierFault(
  { thumbprintSha1 }: CertificateParts,
  identifier: string | undefined,
): DirectoryRefusal | undefined {
  const thumbprint = Buffer.from(thumbprintSha1, 'base64url');
  const same = [thumbprint.toString('base64'), thumbprint.toString('hex')];
  return identifier === undefined || same.includes(identifier) || same.includes(identifier.toLowerCase())
    ? undefined
    : fault('customKeyIdentifier', 'must be the SHA-1 thumbprint of the certificate, or left out');
}

function fault(property: string, detail: string): DirectoryRefusal {
  return refused('invalid', { property: `keyCredentials.${property}`, detail });
}
