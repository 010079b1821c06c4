// Owns: the Graph-shaped management API: from a resource's declaration to routes, checks and answers.
// Refuses: decisions (policy/permission), rows (directory). Called by: compose.ts.
export { graphRoutes } from './graph-door.js';
export type { GraphDoorDeps } from './graph-door-deps.js';
