// Decisions of an interactive sign-in: which account goes on.
// Refuses: who may sign in (that is `access`). Called by: flows.
export {
  type AccountChoice,
  type AccountFacts,
  type AccountWishes,
  authorityAccepts,
  hintNames,
  selectAccount,
  tenantOfHint,
} from './select-account.js';
