// Owns: what a tenant demands of the secrets, certificates and identifier URIs of its applications: which restrictions may stand in a
// policy, and whether a change breaks them.
// Refuses: storage, and any say over tokens: what was added before stays good.
// Called by: the directory, which stores the policies; whoever writes credentials asks `checkAppManagement` first.
export type {
  AppManagementPolicy,
  CredentialRestriction,
  ExcludedActors,
  IdentifierUriRestriction,
  IdentifierUriRestrictions,
  TenantAppManagementPolicy,
} from './app-management-policy.js';
export { appManagementProblems, tenantAppManagementProblems } from './app-management-problems.js';
export { keyRestrictionTypes, passwordRestrictionTypes } from './app-management-policy.js';
export { type AppManagementInput, type AppManagementViolation, checkAppManagement } from './check-app-management.js';
