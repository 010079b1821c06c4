// Owns: one access token: its form, its signature, its times and audience, and who it speaks for.
// Refuses: which issuers are trusted, where keys come from, what a caller may do.
// Called by: create-protector.ts, which puts the checks in order.
export { type Algorithm, type AlgorithmName, algorithms, defaultAlgorithms } from './algorithms.data.js';
export { checkAudience } from './check-audience.js';
export type { AccessTokenClaims } from './check-claim-shapes.js';
export { checkTimes } from './check-times.js';
export { type ParsedToken, parseToken } from './parse-token.js';
export { readBearer } from './read-bearer.js';
export { readPrincipal } from './read-principal.js';
export { fitsAlgorithm, verifySignature } from './verify-signature.js';
