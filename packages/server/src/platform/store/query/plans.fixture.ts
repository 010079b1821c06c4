// How the database goes about the queries of a large tenant. Row-level security lets an index serve only what cannot leak, and no
// test on a few rows would notice one that does not: so the plans themselves are read here.
import type { Condition, ObjectQuery, TenantId } from '@gatehouse/model';
import { beforeAll, expect, it } from 'vitest';
import type { SqlValue, Statement, Store, TenantTransaction } from '../index.js';
import { freshTenant } from '../suite/under-test.fixture.js';
import { compileCount, compilePage, type Shape } from './index.js';
import { analyzeThings, idOf, type Thing, things, thingsOfSet } from './things.fixture.js';

const size = 20_000;
const [largeSet, smallSet] = [idOf(0xa), idOf(0xb)];

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly Plans?: readonly PlanNode[];
}

const text = (name: 'startsWith' | 'endsWith' | 'contains', field: string, of: string): Condition => ({
  kind: 'text',
  function: name,
  field,
  text: of,
});
const compare = (field: string, operator: 'eq' | 'ge' | 'lt', value: string | number | boolean | null): Condition => ({
  kind: 'compare',
  field,
  operator,
  value,
});
const any = (collection: string, element: Condition): Condition => ({ kind: 'any', collection, element });
const or = (...operands: Condition[]): Condition => ({ kind: 'or', operands });

