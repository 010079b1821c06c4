import type { FurtherProperties } from '@gatehouse/model';
import { type DirectoryRefusal, refused } from '../operation.js';

/** How many extension values one object may have, of all applications together (Microsoft Graph documentation: extensionProperty). */
export const mostExtensionValues = 100;

/** True for the name of an extension among an object's further properties: no other property has an underscore in its name. */
export function isExtensionName(name: string): boolean {
  return name.includes('_');
}

/**
 * Refuses an object with too many extension values: those of directory extensions, each value of one that has several, and each
 * member of a schema extension's. Every operation that writes an object asks it.
 */
export function extensionValuesObjection(properties: FurtherProperties | undefined): DirectoryRefusal | undefined {
  const values = Object.entries(properties ?? {}).filter(([name]) => isExtensionName(name));
  const count = values.reduce((sum, [, value]) => sum + countOf(value), 0);
  return count > mostExtensionValues
    ? refused('too_many', { detail: `${mostExtensionValues} extension values` })
    : undefined;
}

function countOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.values(value).filter((one) => one !== null).length : 1;
}
