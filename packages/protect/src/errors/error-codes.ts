/** Every way in which a call can be refused. The union is closed: a new code is one row here, in the table and in the README. */
export type ProtectErrorCode =
  | 'token_missing'
  | 'token_malformed'
  | 'token_type_wrong'
  | 'token_expired'
  | 'token_not_yet_valid'
  | 'version_not_accepted'
  | 'issuer_not_trusted'
  | 'tenant_not_allowed'
  | 'audience_mismatch'
  | 'algorithm_not_allowed'
  | 'key_not_found'
  | 'signature_invalid'
  | 'revoked'
  | 'scope_missing'
  | 'role_missing'
  | 'app_only_not_allowed'
  | 'delegated_not_allowed'
  | 'claims_challenge'
  | 'authentication_context_missing'
  | 'keys_unavailable'
  | 'revocations_unavailable';

/**
 * What the program that called the API should do.
 * - `retry`: the same request, a little later.
 * - `acquire_new_token`: ask the authority for a new token, then repeat the request once.
 * - `ask_consent`: ask for a token that also holds the named scopes; a person or an administrator may have to consent.
 * - `step_up`: ask for a token with the claims of the challenge; the person may have to sign in again.
 * - `give_up`: no token of this caller will do until a developer or an administrator changes something.
 */
export type CallerAction = 'retry' | 'acquire_new_token' | 'ask_consent' | 'step_up' | 'give_up';

/** The `error` of a Bearer challenge: RFC 6750 §3.1, and `insufficient_claims` of the Microsoft identity platform. */
export type BearerError = 'invalid_token' | 'insufficient_scope' | 'insufficient_claims';

/** What is the same for every refusal with one code. */
export interface ErrorRow {
  readonly status: 401 | 403 | 503;
  readonly action: CallerAction;
  /** Absent when the challenge names no error: no token was sent, or the fault is ours. */
  readonly bearerError?: BearerError;
  /** Public sentence; never holds anything of the request. */
  readonly message: string;
}
