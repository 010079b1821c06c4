import type { GraphResource } from '../../resource.js';
import { type EntityType, many, one } from '../../schema/index.js';
import { roleAssignmentOperations, roleAssignmentType } from './role-assignments.js';
import { roleDefinitionOperations, roleDefinitionType } from './role-definitions.js';

const roleManagementType: EntityType = {
  name: 'roleManagement',
  base: 'entity',
  properties: [],
  navigations: [one('directory', 'rbacApplication', { contained: true })],
};

const rbacApplicationType: EntityType = {
  name: 'rbacApplication',
  base: 'entity',
  properties: [],
  navigations: [
    many('roleAssignments', 'unifiedRoleAssignment', { contained: true }),
    many('roleDefinitions', 'unifiedRoleDefinition', { contained: true }),
  ],
};

/** Roles, built in and of the tenant's own, and who holds them where (Microsoft Graph documentation: rbacApplication). */
export const roleManagement: GraphResource = {
  name: 'role management',
  types: [roleManagementType, rbacApplicationType, roleDefinitionType, roleAssignmentType],
  singletons: { roleManagement: 'roleManagement' },
  operations: [...roleDefinitionOperations, ...roleAssignmentOperations],
};
