import type { PropertyPath } from '@gatehouse/wire';
import type { GraphError } from '../../graph-error.js';
import { type OpenProperty, propertiesOf } from '../declared-properties.js';
import type { ComplexType, EntityType, Navigation, Property } from '../entity-type.js';
import { type NamingOption, unknownProperty, unsupportedClause, unsupportedQuery } from './query-error.js';

/** What names in a query stand for at one place: the entities asked for, or the elements of a collection inside a lambda. */
export interface Scope {
  /** The name of the type whose properties count here. */
  readonly typeName: string;
  readonly properties: readonly Property[];
  readonly navigations: readonly Navigation[];
  readonly open: boolean;
  readonly openProperty: OpenProperty;
  /** The variable of the lambda; null outside of one. */
  readonly variable: string | null;
  /** What each element is, where elements have no properties. */
  readonly element: Property | null;
}

/** The property that a path leads to. */
export interface ResolvedPath {
  readonly kind: 'property';
  readonly property: Property;
  /** The name of the type that declares it. */
  readonly owner: string;
  /** The field of the stored object; inside a lambda, of the element. */
  readonly field: string;
}

export function scopeOf(type: EntityType, openProperty: OpenProperty): Scope {
  const { name, navigations, open = false } = type;
  const properties = propertiesOf(type);
  return { typeName: name, properties, navigations, open, openProperty, variable: null, element: null };
}

/** The place inside `collection/any(variable: …)`. */
export function elementScope(collection: Property, variable: string, outer: Scope): Scope {
  const { name, type, query } = collection;
  const inside = { ...outer, variable, navigations: [] };
  if (isComplex(type)) {
    return { ...inside, typeName: type.name, properties: type.properties, open: false, element: null };
  }
  const element: Property = { name, type, nullable: false, ...(query === undefined ? {} : { query }) };
  return { ...inside, properties: [], open: false, element };
}

/**
 * Follows a path in any letter case. A lambda sees its own elements only: what is stored is asked for one element at a time.
 * @param option where the path stands, for the sentence that refuses it.
 */
export function resolvePath(
  { variable, path }: PropertyPath,
  scope: Scope,
  option: NamingOption = '$filter',
): ResolvedPath | GraphError {
  if (variable !== scope.variable) return unsupportedQuery();
  if (path.length === 0) {
    if (scope.element === null) return unsupportedQuery();
    return { kind: 'property', property: scope.element, owner: scope.typeName, field: '' };
  }
  let { properties, typeName: owner, open } = scope;
  let field = '';
  for (const [index, written] of path.entries()) {
    const property = findNamed(written, properties) ?? (open ? findOpen(written, owner, scope) : undefined);
    if (property === undefined) {
      const navigation = index === 0 ? findNamed(written, scope.navigations) : undefined;
      return navigation === undefined
        ? unknownProperty(written, owner, option)
        : unsupportedClause(navigation.name, owner);
    }
    field = property.query?.field ?? (field === '' ? property.name : `${field}/${property.name}`);
    if (index === path.length - 1) return { kind: 'property', property, owner, field };
    if (!isComplex(property.type) || property.collection === true) return unsupportedClause(property.name, owner);
    ({ properties, name: owner, open = false } = property.type);
  }
  return unsupportedQuery();
}

/** Names in queries count in any letter case, as Graph reads them. */
export function findNamed<Named extends { readonly name: string }>(
  written: string,
  all: readonly Named[],
): Named | undefined {
  const folded = written.toLowerCase();
  return all.find(({ name }) => name === written) ?? all.find(({ name }) => name.toLowerCase() === folded);
}

/** A value of which nothing is declared can be shown, but not asked for. */
function findOpen(written: string, owner: string, { openProperty }: Scope): Property | undefined {
  const found = openProperty(written, owner);
  return found === 'any' ? { name: written, type: 'String' } : found;
}

function isComplex(type: Property['type']): type is ComplexType {
  return typeof type !== 'string' && type.kind === 'complex';
}
