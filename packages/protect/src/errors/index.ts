// Owns: the closed union of refusals, what each means for the caller, and how a refusal is made.
// Refuses: deciding anything, and HTTP headers (see challenge.ts).
// Called by: every check of the package.
export type { BearerError, CallerAction, ProtectErrorCode } from './error-codes.js';
export { errorTable } from './errors.data.js';
export { type Invalid, invalid, type ProtectError, protectError } from './protect-error.js';
export { quote } from './quote.js';
