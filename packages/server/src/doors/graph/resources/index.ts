// The resources of the Graph door: one folder and one line each.
import type { GraphResource } from '../resource.js';
import { administrativeUnits } from './administrative-units/resource.js';
import { applications } from './applications/resource.js';
import { appRoleAssignments } from './app-role-assignments/resource.js';
import { attributeSets } from './attribute-sets/resource.js';
import { customSecurityAttributeDefinitions } from './custom-security-attribute-definitions/resource.js';
import { auditLogs } from './audit-logs/resource.js';
import { deletedItems } from './deleted-items/resource.js';
import { devices } from './devices/resource.js';
import { directoryObjects } from './directory-objects/resource.js';
import { directoryRoles } from './directory-roles/resource.js';
import { domains } from './domains/resource.js';
import { groupSettings } from './group-settings/resource.js';
import { groups } from './groups/resource.js';
import { userRelations } from './user-relations/resource.js';
import { invitations } from './invitations/resource.js';
import { oauth2PermissionGrants } from './oauth2-permission-grants/resource.js';
import { openExtensions } from './open-extensions/resource.js';
import { organization } from './organization/resource.js';
import { photos } from './photos/resource.js';
import { riskDetections } from './risk-detections/resource.js';
import { roleManagement } from './role-management/resource.js';
import { schemaExtensions } from './schema-extensions/resource.js';
import { servicePrincipals } from './service-principals/resource.js';
import { users } from './users/resource.js';
import { appManagementPolicies } from './app-management-policies/resource.js';
import { authenticationContexts } from './authentication-contexts/resource.js';
import { authenticationMethodsPolicy } from './authentication-methods-policy/resource.js';
import { authenticationStrengths } from './authentication-strengths/resource.js';
import { authorizationPolicy } from './authorization-policy/resource.js';
import { conditionalAccess } from './conditional-access/resource.js';
import { crossTenantAccess } from './cross-tenant-access/resource.js';
import { definitionPolicies } from './definition-policies/resource.js';
import { namedLocations } from './named-locations/resource.js';
import { permissionGrantPolicies } from './permission-grant-policies/resource.js';
import { tenantPolicies } from './tenant-policies/resource.js';

/** Every resource of Graph that is here. */
export const resources: readonly GraphResource[] = [
  users,
  userRelations,
  groups,
  servicePrincipals,
  appRoleAssignments,
  oauth2PermissionGrants,
  directoryObjects,
  deletedItems,
  devices,
  administrativeUnits,
  applications,
  directoryRoles,
  roleManagement,
  photos,
  organization,
  domains,
  invitations,
  schemaExtensions,
  openExtensions,
  attributeSets,
  customSecurityAttributeDefinitions,
  authorizationPolicy,
  definitionPolicies,
  appManagementPolicies,
  permissionGrantPolicies,
  tenantPolicies,
  authenticationMethodsPolicy,
  authenticationStrengths,
  crossTenantAccess,
  conditionalAccess,
  namedLocations,
  authenticationContexts,
  auditLogs,
  riskDetections,
  groupSettings,
];
