import { compareText } from '@gatehouse/policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterPrefix, isStorable, reversed, storableAfter } from './stored-text.js';

const text = fc.string({
  unit: fc.constantFrom('a', 'b', '\u0001', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'),
});
const unstorable = fc
  .tuple(text, fc.constantFrom('\0', '\ud800', '\udbff', '\udc00', '\udfff'), text)
  .map(([before, wrong, after]) => before + wrong + after);

describe('the end of a prefix', () => {
  it.each<[string, string | undefined]>([
    ['a', 'b'],
    ['a\u{10ffff}', 'b'],
    ['a\u{10ffff}\u{10ffff}', 'b'],
    ['\u{10ffff}', undefined],
    ['', undefined],
    ['\ud7ff', '\ue000'],
    ['\uffff', '\u{10000}'],
    ['x\u{1f600}', 'x\u{1f601}'],
  ])('of %j is %j', (prefix, end) => expect(afterPrefix(prefix)).toBe(end));

  it('has before it exactly what begins so, among what does not come before the prefix', () => {
    fc.assert(
      fc.property(text, text, (prefix, other) => {
        const end = afterPrefix(prefix);
        const within = compareText(other, prefix) >= 0 && (end === undefined || compareText(other, end) < 0);
        expect(within).toBe(other.startsWith(prefix));
      }),
    );
  });
});

describe('a text that cannot be stored', () => {
  it('has a character that UTF-8 or the database knows no form of', () => {
    for (const each of [text, unstorable]) {
      fc.assert(
        fc.property(each, (some) => {
          expect(isStorable(some)).toBe(isWellFormed(some));
        }),
      );
    }
  });

  it('has the same stored texts before it as the text given for it', () => {
    fc.assert(
      fc.property(unstorable, text, (wrong, stored) => {
        fc.pre(!isStorable(wrong));
        const instead = storableAfter(wrong);
        expect(isStorable(instead)).toBe(true);
        expect(compareText(stored, wrong) < 0).toBe(compareText(stored, instead) < 0);
      }),
    );
  });

  /** Halves of different pairs may have met. */
  function isWellFormed(some: string): boolean {
    return !some.includes('\0') && Buffer.from(some).toString() === some;
  }
});

describe('a reversed text', () => {
  it('has its characters whole, from the last to the first', () => {
    expect(reversed('ab\u{1f600}c')).toBe('c\u{1f600}ba');
  });
});
