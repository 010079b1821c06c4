/** What a token endpoint gives. Times are in seconds. */
export interface TokenGrant {
  readonly accessToken: string;
  readonly expiresIn: number;
  /** When a client may begin to refresh a long-lived token. */
  readonly refreshIn?: number;
  /** The granted scopes in the client's spelling. */
  readonly scope?: string;
  readonly refreshToken?: string;
  readonly refreshTokenExpiresIn?: number;
  readonly idToken?: string;
  readonly clientInfo?: string;
}

/** The JSON of a successful token answer (RFC 6749 §5.1, OIDC Core §3.1.3.3). */
export interface TokenResponse {
  readonly token_type: 'Bearer';
  readonly scope?: string;
  readonly expires_in: number;
  readonly ext_expires_in: number;
  readonly refresh_in?: number;
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly refresh_token_expires_in?: number;
  readonly id_token?: string;
  readonly client_info?: string;
}

/** Makes the body of a successful token answer; what was not granted is left out. */
export function tokenResponse(grant: TokenGrant): TokenResponse {
  return {
    token_type: 'Bearer',
    ...(grant.scope === undefined ? {} : { scope: grant.scope }),
    expires_in: grant.expiresIn,
    ext_expires_in: grant.expiresIn,
    ...(grant.refreshIn === undefined ? {} : { refresh_in: grant.refreshIn }),
    access_token: grant.accessToken,
    ...(grant.refreshToken === undefined ? {} : { refresh_token: grant.refreshToken }),
    ...(grant.refreshTokenExpiresIn === undefined ? {} : { refresh_token_expires_in: grant.refreshTokenExpiresIn }),
    ...(grant.idToken === undefined ? {} : { id_token: grant.idToken }),
    ...(grant.clientInfo === undefined ? {} : { client_info: grant.clientInfo }),
  };
}
