import { refuse } from '@gatehouse/model';
import type { Check } from './check.js';

/** RFC 6749 §3.1: request parameters must not be included more than once. */
export const sendsEachParameterOnce: Check = {
  name: 'each parameter is sent once',
  told: 'application',
  object: ({ repeated: [twice] }) =>
    twice === undefined ? undefined : refuse(90023, `${twice} was sent more than once`, { field: twice }),
};

/** Microsoft identity platform documentation: single-tenant applications cannot use `common` and its kin. */
export const authoritySuitsClient: Check = {
  name: 'the authority suits the client’s audience',
  told: 'application',
  object: (_, { application, authority }) =>
    authority.tenant === null && application?.signInAudience === 'AzureADMyOrg'
      ? refuse(50194, `single-tenant application at ${authority.kind}`, { client: application.appId })
      : undefined,
};

/** The v1 parameter means nothing at the v2 endpoint. */
export const sendsNoResource: Check = {
  name: '`resource` is not sent to the v2 endpoint',
  told: 'application',
  object: ({ resource, versionOne }) =>
    resource !== undefined && !versionOne ? refuse(901002, 'resource at the v2 endpoint') : undefined,
};

export const namesScope: Check = {
  name: 'scope is sent',
  told: 'application',
  object: ({ scope }) =>
    scope === undefined || scope.kind === 'empty' ? refuse(900144, 'no scope', { field: 'scope' }) : undefined,
};

/** RFC 6749 §3.3; Microsoft identity platform documentation: `.default` stands alone. */
export const scopeIsValid: Check = {
  name: 'the scope can be read',
  told: 'application',
  object: ({ scope, scopeText = '' }) => {
    if (scope === undefined || scope.kind === 'scopes' || scope.kind === 'empty') return undefined;
    const named = scope.kind === 'too_long' ? `${scopeText.slice(0, 40)}…` : scope.scope;
    return refuse(70011, `scope: ${scope.kind}`, { scope: named });
  },
};

/**
 * RFC 9449 §10 (`dpop_jkt`) and its kin: whoever asks for a token bound to a key must not get a bearer token instead, as at the token
 * endpoint.
 */
export const asksForBearerTokens: Check = {
  name: 'no token bound to a key is asked for',
  told: 'application',
  object: ({ boundTo }) => {
    const asked = Object.entries(boundTo).find(
      ([name, value]) => value !== undefined && !(name === 'token_type' && value.toLowerCase() === 'bearer'),
    );
    return asked && refuse(90023, `${asked[0]}: tokens are bound to no key`, { field: asked[0] });
  },
};

/** OIDC Core §3.1.2.1: `none` with any other value is an error. */
export const promptsAgree: Check = {
  name: 'prompt=none stands alone',
  told: 'application',
  object: ({ prompts }) =>
    prompts.has('none') && prompts.size > 1
      ? refuse(90023, 'prompt=none beside others', { field: 'prompt' })
      : undefined,
};

/** OIDC Core §3.1.2.1: whole seconds. */
export const maxAgeIsNumber: Check = {
  name: 'max_age is a number of seconds',
  told: 'application',
  object: ({ maxAge }) =>
    maxAge === undefined || /^[0-9]{1,9}$/.test(maxAge)
      ? undefined
      : refuse(90023, 'max_age is no number', { field: 'max_age' }),
};

/** OIDC Core §5.5. */
export const claimsAreReadable: Check = {
  name: 'claims is a claims request',
  told: 'application',
  object: ({ claims, claimsText }) =>
    claimsText !== undefined && claims === undefined
      ? refuse(90023, 'the claims parameter cannot be read', { field: 'claims' })
      : undefined,
};
