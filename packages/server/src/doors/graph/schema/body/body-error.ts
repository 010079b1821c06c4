import { type GraphError, type GraphErrorDetail, graphError } from '../../graph-error.js';
import { resourceName } from '../type-names.js';

/** Where in a body something stands. */
export interface Place {
  /** The type that has the property, as declared: `appRole`. */
  readonly owner: string;
  /** The properties on the way, the last one included. */
  readonly path: readonly string[];
  /** Part of something that is made anew: a new entity, or an element of a collection. */
  readonly fresh: boolean;
  /** Nothing of what was given may be repeated in an answer. */
  readonly secret: boolean;
}

// The sentences are those that Graph's directory answers, as its users report them.

function badRequest(message: string, details?: readonly GraphErrorDetail[]): GraphError {
  const error = graphError(400, 'Request_BadRequest', message);
  return details === undefined ? error : { ...error, details };
}

export function unreadableBody(body: unknown): GraphError {
  const message =
    body === undefined || body === ''
      ? 'Empty Payload. JSON content expected.'
      : 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';
  return graphError(400, 'BadRequest', message);
}

export function unknownProperty(name: string): GraphError {
  const shown = name.slice(0, 128);
  return name.startsWith('extension_')
    ? badRequest(`The following extension properties are not available: ${shown}.`)
    : badRequest(`Invalid property '${shown}'.`);
}

export function readOnlyProperty(name: string): GraphError {
  return badRequest(`Property '${name}' is read-only and cannot be set.`);
}

export function missingValue(name: string, owner: string): GraphError {
  return badRequest(`A value is required for property '${name}' of resource '${resourceName(owner)}'.`);
}

export function invalidValue(
  { path, owner }: Pick<Place, 'path' | 'owner'>,
  code: GraphErrorDetail['code'] = 'InvalidValue',
) {
  const message = `Invalid value specified for property '${path.at(-1) ?? ''}' of resource '${resourceName(owner)}'.`;
  return badRequest(message, [{ code, message, target: path.join('.') }]);
}

export function duplicateValue({ path }: Pick<Place, 'path'>): GraphError {
  const message = 'Request contains a property with duplicate values.';
  return badRequest(message, [{ code: 'InvalidValue', message, target: path.join('.') }]);
}

export function tooManyBinds(most: number): GraphError {
  return badRequest(`No more than ${most} relationships can be set in one request.`);
}

/** The words of OData's JSON reader, which Graph passes on. */
export function unconvertible(given: unknown, typeName: string, place: Place): GraphError {
  if (place.secret) return invalidValue(place);
  return badRequest(`Cannot convert the literal '${String(given).slice(0, 64)}' to the expected type '${typeName}'.`);
}

export function unexpectedNode(
  given: unknown,
  expected: 'PrimitiveValue' | 'StartObject' | 'StartArray',
  place: Place,
) {
  const found = Array.isArray(given)
    ? 'StartArray'
    : typeof given === 'object' && given !== null
      ? 'StartObject'
      : 'PrimitiveValue';
  const name = place.path.at(-1) ?? '';
  return badRequest(
    `An unexpected '${found}' node was found for property named '${name}' when reading from the JSON reader. A '${expected}' node was expected.`,
  );
}

export function unexpectedNull(typeName: string, { path }: Place): GraphError {
  const type = `${typeName}[Nullable=False]`;
  return badRequest(
    `A null value was found for the property named '${path.at(-1) ?? ''}', which has the expected type '${type}'. The expected type '${type}' does not allow null values.`,
  );
}

export function nullElement(): GraphError {
  return badRequest(
    'A null value was detected in the items of a collection property value; non-nullable instances of collection types do not support null values as items.',
  );
}

export function incompatibleType(given: string, expected: string): GraphError {
  return badRequest(
    `A value was encountered that has a type name that is incompatible with the metadata. The value specified its type as '${given.slice(0, 128)}', but the type specified in the metadata is '${expected}'.`,
  );
}
