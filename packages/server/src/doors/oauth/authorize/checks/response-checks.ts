import { refuse } from '@gatehouse/model';
import type { Check } from './check.js';

/** RFC 6749 §3.1.1. */
export const namesResponseType: Check = {
  name: 'response_type is sent',
  told: 'application',
  object: ({ responseTypeText }) =>
    responseTypeText === undefined ? refuse(900144, 'no response type', { field: 'response_type' }) : undefined,
};

/** Access tokens alone are never put into an address (RFC 9700 §2.1.2). */
export const responseTypeIsKnown: Check = {
  name: 'the response type is supported',
  told: 'application',
  object: ({ responseType, responseTypeText = '' }) =>
    responseType === undefined ? refuse(70005, 'unknown response type', { type: responseTypeText }) : undefined,
};

/** ASVS 10.4.4: tokens from this endpoint only where the application enables them (`implicitGrantSettings`). */
export const responseTypeIsEnabled: Check = {
  name: 'the application enables tokens from the authorization endpoint',
  told: 'application',
  object: ({ responseType, responseTypeText = '' }, { application }) => {
    const settings = application?.web.implicitGrantSettings;
    const withIdToken = responseType !== 'code';
    const withToken = responseType === 'id_token token';
    const enabled =
      (!withIdToken || settings?.enableIdTokenIssuance === true) &&
      (!withToken || settings?.enableAccessTokenIssuance === true);
    const details = { type: responseTypeText, client: application?.appId ?? '' };
    return enabled ? undefined : refuse(700054, 'the response type is not enabled', details);
  },
};

/** OAuth 2.0 Multiple Response Types §5: a query, which servers log, carries no tokens. */
export const responseModeSuits: Check = {
  name: 'the response mode suits the response type',
  told: 'application',
  object: ({ responseMode, responseModeText }) =>
    responseModeText === undefined || responseModeText === responseMode
      ? undefined
      : refuse(70007, 'the response mode cannot be used', { mode: responseModeText }),
};

/** OIDC Core §3.1.2.1: an ID token answers an OpenID Connect request. */
export const idTokenHasOpenId: Check = {
  name: 'an ID token is asked for with the scope openid',
  told: 'application',
  object: ({ responseType, scope, scopeText = '' }) =>
    responseType === 'code' || (scope?.kind === 'scopes' && scope.openId.includes('openid'))
      ? undefined
      : refuse(70011, 'an ID token without openid', { scope: scopeText }),
};

/** OIDC Core §3.2.2.1 and §3.3.2.11: what keeps an ID token from being injected into another sign-in. */
export const idTokenHasNonce: Check = {
  name: 'an ID token from this endpoint has a nonce',
  told: 'application',
  object: ({ responseType, nonce }) =>
    responseType !== 'code' && nonce === undefined
      ? refuse(90014, 'an ID token without nonce', { field: 'nonce' })
      : undefined,
};

export const tokenHasResource: Check = {
  name: 'an access token is asked for with a scope of a resource',
  told: 'application',
  object: ({ responseType, scope }) =>
    responseType === 'id_token token' && scope?.kind === 'scopes' && scope.resources.length === 0
      ? refuse(700023, 'an access token of no resource')
      : undefined,
};
