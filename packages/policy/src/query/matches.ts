import type { Condition, QueryValue } from '@gatehouse/model';
import { holds } from './compare-values.js';
import { elementsOf, type QueriedElement, type QueriedObject, valueOf } from './queried-object.js';
import { foldText, wordsOf } from './text.js';

/**
 * Whether an object is as a condition says. The store answers the same from SQL; this is what its answers are held against, and
 * what decides about objects that are not rows.
 *
 * @example matches({ kind: 'compare', field: 'city', operator: 'eq', value: 'oslo' }, { city: 'Oslo' }) // true
 */
export function matches(condition: Condition, object: QueriedObject): boolean {
  return isSo(condition, object);
}

function isSo(condition: Condition, element: QueriedElement): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.operands.every((operand) => isSo(operand, element));
    case 'or':
      return condition.operands.some((operand) => isSo(operand, element));
    case 'not':
      return !isSo(condition.operand, element);
    case 'compare':
      return holds(valueOf(element, condition.field), condition.operator, condition.value);
    case 'in':
      return isAmong(valueOf(element, condition.field), condition.values);
    case 'text':
      return hasText(condition, valueOf(element, condition.field));
    case 'words':
      return hasWords(valueOf(element, condition.field), condition.text);
    default:
      return hasElements(condition, element);
  }
}

function hasElements(
  condition: Extract<Condition, { kind: 'any' | 'all' | 'size' }>,
  element: QueriedElement,
): boolean {
  const elements = elementsOf(element, condition.collection);
  if (condition.kind === 'size') return holds(elements.length, condition.operator, condition.value);
  const asked = condition.element;
  if (asked === null) return elements.length > 0;
  if (condition.kind === 'any') return elements.some((each) => isSo(asked, each));
  return elements.every((each) => isSo(asked, each));
}

function isAmong(stored: QueryValue, values: readonly QueryValue[]): boolean {
  return values.some((value) => holds(stored, 'eq', value));
}

function hasText(condition: Extract<Condition, { kind: 'text' }>, stored: QueryValue): boolean {
  if (typeof stored !== 'string') return false;
  const [text, part] = [foldText(stored), foldText(condition.text)];
  switch (condition.function) {
    case 'startsWith':
      return text.startsWith(part);
    case 'endsWith':
      return text.endsWith(part);
    case 'contains':
      return text.includes(part);
  }
}

function hasWords(stored: QueryValue, text: string): boolean {
  if (typeof stored !== 'string') return false;
  const words = wordsOf(stored);
  return wordsOf(text).every((part) => words.some((word) => word.startsWith(part)));
}
