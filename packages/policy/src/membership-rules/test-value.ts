import type { Fact } from '@gatehouse/model';
import { foldText } from '../query/text.js';
import { instantOf } from './instant-of.js';
import type { Moment, MomentOrder, ValueTest } from './membership-rule.js';
import { runPattern } from './pattern/index.js';
import type { Truth } from './truth.js';

/**
 * Whether one stored value passes a test. No value (null) is known: it equals nothing, and no text in it is found. Before or after
 * a moment, though, it is neither: that stays unknown.
 */
export function testValue(test: ValueTest, stored: Fact<unknown>, now: number): Truth {
  if (stored.kind === 'unknown') return 'unknown';
  const { value } = stored;
  if (test.kind === 'isNull') return value === null;
  if (test.kind === 'moment') return testMoment(test.order, instantAt(test.moment, now), value);
  if (value === null) return false;
  if (test.kind === 'is') return typeof value === 'boolean' ? value === test.value : 'unknown';
  const text = textOf(value);
  return text === undefined ? 'unknown' : testText(test, text);
}

function testText(test: Exclude<ValueTest, { kind: 'isNull' | 'is' | 'moment' }>, text: string): boolean {
  if (test.kind === 'match') return runPattern(test.pattern, text).isMatch;
  const folded = foldText(text);
  switch (test.kind) {
    case 'equals':
      return folded === foldText(test.text);
    case 'startsWith':
      return folded.startsWith(foldText(test.text));
    case 'endsWith':
      return folded.endsWith(foldText(test.text));
    case 'contains':
      return folded.includes(foldText(test.text));
    case 'in':
      return test.texts.some((one) => folded === foldText(one));
  }
}

function testMoment(order: MomentOrder, moment: number, value: unknown): Truth {
  if (value === null) return order === 'eq' ? false : 'unknown';
  const instant = typeof value === 'string' ? instantOf(value) : undefined;
  if (instant === undefined) return 'unknown';
  switch (order) {
    case 'eq':
      return instant === moment;
    case 'le':
      return instant <= moment;
    case 'lt':
      return instant < moment;
    case 'ge':
      return instant >= moment;
    case 'gt':
      return instant > moment;
  }
}

function instantAt(moment: Moment, now: number): number {
  return moment.kind === 'at' ? moment.instant : now + moment.offset;
}

/** Extensions may hold numbers and booleans, which rules read as texts. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
