import type { KeyObject } from 'node:crypto';
import { type Invalid, invalid, quote } from '../errors/index.js';
import type { VerificationKey } from '../keys/index.js';
import { type Algorithm, fitsAlgorithm } from '../token/index.js';
import { issuerOf } from './authority.js';
import type { IssuerMatch } from './match-issuer.js';

export type SelectedKeys = { readonly kind: 'keys'; readonly keys: readonly KeyObject[] } | Invalid;

/** Of the keys with the token's key id, those that may sign for its issuer and are made for its algorithm. */
export function selectKeys(found: readonly VerificationKey[], match: IssuerMatch, algorithm: Algorithm): SelectedKeys {
  const ours = found.filter((key) => maySignFor(key, match));
  const first = found[0];
  if (ours.length === 0) {
    return invalid(
      'issuer_not_trusted',
      `the key signs for ${quote(first?.issuer)}, not for ${match.issuers.join(' or ')}`,
    );
  }
  const keys: KeyObject[] = [];
  for (const key of ours) {
    const keyObject = key.algorithm === undefined || key.algorithm === algorithm.name ? key.keyObject() : undefined;
    if (keyObject !== undefined && fitsAlgorithm(algorithm, keyObject)) keys.push(keyObject);
  }
  if (keys.length === 0) return invalid('algorithm_not_allowed', `the key is not one for ${algorithm.name}`);
  return { kind: 'keys', keys };
}

/**
 * A key that states an issuer signs for that one only. A key that states none is good for the tenant that it was
 * published for, and for no one when its document serves many: one tenant's key must not make another tenant's tokens.
 */
function maySignFor(key: VerificationKey, { tenantId, issuers, keys }: IssuerMatch): boolean {
  if (key.issuer === undefined) return !keys.servesManyTenants;
  return issuers.includes(issuerOf(key.issuer, tenantId));
}
