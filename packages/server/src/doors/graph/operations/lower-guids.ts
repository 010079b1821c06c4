import { isGuid } from '@gatehouse/model';
import type { ReadBody } from '../schema/index.js';

type Values = ReadBody['values'];
type Value = Values[string];

/** What people call something is theirs to spell. */
const names: ReadonlySet<string> = new Set(['displayName', 'description', 'name']);

/** What a body gives with every id in lower case, so that ids are compared as they are. */
export function lowerGuids(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, names.has(name) ? value : lowered(value)]),
  );
}

function lowered(value: Value): Value {
  if (typeof value === 'string') return isGuid(value) ? value.toLowerCase() : value;
  if (typeof value !== 'object' || value === null) return value;
  return isList(value) ? value.map(lowered) : lowerGuids(value);
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}
