import { describe, expect, it } from 'vitest';
import { isInRange } from './version-range.js';

describe('Node 20.19.0', () => {
  it.each([
    '',
    '*',
    '>=18',
    '>= 10',
    '^20.19.0 || >=22.12.0',
    '20',
    '20.x',
    '20 || 22',
    '~20.19',
    '>=16 <21',
    '18 - 20',
    'v20.19.0',
    '>=0.10.0',
    '<=20',
  ])('lies in `%s`', (range) => {
    expect(isInRange('20.19.0', range)).toBe(true);
  });

  it.each([
    '>=22',
    '^22.0.0',
    '>20',
    '<20',
    '>=20.20',
    '^18 || ^22',
    '~20.18',
    '18 - 20.18',
    '20.18.x',
    '^0.20.0',
    '>=16 <20.19.0',
    '=20.19.1',
  ])('lies outside `%s`', (range) => {
    expect(isInRange('20.19.0', range)).toBe(false);
  });

  it.each(['latest', '>=twenty', '18, 20', '>=18 || node'])('is not judged by `%s`, which is no range', (range) => {
    expect(isInRange('20.19.0', range)).toBeUndefined();
  });
});
