import { describe, expect, it } from 'vitest';
import { ungrantableScope } from './ungrantable-scope.js';

const published = [
  { value: 'Read', isEnabled: true },
  { value: 'Old', isEnabled: false },
];

describe('the scopes of a grant', () => {
  it.each<[readonly string[], readonly string[], string | undefined]>([
    [['Read'], [], undefined],
    [['Read', 'Write'], [], 'Write'],
    [['Old'], [], 'Old'],
    [['read'], [], 'read'],
    [['Read', 'Old', 'Gone'], ['Old', 'Gone'], undefined],
    [[], [], undefined],
  ])('%j, where %j stood before: %s', (scopes, kept, expected) => {
    expect(ungrantableScope(scopes, published, kept)).toBe(expected);
  });
});
