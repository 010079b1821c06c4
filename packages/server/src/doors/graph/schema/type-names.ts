import type { Property, ValueType } from './entity-type.js';

/** The namespace of every type of Graph here. */
export const namespace = 'microsoft.graph';

/** The name of a type in the metadata: `microsoft.graph.user`. */
export function qualifiedName(name: string): string {
  return `${namespace}.${name}`;
}

/** The name of a value's type in the metadata, such as `Edm.String` or `microsoft.graph.appRole`. */
export function valueTypeName(type: ValueType): string {
  return typeof type === 'string' ? `Edm.${type}` : qualifiedName(type.name);
}

/** The name of the type of a property in the metadata, such as `Collection(Edm.String)`. */
export function propertyTypeName({ type, collection }: Pick<Property, 'type' | 'collection'>): string {
  const name = valueTypeName(type);
  return collection === true ? `Collection(${name})` : name;
}

/** What Graph's sentences call a type: `ServicePrincipal`. */
export function resourceName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
