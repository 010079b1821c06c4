import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, foldText, wordsOf } from './text.js';

describe('text as it is compared', () => {
  it('has no letter case', () => expect(foldText('ÅSE Straße İ')).toBe('åse straße i̇'));

  it.each<[string, string[]]>([
    ['Contoso Sales-Team (EMEA) 2', ['contoso', 'sales', 'team', 'emea', '2']],
    ["  o'Neil  ", ['o', 'neil']],
    ['Ångström 日本 語', ['ångström', '日本', '語']],
    ['a²b_c', ['a', 'b', 'c']],
    ['😀 --', []],
    ['', []],
  ])('%j has the words %j', (text, words) => expect(wordsOf(text)).toEqual(words));

  it('has halves of characters where their numbers are', () => {
    expect(compareText('\ud800\uffff', '\u{10000}')).toBeLessThan(0);
    expect(compareText('\udbff', '\u{10000}')).toBeLessThan(0);
    expect(compareText('\udbff', '\ue000')).toBeLessThan(0);
  });

  it('goes by code points, as bytes of UTF-8 do', () => {
    const unit = fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}');
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit }), (left, right) => {
        expect(Math.sign(compareText(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
      }),
    );
  });
});
