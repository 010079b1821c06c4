import { consumersTenantId, refuse } from '@gatehouse/model';
import type { HttpAnswer, HttpRequest, Route } from '../../http/index.js';
import { resolveAuthority } from '../authority/resolve-authority.js';
import type { OAuthDoorDeps } from '../deps.js';
import { jsonDocument, oauthError } from '../respond.js';
import type { EndpointVersion } from '../token/read-token-request.js';
import { discoveryDocument } from './discovery-document.js';
import { instanceDiscovery } from './instance-discovery.js';
import { createKeyDocuments } from './key-documents.js';

/** Seconds that verifiers may keep a document. Keys are published long before they sign, so a short while suffices. */
const metadataAge = 3600;
const keysAge = 300;

/** Metadata and keys of every authority, version 2 and 1, and instance discovery. Any page may read them. */
export function metadataRoutes(deps: OAuthDoorDeps): readonly Route[] {
  const { directory, baseUrl } = deps;
  const documents = createKeyDocuments(deps);

  const metadata = async (request: HttpRequest, version: EndpointVersion): Promise<HttpAnswer> => {
    const authority = await resolveAuthority(request.params.tenant ?? '', directory);
    if (authority.kind === 'refused') return oauthError(authority, request, baseUrl);
    return jsonDocument(JSON.stringify(discoveryDocument(authority, version, baseUrl)), metadataAge);
  };

  const keys = async (request: HttpRequest, version: EndpointVersion): Promise<HttpAnswer> => {
    const authority = await resolveAuthority(request.params.tenant ?? '', directory);
    if (authority.kind === 'refused') return oauthError(authority, request, baseUrl);
    if (authority.kind === 'tenant')
      return jsonDocument(await documents.ofTenant(authority.tenant.id, version), keysAge);
    if (authority.kind !== 'consumers') return jsonDocument(await documents.ofAll(version), keysAge);
    const personal = await directory.resolveTenant(consumersTenantId);
    if (personal === undefined) {
      return oauthError(refuse(90002, 'no personal accounts here', { tenant: 'consumers' }), request, baseUrl);
    }
    return jsonDocument(await documents.ofTenant(personal.id, version), keysAge);
  };

  const open = { methods: ['GET'], cors: 'open', answers: 'json' } as const;
  const wellKnown = '.well-known/openid-configuration';
  // RFC 8414 §3.1: between host and path of the issuer, and without its last slash.
  const oauthWellKnown = '/.well-known/oauth-authorization-server';
  return [
    { ...open, path: `/:tenant/v2.0/${wellKnown}`, handle: (request) => metadata(request, 2) },
    { ...open, path: `/:tenant/${wellKnown}`, handle: (request) => metadata(request, 1) },
    { ...open, path: `${oauthWellKnown}/:tenant/v2.0`, handle: (request) => metadata(request, 2) },
    { ...open, path: `${oauthWellKnown}/:tenant`, handle: (request) => metadata(request, 1) },
    { ...open, path: '/:tenant/discovery/v2.0/keys', handle: (request) => keys(request, 2) },
    { ...open, path: '/:tenant/discovery/keys', handle: (request) => keys(request, 1) },
    {
      ...open,
      path: '/common/discovery/instance',
      handle: async (request) => jsonDocument(JSON.stringify(instanceDiscovery(request, baseUrl)), metadataAge),
    },
  ];
}
