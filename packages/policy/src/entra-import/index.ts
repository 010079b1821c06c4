// Owns: what becomes of the objects of an Entra tenant here: which properties a seed keeps, which are lost, and why.
// Refuses: reading files, and checking seeds. It stands among the decisions because that is what it is: what to keep of somebody else's
// tenant, as a function of the files alone; the command line may import it no less than the server.
// Called by: the directory's seeds, which check what comes of it; `gatehouse import entra` through them.
export type { EntraFile, EntraKind, Loss } from './entra-export.js';
export type { KnownApplication } from './entra-names.js';
export { type EntraFacts, mapEntraExport, type MappedExport } from './map-entra-export.js';
export type { SeedItem } from './mapping.js';
