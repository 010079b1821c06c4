import type { ObjectQuery, QueryPlace, QueryValue } from '@gatehouse/model';
import { bindPlain, expressionOf, fits, isGuid } from './compile-scalar.js';
import type { Parameters } from './parameters.js';
import { type ScalarField, type Shape, type ShapeId, scalarOf } from './shape.js';
import { isStorable } from './stored-text.js';

/** An order as SQL speaks of it. */
export interface Ordering {
  readonly id: OrderedId;
  readonly descending: boolean;
  /** What comes before the id; undefined in the order of ids. */
  readonly key: SortKey | undefined;
}

interface OrderedId {
  readonly expression: string;
  /** The same id in another table: a place is said of both, so that the index of either begins there. */
  readonly twin?: string | undefined;
  readonly type: ShapeId['type'];
}

interface SortKey {
  readonly field: ScalarField;
  readonly expression: string;
  readonly nullable: boolean;
}

/** No object's id. With it and no value, a place is between the objects that have a value and those that have none. */
const noId = '';

/** The part of an order that one page goes through. */
export interface Leg {
  /** What holds for the objects of it; undefined for all. */
  readonly condition: string | undefined;
  /** Where the next part begins; null when this is the last. */
  readonly beyond: QueryPlace | null;
}

/** @throws when no index serves the order: whoever makes queries offers only those that one does */
export function orderingOf(shape: Shape<unknown>, order: ObjectQuery['order'], parameters: Parameters): Ordering {
  const { id, fields } = shape;
  const byId = { id: { expression: id.column, twin: id.sorted, type: id.type }, key: undefined };
  if (order === null) return { ...byId, descending: false };
  const { descending } = order;
  const field = scalarOf(fields, order.field);
  const own = id.sorted ?? id.column;
  if (field.kind === 'uuid' && field.column === own) return { ...byId, descending };
  if (!('index' in field) || field.index !== 'order')
    throw new Error(`no index serves the order by \`${order.field}\``);
  const collation = field.kind === 'text' ? ' collate "C"' : '';
  const expression = expressionOf(field, parameters) + collation;
  const key = { field, expression, nullable: field.required !== true };
  return { id: { expression: own, type: id.type }, descending, key };
}

/** What stands after `order by`, given what the key and the id are called there. */
export function orderBy({ descending, key }: Ordering, keyName: string, idName: string): string {
  const direction = descending ? 'desc' : 'asc';
  if (key === undefined) return `${idName} ${direction}`;
  // Absent values first, and the same backwards, which one index serves: that is made so where there may be absent values.
  const nulls = key.nullable ? ` nulls ${descending ? 'last' : 'first'}` : '';
  return `${keyName} ${direction}${nulls}, ${idName} ${direction}`;
}

/** How the value of a place is selected, given what the key is called there. */
export function placeValue({ key }: Ordering, name: string): string {
  switch (key?.field.kind) {
    case undefined:
      return 'null::text';
    case 'number':
      return `${name}::float8`;
    case 'instant':
      return `(extract(epoch from ${name}) * 1000)::float8`;
    case 'uuid':
      return `${name}::text`;
    default:
      return name;
  }
}

/**
 * What a page goes through after a place. An index begins a comparison of (key, id) with a place where the place is, but not one that
 * would also take absent values from its other end: so a page ends where they begin or end, and the next one goes on from there.
 * @throws when the place is none of this order
 */
export function legAfter(ordering: Ordering, after: QueryPlace | null, parameters: Parameters): Leg {
  const { id, descending, key } = ordering;
  if (after === null) return { condition: undefined, beyond: null };
  const sign = descending ? '<' : '>';
  if (key === undefined) {
    const place = bindId(id, after.id, parameters);
    const twin = id.twin === undefined ? '' : ` and ${id.twin} ${sign} ${place}`;
    return { condition: `${id.expression} ${sign} ${place}${twin}`, beyond: null };
  }
  const { expression, nullable, field } = key;
  if (after.value !== null) {
    const place = `(${bindKey(field, after.value, parameters)}, ${bindId(id, after.id, parameters)})`;
    const beyond = nullable && descending ? { value: null, id: noId } : null;
    return { condition: `(${expression}, ${id.expression}) ${sign} ${place}`, beyond };
  }
  if (!nullable) throw misfit();
  if (after.id === noId) return { condition: `${expression} is ${descending ? '' : 'not '}null`, beyond: null };
  const condition = `${expression} is null and ${id.expression} ${sign} ${bindId(id, after.id, parameters)}`;
  return { condition, beyond: descending ? null : { value: null, id: noId } };
}

function bindId({ type }: OrderedId, id: string, parameters: Parameters): string {
  if (!idFits[type](id)) throw misfit();
  return `${parameters.bind(id)}::${type}`;
}

/** What an id of each type looks like. */
const idFits: Readonly<Record<ShapeId['type'], (id: string) => boolean>> = {
  uuid: isGuid,
  text: isStorable,
  bigint: (id) => /^\d{1,18}$/.test(id),
};

function bindKey(field: ScalarField, value: NonNullable<QueryValue>, parameters: Parameters): string {
  if (!fits(field, value)) throw misfit();
  return bindPlain(field, value, parameters);
}

function misfit(): Error {
  return new Error('the place is none of the order');
}
