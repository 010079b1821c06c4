// Owns: everything the store holds as one file, out of one engine or version and into another.
// Refuses: merging. An import fills an empty store of the same schema, or changes nothing.
// Called by: the command line, for upgrades of the embedded engine and for the way to a served one.
export { exportLogical } from './export-logical.js';
export { importLogical } from './import-logical.js';
