import type { Condition } from '@gatehouse/model';
import { matches } from '@gatehouse/policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalForm } from './normal-form.js';
import { someCondition, someThings } from './random-queries.fixture.js';
import { asQueried } from './things.fixture.js';

const is = (value: string | null): Condition => ({ kind: 'compare', field: 'a', operator: 'eq', value });
const isNot = (value: string | null): Condition => ({ kind: 'compare', field: 'a', operator: 'ne', value });
const less: Condition = { kind: 'compare', field: 'a', operator: 'lt', value: 'x' };
const not = (operand: Condition): Condition => ({ kind: 'not', operand });
const and = (...operands: Condition[]): Condition => ({ kind: 'and', operands });
const or = (...operands: Condition[]): Condition => ({ kind: 'or', operands });

describe('the normal form of a condition', () => {
  it('means the same', () => {
    const same = fc.property(someCondition, someThings, (condition, made) => {
      const normal = normalForm(condition);
      for (const each of made) expect(matches(normal, asQueried(each))).toBe(matches(condition, asQueried(each)));
    });
    fc.assert(same, { numRuns: 1_000 });
  });

  it.each<[string, Condition, Condition]>([
    ['joins what is nested', and(is('1'), and(is('2'), and(is('3')))), and(is('1'), is('2'), is('3'))],
    ['has no list of one', or(and(is('1'))), is('1')],
    ['has `not` inside', not(or(isNot('1'), is('2'))), and(is('1'), isNot('2'))],
    ['has no `not` twice', not(not(is('1'))), is('1')],
    ['keeps `not` at what has no opposite', not(and(less, not(less))), or(not(less), less)],
    [
      'has no null in lists',
      { kind: 'in', field: 'a', values: ['1', null] },
      or({ kind: 'in', field: 'a', values: ['1'] }, is(null)),
    ],
    [
      'goes into elements',
      { kind: 'any', collection: 'c', element: not(isNot('1')) },
      { kind: 'any', collection: 'c', element: is('1') },
    ],
  ])('%s', (_title, condition, expected) => expect(normalForm(condition)).toEqual(expected));
});
