import { graphAppId, type ServicePrincipalId } from '@gatehouse/model';
import type { Actor } from '../../../../platform/store/index.js';
import type { Stage } from '../step.js';
import type { AskedPermissions } from './asked-permissions.js';

/**
 * Writes down what the person granted. A multi-tenant application comes into the person's tenant here. OpenID scopes belong to no API;
 * the platform keeps them with Microsoft Graph (Microsoft identity platform documentation: permissions and consent).
 */
export async function recordConsent({ deps, transaction }: Stage, asked: AskedPermissions): Promise<void> {
  const { account, request } = transaction;
  if (account === null) throw new TypeError('consent needs a person');
  const { tenant, user } = account;
  const { directory } = deps;
  const actor: Actor = { kind: 'user', id: user, viaApp: request.client };
  const client = await directory.ensureServicePrincipal(tenant, request.client, actor);
  const scopes = new Map<ServicePrincipalId, string[]>();
  for (const resource of asked.resources) {
    const values = resource.scopes.map((scope) => scope.value);
    scopes.set(resource.id, [...(scopes.get(resource.id) ?? []), ...values]);
  }
  if (asked.openIdScopes.length > 0) {
    const graph = await directory.ensureServicePrincipal(tenant, graphAppId, actor);
    scopes.set(graph.id, [...asked.openIdScopes, ...(scopes.get(graph.id) ?? [])]);
  }
  for (const [resourceId, values] of scopes) {
    const grant = { clientId: client.id, resourceId, principalId: user, scopes: values };
    await directory.grantForUser(tenant, grant, actor);
  }
}
