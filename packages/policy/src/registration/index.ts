// Owns: the yes or no of a registration's values: audiences, redirect URIs, identifier URIs, permissions, credentials, user names.
// Refuses: storage, and who may write (that is a permission). Called by the seed and by every door that writes the directory.
export { admitsPersonalAccounts, isMultiTenant, mayBePresentIn } from './audience.js';
export { federatedCredentialProblems } from './credentials.js';
export type { Problem } from './problem.js';
export type { RegistrationFacts } from './registration-facts.js';
export { domainOfUserName, isDomainName, userNameFault } from './user-name.js';
export { validateApplication } from './validate-application.js';
