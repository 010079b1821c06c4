import type { EntraKind, EntraObject, JsonObject, Loss } from './entra-export.js';
import { isObject, objectsOf, saysNothing, textOf } from './entra-export.js';
import type { EntraNames } from './entra-names.js';
import { kept, lost, silent } from './property-rules.data.js';

/** An item of a seed. */
export type SeedItem = Readonly<Record<string, unknown>>;

/** What mappings work with. */
export interface Mapping {
  readonly names: EntraNames;
  lose(loss: Loss): void;
}

/** The name of an object for people. */
export function titleOf({ value, file }: Pick<EntraObject, 'value' | 'file'>): string {
  const { userPrincipalName, displayName, id } = value;
  return textOf(userPrincipalName) ?? textOf(displayName) ?? textOf(id) ?? file;
}

/**
 * The properties of an object that are kept as they are; the others are told to be lost, unless the mapping reads them itself, or they say
 * nothing.
 * @param read the properties that the mapping reads itself.
 */
export function keptOf(object: EntraObject, read: readonly string[], { lose }: Mapping): SeedItem {
  const { kind, value } = object;
  const known = new Set(kept[kind] ?? []);
  const own = new Set(read);
  const item: Record<string, unknown> = {};
  for (const [property, one] of Object.entries(value)) {
    if (property.startsWith('@') || property.includes('@odata.') || own.has(property)) continue;
    if (known.has(property)) {
      // A switch that is off says something where it is on in any case.
      if (!saysNothing(one) || (property === 'accountEnabled' && one === false)) item[property] = one;
    } else if (!silent.has(property) && !saysNothing(one)) {
      lose({
        kind,
        object: titleOf(object),
        property,
        reason: lost[property] ?? 'it is no property that is known here',
      });
    }
  }
  return item;
}

/** What a seed calls the objects of a relation, expanded in the object or in a file of its own. */
export function relatedNames(
  object: EntraObject,
  relation: string,
  kinds: readonly EntraKind[],
  { names, lose }: Mapping,
): readonly string[] {
  const { value } = object;
  const expanded = value[relation];
  const found = [
    ...(isObject(expanded) ? [expanded] : objectsOf(expanded)),
    ...names.related(value['id'], relation.toLowerCase()),
  ];
  const distinct = new Map(found.map((one) => [String(one['id']).toLowerCase(), one]));
  return [...distinct].flatMap(([id, one]) => {
    const name = kinds.map((kind) => names.nameOf(kind, id)).find((found_) => found_ !== undefined);
    if (name === undefined) {
      const shown = titleOf({ value: one, file: id });
      const reason = `\`${shown}\` is not among the exported objects, or of a kind that cannot stand there`;
      lose({ kind: object.kind, object: titleOf(object), property: relation, reason });
    }
    return name === undefined ? [] : [name];
  });
}

/** An item with a list, where that holds anything. */
export function listed(property: string, values: readonly unknown[]): SeedItem {
  return values.length === 0 ? {} : { [property]: values };
}

/** The id of an object, where it has one. */
export function idOf(value: JsonObject): SeedItem {
  const id = textOf(value['id']);
  return id === undefined ? {} : { id: id.toLowerCase() };
}
