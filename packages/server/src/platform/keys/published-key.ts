import type { X509Certificate } from 'node:crypto';

interface PublishedKeyCommon {
  readonly kid: string;
  readonly use: 'sig';
  /** Base64url SHA-1 thumbprint of the certificate (RFC 7517 §4.8). */
  readonly x5t: string;
  /** The certificate, DER in base64 (RFC 7517 §4.7). */
  readonly x5c: readonly string[];
}

/** An RSA key as a keys document lists it (RFC 7518 §6.3.1). */
export interface PublishedRsaKey extends PublishedKeyCommon {
  readonly kty: 'RSA';
  readonly alg: 'RS256';
  readonly n: string;
  readonly e: string;
}

/** An elliptic-curve key as a keys document lists it (RFC 7518 §6.2.1). */
export interface PublishedEcKey extends PublishedKeyCommon {
  readonly kty: 'EC';
  readonly alg: 'ES256';
  readonly crv: string;
  readonly x: string;
  readonly y: string;
}

/** The public half of a signing key as an entry of a keys document (RFC 7517 §5). */
export type PublishedKey = PublishedRsaKey | PublishedEcKey;

export function publishedKey(kid: string, certificate: X509Certificate): PublishedKey {
  const { kty, n = '', e = '', crv = '', x = '', y = '' } = certificate.publicKey.export({ format: 'jwk' });
  const x5c = [certificate.raw.toString('base64')];
  return kty === 'RSA'
    ? { kty, use: 'sig', kid, x5t: kid, alg: 'RS256', n, e, x5c }
    : { kty: 'EC', use: 'sig', kid, x5t: kid, alg: 'ES256', crv, x, y, x5c };
}
