import type { ObjectPage, ObjectQuery, QueryPlace } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { pageInMemory } from './page-in-memory.js';

const things = [
  { id: 'c', name: 'Oslo' },
  { id: 'a', name: 'Rome' },
  { id: 'd', name: null },
  { id: 'b', name: 'oslo' },
];

function walk(query: Omit<ObjectQuery, 'after'>): string[] {
  const seen: string[] = [];
  let after: QueryPlace | null = null;
  for (let page = 0; page < 10; page += 1) {
    const { objects, next }: ObjectPage<(typeof things)[number]> = pageInMemory(things, (thing) => thing, {
      ...query,
      after,
    });
    seen.push(...objects.map(({ id }) => id));
    if (next === null) return seen;
    after = next;
  }
  throw new Error('the pages do not end');
}

describe('a collection at hand', () => {
  it.each([1, 2, 3, 4])('is walked exactly once in pages of %d', (top) => {
    expect(walk({ condition: null, order: null, top })).toEqual(['a', 'b', 'c', 'd']);
    expect(walk({ condition: null, order: { field: 'name', descending: false }, top })).toEqual(['d', 'b', 'c', 'a']);
    expect(walk({ condition: null, order: { field: 'name', descending: true }, top })).toEqual(['a', 'c', 'b', 'd']);
  });

  it('is filtered as the store would', () => {
    const condition = { kind: 'compare', field: 'name', operator: 'eq', value: 'OSLO' } as const;
    expect(walk({ condition, order: null, top: 1 })).toEqual(['b', 'c']);
  });
});
