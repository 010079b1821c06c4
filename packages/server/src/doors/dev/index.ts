// Owns: the development controls under /gatehouse/v1/dev: the clock, injected faults, the token forge.
// Refuses: to exist outside `--dev` on loopback. Called by: compose.ts, which lists its routes only then.
export { type DevDoorDeps, devRoutes } from './dev-controls.js';
export { createFaults, type FaultPlace, type Faults } from './faults.js';
