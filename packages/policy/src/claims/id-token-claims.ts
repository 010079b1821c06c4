import type { OptionalClaim, User } from '@gatehouse/model';
import type { Authentication } from '../access/input.js';
import { type Claims, userOptionalClaims } from './access-token-claims.js';

/** Everything an ID token's claims are made from. Times in milliseconds since the epoch. */
export interface IdTokenInput {
  readonly issuerBase: string;
  readonly tenant: string;
  readonly now: number;
  readonly lifetimeSeconds: number;
  readonly clientAppId: string;
  readonly user: User;
  readonly authentication: Authentication;
  /** Pairwise to the client. */
  readonly subject: string;
  readonly openIdScopes: readonly string[];
  readonly roles: readonly string[];
  /** Copied from the request; absent when none was sent, since clients refuse a nonce they did not ask for. */
  readonly nonce: string | null;
  readonly session: string | null;
  readonly keepSignedIn: boolean;
  readonly uniqueId: string;
  readonly family: string | null;
  /** Half-hash values, given only for tokens from the authorization endpoint (OIDC Core §3.3.2.11). */
  readonly codeHash: string | null;
  readonly accessTokenHash: string | null;
  /** Names asked for by the `claims` parameter. */
  readonly requestedClaims: readonly string[];
  readonly optionalClaims: readonly OptionalClaim[];
}

/** The claims of a version 2 ID token (OIDC Core §2; Microsoft identity platform documentation, ID token claims). */
export function idTokenClaims(input: IdTokenInput): Claims {
  const issuedAt = Math.floor(input.now / 1000);
  const { user, openIdScopes } = input;
  const profile = openIdScopes.includes('profile');
  const named = [...input.requestedClaims, ...input.optionalClaims.map((claim) => claim.name)];
  return {
    iss: `${input.issuerBase}/${input.tenant}/v2.0`,
    aud: input.clientAppId,
    sub: input.subject,
    tid: input.tenant,
    ver: '2.0',
    iat: issuedAt,
    // A little in the past, so that a verifier whose clock is behind accepts a fresh token.
    nbf: issuedAt - 300,
    exp: issuedAt + input.lifetimeSeconds,
    auth_time: Math.floor(input.authentication.at / 1000),
    uti: input.uniqueId,
    ...(input.family === null ? {} : { rh: input.family }),
    ...(input.nonce === null ? {} : { nonce: input.nonce }),
    ...(input.session === null ? {} : { sid: input.session }),
    ...(profile ? { oid: user.id, preferred_username: user.userPrincipalName, name: user.displayName } : {}),
    ...(openIdScopes.includes('email') && user.mail !== undefined ? { email: user.mail } : {}),
    ...(input.roles.length > 0 ? { roles: input.roles } : {}),
    ...(input.codeHash === null ? {} : { c_hash: input.codeHash }),
    ...(input.accessTokenHash === null ? {} : { at_hash: input.accessTokenHash }),
    ...(named.includes('login_hint') ? { login_hint: loginHint(input) } : {}),
    ...(named.includes('signin_state') && input.keepSignedIn ? { signin_state: ['kmsi'] } : {}),
    ...userOptionalClaims(named, user, input.authentication),
  };
}

/** The opaque name of an account that `login_hint` and `logout_hint` accept: `O.` then object id, tenant id. */
function loginHint(input: Pick<IdTokenInput, 'user' | 'tenant'>): string {
  return `O.${input.user.id}.${input.tenant}`;
}
