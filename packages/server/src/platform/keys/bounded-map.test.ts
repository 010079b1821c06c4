import { describe, expect, it } from 'vitest';
import { BoundedMap } from './bounded-map.js';

describe('a bounded map', () => {
  it('forgets what was used longest ago', () => {
    const map = new BoundedMap<string, number>(3);
    for (const [index, key] of ['a', 'b', 'c'].entries()) map.set(key, index);
    expect(map.get('a')).toBe(0);
    map.set('b', 9);
    map.set('d', 3);
    expect([map.get('a'), map.get('b'), map.get('c'), map.get('d')]).toEqual([0, 9, undefined, 3]);
  });

  it('forgets what it is told to', () => {
    const map = new BoundedMap<string, number>(3);
    map.set('a', 1);
    map.delete('a');
    expect(map.get('a')).toBeUndefined();
  });
});
