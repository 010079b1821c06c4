import { type KeyObject, sign } from 'node:crypto';

/** What tenants can sign with (RFC 7518 §3.1). */
export const signingAlgorithms = ['RS256', 'ES256'] as const;
/** One of the algorithms that tenants can sign with. */
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** A tenant's current key of one algorithm. The same object is given until the key is replaced. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  /** Base64url SHA-1 thumbprint of the certificate; the same as `kid`. */
  readonly x5t: string;
  /** Gives the signature as a JWS carries it (RFC 7518 §3.3, §3.4), not encoded. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

export function signingKey(kid: string, alg: SigningAlgorithm, privateKey: KeyObject): SigningKey {
  return { kid, alg, x5t: kid, sign: alg === 'RS256' ? signRsa(privateKey) : signEcdsa(privateKey) };
}

/** The form with a callback uses the thread pool: one process then signs on every core. */
function signRsa(key: KeyObject): SigningKey['sign'] {
  return (data) =>
    new Promise((resolve, reject) => {
      sign('sha256', data, key, (error, signature) => (error === null ? resolve(signature) : reject(error)));
    });
}

/** Synchronous, because the way to another thread costs as much as the signature. */
function signEcdsa(key: KeyObject): SigningKey['sign'] {
  return async (data) => sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
}
