import type { QueryComparison, QueryValue } from '@gatehouse/model';
import { compareText, foldText } from './text.js';

/**
 * Whether a stored value compares so with a given one. With an absent value nothing is true but `eq` with null, and `ne` of one
 * absent value and one that is not. Values of different types are not equal, and neither comes first.
 */
export function holds(stored: QueryValue, operator: QueryComparison, given: QueryValue): boolean {
  if (stored === null || given === null)
    return (operator === 'eq' && stored === given) || (operator === 'ne' && stored !== given);
  const sign = compareValues(stored, given);
  switch (operator) {
    case 'eq':
      return sign === 0;
    case 'ne':
      return sign !== 0;
    case 'lt':
      return sign < 0;
    case 'le':
      return sign <= 0;
    case 'gt':
      return sign > 0;
    case 'ge':
      return sign >= 0;
  }
}

/** Negative when the first comes first, positive when the second does, 0 for equal ones, NaN when they cannot be compared. */
export function compareValues(left: NonNullable<QueryValue>, right: NonNullable<QueryValue>): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(foldText(left), foldText(right));
  if (typeof left !== typeof right) return Number.NaN;
  if (left < right) return -1;
  if (left > right) return 1;
  return left === right ? 0 : Number.NaN;
}
