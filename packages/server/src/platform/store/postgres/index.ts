// Owns: Postgres on a server: the roles, the pool, and hearing of other processes' commits.
// Refuses: SQL of the rings above; transactions and tenants belong to the store above it.
// Called by: open-store.ts.
export { openPostgres } from './open-postgres.js';
