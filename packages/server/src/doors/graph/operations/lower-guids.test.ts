import { describe, expect, it } from 'vitest';
import { lowerGuids } from './lower-guids.js';

const upper = 'ABCDEF00-0000-4000-8000-00000000000A';
const lower = upper.toLowerCase();

describe('ids in what a body gives', () => {
  it('are lower case, however deep they stand, and nothing else changes', () => {
    expect(
      lowerGuids({
        displayName: upper,
        state: 'Enabled',
        count: 1,
        nothing: null,
        id: upper,
        users: { includeUsers: [upper, 'All'], targets: [{ id: upper, name: upper }] },
      }),
    ).toEqual({
      displayName: upper,
      state: 'Enabled',
      count: 1,
      nothing: null,
      id: lower,
      users: { includeUsers: [lower, 'All'], targets: [{ id: lower, name: upper }] },
    });
  });
});
