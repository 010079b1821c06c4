import { isGuid, type QueryComparison, type QueryValue } from '@gatehouse/model';
import type { Literal } from '@gatehouse/wire';
import type { GraphError } from '../../graph-error.js';
import { isNullable } from '../declared-properties.js';
import type { EnumType } from '../entity-type.js';
import { propertyTypeName } from '../type-names.js';
import type { ResolvedPath } from './property-path.js';
import { incompatibleOperands, unknownWord, unsupportedClause } from './query-error.js';

/** The value that a stored one is compared with. */
export type LiteralReading = { readonly kind: 'value'; readonly value: QueryValue } | GraphError;

/** What OData calls each comparison. */
const kinds: Readonly<Record<QueryComparison, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
};

/**
 * Reads a literal as a value of the property that it is compared with. GUIDs may stand in quotes and identifiers that are texts
 * without them, a day stands for its first instant in UTC, and the words of an enumeration count in any letter case.
 */
export function readLiteral(literal: Literal, found: ResolvedPath, operator: QueryComparison): LiteralReading {
  const { property, owner } = found;
  if (literal.kind === 'null') {
    const isSensible = isNullable(property) && (operator === 'eq' || operator === 'ne');
    return isSensible ? value(null) : unsupportedClause(property.name, owner);
  }
  const { type } = property;
  const read = typeof type === 'string' ? readPrimitive(literal, type) : readWord(literal, type);
  if (read === 'incompatible') {
    return incompatibleOperands(propertyTypeName(property), literalTypeName(literal), kinds[operator]);
  }
  return read === 'invalid' ? unsupportedClause(property.name, owner) : read;
}

type Said = Exclude<Literal, { kind: 'null' }>;
type Mismatch = 'incompatible' | 'invalid';

function readPrimitive({ kind, value: said }: Said, type: string): LiteralReading | Mismatch {
  switch (type) {
    case 'String':
      return kind === 'string' || kind === 'guid' ? value(said) : 'incompatible';
    case 'Boolean':
      return kind === 'boolean' ? value(said) : 'incompatible';
    case 'Guid':
      if (kind === 'guid') return value(said);
      if (kind !== 'string') return 'incompatible';
      return isGuid(said) ? value(said.toLowerCase()) : 'invalid';
    case 'DateTimeOffset':
      return kind === 'dateTime' || kind === 'date' ? value(Date.parse(said)) : 'incompatible';
    case 'Date':
      return kind === 'date' ? value(said) : 'incompatible';
    case 'Int32':
    case 'Int64':
      if (kind !== 'integer') return 'incompatible';
      return Number.isSafeInteger(Number(said)) ? value(Number(said)) : 'invalid';
    case 'Double':
      return kind === 'integer' || kind === 'decimal' ? value(Number(said)) : 'incompatible';
    default:
      // Lengths of time and bytes have no literals here.
      return 'incompatible';
  }
}

function readWord({ kind, value: said }: Said, type: { readonly kind: string }): LiteralReading | Mismatch {
  if (type.kind !== 'enum' || kind !== 'string') return 'incompatible';
  const word = (type as EnumType).members.find((member) => member.toLowerCase() === said.toLowerCase());
  return word === undefined ? unknownWord(said) : value(word);
}

function literalTypeName({ kind }: Said): string {
  const names = {
    boolean: 'Boolean',
    string: 'String',
    integer: 'Int32',
    decimal: 'Double',
    guid: 'Guid',
    date: 'Date',
    dateTime: 'DateTimeOffset',
  } as const;
  return `Edm.${names[kind]}`;
}

function value(read: QueryValue): LiteralReading {
  return { kind: 'value', value: read };
}
