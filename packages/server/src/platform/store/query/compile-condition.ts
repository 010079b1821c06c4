import type { Condition } from '@gatehouse/model';
import { wordsOf } from '@gatehouse/policy';
import { compileComparison, compileIn, compilePrefix, compileText, isText, textOf } from './compile-scalar.js';
import type { Parameters } from './parameters.js';
import { type CollectionField, collectionOf, type Fields, type ScalarField, scalarOf } from './shape.js';

/** What a condition is compiled in. */
export interface Scope {
  readonly parameters: Parameters;
  /** The placeholder of the tenant. */
  readonly tenant: string;
  readonly fields: Fields;
  /** The key of the object the fields are of; undefined for an element of a collection. */
  readonly id: string | undefined;
  /**
   * How other tables are looked into: 'first', to find objects by them, which the planner is free to do from either side; or 'after',
   * once for each object that was found otherwise, by an index that leads from the object.
   */
  readonly lookup: 'first' | 'after';
}

type Collection<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;

/** No collection has more elements. */
const mostCounted = 1_000_000_000;

/** A condition, in its normal form, as SQL that is true exactly when it holds; where it does not, the SQL is false or NULL. */
export function compileCondition(condition: Condition, scope: Scope): string {
  const { parameters, fields } = scope;
  switch (condition.kind) {
    case 'and':
      return joined(condition.operands, ' and ', 'true', scope);
    case 'or':
      return joined(condition.operands, ' or ', 'false', scope);
    case 'not':
      return `(${compileCondition(condition.operand, scope)}) is not true`;
    case 'compare':
      return compileComparison(scalarOf(fields, condition.field), condition.operator, condition.value, parameters);
    case 'in':
      return compileIn(scalarOf(fields, condition.field), condition.values, parameters);
    case 'text':
      return compileText(scalarOf(fields, condition.field), condition.function, condition.text, parameters);
    case 'words':
      return compileWords(scalarOf(fields, condition.field), condition.text, scope);
    case 'size':
      return compileSize(condition, scope);
    default:
      return compileQuantifier(condition, scope);
  }
}

function joined(operands: readonly Condition[], word: string, none: string, scope: Scope): string {
  if (operands.length === 0) return none;
  return `(${operands.map((operand) => compileCondition(operand, scope)).join(word)})`;
}

function compileWords(field: ScalarField, text: string, scope: Scope): string {
  if (!isText(field)) return 'false';
  const words = [...new Set(wordsOf(text))];
  const terms = field.kind === 'text' ? field.terms : undefined;
  const { id, parameters } = scope;
  if (terms !== undefined && id !== undefined && words.length > 0) {
    return every(words, (word) => hasTerm(terms, word, { ...scope, id }));
  }
  const column = textOf(field, parameters);
  if (words.length === 0) return `(${column}) is not null`;
  // What are letters and digits is asked of ICU: the database's own rules may know of ASCII only.
  return every(
    words,
    (word) => `(${column}) collate "und-x-icu" ~ ${parameters.bind(`(^|[^[:alnum:]])${word}`)}::text`,
  );
}

function every(words: readonly string[], compile: (word: string) => string): string {
  return `(${words.map(compile).join(' and ')})`;
}

function hasTerm(
  terms: { readonly table: string; readonly field: string },
  word: string,
  scope: Scope & { readonly id: string },
): string {
  const { parameters, tenant, id } = scope;
  return `exists (select from ${terms.table} "@t" where "@t".tenant_id = ${tenant} and "@t".object_id = ${id}
    and "@t".field = ${parameters.bind(terms.field)}::text and ${compilePrefix('"@t".term', word, parameters)}${fence(scope)})`;
}

/** Keeps the planner from reading another table whole, to look objects up in what it has read. */
function fence({ lookup }: Scope): string {
  return lookup === 'after' ? ' offset 0' : '';
}

function compileQuantifier({ kind, collection, element }: Collection<'any' | 'all'>, scope: Scope): string {
  const field = collectionOf(scope.fields, collection);
  const inside: Scope = { ...scope, fields: elementFields(field), id: undefined, lookup: 'after' };
  const asked = element === null ? 'true' : compileCondition(element, inside);
  if (kind === 'any') return `exists (select from ${rowsOf(field, scope, asked)}${fence(scope)})`;
  return `not exists (select from ${rowsOf(field, scope, `(${asked}) is not true`)}${fence(scope)})`;
}

function compileSize({ collection, operator, value }: Collection<'size'>, scope: Scope): string {
  const field = collectionOf(scope.fields, collection);
  // Counting one more than asked for decides every comparison.
  const enough = scope.parameters.bind(Math.min(Math.max(0, Math.floor(value)), mostCounted) + 1);
  const size = `(select count(*) from (select from ${rowsOf(field, scope, 'true')} limit ${enough}::bigint) "@s")`;
  const counted = { kind: 'number', column: size, required: true } as const;
  return compileComparison(counted, operator, value, scope.parameters);
}

function elementFields(field: CollectionField): Fields {
  if (field.kind !== 'list') return field.fields;
  return { '': 'folded' in field ? { kind: 'text', folded: '"@e".value' } : { kind: 'text', column: '"@e".value' } };
}

/** What stands after `from` to go through the elements of which `asked` is true. */
function rowsOf(field: CollectionField, { parameters, tenant }: Scope, asked: string): string {
  switch (field.kind) {
    case 'list':
      return `unnest(${parameters.text('folded' in field ? field.folded : field.column)}) "@e" (value) where ${asked}`;
    case 'json': {
      const column = parameters.text(field.column);
      const list = `case jsonb_typeof(${column}) when 'array' then ${column} end`;
      return `jsonb_array_elements(${list}) ${field.element} (value) where ${asked}`;
    }
    case 'related': {
      const own = field.tenant.map((column) => `${column} = ${tenant}`);
      return `${field.from} where ${[...own, field.of, asked].join(' and ')}`;
    }
  }
}
