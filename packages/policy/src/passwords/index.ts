// What a password must be: how long, of what, and not one that everybody tries first.
// Refuses: hashes and their checking (the password method), counting of failures (`lockout`). Called by: Graph, the password flows.
export { customTermLimits } from './banned-password.js';
export { longestPassword } from './longest-password.js';
export { type PasswordFacts, passwordFault } from './password-fault.js';
