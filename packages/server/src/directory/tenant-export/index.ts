// Owns: tenants as a seed tells them: everything of a tenant that a seed can say, in one order, with names where a seed uses names.
// Refuses: secrets, which leave no store, and what only time makes: sessions, records, deleted objects.
// Called by: `gatehouse export`, through the directory's index. A seed that it made, applied to an empty store, gives the same again.
export { type ExportedTenants, exportTenants, type ExportNote } from './export-tenants.js';
export { renderSeed } from './render-seed.js';
