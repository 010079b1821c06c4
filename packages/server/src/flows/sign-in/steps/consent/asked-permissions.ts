import { graphAppId, type PermissionScope, type ServicePrincipal, type ServicePrincipalId } from '@gatehouse/model';
import type { PermissionText } from '@gatehouse/sign-in';
import type { ConsentOffer } from '../../transaction.js';
import type { Stage } from '../step.js';
import { openIdPermissionTexts } from './openid-permissions.data.js';

/** What an application asks for, as the resources publish it. */
export interface AskedPermissions {
  readonly openIdScopes: readonly string[];
  readonly resources: readonly { readonly id: ServicePrincipalId; readonly scopes: readonly PermissionScope[] }[];
  /** In words, the person's own first. */
  readonly texts: readonly PermissionText[];
}

/** Looks up what the offers name. Scopes that a resource no longer publishes are not asked for. */
export async function askedPermissions(
  { deps, transaction }: Stage,
  offers: readonly ConsentOffer[],
): Promise<AskedPermissions> {
  const { account } = transaction;
  const configuration = account === null ? undefined : await deps.directory.configuration(account.tenant);
  const openIdScopes = [...new Set(offers.flatMap((offer) => offer.openIdScopes))];
  const asked = new Map<ServicePrincipal, Set<string>>();
  for (const { resource, scopes } of offers) {
    const servicePrincipal = resource === null ? undefined : configuration?.resource(resource);
    if (servicePrincipal === undefined || scopes.length === 0) continue;
    asked.set(servicePrincipal, new Set([...(asked.get(servicePrincipal) ?? []), ...scopes]));
  }
  const resources = [...asked].map(([{ id, appId, oauth2PermissionScopes: published }, values]) => {
    // Graph publishes the OpenID scopes too; they are asked for once.
    const others = published.filter(({ value }) => appId !== graphAppId || !openIdScopes.includes(value));
    return { id, scopes: others.filter(({ value }) => values.has(value)) };
  });
  return {
    openIdScopes,
    resources,
    texts: [...openIdScopes.map(openIdText), ...resources.flatMap(({ scopes }) => scopes.map(permissionText))],
  };
}

function openIdText(scope: string): PermissionText {
  return openIdPermissionTexts[scope] ?? { title: scope, description: '' };
}

/** The words for people; the administrator's where there are none. */
function permissionText(scope: PermissionScope): PermissionText {
  return {
    title: scope.userConsentDisplayName ?? scope.adminConsentDisplayName,
    description: scope.userConsentDescription ?? scope.adminConsentDescription,
  };
}
