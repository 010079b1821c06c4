// Owns: what a tenant may say about access across tenants. Refuses: its effect. Called by: the directory's policies.
export {
  type CrossTenantConfiguration,
  type CrossTenantSetting,
  type CrossTenantTarget,
  crossTenantProblems,
  crossTenantReferences,
} from './cross-tenant-configuration.js';
