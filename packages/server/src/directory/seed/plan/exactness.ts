import type { FurtherProperties } from '@gatehouse/model';
import type { FurtherType } from '../schema/further-properties.js';

/** How much of what the store holds and the seed does not name goes. Nothing, where both are false. */
export interface Exactness {
  /** A list that the seed gives holds nothing else, and a section of it nobody else. */
  readonly lists: boolean;
  /** An object has no properties but those that the seed gives it: the seed says all there is of the tenant. */
  readonly objects: boolean;
  /** True for the name of an extension that is defined: a seed can tell its values, and no others. */
  tellsExtension(name: string): boolean;
}

/** A list as the seed wants it: what it names, and what is stored beside that as far as it may stay. */
export function wantedList<Item>(
  named: readonly Item[] | undefined,
  stored: readonly Item[],
  exact: Exactness,
): readonly Item[] {
  if (named === undefined) return exact.objects ? [] : stored;
  return exact.lists ? [...new Set(named)] : [...new Set([...stored, ...named])];
}

/** The state that what the seed names is laid over: the stored one, or, where the seed says all, a new one with what it cannot say. */
export function baseOf<Entity extends object, Kept extends keyof Entity>(
  before: Entity | undefined,
  blank: Entity,
  exact: Exactness,
  kept: readonly Kept[],
): Entity {
  if (before === undefined) return blank;
  if (!exact.objects) return before;
  const given = kept
    .filter((property) => before[property] !== undefined)
    .map((property) => [property, before[property]]);
  return { ...blank, ...(Object.fromEntries(given) as Partial<Entity>) };
}

/** The bag of further properties with what the seed names; properties that no seed can name stay. */
export function withFurther(
  stored: FurtherProperties | undefined,
  named: FurtherProperties,
  table: Readonly<Record<string, FurtherType>>,
  exact: Exactness,
): { readonly properties?: FurtherProperties } {
  const kept = Object.entries(stored ?? {}).filter(
    ([name]) => !exact.objects || !(Object.hasOwn(table, name) || exact.tellsExtension(name)),
  );
  const properties = { ...Object.fromEntries(kept), ...named };
  return Object.keys(properties).length === 0 ? {} : { properties };
}

/** Those of the given properties that the item names. */
export function namedOf<Item extends object, Name extends keyof Item>(
  item: Item,
  properties: readonly Name[],
): { readonly [Key in Name]?: Exclude<Item[Key], undefined> } {
  const given = properties.filter((property) => item[property] !== undefined);
  return Object.fromEntries(given.map((property) => [property, item[property]])) as {
    readonly [Key in Name]?: Exclude<Item[Key], undefined>;
  };
}
