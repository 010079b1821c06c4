import type { FurtherProperties } from '@gatehouse/model';
import { z } from 'zod';
import { instant, maybe, strict, text } from './strict.js';

/** What a property holds that is kept as it is written: a word, a list of what stands in brackets, or named values. */
export type FurtherType =
  | 'text'
  | 'flag'
  | 'whole'
  | 'instant'
  | readonly [FurtherType]
  | { readonly [name: string]: FurtherType };

/** The properties of a table, each of which may be absent; null at the top means absent, deeper it is kept. */
export function furtherShape<Table extends Readonly<Record<string, FurtherType>>>(table: Table) {
  const shape = Object.entries(table).map(([name, type]) => [name, maybe(schemaOf(type)) as z.ZodType]);
  return Object.fromEntries(shape) as Record<keyof Table, z.ZodType>;
}

const longestFurtherList = 10_000;

function schemaOf(type: FurtherType): z.ZodType {
  switch (type) {
    case 'text':
      return text;
    case 'flag':
      return z.boolean();
    case 'whole':
      return z.int();
    case 'instant':
      // Kept as it is written.
      return text.refine((value) => instant.safeParse(value).success, 'must be a date such as `2030-01-01T00:00:00Z`');
    default:
      return isList(type) ? z.array(schemaOf(type[0])).max(longestFurtherList) : recordOf(type);
  }
}

/** An object with these properties and no others, each of which may be absent or null. */
export function recordOf(type: { readonly [name: string]: FurtherType }): z.ZodType<Readonly<Record<string, unknown>>> {
  return strict(Object.fromEntries(Object.entries(type).map(([name, inner]) => [name, schemaOf(inner).nullish()])));
}

function isList(
  type: readonly [FurtherType] | { readonly [name: string]: FurtherType },
): type is readonly [FurtherType] {
  return Array.isArray(type);
}

/** True for the name of an extension's value: no other property has an underscore in its name. */
export function isExtensionName(name: string): boolean {
  return /^[A-Za-z0-9]+_[A-Za-z0-9_]+$/.test(name);
}

/** Where the extension values of an item are gathered when it is read: a name that no file can mean. */
const gathered = ' extension values';

/** The shape of an item that may hold values of extensions, by their names. What they may hold is judged when they are planned. */
export const extensionValuesShape = { [gathered]: z.custom<FurtherProperties>().optional() };

/** Gathers the values of extensions before an item is read. */
export function gatherExtensionValues(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const entries = Object.entries(item);
  const values = entries.filter(([name, value]) => isExtensionName(name) && value !== null);
  if (values.length === 0) return item;
  return Object.fromEntries([
    ...entries.filter(([name]) => !isExtensionName(name)),
    [gathered, Object.fromEntries(values)],
  ]);
}

/** Those of an item's properties that stand in a table, and its extension values: what it says for the bag of further properties. */
export function furtherOf(item: object, table: Readonly<Record<string, FurtherType>>): FurtherProperties {
  const values = new Map<string, unknown>(Object.entries(item));
  const tabled = [...values].filter(([name, value]) => Object.hasOwn(table, name) && value !== undefined);
  return { ...Object.fromEntries(tabled), ...(values.get(gathered) as FurtherProperties | undefined) };
}

/** The names and values of the extensions that an item speaks of. */
export function extensionValuesOf(item: object): readonly (readonly [name: string, value: unknown])[] {
  const values = new Map<string, unknown>(Object.entries(item)).get(gathered) as FurtherProperties | undefined;
  return Object.entries(values ?? {});
}
