import { propertiesOf } from './declared-properties.js';
import type { EntityType, Property } from './entity-type.js';

/** An object as JSON shows it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What an answer shows of an entity: the properties selected, or those returned by default, in the order of the declaration. What is
 * absent is null, or an empty list where Graph has a list, since typed clients expect it; secrets are always absent. What inside a
 * structured value is returned on request only, such as the bytes of a certificate, is null unless its property was selected.
 * Undeclared properties of an open type are shown when they are selected and there.
 * @param entity the values by the names of properties, as JSON shows them.
 * @param selected exact names, also of other types: what the type does not know is passed over. Null when nothing was selected.
 */
export function project(type: EntityType, entity: JsonObject, selected: readonly string[] | null): JsonObject {
  const declared = propertiesOf(type);
  const shown = declared.filter(({ name, onRequest, secret }) =>
    selected === null ? onRequest !== true && secret !== true : selected.includes(name),
  );
  const isUndeclared = (name: string) => Object.hasOwn(entity, name) && !declared.some((one) => one.name === name);
  const open = type.open === true ? (selected ?? []).filter(isUndeclared) : [];
  return Object.fromEntries([
    ...shown.map((property) => [property.name, projectValue(property, entity, selected !== null)] as const),
    ...open.map((name) => [name, entity[name]] as const),
  ]);
}

function projectValue(property: Property, holder: JsonObject, named: boolean): unknown {
  const { name, type, collection, secret } = property;
  const value = secret === true || !Object.hasOwn(holder, name) ? undefined : holder[name];
  const projectOne = (one: unknown): unknown => {
    const isStructured = typeof type !== 'string' && type.kind === 'complex';
    return isStructured && isObject(one)
      ? projectMembers(type.properties, type.open === true, one, named)
      : (one ?? null);
  };
  if (collection !== true) return projectOne(value);
  return Array.isArray(value) ? value.map(projectOne) : [];
}

function projectMembers(declared: readonly Property[], open: boolean, value: JsonObject, named: boolean): JsonObject {
  const undeclared = Object.entries(value).filter(([name]) => !declared.some((one) => one.name === name));
  return Object.fromEntries([
    ...declared.map((one) => {
      const isHidden = one.onRequest === true && !named;
      return [one.name, projectValue(one, isHidden ? {} : value, named)] as const;
    }),
    ...(open ? undeclared : []),
  ]);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
