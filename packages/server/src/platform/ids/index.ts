// Owns: fresh ids and randomness. Refuses: meaning. Everyone above `platform` takes Ids as a parameter.
export { type Ids, systemIds } from './ids.js';
