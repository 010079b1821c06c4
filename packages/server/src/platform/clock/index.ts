// Owns: what time it is. Refuses: formats, schedules. Everyone above `platform` takes a Clock as a parameter.
export { AdjustableClock, type Clock, systemClock } from './clock.js';
