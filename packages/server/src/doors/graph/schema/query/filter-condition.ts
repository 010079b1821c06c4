import type { Condition, QueryComparison, QueryValue } from '@gatehouse/model';
import type { Filter, Literal, Operand, PropertyPath } from '@gatehouse/wire';
import type { GraphError } from '../../graph-error.js';
import type { FilterOperator } from '../entity-type.js';
import { propertyTypeName } from '../type-names.js';
import { elementScope, type ResolvedPath, resolvePath, type Scope } from './property-path.js';
import {
  advancedOnly,
  incompatibleOperands,
  noSuchFunction,
  unsupportedClause,
  unsupportedLambda,
} from './query-error.js';
import { readLiteral } from './query-literal.js';

/**
 * What a filter asks of stored objects, or why it cannot be asked.
 * @param advanced whether the request may use what directory objects offer in advanced queries only.
 */
export function filterCondition(filter: Filter, scope: Scope, advanced: boolean): Condition | GraphError {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const operands = collect(filter.operands, (operand) => filterCondition(operand, scope, advanced));
      return 'kind' in operands ? operands : { kind: filter.kind, operands };
    }
    case 'not': {
      if (!advanced) return advancedOnly('not');
      const operand = filterCondition(filter.operand, scope, advanced);
      return isError(operand) ? operand : { kind: 'not', operand };
    }
    case 'compare':
      return filter.operand.kind === 'count'
        ? sizeCondition(filter.operand.collection, filter.operator, filter.value, scope, advanced)
        : comparison(filter.operand.property, filter.operator, filter.value, scope, advanced);
    case 'in':
      return listCondition(filter.operand, filter.values, scope, advanced);
    case 'call':
      return textCondition(filter, scope, advanced);
    case 'any':
      return elementCondition(filter, scope, advanced);
    case 'all':
      // Microsoft Graph documentation: lambda operators; directory objects know `any` only.
      return unsupportedLambda();
  }
}

function comparison(
  path: PropertyPath,
  operator: QueryComparison,
  literal: Literal,
  scope: Scope,
  advanced: boolean,
): Condition | GraphError {
  const found = resolvePath(path, scope);
  if (isError(found)) return found;
  if (found.property.collection === true) return notSingle(found, literal);
  const value = readLiteral(literal, found, operator);
  if (isError(value)) return value;
  const refused = checkOperator(found, operator === 'ne' ? 'eq' : operator, operator, advanced);
  return refused ?? { kind: 'compare', field: found.field, operator, value: value.value };
}

function listCondition(
  operand: Operand,
  literals: readonly Literal[],
  scope: Scope,
  advanced: boolean,
): Condition | GraphError {
  if (operand.kind === 'count') return unsupportedLambda();
  const found = resolvePath(operand.property, scope);
  if (isError(found)) return found;
  const [first = { kind: 'null' }] = literals;
  if (found.property.collection === true) return notSingle(found, first);
  const values = collect<Literal, QueryValue>(literals, (literal) => {
    const read = readLiteral(literal, found, 'eq');
    return isError(read) ? read : read.value;
  });
  if ('kind' in values) return values;
  return checkOperator(found, 'in', 'in', advanced) ?? { kind: 'in', field: found.field, values };
}

const functions = { startswith: 'startsWith', endswith: 'endsWith', contains: 'contains' } as const;

function textCondition(
  { function: written, property: path, text }: Filter & { readonly kind: 'call' },
  scope: Scope,
  advanced: boolean,
): Condition | GraphError {
  const called = functions[written];
  const found = resolvePath(path, scope);
  if (isError(found)) return found;
  const { property, owner, field } = found;
  if (property.type !== 'String' || property.collection === true) return noSuchFunction(called);
  // Every text begins with nothing.
  if (text === '') return unsupportedClause(property.name, owner);
  return checkOperator(found, called, called, advanced) ?? { kind: 'text', function: called, field, text };
}

/** `collection/any(x: …)`. */
function elementCondition(
  { collection: path, lambda }: Filter & { readonly kind: 'any' },
  scope: Scope,
  advanced: boolean,
): Condition | GraphError {
  const found = resolvePath(path, scope);
  if (isError(found)) return found;
  const { property, field } = found;
  const refused = checkOperator(found, 'any', 'any', advanced);
  if (refused !== undefined) return refused;
  if (lambda === null) return { kind: 'any', collection: field, element: null };
  const element = filterCondition(lambda.predicate, elementScope(property, lambda.variable, scope), advanced);
  return isError(element) ? element : { kind: 'any', collection: field, element };
}

/** `collection/$count eq 0`, an advanced query wherever it is possible. */
function sizeCondition(
  path: PropertyPath,
  operator: QueryComparison,
  literal: Literal,
  scope: Scope,
  advanced: boolean,
): Condition | GraphError {
  const found = resolvePath(path, scope);
  if (isError(found)) return found;
  const { property, owner, field } = found;
  const refused = checkOperator(found, 'any', '$count', advanced);
  if (refused !== undefined) return refused;
  if (!advanced) return advancedOnly('$count');
  const value = literal.kind === 'integer' ? Number(literal.value) : Number.NaN;
  return Math.abs(value) <= 0x7fffffff
    ? { kind: 'size', collection: field, operator, value }
    : unsupportedClause(property.name, owner);
}

/** A query that the declaration does not offer is refused: nothing would serve it but reading everything. */
function checkOperator(
  { property, owner }: ResolvedPath,
  needed: FilterOperator,
  written: string,
  advanced: boolean,
): GraphError | undefined {
  if (property.query?.filter?.includes(needed) !== true) return unsupportedClause(property.name, owner);
  const isAdvanced = property.query.advanced === true || written === 'ne' || written === 'endsWith';
  return isAdvanced && !advanced ? advancedOnly(written) : undefined;
}

function notSingle({ property, owner }: ResolvedPath, literal: Literal): GraphError {
  return literal.kind === 'string'
    ? incompatibleOperands(propertyTypeName(property), 'Edm.String', 'Equal')
    : unsupportedClause(property.name, owner);
}

/** All of them, or the first that is refused. */
function collect<From, To>(from: readonly From[], read: (one: From) => To | GraphError): readonly To[] | GraphError {
  const all: To[] = [];
  for (const one of from) {
    const made = read(one);
    if (isError(made)) return made;
    all.push(made);
  }
  return all;
}

function isError(value: unknown): value is GraphError {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'error';
}
