// Owns: the keys that issuers publish: fetching, keeping and renewing the documents, and turning them into key objects.
// Refuses: knowing tokens or issuers beyond a key id and a metadata URL.
// Called by: issuers (one key source each), and create-protector.ts to find the key that a token names.
export { type FetchJson, nodeFetchJson, type TrustedCertificates } from './fetch-json.js';
export { givenKeys, type KeyFunction } from './given-keys.js';
export type { JsonWebKey, JsonWebKeySet } from './json-web-key-set.js';
export type { KeySource, WantedKey } from './key-source.js';
export type { VerificationKey } from './parse-key-set.js';
export { defaultKeyCacheTimes, type KeyCacheTimes, remoteKeys } from './remote-keys.js';
export { isSecureUrl } from './secure-url.js';
