// Owns: what a request body may say of an entity, judged by its type's declaration alone, and the form in which its values are kept.
// Refuses: JSON text, merging with what is stored, rules between properties, and who may write what.
// Called by: the operations of the Graph door that write.
export { type BodyExtras, type ReadBody, readBody } from './read-body.js';
export type { BodyValue } from './body-value.js';
