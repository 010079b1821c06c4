// Owns: the query options of OData 4.01 as Microsoft Graph uses them, from text to a syntax tree, with limits on size and depth.
// Refuses: which properties a resource has, what types they have, which of them may be filtered or sorted by, and SQL.
// Called by: the Graph door, which hands the tree to a resource.

/** The nodes of a `$filter`. */
export {
  type ComparisonOperator,
  comparisonOperators,
  type Filter,
  type Lambda,
  type Literal,
  type Operand,
  type Path,
  type PropertyPath,
  type TextFunction,
  textFunctions,
} from './filter.js';
export { type InvalidQuery, invalidQueryMessage, parseQueryOptions, type QueryOptions } from './query-options.js';
export type { ExpandItem, ExpandOptions, OrderbyItem } from './read-lists.js';
export type { Search } from './search.js';
