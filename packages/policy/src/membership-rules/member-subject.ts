import { type Fact, known, unknown } from '@gatehouse/model';
import type { MemberKind, RuleProperty } from './membership-rule.js';

/** Who or what may be a member, and what of it is known. */
export interface MemberSubject {
  readonly kind: MemberKind;
  /**
   * Values by Graph's names and in Graph's JSON shapes; a property that is not here has no value. `manager` is the id of the
   * manager and `memberOf` the ids of the groups that it is a direct member of, in lower case like `id`.
   */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Graph's names of the properties that are kept for this kind, `manager` and `memberOf` among them. All others are unknown. */
  readonly kept: readonly string[];
}

/** The value of a property; null when it has none. */
export function storedValue(subject: MemberSubject, path: RuleProperty['path']): Fact<unknown> {
  const [property, ...rest] = path;
  if (!subject.kept.includes(property)) return unknown(`\`${property}\` is not kept`);
  let value = fieldOf(subject.properties, property);
  for (const field of rest) {
    if (value.kind === 'unknown' || value.value === null) return value;
    value = fieldOf(value.value, field);
  }
  return value;
}

/** A field of an object, or the value at a place in a list; null when it has none. */
export function fieldOf(value: unknown, field: string): Fact<unknown> {
  if (typeof value !== 'object' || value === null) return unknown('another kind of value is kept there');
  const own: unknown = Object.getOwnPropertyDescriptor(value, field)?.value;
  return known(own ?? null);
}

/** The elements of a collection; one without a value has none. */
export function elementsOf(stored: Fact<unknown>): Fact<readonly unknown[]> {
  if (stored.kind === 'unknown') return stored;
  if (stored.value === null) return known([]);
  return Array.isArray(stored.value) ? known(stored.value) : unknown('another kind of value is kept there');
}
