import { type GraphError, graphError } from '../../graph-error.js';
import { qualifiedName, resourceName } from '../type-names.js';

// The sentences are those that Graph documents or that its users report. `BadRequest` comes from reading the query by the metadata,
// `Request_…` from the directory behind.

/** The options in which a property is named, each with its own words before the reason. */
const introductions = {
  $filter: 'Invalid filter clause: ',
  $select: 'Parsing OData Select and Expand failed: ',
  $orderby: '',
  $search: '',
} as const;

export type NamingOption = keyof typeof introductions;

function badRequest(message: string): GraphError {
  return graphError(400, 'BadRequest', message);
}

function unsupported(message: string): GraphError {
  return graphError(400, 'Request_UnsupportedQuery', message);
}

export function unknownProperty(name: string, typeName: string, option: NamingOption): GraphError {
  return badRequest(
    `${introductions[option]}Could not find a property named '${name.slice(0, 128)}' on type '${qualifiedName(typeName)}'.`,
  );
}

export function unsupportedClause(name: string, owner: string): GraphError {
  return unsupported(
    `Unsupported or invalid query filter clause specified for property '${name}' of resource '${resourceName(owner)}'.`,
  );
}

/** Microsoft Graph documentation: error handling for advanced queries on directory objects. */
export function advancedOnly(operator: string): GraphError {
  return unsupported(
    `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
  );
}

export function searchWithoutHeader(): GraphError {
  return unsupported(
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  );
}

export function unsupportedSearch(): GraphError {
  return unsupported('An unsupported property was specified.');
}

export function unsupportedQuery(): GraphError {
  return unsupported('Unsupported Query.');
}

export function unsupportedLambda(): GraphError {
  return badRequest('Filter not supported.');
}

export function incompatibleOperands(left: string, right: string, kind: string): GraphError {
  return badRequest(
    `Invalid filter clause: A binary operator with incompatible types was detected. Found operand types '${left}' and '${right}' for operator kind '${kind}'.`,
  );
}

export function unknownWord(word: string): GraphError {
  return badRequest(
    `Invalid filter clause: The string '${word.slice(0, 64)}' is not a valid enumeration type constant.`,
  );
}

export function noSuchFunction(name: string): GraphError {
  return badRequest(
    `Invalid filter clause: No function signature for the function with name '${name}' matches the specified arguments. The function signatures considered are: ${name}(Edm.String Nullable=true, Edm.String Nullable=true).`,
  );
}

export function unsupportedSort(name: string, typeName: string): GraphError {
  return unsupported(`Unsupported sort property '${name}' for '${resourceName(typeName)}'.`);
}

export function sortNotSupported(): GraphError {
  return unsupported('Sorting not supported for current query.');
}

export function skipNotSupported(): GraphError {
  return graphError(400, 'Request_BadRequest', "'$skip' is not supported by the service.");
}

export function optionNotSupported(option: string): GraphError {
  return unsupported(`The query parameter '${option}' is not supported.`);
}

export function invalidPageSize(top: number, most: number): GraphError {
  return unsupported(`Invalid page size specified: '${top}'. Must be between 1 and ${most} inclusive.`);
}

/** Clients begin again at the first page when they meet this code. */
export function expiredPageToken(): GraphError {
  return graphError(
    400,
    'Directory_ExpiredPageToken',
    'The specified page token value has expired and can no longer be included in your request.',
  );
}

export function tooManyExpanded(count: number): GraphError {
  return badRequest(`The result of parsing $expand contained at least ${count} items, but the maximum allowed is 1.`);
}

export function notNavigation(name: string, typeName: string): GraphError {
  return badRequest(
    `${introductions.$select}Property '${name}' on type '${qualifiedName(typeName)}' is not a navigation property or complex property. Only navigation properties can be expanded.`,
  );
}

export function expandNotSupported(name: string, typeName: string): GraphError {
  return unsupported(`Property '${name}' of resource '${resourceName(typeName)}' cannot be expanded.`);
}

export function nestedNotSupported(option: string): GraphError {
  return unsupported(`The query parameter '${option}' is not supported inside $expand.`);
}

export function invalidLevels(most: number): GraphError {
  return badRequest(`${introductions.$select}The $levels option must be 'max' or between 1 and ${most} inclusive.`);
}
