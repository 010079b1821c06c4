import {
  countServicePrincipals,
  findServicePrincipal,
  pageServicePrincipals,
  type StoredServicePrincipal,
} from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import type { GraphCall } from '../resource.js';
import { securityAttributeFields, securityAttributeProperty, shownSecurityAttributes } from './security-attributes.js';
import { servicePrincipalEntity, servicePrincipalType } from './service-principal.js';

/** `/servicePrincipals`. */
export const servicePrincipalSet: EntitySet<StoredServicePrincipal> = {
  name: 'servicePrincipals',
  type: servicePrincipalType,
  place: 'servicePrincipal',
  render: (principal, call) => ({
    ...servicePrincipalEntity(principal, call.configuration.knownApplication(principal.appId), !isOfMany(call)),
    customSecurityAttributes: shownSecurityAttributes('servicePrincipals', principal, call),
  }),
  find: (id) => findServicePrincipal(id),
  page: (query, call, within) =>
    pageServicePrincipals(query, call.configuration, within, securityAttributeFields(call)),
  count: (condition, call, within) =>
    countServicePrincipals(condition, call.configuration, within, securityAttributeFields(call)),
  openProperty: (call) => securityAttributeProperty(call, 'servicePrincipals'),
};

/** Whether several service principals are listed: certificates are shown of one (Microsoft Graph documentation: keyCredential). */
function isOfMany({ request, params }: GraphCall): boolean {
  return ['GET', 'HEAD'].includes(request.method) && params.servicePrincipal === undefined;
}
