// Owns: the language of filters in Conditional Access: text to a rule. Refuses: saying whether a device or application matches.
// Called by: the checks of a policy; later its conditions evaluate the same rule.
export { type FilterRule, type FilterOperator, longestFilterRule } from './filter-rule.js';
export { type FilterSubject, parseFilterRule } from './parse-filter-rule.js';
