// Owns: who and what: tenants, people, groups, applications, their presence in a tenant, grants and assignments; and the
// compiled configuration of each active tenant, kept true by the journal.
// Refuses: proofs of identity (credentials), decisions (gate), protocols (doors). It knows no password.
// Called by: every ring above. Inside a transaction of the store none of its functions may be called.
export { graphApplication } from './applications/graph-application.js';
export type { Directory, TenantConfiguration, UserStanding } from './directory.js';
export { type DirectoryOptions, openDirectory } from './open-directory.js';
export {
  type AppliedSeed,
  applySeed,
  type LoadedSeed,
  loadSeed,
  type Seed,
  type SeedContext,
  type SeedExtension,
  type SeedFile,
  type SeedProblem,
} from './seed/index.js';
