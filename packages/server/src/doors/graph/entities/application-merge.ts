import type { GraphEntity } from '../resource.js';

/** A structured value with what a body gives of it, at any depth: null takes a member away, lists replace the stored ones. */
export function merged(stored: object, given: unknown): GraphEntity {
  if (!isPlainObject(given)) return {};
  const result: Record<string, unknown> = { ...stored };
  for (const [name, value] of Object.entries(given)) {
    const before = result[name];
    if (value === null) delete result[name];
    else result[name] = isPlainObject(value) && isPlainObject(before) ? merged(before, value) : withoutNulls(value);
  }
  return result;
}

/** A value in which what is null is absent, at any depth. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, withoutNulls(member)]])),
  );
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
