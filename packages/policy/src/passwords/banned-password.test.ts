import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bannedBecause } from './banned-password.js';
import { commonTerms } from './common-terms.data.js';
import { normalisePassword } from './normalise-password.js';
import { passwordScore } from './password-score.js';
import { isWithinOneEdit } from './within-one-edit.js';

const place = { names: ['Poleranka', 'Adatum'], bannedTerms: ['contoso', 'blank'] };

describe('a password is banned', () => {
  // The first two are the platform's own examples (Microsoft Entra documentation: password protection, score calculation).
  it.each([
    ['C0ntos0Blank12', 'made_of_terms'],
    ['ContoS0Bl@nkf9!', undefined],
    ['Bl@nK', 'common'],
    ['blan', 'common'],
    ['blanks', 'common'],
    ['bland', 'common'],
    ['P0leranka-27-Zx', 'holds_name'],
    ['Adatum-27-Zx-qq', 'holds_name'],
  ])('%s: %s', (password, because) => {
    expect(bannedBecause(password, place)).toBe(because);
  });

  it('whatever way it is written', () => {
    const letters = fc.constantFrom(...commonTerms);
    const spelled = letters.chain((term) =>
      fc
        .array(fc.boolean(), { minLength: term.length, maxLength: term.length })
        .map((upper) => [...term].map((letter, at) => spelling(letter, upper[at] === true)).join('')),
    );
    fc.assert(fc.property(spelled, (password) => bannedBecause(password, place) !== undefined));
  });

  it('by more terms, never by fewer', () => {
    const text = fc.string({ minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 5 }), (password, bannedTerms) => {
        const without = bannedBecause(password, { names: [], bannedTerms: [] });
        return without === undefined || bannedBecause(password, { names: [], bannedTerms }) !== undefined;
      }),
    );
  });

  it('by no empty term', () => {
    expect(bannedBecause('Zq7-Xw3-Jv5-Pb9', { names: [''], bannedTerms: [''] })).toBeUndefined();
  });
});

describe('the score of a password', () => {
  it.each([
    ['', 0],
    ['abcde', 5],
    ['blankblank', 2],
    ['contosoblankl2', 4],
    ['xcontosoy', 3],
    // Terms that overlap are counted in the way that gives the fewest points.
    ['blankets', 2],
  ])('%s: %i', (password, score) => {
    expect(passwordScore(password, new Set(['contoso', 'blank', 'ankets', 'blan', 'kets']))).toBe(score);
  });
});

describe('one edit', () => {
  it.each([
    ['', '', true],
    ['', 'a', true],
    ['a', 'b', true],
    ['abc', 'abc', true],
    ['abc', 'abxc', true],
    ['abxc', 'abc', true],
    ['abc', 'axc', true],
    ['abc', 'xabc', true],
    ['abc', 'abcx', true],
    ['abc', 'acb', false],
    ['abc', 'abcde', false],
    ['abc', 'xbx', false],
  ])('lies between "%s" and "%s": %s', (one, other, is) => {
    expect(isWithinOneEdit(one, other)).toBe(is);
    expect(isWithinOneEdit(other, one)).toBe(is);
  });
});

it('terms are written as they are compared', () => {
  expect(commonTerms.filter((term) => normalisePassword(term) !== term)).toEqual([]);
  expect(new Set(commonTerms).size).toBeGreaterThan(400);
});

function spelling(letter: string, other: boolean): string {
  if (!other) return letter;
  return { o: '0', l: '1', s: '$', a: '@' }[letter] ?? letter.toUpperCase();
}
