// Owns: the language of dynamic membership rules of groups and administrative units: text to a rule with limits, whether a user or
// device is a member by it, and what it reads. Refuses: fetching anything, looking at the clock, and guessing: what is not known
// makes nobody a member; patterns run in linear time or are refused.
// Called by: the Graph door, which takes rules in, and the directory, which keeps the members as they say.
export { evaluateMembershipRule } from './evaluate-membership-rule.js';
export type { MemberSubject } from './member-subject.js';
export type { MemberKind, MembershipRule } from './membership-rule.js';
export { type InvalidMembershipRule, parseMembershipRule } from './parse-membership-rule.js';
export {
  followersOf,
  type MembershipPlan,
  planMemberships,
  type RuleBook,
  type RuledGroup,
  ruleBookOf,
} from './plan-memberships.js';
export { propertiesOf, type RuleReads } from './properties-of.js';
