// What a page is, what it may not be, and what happens to a list that changes while it is walked.
import type { Condition, ObjectQuery, QueryPlace, TenantId } from '@gatehouse/model';
import { expect, it } from 'vitest';
import type { Store } from '../index.js';
import { freshTenant } from '../suite/under-test.fixture.js';
import { compileCount, compilePage, type QueryContext, type Shape } from './index.js';
import { idOf, insertThings, type Thing, thing, things } from './things.fixture.js';
import { walkPages } from './walk-pages.fixture.js';

const all = { condition: null, order: null } as const;
const coded = (code: string): Condition => ({ kind: 'compare', field: 'code', operator: 'eq', value: code });
const noted = (text: string): Condition => ({ kind: 'text', function: 'contains', field: 'note', text });
const by = (field: string, descending = false) => ({ field, descending });
const idsOf = (pages: readonly (readonly Thing[])[]): string[][] => pages.map((page) => page.map(({ id }) => id));

export function paging(store: () => Store): void {
  const tenantWith = async (made: readonly Thing[]): Promise<TenantId> => {
    const tenant = freshTenant();
    await store().inTenant(tenant, (tx) => insertThings(tx, made));
    return tenant;
  };
  const numbered = (count: number, more: (number: number) => Partial<Thing> = () => ({})): Thing[] =>
    Array.from({ length: count }, (_, index) => thing(idOf(index + 1), more(index + 1)));
  const pageOf = async (tenant: TenantId, query: ObjectQuery, more: Partial<QueryContext> = {}) => {
    const { sql, parameters, read } = compilePage(things, query, { tenant, ...more });
    return read(await store().inTenant(tenant, (tx) => tx.rows(sql, parameters)));
  };

  it('gives pages of the size asked for, and nothing after the last', async () => {
    const tenant = await tenantWith(numbered(4));
    expect(idsOf(await walkPages(store(), tenant, things, { ...all, top: 3 }))).toEqual([
      [1, 2, 3].map(idOf),
      [4].map(idOf),
    ]);
    expect(idsOf(await walkPages(store(), tenant, things, { ...all, top: 4 }))).toEqual([[1, 2, 3, 4].map(idOf)]);
    expect(await walkPages(store(), freshTenant(), things, all)).toEqual([[]]);
  });

  it('gives an object as the repository makes it, without the columns of the compiler', async () => {
    const made = thing(idOf(1), { note: 'n', labels: [{ issuer: 'i', weight: 1 }], madeAt: 1_700_000_000_123 });
    const tenant = await tenantWith([made]);
    for (const condition of [null, noted('n')]) {
      const page = await pageOf(tenant, { ...all, condition, top: 1, after: null });
      expect(page).toEqual({ objects: [made], next: null });
    }
  });

  it('walks no further than it may: a page can be empty and the next one not', async () => {
    const tenant = await tenantWith(numbered(10, (number) => ({ note: number === 6 || number === 8 ? 'yes' : 'no' })));
    const pages = await walkPages(store(), tenant, things, {
      condition: noted('yes'),
      order: null,
      top: 2,
      walkLimit: 3,
    });
    expect(idsOf(pages)).toEqual([[], [6].map(idOf), [8].map(idOf), []]);
    const first = await pageOf(tenant, { condition: noted('yes'), order: null, top: 2, after: null }, { walkLimit: 3 });
    expect(first.next).toEqual({ value: null, id: idOf(3) });
  });

  it('walks for whatever no index serves', async () => {
    const tenant = await tenantWith(
      numbered(10, (number) => ({ ...(number === 10 && { name: 'Zed', code: 'zed', city: 'zed', phones: ['zed'] }) })),
    );
    const unserved: Condition[] = [
      { kind: 'text', function: 'contains', field: 'name', text: 'zed' },
      { kind: 'text', function: 'startsWith', field: 'code', text: 'zed' },
      { kind: 'text', function: 'endsWith', field: 'city', text: 'zed' },
      { kind: 'compare', field: 'code', operator: 'ge', value: 'a' },
      { kind: 'compare', field: 'code', operator: 'ne', value: null },
      { kind: 'compare', field: 'name', operator: 'ne', value: 'thing' },
      { kind: 'compare', field: 'ownerId', operator: 'ne', value: idOf(3) },
      { kind: 'words', field: 'code', text: 'zed' },
      { kind: 'words', field: 'name', text: '-' },
      { kind: 'any', collection: 'phones', element: { kind: 'compare', field: '', operator: 'eq', value: 'zed' } },
      { kind: 'or', operands: [coded('zed'), noted('zed')] },
    ];
    for (const condition of unserved) {
      const page = await pageOf(tenant, { condition, order: null, top: 5, after: null }, { walkLimit: 4 });
      expect(page.next, JSON.stringify(condition)).toEqual({ value: null, id: idOf(4) });
    }
  });

  it('goes on after the last object looked at when the page became full with it, and after the last of the page otherwise', async () => {
    const tenant = await tenantWith(numbered(10, (number) => ({ note: number <= 3 ? 'yes' : 'no' })));
    const query = { condition: noted('yes'), order: null, after: null };
    expect((await pageOf(tenant, { ...query, top: 3 }, { walkLimit: 5 })).next).toEqual({ value: null, id: idOf(5) });
    expect((await pageOf(tenant, { ...query, top: 2 }, { walkLimit: 5 })).next).toEqual({ value: null, id: idOf(2) });
    expect((await pageOf(tenant, { ...query, top: 3 }, { walkLimit: 3 })).next).toEqual({ value: null, id: idOf(3) });
    expect((await pageOf(tenant, { ...query, top: 3 }, { walkLimit: 11 })).next).toBeNull();
  });

  it('finds by index whatever one serves, however far apart it lies', async () => {
    const tenant = await tenantWith(
      numbered(20, (number) => ({
        ...(number % 10 === 0 && {
          code: 'X',
          name: 'Zed Zorro',
          city: 'Zürich',
          links: [{ linkId: idOf(7), kind: 'a' }],
        }),
      })),
    );
    const served: Condition[] = [
      coded('x'),
      { kind: 'in', field: 'code', values: ['x', 'y'] },
      { kind: 'in', field: 'id', values: [idOf(10), idOf(20)] },
      { kind: 'text', function: 'startsWith', field: 'name', text: 'ZED' },
      { kind: 'text', function: 'endsWith', field: 'name', text: 'ORRO' },
      { kind: 'compare', field: 'name', operator: 'gt', value: 'u' },
      { kind: 'not', operand: { kind: 'compare', field: 'city', operator: 'eq', value: null } },
      { kind: 'words', field: 'name', text: 'zor ze' },
      {
        kind: 'any',
        collection: 'links',
        element: { kind: 'compare', field: 'linkId', operator: 'eq', value: idOf(7) },
      },
      { kind: 'or', operands: [coded('x'), { kind: 'text', function: 'startsWith', field: 'city', text: 'zü' }] },
      { kind: 'or', operands: [coded('y'), { kind: 'words', field: 'city', text: 'zür' }] },
      { kind: 'not', operand: { kind: 'or', operands: [{ kind: 'not', operand: coded('x') }] } },
    ];
    for (const condition of served) {
      const page = await pageOf(tenant, { condition, order: null, top: 5, after: null }, { walkLimit: 2 });
      expect(
        page.objects.map(({ id }) => id),
        JSON.stringify(condition),
      ).toEqual([10, 20].map(idOf));
    }
  });

  it('looks at whole characters where a text begins and ends, the last one there is among them', async () => {
    const notes = ['a \u{1f600}b', 'a \u{1f601}b', 'x\u{10ffff}y', '\u{10ffff}z'];
    const tenant = await tenantWith(numbered(4, (number) => ({ note: notes[number - 1] ?? '' })));
    for (const [name, text, number] of [
      ['endsWith', '\u{1f600}B', 1],
      ['startsWith', 'X', 3],
      ['startsWith', '\u{10ffff}', 4],
    ] as const) {
      const condition: Condition = { kind: 'text', function: name, field: 'note', text };
      expect(idsOf(await walkPages(store(), tenant, things, { condition, order: null }))).toEqual([[idOf(number)]]);
    }
  });

  it('counts, looking at no more than it may of what indexes lead to', async () => {
    const tenant = await tenantWith(
      numbered(10, (number) => ({ note: number % 2 === 0 ? 'yes' : 'no', code: `${number % 5}` })),
    );
    const count = async (condition: Condition | null, countLimit: number) => {
      const { sql, parameters, read } = compileCount(things, condition, { tenant, countLimit });
      return read(await store().inTenant(tenant, (tx) => tx.rows(sql, parameters)));
    };
    expect(await count(null, 10)).toEqual({ kind: 'counted', count: 10 });
    expect(await count(null, 9)).toEqual({ kind: 'too-many' });
    expect(await count(noted('yes'), 10)).toEqual({ kind: 'counted', count: 5 });
    expect(await count(noted('yes'), 9)).toEqual({ kind: 'too-many' });
    expect(await count(coded('3'), 2)).toEqual({ kind: 'counted', count: 2 });
    expect(await count({ kind: 'and', operands: [coded('3'), noted('yes')] }, 2)).toEqual({
      kind: 'counted',
      count: 1,
    });
  });

  it('keeps apart instants that only microseconds part', async () => {
    const tenant = await tenantWith(numbered(4));
    const at = (micros: number) => `2030-01-01T00:00:00.${micros.toString().padStart(6, '0')}Z`;
    for (const [number, micros] of [1, 999_999, 2, 123_456].entries()) {
      const update = 'update things set made_at = $2 where id = $1';
      await store().inTenant(tenant, (tx) => tx.run(update, [idOf(number + 1), at(micros)]));
    }
    const pages = await walkPages(store(), tenant, things, { condition: null, order: by('madeAt'), top: 1 });
    expect(idsOf(pages).flat()).toEqual([1, 3, 4, 2].map(idOf));
  });

  it('walks texts in the order of code points, whatever the collation of their column, and ids that are text, too', async () => {
    const codes = ['\uffff', 'a', 'z', '\u{1f600}', 'é'];
    const cities = [null, 'é', null, 'é', 'z'];
    const tenant = await tenantWith(
      numbered(5, (number) => ({ code: codes[number - 1] ?? '', city: cities[number - 1] ?? null })),
    );
    const textual: Shape<Thing> = {
      ...things,
      id: { column: 't.code_folded', type: 'text' },
      fields: {
        ...things.fields,
        city: { kind: 'text', folded: '(select t.city_folded collate "und-x-icu")', index: 'order' },
      },
    };
    const codesOf = async (order: ObjectQuery['order'], condition: Condition | null = null) =>
      (await walkPages(store(), tenant, textual, { condition, order, top: 1 })).flat().map(({ code }) => code);
    expect(await codesOf(null)).toEqual(['a', 'z', 'é', '\uffff', '\u{1f600}']);
    const byCity = ['z', '\uffff', 'é', 'a', '\u{1f600}'];
    for (const condition of [null, { kind: 'not', operand: noted('x') } as const]) {
      expect(await codesOf(by('city'), condition)).toEqual(byCity);
      expect(await codesOf(by('city', true), condition)).toEqual([...byCity].reverse());
    }
    const later: Condition = { kind: 'compare', field: 'city', operator: 'gt', value: 'z' };
    expect(await codesOf(null, later)).toEqual(['a', '\u{1f600}']);
  });

  it('tries the rest of a condition on what indexes lead to, and on no more of it than it may', async () => {
    const tenant = await tenantWith(
      numbered(20, (number) => ({ code: number % 2 === 0 ? 'x' : 'y', note: number > 14 ? 'yes' : 'no' })),
    );
    const condition: Condition = { kind: 'and', operands: [noted('yes'), coded('x')] };
    const pages = await walkPages(store(), tenant, things, { condition, order: null, top: 9, walkLimit: 4 });
    expect(idsOf(pages)).toEqual([[], [16].map(idOf), [18, 20].map(idOf)]);
  });

  it('shows every object that stays exactly once, in order, while others come and go between the pages', async () => {
    const cityOf = (number: number): string | null => (number % 3 === 0 ? null : `City ${number % 5}`);
    const making = (number: number): Partial<Thing> => ({ city: cityOf(number), note: 'here', rank: number % 4 });
    for (const order of [null, by('city'), by('city', true), by('rank'), by('rank', true)]) {
      for (const condition of [null, noted('here')]) {
        const staying = numbered(60, making).filter((_, index) => index % 2 === 0);
        const tenant = await tenantWith([...staying, ...numbered(60, making).filter((_, index) => index % 2 === 1)]);
        const wanted = (await walkPages(store(), tenant, things, { condition, order }))
          .flat()
          .filter(({ id }) => staying.some((each) => each.id === id));
        let round = 0;
        const pages = await walkPages(store(), tenant, things, { condition, order, top: 4, walkLimit: 5 }, async () => {
          round += 1;
          const come = numbered(60, making).map((each) => ({
            ...each,
            id: idOf(Number.parseInt(each.id.slice(-12), 16) * 1_000 + round),
          }));
          const go = idOf((round * 14) % 60);
          await store().inTenant(tenant, async (tx) => {
            await insertThings(
              tx,
              come.filter((_, index) => index % 20 === round % 20),
            );
            await tx.run('delete from things where id = $1 and not id = any ($2::uuid[])', [
              go,
              staying.map(({ id }) => id),
            ]);
          });
        });
        const seen = pages.flat().filter(({ id }) => staying.some((each) => each.id === id));
        expect(round).toBeGreaterThan(10);
        expect(seen).toEqual(wanted);
      }
    }
  });

  it.each<[string, Partial<ObjectQuery>]>([
    ['a field that there is not', { condition: { kind: 'compare', field: 'secret', operator: 'eq', value: 1 } }],
    ['a field by the name of what every object has', { condition: { kind: 'in', field: 'constructor', values: [] } }],
    ['a collection as a value', { condition: { kind: 'compare', field: 'phones', operator: 'eq', value: null } }],
    ['a value as a collection', { condition: { kind: 'any', collection: 'name', element: null } }],
    ['a field of the object in an element', { condition: { kind: 'any', collection: 'links', element: coded('x') } }],
    ['an order by a field that no index serves', { order: by('note') }],
    ['an order by a field that has an index for equality', { order: by('code') }],
    ['an order by a collection', { order: by('phones') }],
    ['no objects', { top: 0 }],
    ['half an object', { top: 1.5 }],
    ['a place whose id is none', { after: { value: null, id: "' or true --" } }],
    ['a place whose value is of another type', { order: by('madeAt'), after: { value: 'noon', id: idOf(1) } }],
    ['a place without a value where all objects have one', { order: by('name'), after: { value: null, id: idOf(1) } }],
    ['a place with a text that cannot be stored', { order: by('name'), after: { value: '\0', id: idOf(1) } }],
    ['too many values', { condition: { kind: 'or', operands: Array.from({ length: 1_000 }, () => coded('x')) } }],
  ])('is a programming error to ask for: %s', (_title, query) => {
    const context = { tenant: freshTenant() };
    expect(() => compilePage(things, { ...all, top: 1, after: null, ...query }, context)).toThrow(
      /^(?:there is no field|the field|no index serves|a page holds|the place is none|a query needs)/,
    );
  });

  it('takes a place at either end of what is kept for what it is', async () => {
    const tenant = await tenantWith(numbered(2, (number) => ({ rank: number, madeAt: number })));
    const after = (value: QueryPlace['value']): QueryPlace => ({ value, id: idOf(9) });
    for (const [value, found] of [
      [-1e300, 2],
      [1e300, 0],
      [Number.NEGATIVE_INFINITY, 2],
    ] as const) {
      for (const order of [by('rank'), by('madeAt')]) {
        const page = await pageOf(tenant, { condition: null, order, top: 5, after: after(value) });
        expect(page.objects).toHaveLength(found);
      }
    }
  });
}
