// Owns: permission grant policies: the built-in ones, and what a condition set may say. Refuses: deciding consent, which `consent` does.
// Called by: the directory's policies.
export { builtInPermissionGrantPolicies } from './built-in.data.js';
export {
  anyConditionSet,
  conditionSetProblems,
  type PermissionGrantConditionSet,
  type PermissionGrantPolicy,
} from './condition-set.js';
