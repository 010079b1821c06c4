// Every decision the product makes, as pure functions of one serialisable input (law PURE-POLICY).
// Imports nothing but the nouns; reads no clock, network, database or randomness.
export { decideAccess } from './access/decide-access.js';
export type { Decision, Grant, Reason, Requirement } from './access/decision.js';
export type {
  AccessInput,
  AttemptKind,
  Authentication,
  ClientFacts,
  GrantFacts,
  PrincipalFacts,
  RequiredScopes,
  ResourceFacts,
  Target,
  UserFacts,
} from './access/input.js';
export { type AccessTokenInput, accessTokenClaims, type ClientAuthentication } from './claims/access-token-claims.js';
export type { Claims } from './claims/claims.js';
export type { GroupClaimsInput } from './claims/group-claims.js';
export { type IdTokenInput, idTokenClaims } from './claims/id-token-claims.js';
export { optionalClaimHasEffect, type PersonFacts } from './claims/optional-claims.js';
export { accessTokenLifetime, idTokenLifetimeSeconds } from './claims/token-lifetime.js';
export {
  admitsPersonalAccounts,
  domainOfUserName,
  federatedCredentialProblems,
  isDomainName,
  isMultiTenant,
  mayBePresentIn,
  type Problem,
  type RegistrationFacts,
  userNameFault,
  validateApplication,
} from './registration/index.js';
export {
  type GenerationInput,
  type GenerationVerdict,
  judgeGeneration,
  type PresentationMark,
} from './refresh/judge-generation.js';
export { judgeRefreshLifetime, type RefreshLifetime, type RefreshLifetimeInput } from './refresh/judge-lifetime.js';
export {
  decidePermission,
  type OperationPermissions,
  type PermissionDecision,
  type PermissionHolder,
} from './permission/decide-permission.js';
export { type ConsentDecision, type ConsentInput, decideConsent } from './consent/index.js';
export {
  type AccountChoice,
  type AccountFacts,
  type AccountWishes,
  authorityAccepts,
  hintNames,
  longestPassword,
  selectAccount,
  tenantOfHint,
} from './sign-in/index.js';
export {
  decideTokenStanding,
  type TokenStanding,
  type TokenStandingDecision,
} from './revocation/token-standing.js';
