// Decisions of an interactive sign-in: which account goes on; and how long a password may be.
// Refuses: who may sign in (that is `access`). Called by: flows, the password method.
export { longestPassword } from './longest-password.js';
export {
  type AccountChoice,
  type AccountFacts,
  type AccountWishes,
  authorityAccepts,
  hintNames,
  selectAccount,
  tenantOfHint,
} from './select-account.js';
export { passwordFault } from './password-fault.js';
