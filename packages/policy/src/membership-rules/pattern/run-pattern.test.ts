import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from './compile-pattern.js';
import { runPattern } from './run-pattern.js';

function patternOf(source: string) {
  const compiled = compilePattern(source, 100_000);
  if (compiled.kind !== 'compiled') throw new Error(`${source}: ${compiled.kind}`);
  return compiled.pattern;
}

const run = (source: string, text: string) => runPattern(patternOf(source), text).isMatch;

describe('a pattern', () => {
  it.each([
    // Microsoft Entra documentation: Manage rules for dynamic membership groups, "Use the -match operator".
    ['^Da.*', ['Da', 'Dav', 'David'], ['aDa']],
    ['.*vid', ['David'], ['Da']],
    ['ago', ['Lagos', 'CHICAGO'], ['Lag os', '']],
    ['.*?ago.*', ['Lagos', 'ago'], ['agro']],
    ['@domain\\.ext$', ['a@domain.ext', 'a@DOMAIN.EXT\n'], ['a@domain.extra', 'a@domainxext', 'a@domain.ext\n\n']],
    ['', ['', 'a'], []],
    ['^$', ['', '\n'], ['a']],
    ['\\Aa\\z', ['a'], ['a\n', 'ba']],
    ['a\\Z', ['a', 'a\n'], ['a\nb']],
    ['^a.c$', ['abc', 'aéc', 'a😀c'], ['a\nc', 'ac']],
    ['^[a-c1\\-]+$', ['ab', 'CAB', '1-1'], ['d', 'a b']],
    ['^[^a-c]+$', ['xyz'], ['xaz', 'xAz']],
    ['^[]a]+$', [']a]'], ['b']],
    ['^[-a]+[a-]+$', ['-a'], ['b']],
    ['^[\\w.]+$', ['jo.hn', 'renée', 'a_1'], ['a b', 'a-b']],
    ['^\\d{3}-\\d{2,}$', ['123-45', '123-4567'], ['12-34', '123-4']],
    ['^\\D\\W\\S\\s$', ['a-b '], ['1-b ', 'aab ', 'a-  ', 'a-bb']],
    ['^\\x41\\u00e9\\t$', ['Aé\t', 'aÉ\t'], ['Ae\t']],
    ['\\bsales\\b', ['the sales team', 'Sales'], ['wholesales', 'salesman']],
    ['\\Bman', ['salesman'], ['man']],
    ['^(north|south)-?(east|west)?$', ['north', 'South-West', 'southeast'], ['northsouth', 'east']],
    ['^(?:ab){2}c?$', ['abab', 'ababc'], ['ab', 'ababab']],
    ['^a{,2}$', ['a{,2}'], ['aa']],
    ['^a{2}?$', ['aa'], ['a', 'aaa']],
    ['^a{0}b$', ['b'], ['ab']],
    ['a||b', ['', 'x'], []],
    ['^(a*)*$', ['', 'aaa'], ['b']],
    ['^x{}$', ['x{}'], ['x']],
    ['^*a', ['a', 'ba'], ['b']],
    ['^s+$', ['S'], ['ß']],
    ['^straße$', ['STRAßE'], ['STRASSE']],
    ['\\$\\^\\(\\)\\[\\]\\{\\}\\*\\+\\?\\.\\|\\\\', ['$^()[]{}*+?.|\\'], ['']],
  ])('%s matches %j and not %j', (source, matching, others) => {
    expect(matching.filter((text) => !run(source, text))).toEqual([]);
    expect(others.filter((text) => run(source, text))).toEqual([]);
  });

  it('that makes a backtracking engine try exponentially many ways takes at most size × (characters + 1) steps', () => {
    const text = `${'a'.repeat(5000)}!`;
    for (const source of [
      '(a+)+$',
      '(a|a)*b',
      '(a|aa)+$',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      '(.*a){20}$',
      '(a?){100}a{100}b',
      '(a|[a-z0-9_.-])*b',
    ]) {
      const pattern = patternOf(source);
      const { isMatch, steps } = runPattern(pattern, text);
      expect(isMatch).toBe(false);
      expect(steps).toBeGreaterThan(text.length);
      expect(steps).toBeLessThanOrEqual(pattern.size * (text.length + 1));
    }
  });

  it('answers as the engine of the language does, where both mean the same', () => {
    fc.assert(
      fc.property(patterns(2), fc.array(fc.constantFrom(...'abAB0 _-'), { maxLength: 8 }), (source, letters) => {
        const text = letters.join('');
        const pattern = patternOf(source);
        const { isMatch, steps } = runPattern(pattern, text);
        expect(isMatch).toBe(new RegExp(source, 'i').test(text));
        expect(steps).toBeLessThanOrEqual(pattern.size * (text.length + 1));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Sources of patterns that hold up to so many groups inside each other. */
function patterns(depth: number): fc.Arbitrary<string> {
  const sets = fc.constantFrom(
    'a',
    'b',
    '0',
    '.',
    '[ab]',
    '[^a]',
    '[a-z0]',
    '\\d',
    '\\w',
    '\\s',
    '\\W',
    '[\\d_-]',
    '-',
  );
  const places = fc.constantFrom('^', '$', '\\b', '\\B');
  const quantifiers = fc.constantFrom('', '', '*', '+', '?', '*?', '{2}', '{0,2}', '{1,}');
  const inner =
    depth === 0
      ? sets
      : fc.oneof(
          sets,
          patterns(depth - 1).map((source) => `(${source})`),
        );
  const repeated = fc.tuple(inner, quantifiers).map(([part, quantifier]) => part + quantifier);
  const sequence = fc
    .array(fc.oneof({ arbitrary: repeated, weight: 4 }, { arbitrary: places, weight: 1 }), { maxLength: 3 })
    .map((parts) => parts.join(''));
  return fc.array(sequence, { minLength: 1, maxLength: 2 }).map((parts) => parts.join('|'));
}
