import type { OptionalClaim, User } from '@gatehouse/model';
import type { Authentication } from '../access/input.js';

/** How the client proved itself: `appidacr` / `azpacr` 0, 1 or 2 (Microsoft identity platform documentation, access token claims). */
export type ClientAuthentication = 'none' | 'secret' | 'certificate' | 'federated';

/** Everything an access token's claims are made from. Times in milliseconds since the epoch. */
export interface AccessTokenInput {
  readonly version: 1 | 2;
  readonly issuerBase: string;
  readonly tenant: string;
  readonly now: number;
  readonly lifetimeSeconds: number;
  /** How the client named the resource; version 1 tokens repeat it as their audience. */
  readonly resourceName: string;
  readonly resourceAppId: string;
  readonly clientAppId: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly principal:
    | {
        readonly kind: 'user';
        readonly user: User;
        readonly authentication: Authentication;
        /** Pairwise to the resource. */
        readonly subject: string;
        readonly scopes: readonly string[];
        readonly session: string | null;
      }
    | { readonly kind: 'application'; readonly servicePrincipalId: string };
  readonly roles: readonly string[];
  readonly uniqueId: string;
  /** Ties the token to the grant it descends from, so that revoking the grant is felt by our own doors. */
  readonly family: string | null;
  readonly capabilities: readonly string[];
  readonly optionalClaims: readonly OptionalClaim[];
}

export type Claims = Readonly<Record<string, unknown>>;

const authenticationRank: Readonly<Record<ClientAuthentication, string>> = {
  none: '0',
  secret: '1',
  certificate: '2',
  federated: '2',
};

/**
 * The claims of an access token, version 1 or 2 as the resource accepts.
 * `iat` is the present in whole seconds.
 */
export function accessTokenClaims(input: AccessTokenInput): Claims {
  const issuedAt = Math.floor(input.now / 1000);
  const claims: Record<string, unknown> = input.version === 1 ? versionOne(input) : versionTwo(input);
  claims.iat = issuedAt;
  // A little in the past, so that a verifier whose clock is behind accepts a fresh token.
  claims.nbf = issuedAt - 300;
  claims.exp = issuedAt + input.lifetimeSeconds;
  claims.tid = input.tenant;
  claims.uti = input.uniqueId;
  if (input.family !== null) claims.rh = input.family;
  if (input.roles.length > 0) claims.roles = input.roles;
  if (input.capabilities.length > 0) claims.xms_cc = input.capabilities;
  return Object.assign(claims, principalClaims(input), optional(input));
}

function versionOne(input: AccessTokenInput): Record<string, unknown> {
  return {
    iss: `${input.issuerBase}/${input.tenant}/`,
    aud: input.resourceName,
    ver: '1.0',
    appid: input.clientAppId,
    appidacr: authenticationRank[input.clientAuthentication],
    idp: `${input.issuerBase}/${input.tenant}/`,
  };
}

function versionTwo(input: AccessTokenInput): Record<string, unknown> {
  return {
    iss: `${input.issuerBase}/${input.tenant}/v2.0`,
    // Version 2 tokens name the resource by its client id, whatever the client wrote.
    aud: input.resourceAppId,
    ver: '2.0',
    azp: input.clientAppId,
    azpacr: authenticationRank[input.clientAuthentication],
  };
}

function principalClaims(input: AccessTokenInput): Claims {
  if (input.principal.kind === 'application') {
    const { servicePrincipalId } = input.principal;
    // DIVERGENCE: `idtyp` is always there, so that app-only tokens cannot be mistaken (RFC 9700 §4.15.2; docs/divergences.md).
    return { oid: servicePrincipalId, sub: servicePrincipalId, idtyp: 'app' };
  }
  const { user, authentication, subject, scopes, session } = input.principal;
  return {
    oid: user.id,
    sub: subject,
    scp: scopes.join(' '),
    name: user.displayName,
    ...(session === null ? {} : { sid: session }),
    ...(input.version === 1
      ? {
          acr: '1',
          amr: authentication.methods,
          upn: user.userPrincipalName,
          unique_name: user.userPrincipalName,
          ...(user.givenName === undefined ? {} : { given_name: user.givenName }),
          ...(user.surname === undefined ? {} : { family_name: user.surname }),
        }
      : { preferred_username: user.userPrincipalName }),
  };
}

function optional(input: AccessTokenInput): Claims {
  if (input.principal.kind !== 'user') return {};
  const { user, authentication } = input.principal;
  return userOptionalClaims(
    input.optionalClaims.map((claim) => claim.name),
    user,
    authentication,
  );
}

/** Claims about a person that an application or a claims request may ask for by name. Unknown names give nothing. */
export function userOptionalClaims(names: readonly string[], user: User, authentication: Authentication): Claims {
  const available: Claims = {
    acct: user.userType === 'Guest' ? 1 : 0,
    auth_time: Math.floor(authentication.at / 1000),
    ctry: user.usageLocation,
    email: user.mail,
    family_name: user.surname,
    given_name: user.givenName,
    preferred_username: user.userPrincipalName,
    upn: user.userPrincipalName,
  };
  return Object.fromEntries(
    Object.entries(available).filter(([name, value]) => names.includes(name) && value !== undefined),
  );
}
