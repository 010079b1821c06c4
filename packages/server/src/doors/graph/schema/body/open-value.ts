import { isOpenName } from '../declared-properties.js';
import { invalidValue, type Place } from './body-error.js';
import { isStorable, longestText } from './primitive-value.js';
import type { BodyValue, Read } from './body-value.js';

const deepest = 8;
const mostValues = 1000;

/**
 * Reads a value of which nothing is declared: any JSON within limits. `@odata.type` beside a value or in an object is part of what is
 * said, and kept.
 */
export function readOpenValue(given: unknown, place: Place): Read {
  let left = mostValues;
  const isReadable = (value: unknown, depth: number): value is BodyValue => {
    left -= 1;
    if (left < 0 || depth > deepest) return false;
    if (value === null || typeof value === 'boolean') return true;
    if (typeof value === 'number') return Number.isFinite(value);
    if (typeof value === 'string') return value.length <= longestText && isStorable(value);
    if (typeof value !== 'object') return false;
    if (Array.isArray(value)) return value.every((element) => isReadable(element, depth + 1));
    return Object.entries(value).every(([name, member]) => isMemberName(name) && isReadable(member, depth + 1));
  };
  return isReadable(given, 0) ? { kind: 'value', value: given } : invalidValue(place);
}

function isMemberName(name: string): boolean {
  const bare = name.endsWith('@odata.type') ? name.slice(0, -'@odata.type'.length) : name;
  return (bare === '' && name !== '') || isOpenName(bare);
}
