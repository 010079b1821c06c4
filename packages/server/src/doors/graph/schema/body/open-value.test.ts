import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guid, text } from '../properties.js';
import { application } from '../sample.fixture.js';
import { update, values } from './body-bench.fixture.js';

describe('an undeclared property of an open type', () => {
  const skypeId = 'extension_7777777777774777a777777777777777_skypeId';
  const openProperty = (name: string, owner: string) =>
    owner === 'application' && name === skypeId ? text(skypeId, { maxLength: 5 }) : undefined;

  it('is held to its declaration', () => {
    expect(values({ [skypeId]: 'abc' }, { openProperty })).toEqual({ [skypeId]: 'abc' });
    expect(values({ [skypeId]: 'abcdef' }, { openProperty })).toMatch(/^Invalid value specified for property/);
    expect(values({ [skypeId]: null }, { openProperty })).toEqual({ [skypeId]: null });
  });

  it('is refused where nobody knows it', () => {
    expect(values({ settings: { [skypeId]: 'abc' } }, { openProperty })).toBe(
      `The following extension properties are not available: ${skypeId}.`,
    );
  });

  it('is refused where the type is not open', () => {
    expect(values({ web: { x: guid('x') } }, { openProperty: () => 'any' })).toBe("Invalid property 'x'.");
  });

  it('may hold any JSON, with the types that are said', () => {
    const settings = {
      Engineering: { '@odata.type': '#x', 'Date@odata.type': '#Int32', Date: 1, list: [null, true, 'a'] },
    };
    expect(values({ settings }, { openProperty: () => 'any' })).toEqual({ settings });
  });

  const nest = (depth: number): unknown => (depth === 0 ? 1 : [nest(depth - 1)]);
  it.each([
    ['too deep', nest(9)],
    ['too much', Array.from({ length: 1000 }, () => 1)],
    ['too long', 'x'.repeat(32_769)],
    ['with U+0000', 'a\0'],
    ['with a dangerous name', JSON.parse('{"__proto__": 1}')],
    ['with an annotation that names no type', JSON.parse('{"x@odata.bind": 1}')],
  ])('is refused when it is %s', (_, given) => {
    expect(values({ settings: { given } }, { openProperty: () => 'any' })).toMatch(/^Invalid value specified/);
  });
});

describe('whatever JSON', () => {
  const names = [...application.properties.map(({ name }) => name), '@odata.type', 'owners@odata.bind', 'other'];
  it('is read or refused, and what was read is read again as itself', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 3 }), (body) => {
        const read = update(body, { openProperty: () => 'any' });
        const again = read.kind === 'error' ? read : update(read.values, { openProperty: () => 'any' });
        expect(again).toEqual(read);
        expect(read.kind === 'body' || read.message.endsWith('.')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
