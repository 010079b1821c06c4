// The access rules, in the order in which they are asked. The first objection is the answer, so what tells an attacker
// least comes first: the client before the person, the person before the resource, and consent last.
import { accountKind } from './account-kind/rule.js';
import { assignmentRequired } from './assignment-required/rule.js';
import { authenticationCurrent } from './authentication-current/rule.js';
import { clientUsable } from './client-usable/rule.js';
import { consentGiven } from './consent-given/rule.js';
import { resourceUsable } from './resource-usable/rule.js';
import type { Rule } from './rule.js';
import { userUsable } from './user-usable/rule.js';

/** Every rule of an access decision, in the order in which they speak: the first refusal or demand is the answer. */
export const rules: readonly Rule[] = [
  clientUsable,
  accountKind,
  resourceUsable,
  authenticationCurrent,
  userUsable,
  assignmentRequired,
  consentGiven,
];
