import type { EntityType, Property } from './entity-type.js';

/**
 * What every entity has. A type that declares one of these itself says where it stands among its properties, and how it may be asked
 * for; its type in the metadata stays this one.
 */
export const inheritedProperties: Readonly<Record<EntityType['base'], readonly Property[]>> = (() => {
  const id: Property = {
    name: 'id',
    type: 'String',
    writable: 'never',
    nullable: false,
    query: { filter: ['eq', 'in'] },
  };
  const deletedDateTime: Property = { name: 'deletedDateTime', type: 'DateTimeOffset', writable: 'never' };
  return { entity: [id], directoryObject: [id, deletedDateTime] };
})();

const known = new WeakMap<EntityType, readonly Property[]>();

/** All properties of an entity type in the order in which answers show them: inherited ones come first, unless declared elsewhere. */
export function propertiesOf(type: EntityType): readonly Property[] {
  const found = known.get(type);
  if (found !== undefined) return found;
  const own = new Set(type.properties.map(({ name }) => name));
  const all = [...inheritedProperties[type.base].filter(({ name }) => !own.has(name)), ...type.properties];
  known.set(type, all);
  return all;
}

/**
 * What an undeclared property of an open type is: a declaration to hold it to, such as a directory extension's; `any` for any JSON
 * value; or undefined when there is no such property. `owner` is the name of the open type.
 */
export type OpenProperty = (name: string, owner: string) => Property | 'any' | undefined;

/** No undeclared property is known. */
export const noOpenProperty: OpenProperty = () => undefined;

/** Whether an undeclared property may be called this. Names on which objects stumble are no properties (CWE-1321). */
export function isOpenName(name: string): boolean {
  return /^[A-Za-z_]\w{0,127}$/.test(name) && !(name in Object.prototype);
}

/** Whether null may stand for its value. */
export function isNullable({ collection, required, nullable }: Property): boolean {
  return collection !== true && required !== true && nullable !== false;
}
