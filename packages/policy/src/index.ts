// Every decision the product makes, as pure functions of one serialisable input (law PURE-POLICY).
// Imports nothing but the nouns; reads no clock, network, database or randomness.
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
