// Owns: Postgres inside this process, on a folder no other process may open, with commits that survive a crash and a power cut.
// Refuses: SQL of its own beyond upkeep; schema, tenants and transactions belong to the store above it.
// Called by: open-store.ts.
export { prepareArchive } from './database-host.js';
export { EmbeddedEngine, type EmbeddedOptions } from './embedded-engine.js';
export { archivePath } from './prepared-archive.js';
