import { describe, expect, it } from 'vitest';
import { compareBy } from './compare-by.js';

const objects = [
  { id: 'd', name: 'beta' },
  { id: 'c', name: 'Beta' },
  { id: 'b', name: null },
  { id: 'a' },
  { id: 'f', name: '\uffff' },
  { id: 'g', name: '\u{1f600}' },
  { id: 'e', name: '' },
];
const sorted = (order: Parameters<typeof compareBy>[0]): string =>
  [...objects]
    .sort(compareBy(order))
    .map(({ id }) => id)
    .join('');

describe('an order of objects', () => {
  it('has absent values first, text without regard to letter case, and the id where values are equal', () => {
    expect(sorted({ field: 'name', descending: false })).toBe('abecdfg');
  });

  it('is descending the same from the other end', () => {
    expect(sorted({ field: 'name', descending: true })).toBe('gfdceba');
  });

  it('is by id when there is none', () => expect(sorted(null)).toBe('abcdefg'));

  it('goes by numbers as numbers, and by false before true', () => {
    const by = compareBy({ field: 'value', descending: false });
    expect(
      [10, 9, -1]
        .map((value) => ({ id: 'x', value }))
        .sort(by)
        .map(({ value }) => value),
    ).toEqual([-1, 9, 10]);
    expect(by({ id: 'x', value: false }, { id: 'a', value: true })).toBeLessThan(0);
  });

  it('is of objects that have an id', () => expect(() => compareBy(null)({}, { id: 'a' })).toThrow('no id'));
});
