import type { CustomSecurityAttributes } from '@gatehouse/model';
import { isSame } from '../journal-changes.js';
import { type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';
import { type AttributeDefinition, longestAttributeValue, readAttributeDefinition } from './attribute-definitions.js';

/** How many values of custom security attributes one object may have (Microsoft Entra documentation: custom security attributes). */
export const mostAttributeValues = 50;

/**
 * The attributes of an object with those that a body gives, attribute by attribute: null or an empty list takes one away.
 * @returns undefined when none are left.
 */
export function withSecurityAttributes(
  before: CustomSecurityAttributes | undefined,
  given: CustomSecurityAttributes,
): CustomSecurityAttributes | undefined {
  const sets = new Map(Object.entries(before ?? {}));
  for (const [set, values] of Object.entries(given)) {
    const merged = Object.entries({ ...sets.get(set), ...values }).filter(([, value]) => !isNothing(value));
    if (merged.length === 0) sets.delete(set);
    else sets.set(set, Object.fromEntries(merged));
  }
  return sets.size === 0 ? undefined : Object.fromEntries(sets);
}

/**
 * Refuses attributes that are not defined, not active, or have values that they cannot have; what was assigned before may stay. Every
 * operation that writes an object with custom security attributes asks it.
 */
export async function securityAttributesObjection(
  work: DirectoryWork,
  before: CustomSecurityAttributes | undefined,
  after: CustomSecurityAttributes | undefined,
): Promise<DirectoryRefusal | undefined> {
  if (after === undefined || isSame(before, after)) return undefined;
  let count = 0;
  for (const [set, values] of Object.entries(after)) {
    for (const [name, value] of Object.entries(values)) {
      count += Array.isArray(value) ? value.length : 1;
      const old = before?.[set]?.[name];
      const detail = isSame(old, value) ? undefined : await faultOf(work, `${set}_${name}`, value, old);
      if (detail !== undefined) return refused('invalid', { property: 'customSecurityAttributes', detail });
    }
  }
  if (count <= mostAttributeValues) return undefined;
  return refused('too_many', { property: 'customSecurityAttributes', detail: `${mostAttributeValues} values` });
}

async function faultOf(work: DirectoryWork, id: string, value: unknown, old: unknown): Promise<string | undefined> {
  const definition = await readAttributeDefinition(work, id);
  if (definition === undefined) return `there is no attribute \`${id}\``;
  if (definition.status !== 'Available') return `the attribute \`${id}\` is deactivated`;
  if (definition.isCollection !== Array.isArray(value))
    return `\`${id}\` has ${definition.isCollection ? 'a list of values' : 'one value'}`;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const known: readonly unknown[] = Array.isArray(old) ? old : [old];
  return values
    .filter((one) => !known.includes(one))
    .map((one) => valueFault(definition, one, id))
    .find((fault) => fault !== undefined);
}

function valueFault(definition: AttributeDefinition, value: unknown, id: string): string | undefined {
  const { type, usePreDefinedValuesOnly, allowedValues } = definition;
  if (!isOfType(type, value)) return `a value of \`${id}\` is no ${type}, or too long`;
  if (!usePreDefinedValuesOnly) return undefined;
  const isAllowed = allowedValues.some((one) => one.isActive && one.id === String(value));
  return isAllowed ? undefined : `a value of \`${id}\` is none of the active predefined ones`;
}

function isOfType(type: AttributeDefinition['type'], value: unknown): boolean {
  switch (type) {
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Integer':
      return Number.isInteger(value) && Math.abs(value as number) <= 0x7fffffff;
    case 'String':
      return typeof value === 'string' && value.length >= 1 && value.length <= longestAttributeValue;
  }
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
