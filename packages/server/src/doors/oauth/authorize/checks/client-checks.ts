import { isNilGuid, refuse } from '@gatehouse/model';
import type { Check } from './check.js';

/** RFC 6749 Appendix B. */
export const isWellFormed: Check = {
  name: 'the request can be decoded',
  told: 'page',
  object: ({ malformed }) => (malformed ? refuse(90004, 'the parameters cannot be decoded') : undefined),
};

/** What we carry along through the pages must fit into an address. */
const longestRequest = 16_384;

export const isNotTooLong: Check = {
  name: 'the request is not too long',
  told: 'page',
  object: ({ text }) =>
    text.length > longestRequest ? refuse(9002313, `the parameters take ${text.length} characters`) : undefined,
};

/** RFC 6749 §3.1: a parameter sent twice could be read one way here and another way elsewhere. */
export const namesClientOnce: Check = {
  name: 'client_id and redirect_uri are sent once',
  told: 'page',
  object: ({ repeated }) => {
    const twice = repeated.find((name) => name === 'client_id' || name === 'redirect_uri');
    return twice === undefined ? undefined : refuse(90023, `${twice} was sent more than once`, { field: twice });
  },
};

/** RFC 6749 §4.1.1. */
export const namesClient: Check = {
  name: 'client_id is sent',
  told: 'page',
  object: ({ clientId }) => (clientId === undefined ? refuse(900144, 'no client', { field: 'client_id' }) : undefined),
};

/** An id of zeros names no application at all. */
export const clientIdIsNotNil: Check = {
  name: 'client_id is not the nil GUID',
  told: 'page',
  object: ({ clientId = '' }) =>
    isNilGuid(clientId) ? refuse(700038, 'the client id is the nil GUID', { client: clientId }) : undefined,
};

/** RFC 6749 §3.1.2.4: no redirect for a client that is not known, here or to the tenant of the authority. */
export const clientExists: Check = {
  name: 'the client is registered',
  told: 'page',
  object: ({ clientId = '' }, { application, authority }) =>
    application === undefined
      ? refuse(700016, 'no such application here', { client: clientId, tenant: authority.spelled })
      : undefined,
};

export const namesRedirectUri: Check = {
  name: 'redirect_uri is sent',
  told: 'page',
  object: ({ redirectUri }) =>
    redirectUri === undefined ? refuse(900144, 'no redirect URI', { field: 'redirect_uri' }) : undefined,
};

/** RFC 9700 §2.1: exact comparison, the port of loopback addresses aside. */
export const redirectUriIsRegistered: Check = {
  name: 'the redirect URI is registered for the client',
  told: 'page',
  object: ({ redirectUri = '', clientId = '' }, { platform }) =>
    platform === undefined
      ? refuse(50011, 'the redirect URI is not registered', { uri: redirectUri, client: clientId })
      : undefined,
};
