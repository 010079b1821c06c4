// Owns: what our own doors need to honour our own access tokens: keys without fetching, and whether access was ended since.
// Refuses: verifying (`protect` does) and deciding what a token may do. Called by: compose.ts, for the Graph door.
export { createOwnTokens, type OwnTokens, type OwnTokensDeps } from './own-tokens.js';
