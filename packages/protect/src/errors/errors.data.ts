import type { ErrorRow, ProtectErrorCode } from './error-codes.js';

/** One row for each refusal. The README's table says the same in words; a test compares the two. */
export const errorTable: Readonly<Record<ProtectErrorCode, ErrorRow>> = {
  // RFC 6750 §3.1: a request without any token gets a challenge without an error
  token_missing: {
    status: 401,
    action: 'acquire_new_token',
    message: 'the request carries no bearer token',
  },
  token_malformed: {
    status: 401,
    action: 'give_up',
    bearerError: 'invalid_token',
    message: 'the token is not a well-formed access token',
  },
  token_type_wrong: {
    status: 401,
    action: 'give_up',
    bearerError: 'invalid_token',
    message: 'the token is not a bearer access token',
  },
  token_expired: {
    status: 401,
    action: 'acquire_new_token',
    bearerError: 'invalid_token',
    message: 'the token has expired',
  },
  token_not_yet_valid: {
    status: 401,
    action: 'retry',
    bearerError: 'invalid_token',
    message: 'the token is not valid yet',
  },
  version_not_accepted: {
    status: 401,
    action: 'give_up',
    bearerError: 'invalid_token',
    message: 'this API does not accept tokens of this version',
  },
  issuer_not_trusted: {
    status: 401,
    action: 'give_up',
    bearerError: 'invalid_token',
    message: 'this API does not trust the issuer of the token',
  },
  tenant_not_allowed: {
    status: 401,
    action: 'give_up',
    bearerError: 'invalid_token',
    message: 'this API does not accept tokens of this tenant',
  },
  audience_mismatch: {
    status: 401,
    action: 'give_up',
    bearerError: 'invalid_token',
    message: 'the token is meant for another API',
  },
  algorithm_not_allowed: {
    status: 401,
    action: 'give_up',
    bearerError: 'invalid_token',
    message: 'the token is signed with an algorithm that this API does not accept',
  },
  key_not_found: {
    status: 401,
    action: 'acquire_new_token',
    bearerError: 'invalid_token',
    message: 'the issuer does not publish the key that the token names',
  },
  signature_invalid: {
    status: 401,
    action: 'give_up',
    bearerError: 'invalid_token',
    message: 'the signature of the token is not valid',
  },
  revoked: {
    status: 401,
    action: 'acquire_new_token',
    bearerError: 'invalid_token',
    message: 'the access of this token has been revoked',
  },
  scope_missing: {
    status: 403,
    action: 'ask_consent',
    bearerError: 'insufficient_scope',
    message: 'the token lacks a scope that this operation needs',
  },
  role_missing: {
    status: 403,
    action: 'give_up',
    bearerError: 'insufficient_scope',
    message: 'the caller lacks a role that this operation needs',
  },
  app_only_not_allowed: {
    status: 403,
    action: 'give_up',
    bearerError: 'insufficient_scope',
    message: 'this operation needs a signed-in user',
  },
  delegated_not_allowed: {
    status: 403,
    action: 'give_up',
    bearerError: 'insufficient_scope',
    message: 'this operation is for applications without a user',
  },
  claims_challenge: {
    status: 401,
    action: 'step_up',
    bearerError: 'insufficient_claims',
    message: 'this operation needs a token with further claims',
  },
  authentication_context_missing: {
    status: 403,
    action: 'give_up',
    bearerError: 'insufficient_scope',
    message: 'this operation needs a stronger sign-in, and the client cannot handle a claims challenge',
  },
  keys_unavailable: {
    status: 503,
    action: 'retry',
    message: 'the keys of the issuer cannot be reached',
  },
  revocations_unavailable: {
    status: 503,
    action: 'retry',
    message: 'whether the token was revoked cannot be told',
  },
};
