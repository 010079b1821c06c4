import type { Condition } from '@gatehouse/model';
import { matches, type QueriedObject } from '@gatehouse/policy';
import type { EntityCount } from './entity-set.js';

/**
 * How many entities satisfy a condition, of a collection that is at hand whole.
 * @param fieldsOf the fields by which an object can be asked for, `id` among them.
 */
export function countInMemory<Entity>(
  entities: readonly Entity[],
  fieldsOf: (entity: Entity) => QueriedObject,
  condition: Condition | null,
): EntityCount {
  const met = entities.filter((entity) => condition === null || matches(condition, fieldsOf(entity)));
  return { kind: 'counted', count: met.length };
}
