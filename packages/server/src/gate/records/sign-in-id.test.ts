import { describe, expect, it } from 'vitest';
import { systemIds } from '../../platform/ids/index.js';
import { instantOf, newSignInId } from './sign-in-id.js';

describe('the id of a record', () => {
  it.each([0, 1, Date.UTC(2030, 0, 1, 12, 30, 59, 999), 0xffff_ffff_ffff])('tells its instant, %d', (at) => {
    const id = newSignInId(at, systemIds);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(instantOf(id)).toBe(at);
    expect(instantOf(id.toUpperCase())).toBe(at);
  });

  it('is another one for each record of an instant', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newSignInId(0, systemIds))).size).toBe(1000);
  });

  it.each(['', 'x', systemIds.guid(), '01900000-0000-7000-8000-00000000000', '01900000-0000-7000-c000-000000000000'])(
    'is not %j',
    (id) => {
      expect(instantOf(id)).toBeUndefined();
    },
  );
});
