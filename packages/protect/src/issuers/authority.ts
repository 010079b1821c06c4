import { isSecureUrl } from '../keys/index.js';
import type { TokenVersion } from '../principal.js';
import { v1IssuersByHost } from './microsoft-clouds.data.js';

/** Whose tokens an authority stands for: one tenant's, any tenant's, or any but personal accounts'. */
export type AuthorityTenants =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'organizations' };

export interface Authority {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly tenants: AuthorityTenants;
  /** The issuer of each version; `{tenantid}` stands for the token's tenant. */
  readonly issuers: Readonly<Record<TokenVersion, string>>;
  readonly metadataUrl: string;
  /** The `issuer` that the metadata document states. */
  readonly metadataIssuer: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads `https://host/<tenant GUID | common | organizations>`.
 *
 * The issuers follow from the authority and are not learned from the network, so that a token of a stranger is refused
 * without asking anyone. For both versions the version 2 metadata is used: the same keys sign both, and only its key
 * document says which tenants each key may sign for.
 * @throws TypeError for anything else, a domain name included: a name can change hands, an issuer must not.
 */
export function readAuthority(text: string, overrides: Partial<Record<TokenVersion, string>> = {}): Authority {
  const url = isSecureUrl(text) ? new URL(text) : undefined;
  const segment = url?.pathname.replace(/^\//, '').replace(/\/$/, '').toLowerCase();
  const tenants = segment === undefined ? undefined : readTenants(segment);
  if (url === undefined || tenants === undefined || url.search + url.hash + url.username + url.password !== '') {
    throw new TypeError(`authority \`${text}\` is not https://host/<tenant id | common | organizations>`);
  }
  const issuers = {
    '1.0': overrides['1.0'] ?? v1IssuersByHost.get(url.host) ?? `${url.origin}/{tenantid}/`,
    '2.0': overrides['2.0'] ?? `${url.origin}/{tenantid}/v2.0`,
  };
  return {
    origin: url.origin,
    tenants,
    issuers,
    metadataUrl: `${url.origin}/${segment}/v2.0/.well-known/openid-configuration`,
    metadataIssuer: tenants.kind === 'one' ? issuerOf(issuers['2.0'], tenants.id) : issuers['2.0'],
  };
}

/** The issuer of one tenant. */
export function issuerOf(template: string, tenantId: string): string {
  return template.replace('{tenantid}', tenantId);
}

function readTenants(segment: string): AuthorityTenants | undefined {
  if (segment === 'common') return { kind: 'any' };
  if (segment === 'organizations') return { kind: 'organizations' };
  return guid.test(segment) ? { kind: 'one', id: segment } : undefined;
}
