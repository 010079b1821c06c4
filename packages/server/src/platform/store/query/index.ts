// Owns: the way from a query over stored objects to SQL, on indexes alone: what no index serves is tried on a bounded number of rows.
// Refuses: names and values it was not told of in a shape; OData; rights. No text of a query ever stands in the SQL.
// Called by: `repository.ts` files, which declare how their objects lie in tables (`Shape`) and run what they get.
export { compileCount, type CompiledCount, type ObjectCount } from './compile-count.js';
export { compilePage, type CompiledPage } from './compile-page.js';
export type { QueryContext } from './narrow.js';
export type {
  Bind,
  CollectionField,
  Field,
  Fields,
  JsonField,
  ListField,
  PlainField,
  RelatedField,
  ScalarField,
  Shape,
  Sql,
  TextField,
} from './shape.js';
