// Owns: what a Conditional Access policy may say: its shape, the words it may use, and which of them go together.
// Refuses: storage, whether what it names is there, and deciding anything by it.
// Called by: the directory's policies, whoever writes them; later the access decision reads the same value.
export { completePolicy, type GivenPolicy } from './complete-policy.js';
export type {
  ClientApplicationCondition,
  ConditionalAccessPolicy,
  ConditionSet,
  ExternalTenants,
  GrantControls,
  GuestsOrExternalUsers,
  RuleFilter,
  SessionControls,
  UserCondition,
} from './conditional-access-policy.js';
export {
  type FilterOperator,
  type FilterRule,
  type FilterSubject,
  longestFilterRule,
  parseFilterRule,
} from './filter-rule/index.js';
export { isTargeted, type PolicyReference, type ReferenceKind, referencesOf } from './policy-references.js';
export { conditionalAccessTemplates } from './templates.data.js';
export {
  type ConditionalAccessProblem,
  problemMessage,
  validateConditionalAccessPolicy,
} from './validate-conditional-access-policy.js';
export {
  applicationWords,
  cloudAppSecurityTypes,
  builtInGrantControls,
  devicePlatforms,
  externalTenantKinds,
  guestTypes,
  modesOfContinuousAccess,
  modesOfFilter,
  modesOfPersistentBrowser,
  multifactorTrustedIpsId,
  policyStates,
  riskLevels,
  signInFrequencyTypes,
  signInFrequencyAuthentications,
  signInFrequencyIntervals,
  clientAppTypes,
} from './words.data.js';
