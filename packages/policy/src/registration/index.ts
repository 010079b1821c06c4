// Owns: the yes or no of a registration's values: audiences, redirect URIs, identifier URIs, permissions, credentials, user names.
// Refuses: storage, and who may write (that is a permission). Called by the seed and by every door that writes the directory.
export { admitsPersonalAccounts, isMultiTenant, mayBePresentIn } from './audience.js';
export { federatedCredentialProblems } from './credentials.js';
export {
  type ExtensionProperty,
  extensionDataTypes,
  extensionPropertyName,
  extensionPropertyProblems,
  extensionTargets,
} from './extension-property.js';
export { enabledRemovalProblems } from './permission-removal.js';
export {
  type InstanceLock,
  type LockableProperties,
  type LockedProperty,
  lockedProperty,
} from './instance-lock.js';
export type { Problem } from './problem.js';
export type { RegistrationFacts } from './registration-facts.js';
export {
  type JudgedServicePrincipal,
  type ServicePrincipalFacts,
  servicePrincipalProblems,
} from './service-principal-problems.js';
export { domainOfUserName, isDomainName, userNameFault } from './user-name.js';
export { validateApplication } from './validate-application.js';
