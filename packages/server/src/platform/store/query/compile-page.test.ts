import type { Condition, TenantId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { compilePage, type Fields, type Shape } from './index.js';
import { idOf, type Thing, things, thingsOfSet } from './things.fixture.js';

const context = { tenant: idOf(1) as TenantId };
const sqlOf = (condition: Condition, shape: Shape<Thing> = things): string =>
  compilePage(shape, { condition, order: null, top: 1, after: null }, context).sql;

const linked: Condition = { kind: 'compare', field: 'linkId', operator: 'eq', value: idOf(2) };
const kinded: Condition = { kind: 'compare', field: 'kind', operator: 'eq', value: 'a' };
const worded: Condition = { kind: 'words', field: 'name', text: 'a b' };
const any = (collection: string, element: Condition): Condition => ({ kind: 'any', collection, element });

describe('the SQL of a page', () => {
  it('says the tenant of every table that it looks into', () => {
    for (const shape of [things, thingsOfSet(idOf(3))]) {
      for (const residue of [[], [{ kind: 'text', function: 'contains', field: 'note', text: 'x' } as const]]) {
        const or: Condition = { kind: 'or', operands: [any('links', linked), worded] };
        const sql = sqlOf(
          { kind: 'and', operands: [or, any('links', kinded), { kind: 'not', operand: worded }, ...residue] },
          shape,
        );
        // What the shape itself selects says it in words of its own.
        const own = sql.replaceAll(things.columns, '');
        const looks = own.match(/\b(?:from|join) \w+ \S+/g) ?? [];
        const tables = looks.filter((each) => each.includes('thing'));
        expect(own.match(/\.tenant_id = \$1\b/g), sql).toHaveLength(tables.length);
        expect(tables.length).toBeGreaterThan(7);
      }
    }
  });

  it('looks into a table below another once for each row of that', () => {
    const below: Fields = {
      ...things.fields,
      links: {
        kind: 'related',
        from: 'thing_links k',
        tenant: ['k.tenant_id'],
        of: 'k.thing_id = t.id',
        fields: {
          linkId: { kind: 'uuid', column: 'k.link_id', index: 'equal' },
          others: {
            kind: 'related',
            from: 'thing_links o',
            tenant: ['o.tenant_id'],
            of: 'o.link_id = k.link_id',
            fields: {},
          },
        },
      },
    };
    const others: Condition = { kind: 'any', collection: 'others', element: null };
    const sql = sqlOf(any('links', { kind: 'and', operands: [linked, others] }), { ...things, fields: below });
    expect(sql.match(/ offset 0\)/g)).toHaveLength(1);
    expect(sql).toContain('o.link_id = k.link_id and true offset 0)');
  });

  it('compares ids that are numbers as numbers, and takes no other place for one of theirs', () => {
    const numbered: Shape<Thing> = { ...things, id: { column: 't.number', type: 'bigint' } };
    const pageAfter = (id: string) =>
      compilePage(numbered, { condition: null, order: null, top: 1, after: { value: null, id } }, context);
    const { sql, parameters } = pageAfter('10');
    expect(sql).toContain('t.number > $2::bigint');
    expect(parameters[1]).toBe('10');
    for (const id of ['', '-1', '1e3', '0x1', '1'.repeat(19), idOf(1)])
      expect(() => pageAfter(id), id).toThrow('none of the order');
  });

  it('finds what it walked over by the order, where no index begins with the id', () => {
    const tried = { kind: 'text', function: 'contains', field: 'note', text: 'x' } as const;
    const query = { condition: tried, order: { field: 'madeAt', descending: true }, top: 1, after: null };
    const sqlFor = (shape: Shape<Thing>) => compilePage(shape, query, context).sql;
    expect(sqlFor(things)).not.toContain('= walk.key');
    expect(sqlFor({ ...things, id: { ...things.id, foundByOrder: true } })).toContain('= walk.key');
  });

  it('looks for the words of an element in the element', () => {
    const terms = { table: 'thing_terms', field: 'name' };
    const fields: Fields = {
      ...things.fields,
      labels: {
        kind: 'json',
        column: 't.labels',
        element: 'l',
        fields: { issuer: { kind: 'text', column: `l.value ->> 'issuer'`, terms } },
      },
    };
    expect(sqlOf(any('labels', { kind: 'words', field: 'issuer', text: 'a' }), { ...things, fields })).not.toContain(
      'thing_terms',
    );
  });
});
