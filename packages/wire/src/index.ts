// Formats: bytes and text to values and back. Refuses decisions and I/O.
export { type Parameters, parseParameters } from './form/parameters.js';
export {
  type ComparisonOperator,
  comparisonOperators,
  type ExpandItem,
  type ExpandOptions,
  type Filter,
  type InvalidQuery,
  invalidQueryMessage,
  type Lambda,
  type Literal,
  type Operand,
  type OrderbyItem,
  type Path,
  type PropertyPath,
  parseQueryOptions,
  type QueryOptions,
  type Search,
  type TextFunction,
  textFunctions,
} from './odata/index.js';
export { type BasicCredentials, parseBasicCredentials } from './oauth/basic-credentials.js';
export { type ClaimRequest, type ClaimsRequest, parseClaimsRequest } from './oauth/claims-request.js';
export { type ClientAssertion, clientAssertionType, decodeClientAssertion } from './oauth/client-assertion.js';
export { encodeClientInfo } from './oauth/client-info.js';
export {
  errorBody,
  errorDescription,
  errorTimestamp,
  type OAuthErrorBody,
  type OAuthErrorFacts,
} from './oauth/error-body.js';
export { codeChallengeOf, codeVerifierMatches, isCodeChallenge, isCodeVerifier } from './oauth/pkce.js';
export { redirectUriHasOrigin, redirectUriMatches, redirectUriMatchesPort } from './oauth/redirect-uri.js';
export {
  type NamedScope,
  parseScope,
  type ResourceScopes,
  type ScopeProblem,
  type ScopeRequest,
  writeScope,
} from './oauth/scope.js';
export { type TokenGrant, type TokenResponse, tokenResponse } from './oauth/token-response.js';
