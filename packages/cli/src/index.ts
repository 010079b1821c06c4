// Owns: the `gatehouse` command line: serving, key rotation, moving a store, tenants as code. Refuses: what the platform does (server does it).
// Called by: main.ts, which npm links as `gatehouse`.
export { runCli } from './cli.js';
