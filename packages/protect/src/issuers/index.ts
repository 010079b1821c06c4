// Owns: which authorities are trusted, what their issuers are called, and which of their keys may sign for a tenant.
// Refuses: fetching keys, and everything about a token but its issuer and tenant.
// Called by: create-protector.ts and read-options.ts.
export { readAuthority } from './authority.js';
export { type AllowedTenants, type IssuerMatch, matchIssuer, type TrustedAuthority } from './match-issuer.js';
export { selectKeys } from './select-keys.js';
