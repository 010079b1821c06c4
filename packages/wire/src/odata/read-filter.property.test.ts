import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhole } from './cursor.js';
import {
  comparisonOperators,
  type Filter,
  type Literal,
  type Operand,
  type PropertyPath,
  textFunctions,
} from './filter.js';
import { readFilter } from './read-filter.js';
import { writeFilter } from './write-filter.fixture.js';

const parse = (written: string) => readWhole(written, (cursor) => readFilter(cursor));

describe('any tree', () => {
  it('is read back as it was written, with no more parentheses than it needs', () => {
    fc.assert(
      fc.property(filters([], 4), (filter) => {
        expect(parse(writeFilter(filter))).toEqual({ kind: 'read', value: filter });
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text', () => {
  const pieces = [
    '(',
    ')',
    'not ',
    ' and ',
    ' or ',
    ' eq ',
    ' in ',
    'a',
    '/',
    '/any(x:',
    '/$count',
    "'b'",
    "'",
    ',',
    '1',
    '-',
    ':',
    ' ',
  ];
  it.each([
    ['characters', fc.string({ unit: 'binary', maxLength: 300 })],
    ['pieces of filters', fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''))],
  ])('made of %s is read or refused at a place inside it', (_, texts) => {
    fc.assert(
      fc.property(texts, (written) => {
        const reading = parse(written);
        const again = reading.kind === 'read' ? parse(writeFilter(reading.value)) : reading;
        expect(again).toEqual(reading);
        const place = reading.kind === 'read' ? 0 : reading.position;
        expect(place >= 0 && place <= written.length).toBe(true);
        expect(reading.kind === 'read' || /^.{1,150}\.$/.test(reading.reason)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Trees of at most this depth, in which lambdas declare variables that stand for themselves inside. */
function filters(variables: readonly string[], depth: number): fc.Arbitrary<Filter> {
  const paths = propertyPaths(variables);
  const operands: fc.Arbitrary<Operand> = fc.oneof(
    paths.map((found) => ({ kind: 'property' as const, property: found })),
    paths.map((found) => ({ kind: 'count' as const, collection: found })),
  );
  const leaves: fc.Arbitrary<Filter>[] = [
    fc.record({
      kind: fc.constant('compare' as const),
      operator: fc.constantFrom(...comparisonOperators),
      operand: operands,
      value: literals,
    }),
    fc.record({
      kind: fc.constant('in' as const),
      operand: operands,
      values: fc.array(literals, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      function: fc.constantFrom(...textFunctions),
      property: paths,
      text: strings,
    }),
    fc.record({ kind: fc.constant('any' as const), collection: paths, lambda: fc.constant(null) }),
  ];
  if (depth === 0) return fc.oneof(...leaves);
  const inner = filters(variables, depth - 1);
  const variable = `v${variables.length}`;
  return fc.oneof(
    ...leaves,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(inner, { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), operand: inner }),
    fc.record({
      kind: fc.constantFrom('any' as const, 'all' as const),
      collection: paths,
      lambda: fc.record({ variable: fc.constant(variable), predicate: filters([...variables, variable], depth - 1) }),
    }),
  );
}

function propertyPaths(variables: readonly string[]): fc.Arbitrary<PropertyPath> {
  // Keywords are names too, wherever they cannot be taken for anything else.
  const names = fc.constantFrom(
    'id',
    'displayName',
    'any',
    'eq',
    'null',
    'in',
    'microsoft.graph.user',
    'extension_0_x',
  );
  const plain = fc.array(names, { minLength: 1, maxLength: 3 }).map((found) => ({ variable: null, path: found }));
  if (variables.length === 0) return plain;
  const ranged = fc.record({ variable: fc.constantFrom(...variables), path: fc.array(names, { maxLength: 2 }) });
  return fc.oneof(plain, ranged);
}

const strings = fc.oneof(
  fc.constantFrom('', "'", "''", "a' or 'b", '\\', ') and (', '%00'),
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((found) => !found.includes('\0')),
);
const moments = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const literals: fc.Arbitrary<Literal> = fc.oneof(
  fc.constant<Literal>({ kind: 'null' }),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
  strings.map((value) => ({ kind: 'string' as const, value })),
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .map((value) => ({ kind: 'integer' as const, value: `${value}` })),
  fc.tuple(fc.integer(), fc.nat()).map((parts) => ({ kind: 'decimal' as const, value: parts.join('.') })),
  fc.uuid().map((value) => ({ kind: 'guid' as const, value })),
  moments.map((moment) => ({ kind: 'date' as const, value: moment.toISOString().slice(0, 10) })),
  moments.map((moment) => ({ kind: 'dateTime' as const, value: moment.toISOString() })),
);
