import type { Refusal } from '@gatehouse/model';
import type { Check, KnownFacts } from './checks/check.js';
import {
  clientExists,
  clientIdIsNotNil,
  isNotTooLong,
  isWellFormed,
  namesClient,
  namesClientOnce,
  namesRedirectUri,
  redirectUriIsRegistered,
} from './checks/client-checks.js';
import {
  challengeIsS256,
  challengeIsWellFormed,
  confidentialClientsBindCodes,
  publicClientsUsePkce,
} from './checks/pkce-checks.js';
import {
  asksForBearerTokens,
  authoritySuitsClient,
  claimsAreReadable,
  maxAgeIsNumber,
  namesScope,
  promptsAgree,
  scopeIsValid,
  sendsEachParameterOnce,
  sendsNoResource,
} from './checks/request-checks.js';
import {
  idTokenHasNonce,
  idTokenHasOpenId,
  namesResponseType,
  responseModeSuits,
  responseTypeIsEnabled,
  responseTypeIsKnown,
  tokenHasResource,
} from './checks/response-checks.js';
import type { AskedAuthorization } from './request.js';

/**
 * What an authorization request must satisfy, in this order. The first eight prove who asks and where answers go; only after them may
 * anything be told to the application.
 */
export const checks: readonly Check[] = [
  isWellFormed,
  isNotTooLong,
  namesClientOnce,
  namesClient,
  clientIdIsNotNil,
  clientExists,
  namesRedirectUri,
  redirectUriIsRegistered,

  sendsEachParameterOnce,
  authoritySuitsClient,
  namesResponseType,
  responseTypeIsKnown,
  responseTypeIsEnabled,
  responseModeSuits,
  challengeIsS256,
  challengeIsWellFormed,
  publicClientsUsePkce,
  confidentialClientsBindCodes,
  sendsNoResource,
  namesScope,
  scopeIsValid,
  idTokenHasOpenId,
  idTokenHasNonce,
  tokenHasResource,
  promptsAgree,
  maxAgeIsNumber,
  claimsAreReadable,
  asksForBearerTokens,
];

/** The first objection, and whom it is told. */
export function firstObjection(
  asked: AskedAuthorization,
  known: KnownFacts,
): { readonly refusal: Refusal; readonly told: Check['told'] } | undefined {
  for (const check of checks) {
    const refusal = check.object(asked, known);
    if (refusal !== undefined) return { refusal, told: check.told };
  }
  return undefined;
}
