import type { ComplexType, EnumType, Property, ValueType } from '../entity-type.js';

/** The named types of values, each once. */
export interface NamedTypes {
  readonly complex: readonly ComplexType[];
  readonly enums: readonly EnumType[];
}

/**
 * The complex and enum types that values have, those inside others included, in the order of their names. A type may be declared again
 * where it is written by other rules; two of one name that hold different things are a mistake in the declarations.
 */
export function namedTypes(roots: readonly ValueType[]): NamedTypes {
  const found = new Map<string, ComplexType | EnumType>();
  const visit = (type: ValueType): void => {
    if (typeof type === 'string') return;
    const known = found.get(type.name);
    if (known !== undefined && shapeOf(known) === shapeOf(type)) return;
    if (known !== undefined) throw new Error(`two types are called \`${type.name}\``);
    found.set(type.name, type);
    if (type.kind === 'complex') for (const property of type.properties) visit(property.type);
  };
  for (const root of roots) visit(root);
  const all = [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  return {
    complex: all.filter((type) => type.kind === 'complex'),
    enums: all.filter((type) => type.kind === 'enum'),
  };
}

/** What the metadata tells of a type. */
function shapeOf(type: ComplexType | EnumType): string {
  if (type.kind === 'enum') return JSON.stringify([type.kind, type.members]);
  const properties = type.properties.map(({ name, type: of, collection }) => [
    name,
    typeof of === 'string' ? of : of.name,
    collection === true,
  ]);
  return JSON.stringify([type.kind, type.open === true, properties]);
}

/** The types of some properties. */
export function typesOf(properties: readonly Property[]): readonly ValueType[] {
  return properties.map(({ type }) => type);
}
