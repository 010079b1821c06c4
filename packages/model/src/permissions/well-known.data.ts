import type { AppId } from '../ids/ids.js';

/** Microsoft Graph: bare scope names mean it, and unmodified clients ask for it by these names. */
export const graphAppId = '00000003-0000-0000-c000-000000000000' as AppId;
/** The App ID URI of Microsoft Graph, without a trailing slash. */
export const graphResourceUri = 'https://graph.microsoft.com';

/** Scopes that OpenID Connect defines; they belong to no resource's API. */
export const openIdScopes = ['openid', 'profile', 'email', 'offline_access'] as const;
/** One of the scopes that OpenID Connect defines. */
export type OpenIdScope = (typeof openIdScopes)[number];
