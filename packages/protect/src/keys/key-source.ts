import type { VerificationKey } from './parse-key-set.js';

/** Which key a token asks for; `tenantId` was read from it and is not proved yet. */
export interface WantedKey {
  readonly tenantId: string;
  readonly keyId: string;
}

export type KeyAnswer =
  | { readonly kind: 'found'; readonly keys: readonly VerificationKey[] }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unavailable'; readonly why: string };

/** Where the keys of one trusted issuer come from. Answers at once when it can, and never throws. */
export interface KeySource {
  find(wanted: WantedKey): KeyAnswer | Promise<KeyAnswer>;
  /** True when one document serves many tenants, so that each key must say whom it may sign for. */
  readonly servesManyTenants: boolean;
}
