// Owns: checks of JSON values against a shape, with a reason for each place that does not fit.
// Refuses: reading text. Called by: the definitions of policies, which arrive as JSON inside JSON.
export {
  type Check,
  type JsonRecord,
  any,
  flag,
  isRecord,
  listOf,
  literal,
  member,
  optional,
  record,
  repeated,
  text,
  word,
} from './strict-json.js';
