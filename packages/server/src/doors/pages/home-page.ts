import { type HttpAnswer, type HttpRequest, pageAnswer } from '../http/index.js';
import type { PagesDeps } from './pages-deps.js';

/** What stands at `/`. Tenants are named in development only: elsewhere who is a customer is not public. */
export function homePage(deps: PagesDeps) {
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const { developmentHints, baseUrl } = deps;
    if (developmentHints === undefined) return pageAnswer(request, baseUrl, { view: { kind: 'home', tenants: [] } });
    return pageAnswer(request, baseUrl, { view: { kind: 'home', tenants: await tenants(deps), developmentHints } });
  };
}

const mostTenants = 20;

async function tenants({ directory, baseUrl }: PagesDeps): Promise<{ displayName: string; metadataUrl: string }[]> {
  const ids = (await directory.tenantIds()).slice(0, mostTenants);
  const configurations = await Promise.all(ids.map((id) => directory.configuration(id)));
  return configurations.flatMap((configuration) =>
    configuration === undefined
      ? []
      : {
          displayName: configuration.tenant.displayName,
          metadataUrl: `${baseUrl}/${configuration.tenant.id}/v2.0/.well-known/openid-configuration`,
        },
  );
}
