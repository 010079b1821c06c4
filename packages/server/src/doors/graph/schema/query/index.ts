// Owns: what a query may ask of entities and how it may be shown, judged by the declaration of their type; and skip tokens.
// Refuses: query text (wire), SQL (platform/store), and which entities or properties a caller may see.
// Called by: the operations of the Graph door that read.
export {
  type CheckedEntityQuery,
  type CheckedQuery,
  checkEntityQuery,
  checkQuery,
  type EntityQueryContext,
  type QueryContext,
} from './check-query.js';
export { createCursor, type Cursor, type CursorBinding } from './cursor.js';
export type { Expandable, Expansion } from './expansion.js';
