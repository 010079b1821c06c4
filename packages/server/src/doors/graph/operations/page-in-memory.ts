import type { ObjectPage, ObjectQuery } from '@gatehouse/model';
import { compareBy, matches, type QueriedObject } from '@gatehouse/policy';

/**
 * One page of a collection that is at hand whole: few objects, or ones that no table holds. It answers what the store would.
 * @param fieldsOf the fields by which an object can be asked for, `id` among them.
 */
export function pageInMemory<Entity>(
  entities: readonly Entity[],
  fieldsOf: (entity: Entity) => QueriedObject & { readonly id: string },
  { condition, order, top, after }: ObjectQuery,
): ObjectPage<Entity> {
  const compare = compareBy(order);
  const asked = entities
    .map((entity) => ({ entity, fields: fieldsOf(entity) }))
    .filter(({ fields }) => condition === null || matches(condition, fields))
    .sort((left, right) => compare(left.fields, right.fields));
  const field = order?.field ?? 'id';
  const place = after === null ? null : { id: after.id, [field]: order === null ? after.id : after.value };
  const rest = place === null ? asked : asked.filter(({ fields }) => compare(fields, place) > 0);
  const page = rest.slice(0, top);
  const last = rest.length > top ? page.at(-1) : undefined;
  const value = last === undefined || order === null ? null : (last.fields[field] ?? null);
  return {
    objects: page.map(({ entity }) => entity),
    next: last === undefined ? null : { value: value as QueriedValue, id: last.fields.id },
  };
}

type QueriedValue = Exclude<QueriedObject[string], readonly unknown[] | undefined>;
