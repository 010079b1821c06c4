import type { OptionalClaim } from '@gatehouse/model';
import { addVersionOnePerson } from './access-token-claims.js';
import type { Claims } from './claims.js';
import { type GroupClaimsInput, groupClaims } from './group-claims.js';
import { issuerOf } from './issuer-of.js';
import { addOptionalClaims, type PersonFacts } from './optional-claims.js';

/** Everything an ID token's claims are made from. Times in milliseconds since the epoch. */
export interface IdTokenInput {
  /** That of the endpoint which the token is asked of; each version's metadata names its own issuer. */
  readonly version: 1 | 2;
  readonly issuerBase: string;
  readonly tenant: string;
  readonly now: number;
  readonly lifetimeSeconds: number;
  readonly clientAppId: string;
  readonly person: PersonFacts;
  /** Pairwise to the client. */
  readonly subject: string;
  readonly openIdScopes: readonly string[];
  readonly roles: readonly string[];
  /** Null where the client asks for no group claims. */
  readonly groups: GroupClaimsInput | null;
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

/** The claims of an ID token, version 1 or 2 (OIDC Core §2; Microsoft identity platform documentation, ID token claims). */
export function idTokenClaims(input: IdTokenInput): Claims {
  const issuedAt = Math.floor(input.now / 1000);
  const issuer = issuerOf(input.issuerBase, input.tenant, input.version);
  const claims: Record<string, unknown> = {
    iss: issuer,
    aud: input.clientAppId,
    sub: input.subject,
    tid: input.tenant,
    ver: input.version === 1 ? '1.0' : '2.0',
    iat: issuedAt,
    // A little in the past, so that a verifier whose clock is behind accepts a fresh token.
    nbf: issuedAt - 300,
    exp: issuedAt + input.lifetimeSeconds,
    auth_time: Math.floor(input.person.authentication.at / 1000),
    uti: input.uniqueId,
  };
  if (input.family !== null) claims.rh = input.family;
  if (input.nonce !== null) claims.nonce = input.nonce;
  if (input.session !== null) claims.sid = input.session;
  addPerson(claims, input);
  if (input.roles.length > 0 && input.groups?.asRoles !== true) claims.roles = input.roles;
  if (input.groups !== null) Object.assign(claims, groupClaims(input.groups));
  if (input.codeHash !== null) claims.c_hash = input.codeHash;
  if (input.accessTokenHash !== null) claims.at_hash = input.accessTokenHash;
  addRequested(claims, input, issuer);
  return claims;
}

/** Version 1 knows resources instead of scopes: its tokens name the person always. */
function addPerson(claims: Record<string, unknown>, { version, person, openIdScopes }: IdTokenInput): void {
  const { user } = person;
  if (version === 1 || openIdScopes.includes('profile')) {
    claims.oid = user.id;
    claims.name = user.displayName;
    if (version === 1) addVersionOnePerson(claims, person);
    else claims.preferred_username = user.userPrincipalName;
  }
  // Guests are known by their address: it is there for them unasked.
  if (user.mail !== undefined && (user.userType === 'Guest' || openIdScopes.includes('email'))) {
    claims.email = user.mail;
  }
}

/** What the `claims` parameter and the registration ask for by name. */
function addRequested(claims: Record<string, unknown>, input: IdTokenInput, issuer: string): void {
  const { requestedClaims, optionalClaims, person, tenant } = input;
  if (requestedClaims.length + optionalClaims.length === 0) return;
  const asked = [...requestedClaims.map((name) => ({ name })), ...optionalClaims];
  addOptionalClaims(claims, asked, { person, tenant, issuer });
  if (input.keepSignedIn && asked.some(({ name }) => name === 'signin_state')) claims.signin_state = ['kmsi'];
}
