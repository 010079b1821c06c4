import type { GraphError } from '../../graph-error.js';
import { isNullable, isOpenName, type OpenProperty } from '../declared-properties.js';
import type { ComplexType, Property, ValueType } from '../entity-type.js';
import { propertyTypeName, valueTypeName } from '../type-names.js';
import { type Annotated, readAnnotation } from './annotations.js';
import {
  duplicateValue,
  invalidValue,
  missingValue,
  nullElement,
  type Place,
  readOnlyProperty,
  unconvertible,
  unexpectedNode,
  unexpectedNull,
  unknownProperty,
} from './body-error.js';
import type { BodyValue, Read } from './body-value.js';
import { readOpenValue } from './open-value.js';
import { normalise } from './primitive-value.js';

/** A collection without a number of its own in its declaration holds at most so many elements. */
export const mostElements = 1500;

type ReadMembers = { readonly kind: 'members'; readonly values: Readonly<Record<string, BodyValue>> } | GraphError;

/**
 * Reads the members of an object by what its type declares. Names count as they are written (OData JSON Format 4.01 §4.5).
 * @param inside where the object stands: the path to it, and whether it is made anew.
 */
export function readMembers(
  entries: readonly (readonly [string, unknown])[],
  type: Annotated,
  inside: Place,
  openProperty: OpenProperty,
): ReadMembers {
  const values = new Map<string, BodyValue>();
  for (const [name, given] of entries) {
    const annotation = readAnnotation(name, given, type, openProperty);
    if (annotation === 'passed') continue;
    if (annotation !== undefined) return annotation;
    const property = find(name, type, openProperty);
    if (property === undefined) return unknownProperty(name);
    const place: Place = { ...inside, owner: type.name, path: [...inside.path, name] };
    const read = property === 'any' ? readOpenValue(given, place) : readProperty(property, given, place, openProperty);
    if (read.kind === 'error') return read;
    values.set(name, read.value);
  }
  const missing = type.properties.find(({ name, required }) => required === true && inside.fresh && !values.has(name));
  if (missing !== undefined) return missingValue(missing.name, type.name);
  // In the order of the declaration, so that equal objects are written alike.
  const order = [...type.properties.map(({ name }) => name).filter((name) => values.has(name)), ...values.keys()];
  return { kind: 'members', values: Object.fromEntries(order.map((name) => [name, values.get(name) ?? null])) };
}

function find(name: string, type: Annotated, openProperty: OpenProperty): Property | 'any' | undefined {
  const declared = type.properties.find((one) => one.name === name);
  if (declared !== undefined || type.open !== true || !isOpenName(name)) return declared;
  return openProperty(name, type.name);
}

function readProperty(property: Property, given: unknown, place: Place, openProperty: OpenProperty): Read {
  const { name, writable = 'always', type } = property;
  if (writable === 'never' || (writable === 'create' && !place.fresh)) return readOnlyProperty(name);
  const inside: Place = property.secret === true ? { ...place, secret: true } : place;
  if (given === null) {
    if (isNullable(property)) return { kind: 'value', value: null };
    return property.required === true
      ? missingValue(name, place.owner)
      : unexpectedNull(propertyTypeName(property), place);
  }
  if (property.collection === true) return readCollection(property, given, inside, openProperty);
  const read = readSingle(type, given, property.maxLength, inside, openProperty);
  // The directory keeps no empty text where it asks for a value.
  return property.required === true && read.kind === 'value' && read.value === '' ? invalidValue(place) : read;
}

function readSingle(
  type: ValueType,
  given: unknown,
  maxLength: number | undefined,
  place: Place,
  openProperty: OpenProperty,
): Read {
  if (typeof type !== 'string' && type.kind === 'complex') return readComplex(type, given, place, openProperty);
  if (typeof given === 'object') return unexpectedNode(given, 'PrimitiveValue', place);
  if (typeof type !== 'string') {
    if (typeof given !== 'string') return unconvertible(given, valueTypeName(type), place);
    return type.members.includes(given) ? { kind: 'value', value: given } : invalidValue(place);
  }
  const normalised = normalise(type, given, maxLength);
  switch (normalised.kind) {
    case 'value':
      return normalised;
    case 'tooLong':
      return invalidValue(place, 'InvalidLength');
    case 'invalid':
      return invalidValue(place);
    case 'unconvertible':
      return unconvertible(given, valueTypeName(type), place);
  }
}

function readComplex(type: ComplexType, given: unknown, place: Place, openProperty: OpenProperty): Read {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return unexpectedNode(given, 'StartObject', place);
  }
  const read = readMembers(Object.entries(given), { ...type, navigations: [] }, place, openProperty);
  return read.kind === 'error' ? read : { kind: 'value', value: read.values };
}

/** A collection is given as a whole, so each element is made anew. */
function readCollection(property: Property, given: unknown, place: Place, openProperty: OpenProperty): Read {
  if (!Array.isArray(given)) return unexpectedNode(given, 'StartArray', place);
  if (given.length > (property.maxItems ?? mostElements)) return invalidValue(place, 'InvalidLength');
  const elements: BodyValue[] = [];
  for (const element of given as readonly unknown[]) {
    if (element === null) return nullElement();
    const read = readSingle(property.type, element, property.maxLength, { ...place, fresh: true }, openProperty);
    if (read.kind === 'error') return read;
    elements.push(read.value);
  }
  return hasDuplicates(elements, property) ? duplicateValue(place) : { kind: 'value', value: elements };
}

function hasDuplicates(elements: readonly BodyValue[], { repeats, distinct = [] }: Property): boolean {
  const differ = (values: readonly unknown[]) =>
    new Set(values.map((value) => JSON.stringify(value))).size === values.length;
  if (repeats !== true && !differ(elements)) return true;
  return distinct.some((name) => {
    const parts = elements.flatMap((element) => (element as Readonly<Record<string, BodyValue>>)[name] ?? []);
    return !differ(parts);
  });
}
