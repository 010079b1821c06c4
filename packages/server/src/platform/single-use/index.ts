// Owns: the ledger of things that count once (law ONE-WINNER): codes, refresh generations, one-time passwords, challenges.
// Refuses: what such a thing is worth; the caller has found it valid before it is spent, and acts only when it was first.
// Called by: capabilities and flows that redeem something.
export type { SpendOutcome } from './repository.js';
export { createSingleUse, type SingleUse } from './single-use.js';
