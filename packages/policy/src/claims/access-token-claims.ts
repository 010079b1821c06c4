import type { OptionalClaim } from '@gatehouse/model';
import type { Claims } from './claims.js';
import { type GroupClaimsInput, groupClaims } from './group-claims.js';
import { issuerOf } from './issuer-of.js';
import { addOptionalClaims, hasProperty, type PersonFacts } from './optional-claims.js';

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
  readonly principal: Person | { readonly kind: 'application'; readonly servicePrincipalId: string };
  readonly roles: readonly string[];
  readonly uniqueId: string;
  /** Ties the token to the grant it descends from, so that revoking the grant is felt by our own doors. */
  readonly family: string | null;
  readonly capabilities: readonly string[];
  readonly optionalClaims: readonly OptionalClaim[];
}

interface Person extends PersonFacts {
  readonly kind: 'user';
  /** Pairwise to the resource. */
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly session: string | null;
  /** Null where the resource asks for no group claims. */
  readonly groups: GroupClaimsInput | null;
}

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
  if (input.capabilities.length > 0) claims.xms_cc = input.capabilities;
  if (input.principal.kind === 'user') addPerson(claims, input, input.principal);
  else {
    if (input.roles.length > 0) claims.roles = input.roles;
    claims.oid = input.principal.servicePrincipalId;
    claims.sub = input.principal.servicePrincipalId;
    // DIVERGENCE: `idtyp` is always there, so that app-only tokens cannot be mistaken (RFC 9700 §4.15.2; docs/divergences.md).
    claims.idtyp = 'app';
  }
  return claims;
}

function versionOne(input: AccessTokenInput): Record<string, unknown> {
  const issuer = issuerOf(input.issuerBase, input.tenant, 1);
  return {
    iss: issuer,
    aud: hasProperty(input.optionalClaims, 'aud', 'use_guid') ? input.resourceAppId : input.resourceName,
    ver: '1.0',
    appid: input.clientAppId,
    appidacr: authenticationRank[input.clientAuthentication],
    idp: issuer,
  };
}

function versionTwo(input: AccessTokenInput): Record<string, unknown> {
  return {
    iss: issuerOf(input.issuerBase, input.tenant, 2),
    // Version 2 tokens name the resource by its client id, whatever the client wrote.
    aud: input.resourceAppId,
    ver: '2.0',
    azp: input.clientAppId,
    azpacr: authenticationRank[input.clientAuthentication],
  };
}

/** Claim by claim: objects put together from many small ones are slow to make and to write out. */
function addPerson(claims: Record<string, unknown>, input: AccessTokenInput, person: Person): void {
  const { user, scopes, session, groups } = person;
  claims.oid = user.id;
  claims.sub = person.subject;
  if (scopes.length > 0) claims.scp = scopes.join(' ');
  claims.name = user.displayName;
  if (session !== null) claims.sid = session;
  if (input.version === 1) {
    claims.acr = '1';
    addVersionOnePerson(claims, person);
  } else claims.preferred_username = user.userPrincipalName;
  // Groups told as roles stand in place of the application's own.
  if (input.roles.length > 0 && groups?.asRoles !== true) claims.roles = input.roles;
  if (groups !== null) Object.assign(claims, groupClaims(groups));
  const { optionalClaims, tenant } = input;
  if (optionalClaims.length === 0) return;
  addOptionalClaims(claims, optionalClaims, { person, tenant, issuer: String(claims.iss) });
  if (hasProperty(optionalClaims, 'idtyp', 'include_user_token')) claims.idtyp = 'user';
}

/** What version 1 tokens tell of a person unasked, which version 2 tokens tell on request (documentation: optional claims). */
export function addVersionOnePerson(
  claims: Record<string, unknown>,
  { user, authentication, signInAddress }: PersonFacts,
): void {
  claims.amr = authentication.methods;
  claims.upn = user.userPrincipalName;
  claims.unique_name = user.userPrincipalName;
  if (user.givenName !== undefined) claims.given_name = user.givenName;
  if (user.surname !== undefined) claims.family_name = user.surname;
  if (signInAddress !== null) claims.ipaddr = signInAddress;
}
