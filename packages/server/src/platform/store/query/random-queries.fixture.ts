// Random things and random queries over them, from few values, so that they meet.
import type { Condition, QueryComparison, QueryValue } from '@gatehouse/model';
import fc from 'fast-check';
import { idOf, type Thing, thing } from './things.fixture.js';

/** Texts that compare in unexpected ways: other scripts, special foldings, beyond U+FFFF, and what SQL might read as its own. */
const texts = [
  '',
  ' ',
  'Oslo',
  'OSLO',
  'oslo harbour',
  'Oslo-Harbour 7',
  'harbour',
  'Åse',
  'åse',
  'ΑΣ',
  'ας ασ',
  'İs',
  'STRASSE',
  'straße',
  '日本 語',
  '\uffff',
  '\u{1f600} x',
  '\u{10ffff}',
  '\u{10ffff}\u{10ffff}',
  '\ud7ffz',
  "o'neil",
  '%_\\',
  '$1"; --',
] as const;

const ids = [1, 2, 3, 4].map(idOf);
const numbers = [0, -1, 1, 1.5, 2, 1e15] as const;
const instants = [0, -1_000, 1_700_000_000_123, 1_700_000_000_124, 253_402_300_799_999] as const;

const text = fc.constantFrom(...texts);
const absentOr = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 3 });

/** A world of things, with ids in no order of their making. */
export const someThings: fc.Arbitrary<readonly Thing[]> = fc
  .array(
    fc.record({
      name: text,
      city: absentOr(text),
      code: absentOr(text),
      note: absentOr(text),
      active: fc.boolean(),
      rank: absentOr(fc.constantFrom(...numbers)),
      madeAt: absentOr(fc.constantFrom(...instants)),
      ownerId: absentOr(fc.constantFrom(...ids)),
      phones: fc.array(text, { maxLength: 3 }),
      labels: absentOr(
        fc.array(fc.record({ issuer: absentOr(text), weight: absentOr(fc.constantFrom(...numbers)) }), {
          maxLength: 3,
        }),
      ),
      links: fc
        .uniqueArray(fc.record({ linkId: fc.constantFrom(...ids), kind: text }), {
          maxLength: 3,
          selector: ({ linkId }) => linkId,
        })
        .map((made) => made.sort((left, right) => (left.linkId < right.linkId ? -1 : 1))),
    }),
    { maxLength: 24 },
  )
  .map((made) => made.map((each, index) => thing(idOf(((index + 1) * 0x9e3779b1) % 0x1_0000_0000), each)));

/** Pieces of the texts, and texts that no object has or could have. */
const askedText = fc.oneof(
  text,
  text.map((whole) => [...whole].slice(1).join('')),
  text.map((whole) => [...whole].slice(0, 2).join('')),
  text.map((whole) => whole.toUpperCase()),
  fc.constantFrom('osl', 'har osl', 'zzz', 'a\0b', '\0', 'os\ud800', "' or true --"),
);
const askedValue: fc.Arbitrary<QueryValue> = fc.oneof(
  askedText,
  fc.constantFrom<QueryValue[]>(...numbers, ...instants, ...ids, ids[0]?.toUpperCase() ?? '', true, false, null, 1e300),
);
const operator = fc.constantFrom<QueryComparison[]>('eq', 'ne', 'lt', 'le', 'gt', 'ge');

interface Kind {
  readonly scalars: readonly string[];
  readonly collections: Readonly<Record<string, Kind>>;
}

const kinds: Kind = {
  scalars: ['id', 'name', 'city', 'code', 'note', 'active', 'rank', 'madeAt', 'ownerId'],
  collections: {
    phones: { scalars: [''], collections: {} },
    labels: { scalars: ['issuer', 'weight'], collections: {} },
    links: { scalars: ['linkId', 'kind'], collections: {} },
  },
};

const values: Readonly<Record<string, fc.Arbitrary<QueryValue>>> = {
  active: fc.boolean(),
  rank: fc.constantFrom(...numbers, Number.NaN),
  weight: fc.constantFrom(...numbers),
  madeAt: fc.constantFrom(...instants),
  ownerId: fc.constantFrom(...ids),
  linkId: fc.constantFrom(...ids),
};

/** A value for a field: mostly one of its type, now and then any. */
function valueFor(field: string): fc.Arbitrary<QueryValue> {
  return fc.oneof({ weight: 4, arbitrary: values[field] ?? askedText }, { weight: 1, arbitrary: askedValue });
}

function leaf(kind: Kind): fc.Arbitrary<Condition> {
  const field = fc.constantFrom(...kind.scalars);
  return fc.oneof(
    field.chain((name) =>
      fc.record({ kind: fc.constant('compare' as const), field: fc.constant(name), operator, value: valueFor(name) }),
    ),
    field.chain((name) =>
      fc.record({
        kind: fc.constant('in' as const),
        field: fc.constant(name),
        values: fc.array(
          fc.oneof({ weight: 6, arbitrary: valueFor(name) }, { weight: 1, arbitrary: fc.constant(null) }),
          { maxLength: 3 },
        ),
      }),
    ),
    fc.record({
      kind: fc.constant('text' as const),
      function: fc.constantFrom('startsWith' as const, 'endsWith' as const, 'contains' as const),
      field,
      text: askedText,
    }),
    fc.record({ kind: fc.constant('words' as const), field, text: askedText }),
  );
}

function conditionOn(kind: Kind, depth: number): fc.Arbitrary<Condition> {
  if (depth === 0) return leaf(kind);
  const inner = conditionOn(kind, depth - 1);
  const branches: fc.Arbitrary<Condition>[] = [
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands: fc.array(inner, { maxLength: 3 }) }),
    inner.map((operand): Condition => ({ kind: 'not', operand })),
  ];
  for (const [collection, element] of Object.entries(kind.collections)) {
    const asked = conditionOn(element, depth - 1);
    branches.push(
      fc.option(asked).map((of): Condition => ({ kind: 'any', collection, element: of })),
      asked.map((of): Condition => ({ kind: 'all', collection, element: of })),
      fc
        .record({ operator, value: fc.constantFrom(-1, 0, 1, 1.5, 2, 1e300) })
        .map((compared): Condition => ({ kind: 'size', collection, ...compared })),
    );
  }
  return fc.oneof({ weight: 3, arbitrary: leaf(kind) }, ...branches.map((arbitrary) => ({ weight: 1, arbitrary })));
}

/** A condition on things. */
export const someCondition: fc.Arbitrary<Condition> = conditionOn(kinds, 2);

/** How a list is walked: what is asked for, the order, and how much a page holds and looks at. */
export const someQuery = fc.record({
  condition: fc.option(someCondition, { freq: 8 }),
  order: fc.option(
    fc.record({ field: fc.constantFrom('id', 'name', 'city', 'rank', 'madeAt'), descending: fc.boolean() }),
    { freq: 5 },
  ),
  top: fc.integer({ min: 1, max: 9 }),
  walkLimit: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(5_000)),
});