export function plans(store: () => Store): void {
  const tenant = freshTenant();
  beforeAll(async () => {
    await fill(store(), tenant, size);
    await fill(store(), freshTenant(), size / 4);
    await analyzeThings(store());
  });
  it('the reader is confined by row-level security, as the service is', async () => {
    const asked = `select current_user::text as role, row_security_active('things') as active`;
    expect(await store().inTenant(tenant, (tx) => tx.rows(asked))).toEqual([{ role: 'gatehouse_app', active: true }]);
  });

  const page = (query: Partial<ObjectQuery>, shape: Shape<Thing> = things): Statement =>
    compilePage(shape, { condition: null, order: null, top: 20, after: null, ...query }, { tenant, walkLimit: 1_000 });

  it.each<[string, Condition, RegExp]>([
    ['eq', compare('code', 'eq', 'C5'), /^things_by_code: .*code_folded = /],
    ['eq of a GUID', compare('ownerId', 'eq', idOf(5)), /^things_by_owner: .*owner_id = /],
    ['in', { kind: 'in', field: 'code', values: ['c5', 'c6'] }, /^things_by_code: .*code_folded = ANY/],
    ['eq null', compare('rank', 'eq', null), /^things_by_rank: .*rank IS NULL/],
    [
      'words',
      { kind: 'words', field: 'name', text: 'w77 word7' },
      /^thing_terms_by_term: .*field = .*term >= .*term < /,
    ],
    ['any', any('links', compare('linkId', 'eq', idOf(5))), /^thing_links_by_link: .*link_id = /],
    [
      'or of looks elsewhere',
      or({ kind: 'words', field: 'name', text: 'w77' }, compare('code', 'eq', 'c9')),
      /^things_by_code: .*code_folded = /,
    ],
  ])('%s leads to the objects by its index, and nothing is read whole', async (_title, condition, expected) => {
    for (const order of [null, { field: 'city', descending: true }]) {
      for (const residue of [[], [compare('active', 'eq', true)]]) {
        const statement = page({ condition: { kind: 'and', operands: [condition, ...residue] }, order });
        const counted = compileCount(things, { kind: 'and', operands: [condition, ...residue] }, { tenant });
        for (const each of [statement, counted]) {
          for (const nodes of [await explain(each), await explainGeneric(each)]) {
            expect(scansOf(nodes), shown(nodes)).not.toContain('Seq Scan');
            expect(conditionsOf(nodes), shown(nodes)).toContainEqual(expect.stringMatching(expected));
          }
        }
      }
    }
  });

  it.each<[string, Condition, RegExp]>([
    ['startsWith', text('startsWith', 'name', 'NAME77'), /^things_by_name: .*name_folded >= .*name_folded < /],
    ['endsWith', text('endsWith', 'name', ' W77'), /^things_by_end_of_name: .*name_reversed >= .*name_reversed < /],
    ['lt', compare('madeAt', 'lt', 50_000), /^things_by_time: .*made_at < /],
    ['ge', compare('city', 'ge', 'city 99'), /^things_by_city: .*city_folded >= /],
  ])('%s leads to the objects by its index when these are few', async (_title, condition, expected) => {
    for (const residue of [[], [compare('active', 'eq', true)]]) {
      const asked: Condition = { kind: 'and', operands: [condition, ...residue] };
      for (const each of [page({ condition: asked }), compileCount(things, asked, { tenant })]) {
        const nodes = await explain(each);
        expect(scansOf(nodes), shown(nodes)).not.toContain('Seq Scan');
        expect(conditionsOf(nodes), shown(nodes)).toContainEqual(expect.stringMatching(expected));
      }
    }
  });

  it('alternatives lead to the objects each by its index', async () => {
    const condition = or(
      text('startsWith', 'name', 'name77'),
      text('startsWith', 'city', 'city 77'),
      compare('code', 'eq', 'c7'),
    );
    const nodes = await explain(page({ condition }));
    const conditions = conditionsOf(nodes)
      .filter((each) => !each.startsWith('thing_links'))
      .map((each) => each.split(':')[0]);
    expect(conditions, shown(nodes)).toEqual(['things_by_name', 'things_by_city', 'things_by_code']);
  });

  it.each(orders())(
    'an order is walked in its index, from the place on, without sorting: by %s',
    async (_title, order, after, expected) => {
      // Whatever has to be tried on each object, too.
      const tried = or(
        text('contains', 'note', 'zzz'),
        any('links', compare('kind', 'eq', 'zzz')),
        { kind: 'words', field: 'name', text: 'zzz' },
        {
          kind: 'size',
          collection: 'links',
          operator: 'gt',
          value: 3,
        },
      );
      for (const condition of [null, compare('active', 'eq', true), tried]) {
        const statement = page({ condition, order, after });
        for (const nodes of [await explain(statement), await explainGeneric(statement)]) {
          for (const whole of ['Seq Scan', 'Sort', 'Incremental Sort', 'Bitmap Heap Scan', 'Hash', 'Gather']) {
            expect(scansOf(nodes), shown(nodes)).not.toContain(whole);
          }
          expect(conditionsOf(nodes), shown(nodes)).toContainEqual(expect.stringMatching(expected));
        }
      }
    },
  );

  it('reads as many objects as it may look at, and stops when it has enough', async () => {
    const read = async (condition: Condition) => {
      const nodes = await explain(
        page({ condition, order: { field: 'city', descending: false } }),
        'analyze, timing off, ',
      );
      const walked = nodes.filter((node) => node['Index Name'] === 'things_by_city');
      expect(walked, shown(nodes)).toHaveLength(1);
      return (walked[0]?.['Actual Rows'] ?? 0) * (walked[0]?.['Actual Loops'] ?? 0);
    };
    // One more: the database looks whether the one before was the last of its kind.
    expect(await read(text('contains', 'note', 'zzz'))).toBeLessThanOrEqual(1_001);
    expect(await read(compare('active', 'eq', true))).toBeLessThan(100);
  });

  it('the members of a set come from its index, in the order of their ids or by name', async () => {
    const after = { value: null, id: middle };
    const largeById = await explain(page({ after }, thingsOfSet(largeSet)));
    expect(conditionsOf(largeById), shown(largeById)).toContainEqual(
      expect.stringMatching(/^thing_sets_.*thing_id > /),
    );
    expect(conditionsOf(largeById), shown(largeById)).toContainEqual(expect.stringMatching(/^things_pkey: .*\bid > /));
    const order = { field: 'name', descending: false };
    const largeByName = await explain(page({ order, after: { value: 'name5', id: middle } }, thingsOfSet(largeSet)));
    expect(conditionsOf(largeByName), shown(largeByName)).toContainEqual(
      expect.stringMatching(/^things_by_name: .*ROW\(/),
    );
    const small = await explain(page({ order, condition: compare('active', 'eq', true) }, thingsOfSet(smallSet)));
    expect(conditionsOf(small), shown(small)).toContainEqual(expect.stringMatching(/^thing_sets_pkey: .*set_id = /));
    for (const nodes of [largeById, largeByName]) expect(scansOf(nodes), shown(nodes)).not.toContain('Sort');
    for (const nodes of [largeById, largeByName, small]) expect(scansOf(nodes), shown(nodes)).not.toContain('Seq Scan');
  });

  /** The plan for these very values, as a statement that comes once gets it. */
  function explain({ sql, parameters }: Statement, how = ''): Promise<PlanNode[]> {
    return store().inTenant(tenant, async (tx) =>
      nodesOf(await tx.rows(`explain (${how}format json) ${sql}`, parameters)),
    );
  }

  /** The plan for any values, as a statement that came often may get it. */
  function explainGeneric({ sql, parameters }: Statement): Promise<PlanNode[]> {
    return store().inTenant(tenant, async (tx) => {
      await tx.run('set local plan_cache_mode = force_generic_plan');
      await tx.run(`prepare asked as ${sql}`);
      const nodes = nodesOf(
        await tx.rows(`explain (format json) execute asked (${parameters.map(literal).join(', ')})`),
      );
      await tx.run('deallocate asked');
      return nodes;
    });
  }
}

type OrderCase = [title: string, order: ObjectQuery['order'], after: ObjectQuery['after'], expected: RegExp];

/** Every order there is, both ways, from the beginning and from places of each kind. */
function orders(): OrderCase[] {
  const cases: OrderCase[] = [
    ['id', null, null, /^things_pkey: /],
    ['id, after one', null, { value: null, id: middle }, /^things_pkey: .*\bid > /],
    ['id backwards', { field: 'id', descending: true }, { value: null, id: middle }, /^things_pkey: .*\bid < /],
  ];
  for (const [field, index, value, manyWithout] of [
    ['name', 'things_by_name', 'name5', false],
    ['city', 'things_by_city', 'city 7', true],
    // Those without a rank are so few that sorting them is as good.
    ['rank', 'things_by_rank', 7, false],
    ['madeAt', 'things_by_time', 1_000_000, true],
  ] as const) {
    for (const descending of [false, true]) {
      const [order, sign] = [{ field, descending }, descending ? '<' : '>'];
      const title = `${field}${descending ? ' backwards' : ''}`;
      cases.push([title, order, null, new RegExp(`^${index}: `)]);
      const place = new RegExp(`^${index}: .*ROW\\(.* ${sign} ROW\\(`);
      cases.push([`${title}, after one`, order, { value, id: middle }, place]);
      const absent = new RegExp(`^${index}: .* IS NULL.*\\bid ${sign} `);
      if (manyWithout) cases.push([`${title}, after one without`, order, { value: null, id: middle }, absent]);
    }
  }
  return cases;
}

/** An id in the middle of all. */
const middle = '80000000-0000-4000-8000-000000000000';

/** Few enough rows for one statement that a slow machine makes them in time. */
const batch = 2_000;

async function fill(store: Store, tenant: TenantId, count: number): Promise<void> {
  for (let from = 1; from <= count; from += batch) {
    await store.inTenant(tenant, (tx) => addThings(tx, from, Math.min(count, from + batch - 1)));
  }
}

/** Adds things by their numbers, with a link each, and to the sets. */
async function addThings(tx: TenantTransaction, from: number, to: number): Promise<void> {
  const id = `md5($1::text || 'thing' || n)::uuid`;
  const guid = (number: string): string => `('00000000-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
  const range = [tx.tenant, from, to];
  await tx.run(
    `insert into things (tenant_id, id, name, city, code, note, active, rank, made_at, owner_id, phones, labels)
     select $1::uuid, ${id}, format('Name%s Word%s w%s', n * 7919 % ${size}, n % 100, n % 3000),
       case when n % 3 > 0 then format('City %s', n % 500) end, format('C%s', n % 4000), format('note %s', n), n % 2 = 0,
       case when n % 1000 > 0 then n % 1000 end, case when n % 4 > 0 then to_timestamp(n) end,
       ${guid('n % 700')}, array[format('+1 %s', n)], '[]'
     from generate_series($2::integer, $3::integer) n`,
    range,
  );
  await tx.run(
    `insert into thing_links (tenant_id, thing_id, link_id, kind)
     select $1::uuid, ${id}, ${guid('n % 2000')}, 'kind' from generate_series($2::integer, $3::integer) n`,
    range,
  );
  await tx.run(
    `insert into thing_sets (tenant_id, set_id, thing_id)
     select $1::uuid, set_id, ${id} from generate_series($2::integer, $3::integer) n
     cross join (values ($4::uuid, 2), ($5::uuid, 500)) sets (set_id, each) where n % each = 0`,
    [...range, largeSet, smallSet],
  );
}

function nodesOf(rows: readonly object[]): PlanNode[] {
  const [{ Plan: root }] = (rows as readonly { 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }[])[0]?.[
    'QUERY PLAN'
  ] ?? [{ Plan: { 'Node Type': 'none' } }];
  const all = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(all)];
  return all(root);
}

function scansOf(nodes: readonly PlanNode[]): string[] {
  return nodes.map((node) => node['Node Type']);
}

/** Each use of an index, as `index: condition`. */
function conditionsOf(nodes: readonly PlanNode[]): string[] {
  return nodes.flatMap((node) =>
    node['Index Name'] === undefined ? [] : [`${node['Index Name']}: ${node['Index Cond'] ?? ''}`],
  );
}

function shown(nodes: readonly PlanNode[]): string {
  return nodes
    .map((node) => `${node['Node Type']} ${node['Relation Name'] ?? ''} ${conditionsOf([node]).join()}`)
    .join('\n');
}

function literal(value: SqlValue): string {
  if (value === null) return 'null';
  const list = (values: readonly unknown[]): string => `{${values.map((each) => JSON.stringify(each)).join(',')}}`;
  const written = typeof value === 'string' ? value : Array.isArray(value) ? list(value) : JSON.stringify(value);
  return `'${written.replaceAll("'", "''")}'`;
}
