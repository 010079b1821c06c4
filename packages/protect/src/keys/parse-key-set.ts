import { createPublicKey, type KeyObject } from 'node:crypto';

/** A published key that may verify signatures. */
export interface VerificationKey {
  readonly id: string;
  readonly algorithm?: string;
  /** The issuer, or template of issuers, that it may sign for. */
  readonly issuer?: string;
  /** The key in the form that `crypto` takes, made at first use and kept; undefined when its numbers make no key. */
  keyObject(): KeyObject | undefined;
}

/** Keys by `kid`. Two tenants may publish different keys under one id, hence lists. */
export type KeySet = ReadonlyMap<string, readonly VerificationKey[]>;

/**
 * Reads a key document. Members that are no usable public signature key are left out, as RFC 7517 §5 advises.
 * @throws TypeError when it is no key document, or holds no usable key: a fault at the issuer must not empty a good set.
 */
export function parseKeySet(document: unknown): KeySet {
  const members: unknown = isObject(document) ? document['keys'] : undefined;
  if (!Array.isArray(members)) throw new TypeError('the key document has no list of keys');
  const set = new Map<string, VerificationKey[]>();
  for (const member of members) {
    const key = readKey(member);
    if (key === undefined) continue;
    const same = set.get(key.id);
    if (same === undefined) set.set(key.id, [key]);
    else same.push(key);
  }
  if (set.size === 0) throw new TypeError('the key document holds no usable key');
  return set;
}

const asymmetric: ReadonlySet<unknown> = new Set(['RSA', 'EC', 'OKP']);

function readKey(member: unknown): VerificationKey | undefined {
  if (!isObject(member)) return undefined;
  const { kid, kty, use, key_ops: operations, alg, issuer } = member;
  if (typeof kid !== 'string' || !asymmetric.has(kty)) return undefined;
  if (use !== undefined && use !== 'sig') return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return undefined;
  if (alg !== undefined && typeof alg !== 'string') return undefined;
  // A limit that cannot be read must not be dropped.
  if (issuer !== undefined && typeof issuer !== 'string') return undefined;
  let made: { readonly key: KeyObject | undefined } | undefined;
  return {
    id: kid,
    ...(alg === undefined ? {} : { algorithm: alg }),
    ...(issuer === undefined ? {} : { issuer }),
    keyObject() {
      made ??= { key: importKey(member) };
      return made.key;
    },
  };
}

/** Only the public members are handed on: a private key published by mistake is still just a public key here. */
function importKey({ kty, n, e, crv, x, y }: Readonly<Record<string, unknown>>): KeyObject | undefined {
  const jwk = JSON.parse(JSON.stringify({ kty, n, e, crv, x, y })) as Record<string, string>;
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
