import { constants, type KeyObject, verify } from 'node:crypto';
import type { Algorithm } from './algorithms.data.js';

/** True when `key` made `signature` over `signed`. Synchronous: a thread hop costs more than the check. Never throws. */
export function verifySignature(algorithm: Algorithm, key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  try {
    switch (algorithm.keyType) {
      case 'rsa':
        if (algorithm.padding === 'pkcs1') return verify(algorithm.digest, signed, key, signature);
        // RFC 7518 §3.5: the salt is as long as the digest
        return verify(algorithm.digest, signed, { key, ...pss }, signature);
      case 'ec':
        // RFC 7518 §3.4: R and S side by side, each of full length; Node refuses any other length
        return verify(algorithm.digest, signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
      case 'ed25519':
        return verify(null, signed, key, signature);
    }
  } catch {
    return false;
  }
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

const smallestRsaBits = 2048;

/** True when the key is of the kind that the algorithm names (RFC 8725 §3.1), and no weaker than RFC 7518 §3.3 demands. */
export function fitsAlgorithm(algorithm: Algorithm, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== algorithm.keyType) return false;
  switch (algorithm.keyType) {
    case 'rsa':
      return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= smallestRsaBits;
    case 'ec':
      return key.asymmetricKeyDetails?.namedCurve === algorithm.curve;
    case 'ed25519':
      return true;
  }
}
