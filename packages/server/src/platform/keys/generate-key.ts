import 'reflect-metadata';
import { createHash, KeyObject, webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import type { SigningAlgorithm } from './signing-key.js';

/** A key pair and the certificate that names it. */
export interface GeneratedKey {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  /** DER. */
  readonly certificate: Buffer;
  /** PKCS #8, DER. */
  readonly privateKey: Buffer;
}

const hour = 3_600_000;
/** Longer than any key is used: verifiers that look at the certificate's dates must never be the first to stop. */
const certificateLife = 5 * 365 * 24 * hour;

const parameters = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  ES256: { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
};

/** Makes a key pair, off the main thread, with a self-signed certificate. `now` in milliseconds since the Unix epoch. */
export async function generateKey(alg: SigningAlgorithm, now: number): Promise<GeneratedKey> {
  const algorithm = parameters[alg];
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const signed = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Gatehouse token signing',
    notBefore: new Date(now - hour),
    notAfter: new Date(now + certificateLife),
    signingAlgorithm: algorithm,
    keys,
  });
  const certificate = Buffer.from(signed.rawData);
  const privateKey = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'der' });
  return { kid: thumbprint(certificate), alg, certificate, privateKey };
}

/** Base64url SHA-1 of a certificate (RFC 7515 §4.1.7). A name only: nothing relies on SHA-1 being hard to collide. */
function thumbprint(certificate: Uint8Array): string {
  return createHash('sha1').update(certificate).digest('base64url');
}
