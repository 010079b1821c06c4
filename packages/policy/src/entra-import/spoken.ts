import { isObject, type JsonObject } from './entra-export.js';

/** An object as it is said: without nulls, empty texts, lists and objects, and Graph's annotations, at every level. */
export function spokenOf(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([name]) => name === '@odata.type' || !(name.includes('@') || name.startsWith('#')))
      .map(([name, value]) => [name, spoken(value)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function spoken(value: unknown): unknown {
  if (value === null || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((one: unknown) => inList(one));
  if (!isObject(value)) return value;
  const said = spokenOf(value);
  return Object.keys(said).length === 0 ? undefined : said;
}

function inList(value: unknown): unknown {
  return isObject(value) ? spokenOf(value) : value;
}
