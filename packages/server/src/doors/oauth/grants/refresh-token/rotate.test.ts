import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameScope } from './rotate.js';

describe('ONE-WINNER for equal requests: two scope parameters', () => {
  it.each<[one: string, other: string]>([
    ['openid User.Read', 'User.Read openid'],
    ['User.Read User.Read', 'User.Read'],
    [' User.Read   openid ', 'openid User.Read'],
    ['user.read', 'User.Read'],
    ['API://X/Orders.Read', 'api://x/orders.read'],
  ])('%j and %j ask for the same', (one, other) => {
    expect(sameScope(one)).toBe(sameScope(other));
  });

  it.each<[one: string, other: string]>([
    ['User.Read', 'User.ReadWrite'],
    ['User.Read', 'openid User.Read'],
    ['api://x/Orders.Read', 'api://y/Orders.Read'],
    ['api://x/Orders.Read', 'api://x/.default'],
    // The answer repeats the name: it would not be found again under the other one.
    ['User.Read', 'https://graph.microsoft.com/User.Read'],
  ])('%j and %j do not', (one, other) => {
    expect(sameScope(one)).not.toBe(sameScope(other));
  });

  it('ask for the same in whatever order, and however often, they say it', () => {
    const scope = fc.stringMatching(/^[A-Za-z][A-Za-z.:/]{0,12}$/);
    fc.assert(
      fc.property(
        fc.array(scope, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(7), { maxLength: 8 }),
        (all, again) => {
          const more = again.flatMap((index) => all[index] ?? []);
          expect(sameScope([...more, ...all].reverse().join('  '))).toBe(sameScope(all.join(' ')));
        },
      ),
    );
  });
});
