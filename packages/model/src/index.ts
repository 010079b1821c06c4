// The nouns everyone says: branded ids, entities, permission ids, the error catalogue, facts.
// Imports nothing. Refuses behaviour: decisions live in `policy`, formats in `wire`.
export type { AdministrativeUnit } from './directory/administrative-unit.js';
export type { Device } from './directory/device.js';
export type { CustomSecurityAttributes, FurtherProperties } from './directory/further-properties.js';
export { type Fact, known, unknown } from './facts.js';
export type { Brand } from './ids/brand.js';
export {
  type AdministrativeUnitId,
  type AppId,
  type ApplicationId,
  type CorrelationId,
  type CredentialId,
  type DeviceId,
  type GrantFamilyId,
  type GroupId,
  isGuid,
  isNilGuid,
  type OwnerId,
  type PermissionId,
  parseGuid,
  type RequestId,
  type ServicePrincipalId,
  type SessionId,
  type TenantId,
  type UserId,
} from './ids/ids.js';
export type {
  AppRole,
  Application,
  FederatedIdentityCredential,
  KeyCredential,
  OptionalClaim,
  PasswordCredential,
  PermissionScope,
  RequiredResourceAccess,
  SignInAudience,
} from './directory/application.js';
export type { Group } from './directory/group.js';
export {
  type AppRoleAssignment,
  defaultAccessRoleId,
  type PermissionGrant,
  type ServicePrincipal,
} from './directory/service-principal.js';
export { consumersTenantId, type Tenant, type VerifiedDomain } from './directory/tenant.js';
export type { User } from './directory/user.js';
export type { Condition, ObjectPage, ObjectQuery, QueryComparison, QueryPlace, QueryValue } from './query/condition.js';
export {
  assignableRoles,
  builtInRole,
  builtInRoles,
  type RoleAssignment,
  type RoleDefinition,
  type RolePermission,
  roleTemplateIds,
} from './directory-roles/index.js';
export { describePermission, type PermissionWords } from './permissions/describe-permission.js';
export { type GraphPermission, graphPermission, graphPermissions } from './permissions/graph-permissions.js';
export { graphAppId, graphResourceUri, type OpenIdScope, openIdScopes } from './permissions/well-known.data.js';
export {
  type CatalogueRow,
  type ErrorCode,
  errorCodes,
  errorRow,
  parseErrorCode,
  publicSentence,
  type Refusal,
  refuse,
} from './errors/catalogue.js';
