import type { Condition, QueryComparison, QueryValue } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { matches } from './matches.js';
import type { QueriedObject } from './queried-object.js';

const object: QueriedObject = {
  id: '00000000-0000-4000-8000-00000000000a',
  name: 'Åse Berg-Hansen',
  active: true,
  rank: 7,
  madeAt: 1_700_000_000_000,
  absent: null,
  phones: ['+1 A', '+2 B'],
  none: [],
  labels: [
    { issuer: 'Contoso', weight: 1 },
    { issuer: null, weight: 2 },
  ],
};

const compare = (field: string, operator: QueryComparison, value: QueryValue): Condition => ({
  kind: 'compare',
  field,
  operator,
  value,
});
const among = (field: string, ...values: QueryValue[]): Condition => ({ kind: 'in', field, values });
const text = (name: 'startsWith' | 'endsWith' | 'contains', field: string, of: string): Condition => ({
  kind: 'text',
  function: name,
  field,
  text: of,
});
const words = (field: string, of: string): Condition => ({ kind: 'words', field, text: of });
const any = (collection: string, element: Condition | null): Condition => ({ kind: 'any', collection, element });
const all = (collection: string, element: Condition): Condition => ({ kind: 'all', collection, element });
const size = (collection: string, operator: QueryComparison, value: number): Condition => ({
  kind: 'size',
  collection,
  operator,
  value,
});
const not = (operand: Condition): Condition => ({ kind: 'not', operand });

type Row = [expected: boolean, condition: Condition];

function table(title: string, rows: readonly Row[]): void {
  it.each(rows.map(([expected, condition]) => [JSON.stringify(condition), expected, condition] as const))(
    `${title}: %s is %s`,
    (_text, expected, condition) => {
      expect(matches(condition, object)).toBe(expected);
      expect(matches(not(condition), object)).toBe(!expected);
    },
  );
}

describe('a condition on an object', () => {
  table('text has no letter case', [
    [true, compare('name', 'eq', 'åSE BERG-hansen')],
    [false, compare('name', 'ne', 'åse berg-hansen')],
    [false, compare('name', 'eq', 'åse')],
    [true, compare('name', 'ne', 'åse')],
    [true, compare('id', 'eq', '00000000-0000-4000-8000-00000000000A')],
    [true, among('name', 'x', 'ÅSE BERG-HANSEN')],
    [false, among('name', 'x', null)],
  ]);
  table('order', [
    [true, compare('name', 'gt', 'zz')],
    [false, compare('name', 'lt', 'zz')],
    [true, compare('name', 'le', 'ÅSE BERG-HANSEN')],
    [true, compare('name', 'ge', 'ÅSE BERG-HANSEN')],
    [false, compare('name', 'gt', 'ÅSE BERG-HANSEN')],
    [true, compare('rank', 'lt', 7.5)],
    [false, compare('rank', 'lt', 7)],
    [true, compare('rank', 'le', 7)],
    [true, compare('rank', 'ge', 7)],
    [false, compare('rank', 'gt', 7)],
    [true, compare('madeAt', 'gt', 1_699_999_999_999)],
    [true, compare('active', 'gt', false)],
  ]);
  table('what is absent', [
    [true, compare('absent', 'eq', null)],
    [true, compare('unheard', 'eq', null)],
    [true, compare('constructor', 'eq', null)],
    [false, compare('absent', 'ne', null)],
    [true, compare('absent', 'ne', 'x')],
    [false, compare('absent', 'eq', 'x')],
    [false, compare('absent', 'lt', 'x')],
    [false, compare('absent', 'ge', 'x')],
    [false, compare('absent', 'le', null)],
    [false, compare('name', 'ge', null)],
    [false, compare('name', 'eq', null)],
    [true, compare('name', 'ne', null)],
    [true, among('absent', 'x', null)],
    [false, among('absent', 'x')],
    [false, among('absent')],
    [false, text('startsWith', 'absent', '')],
    [false, text('contains', 'absent', 'x')],
    [false, words('absent', '')],
  ]);
  table('values of other types', [
    [false, compare('rank', 'eq', '7')],
    [true, compare('rank', 'ne', '7')],
    [false, compare('rank', 'le', '7')],
    [false, compare('rank', 'lt', '9')],
    [false, compare('name', 'lt', 7)],
    [false, compare('active', 'eq', 1)],
    [false, compare('rank', 'ge', Number.NaN)],
    [false, text('startsWith', 'rank', '')],
    [false, words('active', 'true')],
  ]);
  table('parts of text', [
    [true, text('startsWith', 'name', 'ÅSE b')],
    [false, text('startsWith', 'name', 'berg')],
    [true, text('endsWith', 'name', 'HANSEN')],
    [false, text('endsWith', 'name', 'berg')],
    [true, text('contains', 'name', 'E BERG-h')],
    [false, text('contains', 'name', 'åseberg')],
    [true, text('startsWith', 'name', '')],
    [true, text('endsWith', 'name', '')],
    [true, text('contains', 'name', '')],
    [true, words('name', 'HAN å')],
    [true, words('name', 'ber-HANSEN')],
    [false, words('name', 'erg')],
    [false, words('name', 'åse x')],
    [true, words('name', '--')],
  ]);
  table('both, either, neither', [
    [true, { kind: 'and', operands: [compare('rank', 'eq', 7), compare('active', 'eq', true)] }],
    [false, { kind: 'and', operands: [compare('rank', 'eq', 7), compare('active', 'eq', false)] }],
    [true, { kind: 'or', operands: [compare('rank', 'eq', 8), compare('active', 'eq', true)] }],
    [false, { kind: 'or', operands: [compare('rank', 'eq', 8), compare('absent', 'eq', 'x')] }],
    [true, { kind: 'and', operands: [] }],
    [false, { kind: 'or', operands: [] }],
  ]);
  table('collections', [
    [true, any('phones', compare('', 'eq', '+1 a'))],
    [false, any('phones', compare('', 'eq', '+3'))],
    [true, any('phones', null)],
    [false, any('none', null)],
    [false, any('unheard', null)],
    [true, all('phones', text('startsWith', '', '+'))],
    [false, all('phones', compare('', 'eq', '+1 a'))],
    [true, all('none', compare('', 'eq', 'x'))],
    [true, any('labels', { kind: 'and', operands: [compare('issuer', 'eq', 'contoso'), compare('weight', 'eq', 1)] })],
    [false, any('labels', { kind: 'and', operands: [compare('issuer', 'eq', 'contoso'), compare('weight', 'eq', 2)] })],
    [true, any('labels', compare('issuer', 'eq', null))],
    [false, any('labels', compare('name', 'ne', null))],
    [true, size('phones', 'eq', 2)],
    [true, size('labels', 'gt', 1.5)],
    [false, size('none', 'ne', 0)],
    [true, size('unheard', 'lt', 1)],
  ]);

  it('is a programming error that takes a collection for a value or a value for a collection', () => {
    expect(() => matches(compare('phones', 'eq', null), object)).toThrow('is a collection');
    expect(() => matches(any('name', null), object)).toThrow('is no collection');
  });
});
