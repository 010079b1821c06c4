import { type EntraKind, type EntraObject, idIn, type JsonObject, type Loss } from './entra-export.js';
import { isObject, saysNothing, textOf } from './entra-export.js';
import type { EntraNames } from './entra-names.js';
import { expandedKinds } from './entra-kinds.data.js';
import { kept, lost, silent, silentOf, spokenWhenOff } from './property-rules.data.js';

/** An item of a seed. */
export type SeedItem = Readonly<Record<string, unknown>>;

/** What mappings work with. */
export interface Mapping {
  readonly names: EntraNames;
  /** The names of directory extensions whose definitions an application of the export has, in lower case. */
  readonly extensionNames: ReadonlySet<string>;
  lose(loss: Loss): void;
}

/** The name of an object for people. */
export function titleOf({ value, file, title }: Omit<EntraObject, 'kind'>): string {
  if (title !== undefined) return title;
  const { userPrincipalName, displayName, id } = value;
  return textOf(userPrincipalName) ?? textOf(displayName) ?? textOf(id) ?? file;
}

/** An object that is lost as a whole. */
export function lostWhole(object: EntraObject, reason: string, { lose }: Mapping): never[] {
  lose({ kind: object.kind, object: titleOf(object), reason });
  return [];
}

/** Tells that a property of an object is lost. */
export function loseProperty(object: EntraObject, property: string, reason: string, { lose }: Mapping): void {
  lose({ kind: object.kind, object: titleOf(object), property, reason });
}

const notWhole = 'the export is not whole: Graph had more pages of it (`@odata.nextLink`)';

/**
 * The properties of an object that are kept as they are; the others are told to be lost, unless the mapping reads them itself, the service
 * stamps them, or they say nothing.
 * @param read the properties that the mapping reads itself.
 */
export function keptOf(object: EntraObject, read: readonly string[], mapping: Mapping): SeedItem {
  const { kind, value } = object;
  const known = new Set(kept[kind] ?? []);
  const own = new Set(['id', ...read]);
  const item: [string, unknown][] = [];
  for (const [property, one] of Object.entries(value)) {
    if (property.endsWith('@odata.nextLink')) loseProperty(object, property.split('@')[0] ?? '', notWhole, mapping);
    if (property.includes('@') || own.has(property)) continue;
    const isOff = one === false && spokenWhenOff.has(property);
    if (saysNothing(one) && !isOff) continue;
    const isExtension = kindsWithExtensions.has(kind) && mapping.extensionNames.has(property.toLowerCase());
    if (known.has(property) || isExtension) item.push([property, one]);
    else if (!silent.has(property) && silentOf[kind]?.includes(property) !== true) {
      loseProperty(object, property, reasonFor(property), mapping);
    }
  }
  return Object.fromEntries(item);
}

const kindsWithExtensions: ReadonlySet<EntraKind> = new Set([
  'administrativeUnit',
  'application',
  'device',
  'group',
  'user',
]);

function reasonFor(property: string): string {
  if (/^extension_/i.test(property)) return 'the definition of the extension is not among the exported objects';
  return lost.get(property) ?? 'it is no property that is known here';
}

/** The properties by which an object can show whose grants and assignments there are: they are objects of their own. */
export const expandedGrants: readonly string[] = [...expandedKinds.keys()];

/** As many as Graph gives of a relation that is expanded (Microsoft Graph documentation: $expand). */
const mostExpanded = 20;

/** The objects of a list of an object; what is none is told. */
export function listIn(object: EntraObject, property: string, mapping: Mapping): readonly JsonObject[] {
  const value = object.value[property];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    loseProperty(object, property, 'it is no list', mapping);
    return [];
  }
  const objects = value.filter(isObject);
  if (objects.length < value.length) loseProperty(object, property, 'it holds what are no objects', mapping);
  return objects;
}

/** The objects of a relation, expanded in the object or in a file of its own, each once. */
export function relatedObjects(object: EntraObject, relation: string, mapping: Mapping): readonly JsonObject[] {
  const { value } = object;
  const inFile = mapping.names.related(idIn(value), relation.toLowerCase());
  const expanded = isObject(value[relation]) ? [value[relation]] : listIn(object, relation, mapping);
  if (inFile === undefined && expanded.length >= mostExpanded) {
    const reason = `it holds ${expanded.length}, and Graph expands no more than ${mostExpanded}: export the list by itself`;
    loseProperty(object, relation, reason, mapping);
  }
  const found = [...expanded, ...(inFile ?? [])];
  return [...new Map(found.map((one, index) => [idIn(one) || String(index), one])).values()];
}

/** What a seed calls the objects of a relation; those that will not be there are told. */
export function relatedNames(
  object: EntraObject,
  relation: string,
  kinds: readonly EntraKind[],
  mapping: Mapping,
): readonly string[] {
  return relatedObjects(object, relation, mapping).flatMap((one) => {
    const name = nameAmong(idIn(one), kinds, mapping);
    if (name !== undefined) return [name];
    const shown = titleOf({ value: one, file: idIn(one) });
    const reason = `\`${shown}\` is not among what is imported, or of a kind that cannot stand there`;
    loseProperty(object, relation, reason, mapping);
    return [];
  });
}

/** What a seed calls the object of some kinds that has an id; undefined where none will be there. */
export function nameAmong(id: unknown, kinds: readonly EntraKind[], { names }: Mapping): string | undefined {
  const name = kinds.map((kind) => names.nameOf(kind, id)).find((one) => one !== undefined);
  return name === undefined || names.isLeftOut(name) ? undefined : name;
}

/**
 * A switch that guards something. Where the export does not tell how it stands, it is put so that it lets nobody in, and that is told.
 * @param usual how it stands in a new object.
 */
export function guardOf(object: EntraObject, property: string, usual: boolean, mapping: Mapping): SeedItem {
  const said = object.value[property];
  if (typeof said === 'boolean') return said === usual ? {} : { [property]: said };
  const reason = `the export does not tell it (\`$select=${property}\`): it is taken to be ${String(!usual)}`;
  loseProperty(object, property, reason, mapping);
  return { [property]: !usual };
}

/** An item with a list, where that holds anything. */
export function listed(property: string, values: readonly unknown[]): SeedItem {
  return values.length === 0 ? {} : { [property]: values };
}

/** The id of an object, where it has one. */
export function idOf(value: JsonObject): SeedItem {
  const id = idIn(value);
  return id === '' ? {} : { id };
}
