import type { JsonWebKeySet } from './json-web-key-set.js';
import type { KeyAnswer, KeySource, WantedKey } from './key-source.js';
import { type KeySet, parseKeySet } from './parse-key-set.js';

/**
 * Hands out the keys of the tenant that a token names; undefined when there is no such tenant. Called for each token that
 * is not in the cache, so it should answer from memory. Hand out the same object until the keys change: it is parsed once.
 */
export type KeyFunction = (wanted: WantedKey) => JsonWebKeySet | undefined | Promise<JsonWebKeySet | undefined>;

/** Keys that the program holds itself: one document, or a function. Nothing is fetched. */
export function givenKeys(keys: JsonWebKeySet | KeyFunction, issuerIsOneTenant: boolean): KeySource {
  if (typeof keys === 'function') return { find: (wanted) => askFunction(keys, wanted), servesManyTenants: false };
  const set = parseKeySet(keys);
  return { find: ({ keyId }) => lookUp(set, keyId), servesManyTenants: !issuerIsOneTenant };
}

const parsed = new WeakMap<JsonWebKeySet, KeySet>();

function askFunction(keys: KeyFunction, wanted: WantedKey): KeyAnswer | Promise<KeyAnswer> {
  try {
    const given = keys(wanted);
    if (!(given instanceof Promise)) return lookUpGiven(given, wanted.keyId);
    return given.then((set) => lookUpGiven(set, wanted.keyId)).catch(unavailable);
  } catch (cause) {
    return unavailable(cause);
  }
}

function lookUpGiven(given: JsonWebKeySet | undefined, keyId: string): KeyAnswer {
  if (given === undefined) return { kind: 'unknown' };
  let set = parsed.get(given);
  if (set === undefined) {
    set = parseKeySet(given);
    parsed.set(given, set);
  }
  return lookUp(set, keyId);
}

function lookUp(set: KeySet, keyId: string): KeyAnswer {
  const keys = set.get(keyId);
  return keys === undefined ? { kind: 'unknown' } : { kind: 'found', keys };
}

function unavailable(cause: unknown): KeyAnswer {
  return { kind: 'unavailable', why: cause instanceof Error ? cause.message : 'the key function failed' };
}
