// Owns: everything that follows from an entity type's declaration alone: what bodies may hold, what may be asked, what is shown, and
// what the metadata says.
// Refuses: routes, permissions, stored objects, and rules between properties.
// Called by: the Graph door and its resources.
export {
  type BodyExtras,
  type BodyValue,
  type ReadBody,
  readBody,
} from './body/index.js';
export { noOpenProperty, type OpenProperty, propertiesOf } from './declared-properties.js';
export type {
  ComplexType,
  EntityType,
  EnumType,
  FilterOperator,
  Navigation,
  PrimitiveType,
  Property,
  PropertyQuery,
  ValueType,
} from './entity-type.js';
export {
  type ApiDescription,
  csdl,
  type EntityReference,
  type OperationDescription,
  openApi,
  type PathDescription,
  type QueryOptionName,
  type ReturnDescription,
  type ServiceDescription,
  type SetDescription,
} from './metadata/index.js';
export { type JsonObject, project } from './project.js';
export {
  binary,
  choice,
  choices,
  complex,
  complexes,
  complexType,
  duration,
  enumType,
  filters,
  flag,
  guid,
  guids,
  instant,
  long,
  many,
  type NavigationOptions,
  one,
  type PropertyOptions,
  text,
  texts,
  whole,
} from './properties.js';
export {
  type CheckedEntityQuery,
  type CheckedQuery,
  checkEntityQuery,
  checkQuery,
  createCursor,
  type Cursor,
  type CursorBinding,
  type EntityQueryContext,
  type Expandable,
  type Expansion,
  type QueryContext,
} from './query/index.js';
export { qualifiedName } from './type-names.js';
