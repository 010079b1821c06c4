import type { ObjectQuery } from '@gatehouse/model';
import { compareValues } from './compare-values.js';
import { type QueriedObject, valueOf } from './queried-object.js';
import { compareText } from './text.js';

/**
 * The comparison that sorts objects as an order says: absent values, then the others, and the `id` where they are equal. Descending
 * is the same from the other end, ids and absent values included. Without an order: by id.
 *
 * @example users.sort(compareBy({ field: 'displayName', descending: false }))
 */
export function compareBy(order: ObjectQuery['order']): (left: QueriedObject, right: QueriedObject) => number {
  const direction = order?.descending === true ? -1 : 1;
  return (left, right) => {
    const byValue = order === null ? 0 : compareFields(left, right, order.field);
    return direction * (byValue === 0 ? compareText(idOf(left), idOf(right)) : byValue);
  };
}

function compareFields(left: QueriedObject, right: QueriedObject, field: string): number {
  const [one, other] = [valueOf(left, field), valueOf(right, field)];
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return compareValues(one, other);
}

function idOf(object: QueriedObject): string {
  const id = valueOf(object, 'id');
  if (typeof id !== 'string') throw new Error('an object to be sorted has no id');
  return id;
}
