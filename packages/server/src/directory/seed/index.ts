// Owns: tenants as code: reads seed files, says in full what is wrong with them, says what they would change, and makes the store say
// what they say. Maps exports of an Entra tenant to seed files.
// Refuses: taking away what nobody asked to have taken away, and the meaning of what capabilities bring to a user (see SeedExtension).
// Called by: the service at start (`--seed`), and `gatehouse apply`, `diff` and `import entra`, through the directory's index.
export { type AppliedSeed, applySeed, planSeed, type SeedContext } from './apply-seed.js';
export type { DescribedPlan } from './describe-plan.js';
export { type ImportedEntra, importEntra } from './entra/import-entra.js';
export { type LoadedSeed, loadSeed, type Seed } from './load-seed.js';
export type { SeedExtension } from './seed-extension.js';
export type { SeedFile, SeedProblem } from './seed-source.js';
export type { PlannedChange, PlannedProperty } from './planned-change.js';
