import type { Condition } from '@gatehouse/model';
import { foldText, wordsOf } from '@gatehouse/policy';
import { isGuid } from './compile-scalar.js';
import { collectionOf, type Fields, scalarOf } from './shape.js';

/** A condition in two parts, both of which must hold. */
export interface Split {
  /** What indexes serve: each narrows the objects down before any is looked at. */
  readonly anchors: readonly Condition[];
  /** What is seen only by looking at an object. */
  readonly rest: readonly Condition[];
}

/** Parts a condition, in its normal form, into what indexes serve and the rest. */
export function splitServed(condition: Condition, fields: Fields): Split {
  if (condition.kind === 'and') {
    const parts = condition.operands.map((operand) => splitServed(operand, fields));
    return { anchors: parts.flatMap(({ anchors }) => anchors), rest: parts.flatMap(({ rest }) => rest) };
  }
  if (condition.kind === 'or') return splitAlternatives(condition, fields);
  return isServed(condition, fields) ? { anchors: [condition], rest: [] } : { anchors: [], rest: [condition] };
}

/** Alternatives narrow the objects down when each of them does; what each asks beyond that is seen afterwards. */
function splitAlternatives(condition: Extract<Condition, { kind: 'and' | 'or' }>, fields: Fields): Split {
  const parts = condition.operands.map((operand) => splitServed(operand, fields));
  if (parts.some(({ anchors }) => anchors.length === 0)) return { anchors: [], rest: [condition] };
  const operands = parts.map(({ anchors }): Condition => ({ kind: 'and', operands: anchors }));
  const whole = parts.every(({ rest }) => rest.length === 0);
  return { anchors: [{ kind: 'or', operands }], rest: whole ? [] : [condition] };
}

/** Whether objects are found by looking into other tables first. */
export function looksElsewhere(condition: Condition): boolean {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.operands.some(looksElsewhere);
  return condition.kind === 'any' || condition.kind === 'words';
}

function isServed(condition: Condition, fields: Fields): boolean {
  switch (condition.kind) {
    case 'compare':
      return isComparisonServed(condition, fields);
    case 'in': {
      const field = scalarOf(fields, condition.field);
      return 'index' in field && field.index !== undefined;
    }
    case 'text': {
      const field = scalarOf(fields, condition.field);
      if (field.kind !== 'text' || field.folded === undefined || condition.text === '') return false;
      if (condition.function === 'startsWith') return field.index === 'order';
      return condition.function === 'endsWith' && field.reversed !== undefined;
    }
    case 'words': {
      const field = scalarOf(fields, condition.field);
      return field.kind === 'text' && field.terms !== undefined && wordsOf(condition.text).length > 0;
    }
    case 'any': {
      const field = collectionOf(fields, condition.collection);
      if (field.kind !== 'related' || condition.element === null) return false;
      return splitServed(condition.element, field.fields).anchors.length > 0;
    }
    default:
      return false;
  }
}

function isComparisonServed(
  { field: name, operator, value }: Extract<Condition, { kind: 'compare' }>,
  fields: Fields,
): boolean {
  const field = scalarOf(fields, name);
  if (!('index' in field) || field.index === undefined) return false;
  if (value !== null && operator === 'eq') return true;
  if (field.index === 'equal' || (value !== null && operator === 'ne')) return false;
  // A GUID is compared with another text as a text, which no index holds.
  return field.kind !== 'uuid' || value === null || (typeof value === 'string' && isGuid(foldText(value)));
}
