import { describe, expect, it } from 'vitest';
import { compilePattern } from './compile-pattern.js';

const compile = (source: string, most = 1000) => compilePattern(source, most);

describe('a pattern', () => {
  it.each([
    ['(a)\\1', 3, 'references to groups are not supported'],
    ['\\k<x>', 0, 'references to groups are not supported'],
    ['^(?!admin)', 1, 'groups that begin with `(?`'],
    ['(?<=a)b', 0, 'groups that begin with `(?`'],
    ['(?>a+)b', 0, 'groups that begin with `(?`'],
    ['(?i)a', 0, 'groups that begin with `(?`'],
    ['(?<name>a)', 0, 'groups that begin with `(?`'],
    ['\\p{L}', 0, '`\\p` is not supported'],
    ['\\G', 0, '`\\G` is not supported'],
    ['a**', 2, 'one quantifier cannot follow another'],
    ['a++', 2, 'one quantifier cannot follow another'],
    ['a{2}{3}', 4, 'one quantifier cannot follow another'],
    ['*a', 0, 'nothing here to repeat'],
    ['a|+', 2, 'nothing here to repeat'],
    ['(?:+a)', 3, 'nothing here to repeat'],
    ['a{3,2}', 1, 'ascending order'],
    ['(a', 0, 'is not closed'],
    ['a)', 1, 'closes nothing'],
    ['[a', 0, 'is not closed'],
    ['[]', 0, 'is not closed'],
    ['[z-a]', 1, 'not in order'],
    ['[\\d-z]', 1, 'not in order'],
    ['[a-z-[aeiou]]', 4, 'write `\\-`'],
    ['[\\b]', 1, '`\\b` is not supported'],
    ['a\\', 1, 'a backslash cannot come last'],
  ])('%s is refused at character %i, with a reason', (source, position, reason) => {
    const compiled = compile(source);
    expect(compiled).toMatchObject({ kind: 'refused', position });
    expect(compiled.kind === 'refused' && compiled.reason).toContain(reason);
  });

  it.each([
    'a{1001}',
    '[abcdefghij]{101}',
    '(a{100}){100}',
    `${'('.repeat(12)}a${'){9}'.repeat(12)}`,
    '(){999999999}',
    '(a{0}){999999999}',
    'a{12345678901234567890}',
    `${'('.repeat(49)}a${'){999999999}'.repeat(49)}`,
    `(${'('.repeat(49)}a${'){999999999}'.repeat(49)}){0}b{5000}`,
    '(a|b){400}',
  ])('that would grow too large is refused before it grows: %s', (source) => {
    expect(compile(source)).toEqual({ kind: 'tooLarge' });
  });

  it('may be exactly as large as there is room for', () => {
    expect(compile('a{9}', 10)).toMatchObject({ kind: 'compiled' });
    expect(compile('a{10}', 10)).toEqual({ kind: 'tooLarge' });
  });

  it('nests groups to a limit', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(compile(nested(50))).toMatchObject({ kind: 'compiled' });
    expect(compile(nested(51))).toMatchObject({ kind: 'refused', reason: expect.stringContaining('50 levels') });
  });

  it.each(['a{10}', 'a{3,7}b*', '(a|b|c)+', '(?:ab?){2,}', '[a-z]{5}$', '', '()*', 'a||b'])(
    'never has more instructions than its size: %s',
    (source) => {
      const largest = [...Array(100).keys()].find((most) => compile(source, most).kind === 'compiled') ?? 0;
      const compiled = compile(source, largest);
      expect(compiled.kind === 'compiled' && compiled.pattern.program.length).toBeLessThanOrEqual(largest);
    },
  );
});
