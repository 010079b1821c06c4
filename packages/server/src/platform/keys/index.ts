// Owns: each tenant's signing keys through their life (published, current, retired, removed), each tenant's lasting secrets, and
// sealing with a key-encryption key that is never in the database (SEALED-SECRETS).
// Refuses: deciding what may be signed. Only `issuance` asks for a signer; doors ask for published keys, verifiers for one of them.
// Callers make sure that a tenant exists, and have its first keys made with it; reading what is published makes none.
export {
  type KeyEncryptionKey,
  type KeyEncryptionKeySource,
  type LoadKeyEncryptionKeyResult,
  loadKeyEncryptionKey,
} from './key-encryption-key.js';
export { type Keys, type KeysOptions, openKeys } from './keys.js';
export type { PublishedEcKey, PublishedKey, PublishedRsaKey } from './published-key.js';
export type { Rotation, RotationKind } from './rotate-key.js';
export type { KeySchedule } from './rules.js';
export { createSealer, type Opened, type Sealer } from './sealer.js';
export { type SigningAlgorithm, type SigningKey, signingAlgorithms } from './signing-key.js';
