// Formats: bytes and text to values and back. Refuses decisions and I/O.
export { type Parameters, parseParameters } from './form/parameters.js';
