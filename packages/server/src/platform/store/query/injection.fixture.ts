// Text that would be SQL, wherever a query carries text.
import type { Condition } from '@gatehouse/model';
import { foldText } from '@gatehouse/policy';
import { expect, it } from 'vitest';
import type { Store } from '../index.js';
import { freshTenant } from '../suite/under-test.fixture.js';
import { compileCount, compilePage } from './index.js';
import { idOf, insertThings, thing, things } from './things.fixture.js';
import { walkPages } from './walk-pages.fixture.js';

const hostile = [
  `'; drop table things; --`,
  `' or '1'='1`,
  `\\' or true --`,
  `$1`,
  `$$; delete from things; $$`,
  `"@t".term`,
  `%' or true or 'x' like '%`,
  `a'||(select string_agg(name, ',') from things)||'`,
  `/* */ union select null --`,
  `E'\\x27'`,
  `.*`,
  `(?i)[[:alpha:]]*`,
  `{a,b}`,
  `{"a": null}`,
  `\u02bc or 1=1`,
  `null`,
];

export function injection(store: () => Store): void {
  it('finds an object by a text that would be SQL, and no other object', async () => {
    const [tenant, other] = [freshTenant(), freshTenant()];
    const made = hostile.map((text, index) =>
      thing(idOf(index + 1), {
        name: text,
        city: text,
        code: text,
        note: text,
        phones: [text],
        labels: [{ issuer: text, weight: null }],
        links: [{ linkId: idOf(1), kind: text }],
      }),
    );
    await store().inTenant(tenant, (tx) => insertThings(tx, made));
    await store().inTenant(other, (tx) => insertThings(tx, made));
    for (const [index, text] of hostile.entries()) {
      for (const condition of everywhere(text)) {
        const found = (await walkPages(store(), tenant, things, { condition, order: null })).flat();
        expect(
          found.map(({ id }) => id),
          JSON.stringify(condition),
        ).toEqual([idOf(index + 1)]);
      }
      const past = (
        await walkPages(store(), tenant, things, { condition: null, order: { field: 'city', descending: false } })
      ).flat();
      expect(past).toHaveLength(made.length);
    }
    for (const each of [tenant, other])
      expect((await walkPages(store(), each, things, { condition: null, order: null })).flat()).toEqual(made);
  });

  it('lets no text of a query stand in the SQL', () => {
    const context = { tenant: freshTenant() };
    const mark = 'Qx7Qx7';
    for (const condition of [...everywhere(mark), ...functionsOf(mark)]) {
      const after = { value: mark, id: idOf(0xabc) };
      const page = compilePage(
        things,
        { condition, order: { field: 'city', descending: true }, top: 7, after },
        context,
      );
      const count = compileCount(things, condition, context);
      for (const { sql, parameters } of [page, count]) {
        expect(sql.toLowerCase()).not.toContain(mark.toLowerCase());
        expect(sql).not.toContain(context.tenant);
        expect(JSON.stringify(parameters)).toContain(JSON.stringify(foldText(mark)).slice(1, -1));
      }
      expect(page.sql).not.toContain(idOf(0xabc));
    }
  });
}

/** Conditions that hold for the object which has the text, in every field that may hold one. */
function everywhere(text: string): Condition[] {
  const compare = (field: string): Condition => ({ kind: 'compare', field, operator: 'eq', value: text });
  const among = (field: string): Condition => ({ kind: 'in', field, values: [text, `${text}'`] });
  const fields = ['name', 'city', 'code', 'note'];
  const elements = [
    ['phones', ''],
    ['labels', 'issuer'],
    ['links', 'kind'],
  ] as const;
  return [
    ...fields.flatMap((field) => [compare(field), among(field)]),
    ...elements.flatMap(([collection, field]) =>
      [compare(field), among(field)].map((element): Condition => ({ kind: 'any', collection, element })),
    ),
  ];
}

function functionsOf(text: string): Condition[] {
  return ['name', 'note', 'id'].flatMap((field) => [
    ...(['startsWith', 'endsWith', 'contains'] as const).map((name): Condition => {
      // Reversed, the text would not be found among the parameters.
      return {
        kind: 'or',
        operands: [
          { kind: 'text', function: name, field, text },
          { kind: 'text', function: 'contains', field, text },
        ],
      };
    }),
    { kind: 'words', field, text },
    { kind: 'compare', field, operator: 'lt', value: text },
  ]);
}
