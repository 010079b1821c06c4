// Owns: tenants as code: reads seed files, says in full what is wrong with them, and makes the store say what they say.
// Refuses: taking anything away, and the meaning of what capabilities bring to a user (see SeedExtension).
// Called by: the service at start (`--seed`) and `gatehouse apply`, through the directory's index.
export { type AppliedSeed, applySeed, type SeedContext } from './apply-seed.js';
export { type LoadedSeed, loadSeed, type Seed } from './load-seed.js';
export type { SeedExtension } from './seed-extension.js';
export type { SeedFile, SeedProblem } from './seed-source.js';
