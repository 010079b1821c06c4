import type { TenantId } from '@gatehouse/model';
import { z } from 'zod';
import type { SeedExtension } from '../seed-extension.js';
import { administrativeUnitSchema } from './administrative-unit.js';
import { applicationSchema, servicePrincipalSchema } from './application.js';
import { conditionalAccessPolicySchema, namedLocationSchema } from './conditional-access.js';
import { deviceSchema } from './device.js';
import { domainSchema, organizationSchema } from './domain.js';
import {
  attributeDefinitionSchema,
  attributeSetSchema,
  roleDefinitionSchema,
  schemaExtensionSchema,
} from './extension-definitions.js';
import { groupSchema } from './group.js';
import { policiesSchema } from './policies.js';
import { assignmentSchema, directoryRoleSchema, grantSchema } from './permissions.js';
import { guid, list, maybe, name, notYet, strict } from './strict.js';
import { userSchema } from './user.js';

const plannedSections = ['managedIdentities', 'vaults'] as const;

/** The schema of a whole seed file, with the user properties that the given extensions bring. */
export function seedSchema(extensions: readonly SeedExtension[]) {
  const tenant = strict({
    id: maybe(guid<TenantId>()),
    displayName: maybe(name),
    /** Whether the file says all there is: what it does not name of this tenant counts as drift. */
    isComplete: maybe(z.boolean()),
    domains: list(domainSchema),
    organization: maybe(organizationSchema),
    users: list(userSchema(extensions)),
    groups: list(groupSchema),
    devices: list(deviceSchema),
    applications: list(applicationSchema),
    servicePrincipals: list(servicePrincipalSchema),
    oauth2PermissionGrants: list(grantSchema),
    appRoleAssignments: list(assignmentSchema),
    administrativeUnits: list(administrativeUnitSchema),
    roleDefinitions: list(roleDefinitionSchema),
    directoryRoles: list(directoryRoleSchema),
    schemaExtensions: list(schemaExtensionSchema),
    attributeSets: list(attributeSetSchema),
    customSecurityAttributeDefinitions: list(attributeDefinitionSchema),
    namedLocations: list(namedLocationSchema),
    conditionalAccessPolicies: list(conditionalAccessPolicySchema),
    policies: maybe(policiesSchema),
    ...notYet(plannedSections),
  });
  return strict({ tenants: z.array(tenant).max(10_000) });
}

/** One tenant of a seed file, as read. */
export type SeedTenantItem = z.output<ReturnType<typeof seedSchema>>['tenants'][number];
