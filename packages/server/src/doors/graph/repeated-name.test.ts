import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedName } from './repeated-name.js';

describe('a name that stands twice', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"a":{"b":1,"c":[],"b":{}}}', 'b'],
    ['[{"a":1},{"x":[1,{"a":1 , "a":1}]}]', 'a'],
    ['{"a":[1,2],"b":"x","a":null}', 'a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"":1,"":2}', ''],
    ['{"a\\"":1,"b":2,"a\\"":3}', 'a"'],
  ])('is found in %s', (text, name) => {
    expect(repeatedName(text)).toBe(name);
  });

  it.each([
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":2}]',
    '{"a":["a","a"]}',
    '"{\\"a\\":1,\\"a\\":2}"',
    '7',
  ])('is not in %s', (text) => {
    expect(repeatedName(text)).toBeUndefined();
  });

  it('is in nothing that was written from values', () => {
    fc.assert(fc.property(fc.json(), (text) => repeatedName(JSON.stringify(JSON.parse(text))) === undefined));
  });

  it('is looked for in deep and long texts', () => {
    expect(repeatedName(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBeUndefined();
    expect(repeatedName(`{"a":"${'\\n'.repeat(1_000_000)}","a":1}`)).toBe('a');
  });
});
