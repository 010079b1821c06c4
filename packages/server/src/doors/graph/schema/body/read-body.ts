import type { GraphError } from '../../graph-error.js';
import { noOpenProperty, type OpenProperty, propertiesOf } from '../declared-properties.js';
import type { EntityType, Navigation } from '../entity-type.js';
import {
  duplicateValue,
  invalidValue,
  type Place,
  readOnlyProperty,
  tooManyBinds,
  unexpectedNode,
  unknownProperty,
  unreadableBody,
} from './body-error.js';
import type { BodyValue } from './body-value.js';
import { readMembers } from './read-value.js';

/** How many entities one body may name in all its `@odata.bind` (Microsoft Graph documentation: create group). */
export const mostBinds = 20;
const longestReference = 2048;

/** What a body may hold beside the properties of its type. */
export interface BodyExtras {
  /** The navigations that may be set with `…@odata.bind`, such as `owners`. */
  readonly binds?: readonly string[];
  /** What undeclared properties of open types are. Without it there are none. */
  readonly openProperty?: OpenProperty;
  /** The id of the entity that is updated: a body may repeat it, since that changes nothing. */
  readonly id?: string;
}

/** A body that fits its type. */
export interface ReadBody {
  readonly kind: 'body';
  /** What was given, by the names of properties and in normal form. What is not here was not given. */
  readonly values: Readonly<Record<string, BodyValue>>;
  /** The references given for each navigation, as written. */
  readonly binds: Readonly<Record<string, readonly string[]>>;
}

/**
 * Checks the body of a create or an update against what the entity type declares, and brings its values into one form.
 *
 * In an update a structured value holds the sub-properties that change; the caller merges it with the stored one, and required
 * sub-properties may be absent. A collection replaces the stored one as a whole, so its elements are checked like new values.
 * @param body parsed JSON.
 * @returns the first thing that is wrong, in the order of the body; then what is missing.
 */
export function readBody(
  type: EntityType,
  body: unknown,
  mode: 'create' | 'update',
  extras: BodyExtras = {},
): ReadBody | GraphError {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return unreadableBody(body);
  const entries = Object.entries(body).filter(([name, given]) => !repeatsId(name, given, mode, extras));
  const inlined = type.navigations.find(({ name }) => entries.some(([given]) => given === name));
  if (inlined !== undefined) return readOnlyProperty(inlined.name);
  const plain = entries.filter(([name]) => !isBind(name));
  const properties = propertiesOf(type);
  const inside: Place = { owner: type.name, path: [], fresh: mode === 'create', secret: false };
  const read = readMembers(plain, { ...type, properties }, inside, extras.openProperty ?? noOpenProperty);
  if (read.kind === 'error') return read;
  const bound = readBinds(
    entries.filter(([name]) => isBind(name)),
    type,
    extras.binds ?? [],
  );
  return bound.kind === 'error' ? bound : { kind: 'body', values: read.values, binds: bound.references };
}

function repeatsId(name: string, given: unknown, mode: 'create' | 'update', { id }: BodyExtras): boolean {
  return mode === 'update' && name === 'id' && id !== undefined && given === id;
}

const bindSuffix = '@odata.bind';

function isBind(name: string): boolean {
  return name.endsWith(bindSuffix);
}

interface Bound {
  readonly kind: 'bound';
  readonly references: Readonly<Record<string, readonly string[]>>;
}

/** References to entities that exist (OData JSON Format 4.01 §8.5): one text, or several where the navigation leads to several. */
function readBinds(
  entries: readonly (readonly [string, unknown])[],
  { name: owner, navigations }: EntityType,
  allowed: readonly string[],
): Bound | GraphError {
  const references = new Map<string, readonly string[]>();
  for (const [member, given] of entries) {
    const name = member.slice(0, -bindSuffix.length);
    const navigation = navigations.find((one) => one.name === name && allowed.includes(name));
    if (navigation === undefined) return unknownProperty(member);
    const place: Place = { owner, path: [member], fresh: true, secret: false };
    const read = readReferences(navigation, given, place);
    if ('kind' in read) return read;
    references.set(name, read);
  }
  const count = [...references.values()].flat().length;
  return count > mostBinds ? tooManyBinds(mostBinds) : { kind: 'bound', references: Object.fromEntries(references) };
}

function readReferences({ collection }: Navigation, given: unknown, place: Place): readonly string[] | GraphError {
  if (collection !== Array.isArray(given)) {
    return unexpectedNode(given, collection ? 'StartArray' : 'PrimitiveValue', place);
  }
  const references: readonly unknown[] = Array.isArray(given) ? given : [given];
  const odd = references.find((one) => typeof one !== 'string' || one === '' || one.length > longestReference);
  if (odd !== undefined) return invalidValue(place);
  return new Set(references).size < references.length ? duplicateValue(place) : (references as readonly string[]);
}
