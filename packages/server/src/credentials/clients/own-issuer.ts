import type { KeyObject } from 'node:crypto';
import { isGuid, parseGuid, type Tenant, type TenantId } from '@gatehouse/model';

/** The platform's own published keys, to verify what it signed itself. */
export interface OwnKeys {
  verificationKey(tenant: TenantId, kid: string): Promise<KeyObject | undefined>;
}

const aliases: readonly string[] = ['common', 'organizations', 'consumers'];

/**
 * True when every audience of a self-made assertion is this platform: a token endpoint of the tenant, version 1 or 2, with the
 * tenant spelled by GUID, verified domain or alias, or the tenant's version 2 issuer. An audience of anyone else beside ours is
 * refused, since the assertion could be replayed there (draft-ietf-oauth-rfc7523bis, audience injection).
 */
export function isOwnAudience(audiences: readonly string[], baseUrl: string, tenant: Tenant | null): boolean {
  return audiences.every((audience) => {
    const [segment, endpoint] = split(audience, baseUrl);
    if (segment === undefined) return false;
    const named = segment === tenant?.id || tenant?.domains.some(({ name }) => name === segment) === true;
    if (endpoint === '/v2.0') return segment === tenant?.id;
    if (endpoint !== '/oauth2/v2.0/token' && endpoint !== '/oauth2/token') return false;
    return named || aliases.includes(segment);
  });
}

/** The tenant whose version 1 or 2 issuer an `iss` is; undefined for issuers outside this platform. */
export function ownIssuerTenant(issuer: string, baseUrl: string): TenantId | undefined {
  const [segment, rest] = split(issuer, baseUrl);
  return segment !== undefined && isGuid(segment) && (rest === '/' || rest === '/v2.0')
    ? parseGuid(segment)
    : undefined;
}

function split(url: string, baseUrl: string): readonly [segment: string | undefined, rest: string] {
  if (!url.startsWith(`${baseUrl}/`)) return [undefined, ''];
  const path = url.slice(baseUrl.length + 1);
  const cut = path.indexOf('/');
  return cut < 0 ? [undefined, ''] : [path.slice(0, cut).toLowerCase(), path.slice(cut)];
}
