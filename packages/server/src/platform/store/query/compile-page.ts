import type { ObjectPage, ObjectQuery, QueryPlace, QueryValue } from '@gatehouse/model';
import type { Statement } from '../store.js';
import { type Leg, legAfter, orderBy, type Ordering, orderingOf, placeValue } from './ordering.js';
import { narrow, type Narrowed, type QueryContext } from './narrow.js';
import type { Shape } from './shape.js';

/** A statement that gives one page, and what makes the page of its rows. */
export interface CompiledPage<Row> extends Statement {
  readonly read: (rows: readonly object[]) => ObjectPage<Row>;
}

/** What every row has beside the columns of the shape. */
interface Placed {
  readonly '@id': string;
  readonly '@value': QueryValue;
  /** Whether the object is one of those asked for; absent when all are. */
  readonly '@hit'?: boolean;
  /** Whether the page may look no further than at this object. */
  readonly '@last'?: boolean;
}

/** How many objects a page looks at, at most, to find those asked for. */
const usualWalk = 5_000;

/**
 * Compiles the query for one page. What indexes serve narrows the objects down; the rest of the condition is tried on them one by
 * one, in the order asked for, on at most `walkLimit` of them: a page may then hold fewer objects than asked for, or none, and go on.
 * @throws when the query asks for what the shape does not declare, or its place is none of its order
 */
export function compilePage<Row>(shape: Shape<Row>, query: ObjectQuery, context: QueryContext): CompiledPage<Row> {
  if (!Number.isSafeInteger(query.top) || query.top < 1) throw new Error('a page holds at least one object');
  const narrowed = narrow(shape, query.condition, context);
  const { parameters } = narrowed;
  const ordering = orderingOf(shape, query.order, parameters);
  const leg = legAfter(ordering, query.after, parameters);
  const plan = { shape, narrowed, ordering, leg };
  const sql =
    narrowed.rest === undefined ? plain(plan, query.top) : walk(plan, query.top, context.walkLimit ?? usualWalk);
  const read = (rows: readonly object[]): ObjectPage<Row> => readPage(shape, rows, query.top, leg);
  return { sql, parameters: parameters.values, read };
}

interface Plan {
  readonly shape: Shape<unknown>;
  readonly narrowed: Narrowed;
  readonly ordering: Ordering;
  readonly leg: Leg;
}

/** Everything is served: the first rows are the page. */
function plain({ shape, narrowed, ordering, leg }: Plan, top: number): string {
  const id = ordering.id.expression;
  const key = ordering.key?.expression ?? id;
  return `select ${shape.columns}, ${shape.id.column}::text as "@id", ${placeValue(ordering, key)} as "@value"
    from ${shape.from} where ${conjunction([...narrowed.conditions, leg.condition])}
    order by ${orderBy(ordering, key, id)} limit ${narrowed.parameters.bind(top + 1)}::bigint`;
}

/**
 * Something has to be tried: the inner select walks, tries, counts its steps and gives no more than keys; the outer one stops it when
 * it has enough, and reads those. The last object of a whole walk is given in any case: it says how far the walk went.
 */
function walk({ shape, narrowed, ordering, leg }: Plan, top: number, limit: number): string {
  const { parameters, conditions, object, rest } = narrowed;
  const id = ordering.id.expression;
  const key = ordering.key?.expression ?? id;
  const order = orderBy(ordering, key, id);
  const steps = `${parameters.bind(limit)}::bigint`;
  const place = [`${shape.id.column} = walk.id`, ...(shape.id.foundByOrder === true ? [`${key} = walk.key`] : [])];
  return `select object.*, walk.id::text as "@id", ${placeValue(ordering, 'walk.key')} as "@value",
      walk.hit as "@hit", walk.step = ${steps} as "@last"
    from (
      select ${id} as id, ${key} as key, (${rest}) is true as hit, row_number() over (order by ${order}) as step
      from ${shape.from} where ${conjunction([...conditions, leg.condition])}
      order by ${order} limit ${steps}
    ) walk
    cross join lateral (
      select ${shape.columns} from ${shape.from} where ${conjunction([...object, ...place])} offset 0
    ) object
    where walk.hit or walk.step = ${steps}
    order by ${orderBy(ordering, 'walk.key', 'walk.id')} limit ${parameters.bind(top + 1)}::bigint`;
}

function conjunction(conditions: readonly (string | undefined)[]): string {
  return conditions.filter((each) => each !== undefined).join(' and ');
}

function readPage<Row>(shape: Shape<Row>, rows: readonly object[], top: number, leg: Leg): ObjectPage<Row> {
  const placed = rows as readonly (Placed & Readonly<Record<string, unknown>>)[];
  const hits = placed.filter((row) => row['@hit'] !== false);
  const objects = hits.slice(0, top).map((row) => {
    const { '@id': _id, '@value': _value, '@hit': _hit, '@last': _last, ...columns } = row;
    return shape.row(columns);
  });
  const [overflow, final] = [hits[top - 1], placed.at(-1)];
  if (hits.length > top && overflow !== undefined) return { objects, next: placeOf(overflow) };
  return { objects, next: final?.['@last'] === true ? placeOf(final) : leg.beyond };
}

function placeOf(row: Placed): QueryPlace {
  return { value: row['@value'], id: row['@id'] };
}
