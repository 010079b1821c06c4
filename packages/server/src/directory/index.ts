// Owns: who and what: tenants, people, groups, applications, their presence in a tenant, grants and assignments; and the
// compiled configuration of each active tenant, kept true by the journal.
// Refuses: proofs of identity (credentials), decisions (gate), protocols (doors). It knows no password.
// Called by: every ring above. Inside a transaction of the store none of its functions may be called.
export { graphApplication } from './applications/graph-application.js';
export type { Directory, HeldRole, TenantConfiguration, UserStanding } from './directory.js';
export {
  type Author,
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  type RefusalReason,
  refused,
} from './operation.js';
export { followedBy } from './compose-operations.js';
export { type AlternateKey, findIdByKey } from './objects/find-by-key.js';
export {
  countRelatedObjects,
  type DirectoryObject,
  objectsAround,
  readObjects,
  readRelatedObjects,
  readRelatedOfEach,
} from './objects/read-objects.js';
export { countAudits, findAudit, pageAudits } from './journal-reads/read-audits.js';
export { changesOf, lastSequence } from './journal-reads/read-journal.js';
export type { AuditRow, AuditTarget, JournalRow } from './journal-reads/repository.js';
export { relatedIds } from './relations/related-ids.js';
export type { ObjectReference, ObjectType, RelatedTo, Relation } from './relations/repository.js';
export { passwordFacts } from './users/password-facts.js';
export { findUser } from './users/read-users.js';
export {
  countApplications,
  findApplication,
  pageApplications,
} from './applications/read-applications.js';
export { type ApplicationDraft, changeApplication, createApplication } from './applications/change-applications.js';
export { type BlankApplication, blankApplication } from './applications/new-application.js';
export { addApplicationOwner, removeApplicationOwner } from './applications/application-owners.js';
export { type NewSecret, newClientSecret, type SecretWishes } from './application-credentials/client-secret.js';
export { type GivenKey, keyCredentialOf } from './application-credentials/key-credential.js';
export {
  changeFederatedCredential,
  createFederatedCredential,
  type FederatedCredentialDraft,
  federatedCredentialOf,
  removeFederatedCredential,
} from './applications/federated-credentials.js';
export {
  createExtensionProperty,
  deleteExtensionProperty,
  listExtensionProperties,
} from './applications/extension-properties.js';
export {
  countServicePrincipals,
  findServicePrincipal,
  pageServicePrincipals,
} from './service-principals/read-service-principals.js';
export type { StoredServicePrincipal } from './service-principals/repository.js';
export {
  addServicePrincipal,
  editServicePrincipal,
  removeServicePrincipal,
} from './service-principals/change-service-principals.js';
export {
  addServicePrincipalOwner,
  removeServicePrincipalOwner,
} from './service-principals/service-principal-owners.js';
export { type AssignmentDraft, createAssignment, deleteAssignmentOf } from './grants/change-assignments.js';
export {
  changePermissionGrant,
  createPermissionGrant,
  deletePermissionGrant,
} from './grants/change-permission-grants.js';
export {
  createPermissionClassification,
  type PermissionClassification,
  permissionClassificationKind,
} from './grants/permission-classifications.js';
export {
  assignmentsOfEach,
  countAssignments,
  countPermissionGrants,
  findAssignment,
  findPermissionGrant,
  pageAssignments,
  pagePermissionGrants,
} from './grants/read-grants.js';
export type { NamedAssignment } from './grants/repository.js';
export { createRoleAssignment, type RoleAssignmentDraft, removeRoleAssignment } from './roles/change-roles.js';
export {
  changeRole,
  createRole,
  type CustomRoleDraft,
  findRole,
  type KnownRole,
  listRoles,
  removeRole,
} from './roles/custom-roles.js';
export {
  countRoleAssignments,
  listRoleAssignments,
  pageRoleAssignments,
  readAssignments,
  rolesHeldDirectly,
} from './roles/read-roles.js';
export type { RoleAssignmentFilter, StoredRoleAssignment } from './roles/repository.js';
export {
  addRegisteredOwner,
  addRegisteredUser,
  changeDevice,
  createDevice,
  type DeviceDraft,
  removeDevice,
  removeRegisteredOwner,
  removeRegisteredUser,
} from './devices/change-devices.js';
export { countDevices, findDevice, pageDevices } from './devices/read-devices.js';
export {
  addUnitMember,
  changeUnit,
  createUnit,
  isUnitMember,
  removeUnitMember,
  type UnitDraft,
} from './administrative-units/change-units.js';
export { countUnits, findUnit, pageUnits } from './administrative-units/read-units.js';
export { createDynamicGroups, type DynamicGroups, type DynamicGroupsDeps } from './dynamic-groups/dynamic-groups.js';
export { findGroup, pageGroups } from './groups/read-groups.js';
export { changeUser, createUser, revokeSignInSessions, type UserDraft } from './users/change-users.js';
export {
  addGroupMembers,
  addGroupOwner,
  changeGroup,
  createGroup,
  type GroupDraft,
  removeGroupMember,
  removeGroupOwner,
} from './groups/change-groups.js';
export {
  createDocument,
  type DocumentKind,
  deleteDocument,
  documentsAssignedTo,
  findDocument,
  listDocuments,
} from './documents/change-documents.js';
export type { StoredDocument } from './documents/repository.js';
export {
  type AdminConsentRequestPolicy,
  adminConsentRequestPolicy,
} from './policies/consent-requests.js';
export { appManagementOf, appManagementPolicies, defaultAppManagementPolicy } from './policies/app-management.js';
export { assignPolicy, pageAssignees, unassignPolicy } from './policies/assignments.js';
export { type AuthenticationContext, authenticationContexts } from './policies/authentication-contexts.js';
export { authenticationFlowsPolicy } from './policies/authentication-flows.js';
export { authenticationMethodsPolicy, methodConfigurations } from './policies/authentication-methods.js';
export { authenticationStrengths } from './policies/authentication-strengths.js';
export { type AuthorizationPolicy, authorizationPolicy } from './policies/authorization.js';
export { changePolicy, createPolicy, deletePolicy, putPolicy } from './policies/change-policies.js';
export { conditionalAccessPolicies, policiesNaming } from './policies/conditional-access.js';
export {
  crossTenantAccessPolicy,
  crossTenantDefault,
  type CrossTenantPartner,
  crossTenantPartners,
} from './policies/cross-tenant-access.js';
export { type DefinitionPolicy, definitionPolicies } from './policies/definition-policies.js';
export { groupSettings, passwordRulesOf } from './policies/group-settings.js';
export { namedLocations } from './policies/named-locations.js';
export { permissionGrantPolicies } from './policies/permission-grants.js';
export type { PolicyKind, SingletonKind } from './policies/policy-kind.js';
export { securityDefaults } from './policies/security-defaults.js';
export { changeSingleton, readSingleton } from './policies/singletons.js';
export {
  deletedFor,
  deleteObject,
  expiredDeletions,
  findDeleted,
  listDeleted,
  purgeObject,
  restoreObject,
} from './deleted-objects/delete-objects.js';
export type { DeletedObject } from './deleted-objects/repository.js';
export { changeOrganization, findOrganization } from './tenants/organization.js';
export {
  addDomain,
  changeDomain,
  type Domain,
  type DomainChange,
  type DomainSettings,
  findDomain,
  listDomains,
  verifyDomain,
} from './tenants/domains.js';
export { domainReferences, removeDomain } from './tenants/remove-domain.js';
export {
  acceptInvitation,
  type AcceptedInvitation,
  guestOfAccount,
  type HomeAccount,
  homeOfGuest,
  invitedGuest,
} from './invitations/accept-invitation.js';
export {
  inviteGuest,
  type InvitationDraft,
  type MadeInvitation,
  resetRedemption,
} from './invitations/invite-guest.js';
export { externalStateOf, type ExternalUserState, type Invitation } from './invitations/invitation.js';
export type { ExternalIdentity } from './invitations/repository.js';
export {
  type AskedExtended,
  countExtendedGroups,
  countExtendedUsers,
  pageExtendedGroups,
  pageExtendedUsers,
} from './extensions/ask-extended.js';
export { extensionValuesObjection, isExtensionName } from './extensions/extension-values.js';
export type { ValueField } from './extensions/repository.js';
export {
  changeSchemaExtension,
  createSchemaExtension,
  deleteSchemaExtension,
  findSchemaExtension,
  listSchemaExtensions,
  type SchemaExtension,
  type SchemaExtensionDraft,
  type SchemaPropertyType,
  type StoredSchemaExtension,
} from './extensions/schema-extension.js';
export {
  changeOpenExtension,
  createOpenExtension,
  deleteOpenExtension,
  type ExtendedObject,
  findOpenExtension,
  listOpenExtensions,
  type OpenExtension,
  type StoredOpenExtension,
} from './extensions/open-extensions.js';
export {
  type AttributeSet,
  changeAttributeSet,
  createAttributeSet,
  findAttributeSet,
  listAttributeSets,
} from './security-attributes/attribute-sets.js';
export {
  type AllowedValue,
  type AttributeDefinition,
  changeAttributeDefinition,
  createAttributeDefinition,
  definitionId,
  findAttributeDefinition,
  listAttributeDefinitions,
  longestAttributeValue,
  withAllowedValues,
} from './security-attributes/attribute-definitions.js';
export {
  mostAttributeValues,
  withSecurityAttributes,
} from './security-attributes/assigned-attributes.js';
export { type TargetStanding, targetStanding } from './authority/target-standing.js';
export { type DirectoryOptions, openDirectory } from './open-directory.js';
export {
  type AppliedSeed,
  applySeed,
  type DescribedPlan,
  type ImportedEntra,
  importEntra,
  type LoadedSeed,
  loadSeed,
  type PlannedChange,
  type PlannedProperty,
  planSeed,
  type Seed,
  type SeedContext,
  type SeedExtension,
  type SeedFile,
  type SeedProblem,
} from './seed/index.js';
export { type ExportedTenants, exportTenants, type ExportNote, renderSeed } from './tenant-export/index.js';
