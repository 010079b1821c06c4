import type { HttpRequest } from '../../http/index.js';

/**
 * The answer to instance discovery: which names this authority goes by, and where its metadata is. Clients compare `aliases` with
 * the authority's host and port, and keep accounts under `preferred_cache`: it must never change for a deployment.
 */
export function instanceDiscovery(request: Pick<HttpRequest, 'query'>, baseUrl: string): object {
  const { host } = new URL(baseUrl);
  const endpoint = request.query.get('authorization_endpoint') ?? '';
  const tenant = endpoint.startsWith(`${baseUrl}/`) ? endpoint.slice(baseUrl.length + 1).split('/', 1)[0] : undefined;
  const segment = tenant !== undefined && /^[A-Za-z0-9.-]{1,255}$/.test(tenant) ? tenant : 'common';
  return {
    tenant_discovery_endpoint: `${baseUrl}/${segment}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
