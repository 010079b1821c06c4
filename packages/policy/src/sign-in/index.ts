// Decisions of an interactive sign-in: which account goes on, and which passwords are accepted.
// Refuses: who may sign in (that is `access`). Called by: flows, the password method.
export { type PasswordProblem, passwordLength, passwordProblem } from './password-problem.js';
export {
  type AccountChoice,
  type AccountFacts,
  type AccountWishes,
  authorityAccepts,
  hintNames,
  selectAccount,
} from './select-account.js';
