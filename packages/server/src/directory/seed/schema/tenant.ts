import type { AppId, GroupId, TenantId, UserId } from '@gatehouse/model';
import { z } from 'zod';
import type { SeedExtension } from '../seed-extension.js';
import { applicationSchema, servicePrincipalSchema } from './application.js';
import { guid, instant, list, maybe, name, notYet, strict, text } from './strict.js';

const userShape = {
  id: maybe(guid<UserId>()),
  userPrincipalName: name,
  displayName: maybe(name),
  givenName: maybe(text),
  surname: maybe(text),
  mail: maybe(name),
  jobTitle: maybe(text),
  department: maybe(text),
  officeLocation: maybe(text),
  mobilePhone: maybe(text),
  businessPhones: list(text),
  preferredLanguage: maybe(text),
  usageLocation: maybe(text),
  userType: maybe(z.enum(['Member', 'Guest'])),
  accountEnabled: maybe(z.boolean()),
  createdDateTime: maybe(instant),
};
export type SeedUser = z.output<z.ZodObject<typeof userShape>>;

/** Properties of a user that the format has and a capability must bring. */
const extensionProperties = ['password', 'totpSecret', 'temporaryAccessPass'];

const groupSchema = strict({
  id: maybe(guid<GroupId>()),
  displayName: name,
  description: maybe(text),
  mailNickname: maybe(text),
  securityEnabled: maybe(z.boolean()),
  mailEnabled: maybe(z.boolean()),
  groupTypes: list(z.enum(['Unified', 'DynamicMembership'])),
  /** User principal names, and display names of groups. */
  members: list(name),
  owners: list(name),
});
export type SeedGroup = z.output<typeof groupSchema>;

const grantSchema = strict({
  client: guid<AppId>(),
  resource: guid<AppId>(),
  scope: name,
  consentType: z.enum(['AllPrincipals', 'Principal']),
  principal: maybe(name),
});
export type SeedGrant = z.output<typeof grantSchema>;

const assignmentSchema = strict({
  /** A user principal name, a group's display name or an appId. */
  principal: name,
  resource: guid<AppId>(),
  /** The value or id of an app role; absent for plain access. */
  role: maybe(text),
});

const policiesSchema = strict({ legacy: maybe(strict({ passwordGrant: maybe(z.boolean()) })) });

const plannedSections = [
  'directoryRoles',
  'administrativeUnits',
  'devices',
  'namedLocations',
  'conditionalAccessPolicies',
  'managedIdentities',
  'vaults',
] as const;

/** The schema of a whole seed file, with the user properties that the given extensions bring. */
export function seedSchema(extensions: readonly SeedExtension[]) {
  const brought = Object.fromEntries(
    extensions.map((extension) => [
      extension.property,
      extension.schema.nullish().transform((value) => value ?? undefined),
    ]),
  );
  const user = strict(
    { ...brought, ...userShape },
    extensionProperties.filter((property) => !Object.hasOwn(brought, property)),
  );
  const tenant = strict({
    id: maybe(guid<TenantId>()),
    displayName: maybe(name),
    domains: list(name),
    users: list(user),
    groups: list(groupSchema),
    applications: list(applicationSchema),
    servicePrincipals: list(servicePrincipalSchema),
    oauth2PermissionGrants: list(grantSchema),
    appRoleAssignments: list(assignmentSchema),
    policies: maybe(policiesSchema),
    ...notYet(plannedSections),
  });
  return strict({ tenants: z.array(tenant).max(10_000) });
}

/** One tenant of a seed file, as read. */
export type SeedTenantItem = z.output<ReturnType<typeof seedSchema>>['tenants'][number];
