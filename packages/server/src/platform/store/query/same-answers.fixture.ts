// The compiled queries against the plain functions that say what they mean.
import type { Condition, TenantId } from '@gatehouse/model';
import { compareBy, matches } from '@gatehouse/policy';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Store } from '../index.js';
import { freshTenant } from '../suite/under-test.fixture.js';
import { compileCount, type Shape } from './index.js';
import { someQuery, someThings } from './random-queries.fixture.js';
import { asQueried, idOf, insertThings, type Thing, thing, things, thingsOfSet } from './things.fixture.js';
import { walkPages } from './walk-pages.fixture.js';

const set = idOf(0xffff);

/** The same fields with nothing to serve them but the orders: every condition is tried on each object. */
const unserved: Shape<Thing> = {
  ...things,
  fields: {
    ...things.fields,
    name: { kind: 'text', column: 't.name' },
    city: { kind: 'text', column: (bind) => `coalesce(t.city, ${bind(null)})` },
    code: { kind: 'text', column: 't.code' },
    ownerId: { kind: 'uuid', column: 't.owner_id' },
    phones: { kind: 'list', folded: `(select array_agg(lower(p collate "und-x-icu")) from unnest(t.phones) p)` },
  },
};

export function sameAnswers(store: () => Store): void {
  it('finds what the meaning of a query says, each object once, in its order, however it is paged', async () => {
    const worlds = fc.asyncProperty(
      someThings,
      fc.array(someQuery, { minLength: 8, maxLength: 8 }),
      async (made, queries) => {
        const tenant = await worldOf(store(), made);
        for (const query of queries) {
          const { condition, order } = query;
          const wanted = made
            .filter((each) => condition === null || matches(condition, asQueried(each)))
            .sort((left, right) => compareBy(order)(asQueried(left), asQueried(right)));
          const byName = order?.field === 'name' || order?.field === 'city';
          for (const shape of [things, ...(byName ? [] : [unserved]), thingsOfSet(set)]) {
            const found = (await walkPages(store(), tenant, shape, query)).flat();
            expect(found, JSON.stringify(query)).toEqual(wanted);
            const { sql, parameters, read } = compileCount(shape, condition, { tenant });
            const counted = read(await store().inTenant(tenant, (tx) => tx.rows(sql, parameters)));
            expect(counted, JSON.stringify(condition)).toEqual({ kind: 'counted', count: wanted.length });
          }
        }
      },
    );
    await fc.assert(worlds, { numRuns: 60 });
  });

  it('finds what the meaning says where chance seldom looks', async () => {
    for (const [one, other, condition] of meeting) {
      const tenant = await worldOf(store(), [one, other]);
      const wanted = [one, other].filter((each) => matches(condition, asQueried(each)));
      expect(wanted.length, JSON.stringify(condition)).toBeLessThan(2);
      const found = (await walkPages(store(), tenant, things, { condition, order: null })).flat();
      expect(found, JSON.stringify(condition)).toEqual(wanted);
    }
  });
}

/** Things and conditions that chance seldom brings together. */
const [first, second] = [thing(idOf(1)), thing(idOf(2))];
const meeting: readonly (readonly [Thing, Thing, Condition])[] = [
  [{ ...first, rank: 1 }, second, { kind: 'compare', field: 'rank', operator: 'le', value: Number.NaN }],
  [{ ...first, rank: 1 }, second, { kind: 'in', field: 'rank', values: [1, Number.NaN] }],
  [
    { ...first, note: 'née' },
    { ...second, note: 'n e' },
    { kind: 'words', field: 'note', text: 'e' },
  ],
  [
    { ...first, note: 'x²y' },
    { ...second, note: 'xÉy' },
    { kind: 'words', field: 'note', text: 'Y' },
  ],
  [
    { ...first, name: 'x²y' },
    { ...second, name: 'xÉy' },
    { kind: 'words', field: 'name', text: 'Y' },
  ],
  [
    { ...first, code: 'x', note: 'no' },
    { ...second, code: 'y', note: 'no' },
    {
      kind: 'or',
      operands: [
        {
          kind: 'and',
          operands: [
            { kind: 'compare', field: 'code', operator: 'eq', value: 'X' },
            { kind: 'compare', field: 'note', operator: 'eq', value: 'yes' },
          ],
        },
        { kind: 'compare', field: 'code', operator: 'eq', value: 'Y' },
      ],
    },
  ],
];

/** A tenant of its own with these things, all of them in the set; another tenant has the same ones. */
async function worldOf(store: Store, made: readonly Thing[]): Promise<TenantId> {
  const [tenant, other] = [freshTenant(), freshTenant()];
  for (const each of [tenant, other]) {
    await store.inTenant(each, async (tx) => {
      await insertThings(tx, made);
      await tx.run('insert into thing_sets select tenant_id, $2::uuid, id from things where tenant_id = $1', [
        each,
        set,
      ]);
    });
  }
  return tenant;
}
