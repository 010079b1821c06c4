/** What a claim must look like when it is there. `text` is never empty, except `scp`; `seconds` is a finite number. */
export type ClaimShape = 'text' | 'words' | 'guid' | 'seconds' | 'texts';

/** Claims that every access token of the platform carries (Microsoft identity platform documentation: access token claims). */
export const requiredClaims = {
  iss: 'text',
  ver: 'text',
  tid: 'guid',
  oid: 'text',
  sub: 'text',
  iat: 'seconds',
  exp: 'seconds',
} as const satisfies Readonly<Record<string, ClaimShape>>;

/** Claims that are read when present. `aud` has a check of its own. */
export const optionalClaims = {
  nbf: 'seconds',
  azp: 'text',
  appid: 'text',
  idtyp: 'text',
  scp: 'words',
  roles: 'texts',
  xms_cc: 'texts',
  acrs: 'texts',
  uti: 'text',
  sid: 'text',
  name: 'words',
  preferred_username: 'words',
  upn: 'words',
  unique_name: 'words',
} as const satisfies Readonly<Record<string, ClaimShape>>;
