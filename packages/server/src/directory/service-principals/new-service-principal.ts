import type { Application, ServicePrincipalId, TenantId } from '@gatehouse/model';
import type { StoredServicePrincipal } from './repository.js';

/** The service principal that an application gets in a tenant, before the tenant decides anything about it. */
export function newServicePrincipal(
  application: Pick<Application, 'appId' | 'displayName'>,
  at: { readonly tenant: TenantId; readonly id: ServicePrincipalId; readonly createdAt: number },
): StoredServicePrincipal {
  return {
    id: at.id,
    tenant: at.tenant,
    appId: application.appId,
    displayName: application.displayName,
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    servicePrincipalType: 'Application',
    servicePrincipalNames: [],
    passwordCredentials: [],
    keyCredentials: [],
    owners: [],
    tags: [],
    createdAt: at.createdAt,
  };
}
