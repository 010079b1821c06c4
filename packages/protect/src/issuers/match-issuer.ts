import { type Invalid, invalid, quote } from '../errors/index.js';
import type { KeySource } from '../keys/index.js';
import type { TokenVersion } from '../principal.js';
import type { AccessTokenClaims } from '../token/index.js';
import { type Authority, issuerOf } from './authority.js';

/** An authority whose tokens the API accepts, with its keys. */
export interface TrustedAuthority extends Authority {
  readonly keys: KeySource;
}

/** The trusted issuer of one token, its tenant put in. */
export interface IssuerMatch {
  readonly kind: 'match';
  readonly tenantId: string;
  readonly version: TokenVersion;
  /** The tenant's issuer in both versions: key documents name either. */
  readonly issuers: readonly string[];
  readonly keys: KeySource;
}

/** Which tenants' tokens the API accepts; undefined leaves it to the authorities. */
export type AllowedTenants = ReadonlySet<string> | 'any' | undefined;

// The tenant of personal Microsoft accounts.
const personalAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad';

const versions: readonly TokenVersion[] = ['2.0', '1.0'];

/**
 * Finds the trusted authority that stands behind a token. The token's `tid` is put in the place of `{tenantid}` and the
 * result must be its `iss`, exactly (Microsoft identity platform documentation: access tokens, validate the issuer).
 */
export function matchIssuer(
  claims: AccessTokenClaims,
  authorities: readonly TrustedAuthority[],
  allowed: AllowedTenants,
): IssuerMatch | Invalid {
  const tenantId = claims.tid;
  for (const authority of authorities) {
    if (authority.tenants.kind === 'one' && authority.tenants.id !== tenantId) continue;
    const version = versions.find((form) => issuerOf(authority.issuers[form], tenantId) === claims.iss);
    if (version === undefined) continue;
    if (claims.ver !== version)
      return invalid('issuer_not_trusted', `ver ${quote(claims.ver)} under issuer ${quote(claims.iss)}`);
    if (!isAllowed(authority, tenantId, allowed)) return invalid('tenant_not_allowed', `tid is ${quote(tenantId)}`);
    const issuers = versions.map((form) => issuerOf(authority.issuers[form], tenantId));
    return { kind: 'match', tenantId, version, issuers, keys: authority.keys };
  }
  return invalid('issuer_not_trusted', `iss is ${quote(claims.iss)}, tid is ${quote(tenantId)}`);
}

function isAllowed(authority: Authority, tenantId: string, allowed: AllowedTenants): boolean {
  if (authority.tenants.kind === 'organizations' && tenantId === personalAccounts) return false;
  if (allowed === undefined) return authority.tenants.kind === 'one';
  return allowed === 'any' || allowed.has(tenantId);
}
