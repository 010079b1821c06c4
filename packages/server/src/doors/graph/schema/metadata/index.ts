// Owns: what the service says of itself, from declarations: `$metadata` as CSDL XML and the OpenAPI document of all paths.
// Refuses: routes and permissions, which it is told as plain data. Called by: the Graph door.
export { csdl } from './csdl.js';
export { type ApiDescription, openApi, type PathDescription, type QueryOptionName } from './openapi.js';
export type {
  EntityReference,
  OperationDescription,
  ReturnDescription,
  ServiceDescription,
  SetDescription,
} from './operation-description.js';
