import type { QueryComparison, QueryValue } from '@gatehouse/model';
import { foldText } from '@gatehouse/policy';
import type { Parameters } from './parameters.js';
import type { ScalarField } from './shape.js';
import { afterPrefix, isStorable, reversed, storableAfter } from './stored-text.js';

type Present = NonNullable<QueryValue>;

const symbols = { eq: '=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text is a GUID as they are kept: in lower case. */
export function isGuid(text: string): boolean {
  return guid.test(text);
}

/**
 * The column of a field, as it is compared. Bare text is folded by ICU's root collation, which folds as JavaScript does; `lower`
 * alone would fold as the database was made to, perhaps ASCII only.
 */
export function expressionOf(field: ScalarField, parameters: Parameters): string {
  if (field.kind !== 'text') return enclosed(parameters.text(field.column));
  if (field.folded !== undefined) return enclosed(parameters.text(field.folded));
  return `lower((${parameters.text(field.column)}) collate "und-x-icu") collate "C"`;
}

/** In parentheses, unless it is the name of a column. */
function enclosed(text: string): string {
  return /^[\w.]+$/.test(text) ? text : `(${text})`;
}

/** A comparison; NULL counts as false. */
export function compileComparison(
  field: ScalarField,
  operator: QueryComparison,
  value: QueryValue,
  parameters: Parameters,
): string {
  if (value === null) return compileNull(field, operator, parameters);
  if (operator === 'ne') {
    const equal = compileIn(field, [value], parameters);
    return `(${equal}) is not true`;
  }
  if (operator === 'eq') return compileIn(field, [value], parameters);
  if (typeof value === 'string' && isComparedAsText(field, value)) {
    return textRange(textOf(field, parameters), operator, foldText(value), parameters);
  }
  if (!fits(field, value)) return 'false';
  return `${expressionOf(field, parameters)} ${symbols[operator]} ${bindPlain(field, value, parameters)}`;
}

function compileNull(field: ScalarField, operator: QueryComparison, parameters: Parameters): string {
  if (operator !== 'eq' && operator !== 'ne') return 'false';
  return `(${expressionOf(field, parameters)}) is ${operator === 'eq' ? '' : 'not '}null`;
}

/** Whether the field has one of the values, none of them null; NULL counts as false. */
export function compileIn(field: ScalarField, values: readonly QueryValue[], parameters: Parameters): string {
  const usable = values.filter((value): value is Present => value !== null && fits(field, value));
  const [only] = usable;
  if (only === undefined) return 'false';
  const column = expressionOf(field, parameters);
  if (usable.length === 1) return `${column} = ${bindPlain(field, only, parameters)}`;
  if (field.kind === 'instant') {
    return `${column} in (${usable.map((value) => bindPlain(field, value, parameters)).join(', ')})`;
  }
  return `${column} = any (${parameters.bind(usable.map(folded))}::${columnTypes[field.kind]}[])`;
}

/** A function of text; NULL counts as false. */
export function compileText(
  field: ScalarField,
  name: 'startsWith' | 'endsWith' | 'contains',
  text: string,
  parameters: Parameters,
): string {
  if (!isText(field) || !isStorable(text)) return 'false';
  const part = foldText(text);
  if (name === 'endsWith' && field.kind === 'text' && field.folded !== undefined && field.reversed !== undefined) {
    return compilePrefix(parameters.text(field.reversed), reversed(part), parameters);
  }
  const column = textOf(field, parameters);
  if (name === 'startsWith') return compilePrefix(column, part, parameters);
  if (name === 'contains') return `strpos(${column}, ${parameters.bind(part)}::text) > 0`;
  return `right(${column}, ${parameters.bind([...part].length)}::integer) = ${parameters.bind(part)}::text`;
}

/** Whether functions of text can be asked of the field. */
export function isText(field: ScalarField): boolean {
  return field.kind === 'text' || field.kind === 'uuid';
}

/** The field as folded text. */
export function textOf(field: ScalarField, parameters: Parameters): string {
  return expressionOf(field, parameters) + (field.kind === 'text' ? '' : '::text');
}

/** A GUID is compared with what is none as the text that it is. */
function isComparedAsText(field: ScalarField, value: string): boolean {
  return field.kind === 'text' || (field.kind === 'uuid' && !isGuid(foldText(value)));
}

/** That a text begins so, as a range: row-level security lets an index serve no function, but plain comparisons. */
export function compilePrefix(column: string, prefix: string, parameters: Parameters): string {
  const from = `${column} >= ${parameters.bind(prefix)}::text collate "C"`;
  const to = afterPrefix(prefix);
  return to === undefined ? from : `${from} and ${column} < ${parameters.bind(to)}::text collate "C"`;
}

function textRange(column: string, operator: keyof typeof symbols, text: string, parameters: Parameters): string {
  if (isStorable(text)) return `${column} ${symbols[operator]} ${parameters.bind(text)}::text collate "C"`;
  const before = operator === 'lt' || operator === 'le';
  return `${column} ${before ? '<' : '>='} ${parameters.bind(storableAfter(text))}::text collate "C"`;
}

const columnTypes = { text: 'text', uuid: 'uuid', boolean: 'boolean', number: 'float8' } as const;
const valueTypes = { text: 'string', uuid: 'string', boolean: 'boolean', number: 'number', instant: 'number' } as const;

/** Whether a value may equal one of the column: of its type, and of those that the column can hold. */
export function fits(field: ScalarField, value: Present): boolean {
  if (typeof value !== valueTypes[field.kind] || Number.isNaN(value)) return false;
  if (field.kind === 'uuid') return isGuid(foldText(String(value)));
  return field.kind !== 'text' || isStorable(String(value));
}

/** Binds a value that fits, as the column is compared with. */
export function bindPlain(field: ScalarField, value: Present, parameters: Parameters): string {
  if (field.kind !== 'instant') return `${parameters.bind(folded(value))}::${columnTypes[field.kind]}`;
  return `to_timestamp(${parameters.bind(withinTime(Number(value)))}::float8 / 1000)`;
}

function folded(value: Present): Present {
  return typeof value === 'string' ? foldText(value) : value;
}

/** Milliseconds within what a timestamptz holds, in the years 4713 BC to 294276; nothing is kept beyond. */
function withinTime(ms: number): number {
  return Math.min(Math.max(ms, -210_000_000_000_000), 9_224_000_000_000_000);
}
