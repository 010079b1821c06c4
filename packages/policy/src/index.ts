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
  ResourceFacts,
  Target,
  UserFacts,
} from './access/input.js';
export {
  type AccessTokenInput,
  accessTokenClaims,
  type Claims,
  type ClientAuthentication,
} from './claims/access-token-claims.js';
export { type IdTokenInput, idTokenClaims } from './claims/id-token-claims.js';
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
