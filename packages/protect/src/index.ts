// Owns: deciding whether an access token of the platform may call this API, and saying so in HTTP. Works alike with tokens of
// Gatehouse and of Microsoft Entra ID.
// Refuses: signing in, getting tokens, ID tokens, and every other package of this repository: it is published alone.
// Called by: APIs, through this entry or one of `node`, `express`, `fastify`, `hono`; and by the server's own Graph door.
export { type Authorization, authorize } from './authorize.js';
export type { Challenge, RefusalBody } from './challenge.js';
export { type CheckResult, createProtector, type Protector } from './create-protector.js';
export type { BearerError, CallerAction, ProtectError, ProtectErrorCode } from './errors/index.js';
export type {
  FetchJson,
  JsonWebKey,
  JsonWebKeySet,
  KeyCacheTimes,
  KeyFunction,
  TrustedCertificates,
  WantedKey,
} from './keys/index.js';
export type { AppPrincipal, Caller, Claims, Principal, TokenVersion, UserPrincipal } from './principal.js';
export type { IssuerOptions, ProtectorOptions, TokenCacheOptions } from './protector-options.js';
export { type NamesWanted, type Requirement, type RequirementOptions, requires } from './requires.js';
export type { RevocationAnswer, Revocations } from './revocations.js';
export type { AlgorithmName } from './token/index.js';
export type { VerifyResult } from './verify-token.js';
