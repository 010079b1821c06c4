import { consumersTenantId, openIdScopes } from '@gatehouse/model';
import type { Authority } from '../authority/resolve-authority.js';
import type { EndpointVersion } from '../token/read-token-request.js';

/**
 * The metadata document of an authority (OIDC Discovery §3, RFC 8414 §2; Microsoft identity platform documentation, "OpenID Connect:
 * fetch the configuration document"). Every tenant's endpoints have one shape and differ in the first segment only, which is the GUID
 * whichever way the tenant was spelled: clients make one tenant's URLs from another's.
 */
export function discoveryDocument(
  authority: Authority,
  version: EndpointVersion,
  baseUrl: string,
): Readonly<Record<string, unknown>> {
  const authorityUrl = `${baseUrl}/${authority.tenant?.id ?? authority.spelled}`;
  const oauth = `${authorityUrl}/oauth2${version === 2 ? '/v2.0' : ''}`;
  const host = new URL(baseUrl).host;
  return {
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${authorityUrl}/discovery${version === 2 ? '/v2.0' : ''}/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: openIdScopes,
    issuer: issuerOf(authority, version, baseUrl),
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${baseUrl}/oidc/userinfo`,
    authorization_endpoint: `${oauth}/authorize`,
    device_authorization_endpoint: `${oauth}/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${oauth}/logout`,
    // RFC 9207 §3: only where the issuer of an answer is the one named here; a template equals no issuer.
    ...(authority.kind === 'tenant' ? { authorization_response_iss_parameter_supported: true } : {}),
    claims_supported: claimsSupported,
    tenant_region_scope: null,
    cloud_instance_name: host,
    cloud_graph_host_name: host,
    msgraph_host: host,
    rbac_url: baseUrl,
  };
}

const claimsSupported: readonly string[] = [
  'sub',
  'iss',
  'cloud_instance_name',
  'cloud_instance_host_name',
  'cloud_graph_host_name',
  'msgraph_host',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'acr',
  'nonce',
  'preferred_username',
  'name',
  'tid',
  'ver',
  'at_hash',
  'c_hash',
  'email',
];

/** A tenant's own issuer; literally `{tenantid}` where the tenant is known only when somebody has signed in. */
function issuerOf(authority: Authority, version: EndpointVersion, baseUrl: string): string {
  const tenant = authority.kind === 'consumers' ? consumersTenantId : (authority.tenant?.id ?? '{tenantid}');
  return version === 2 ? `${baseUrl}/${tenant}/v2.0` : `${baseUrl}/${tenant}/`;
}
