import type { SeedItem } from '@gatehouse/policy';

/** A place inside a tenant at which something goes: a property, or an element of a list. */
export type Cut = readonly PropertyKey[];

/** Properties without which an item is none. */
const vital: readonly string[] = [
  'appId',
  'client',
  'consentType',
  'displayName',
  'id',
  'principal',
  'resource',
  'role',
  'scope',
  'userPrincipalName',
];

/** Properties that guard something: without them more would be open than was. */
const guards: readonly string[] = [
  'accountEnabled',
  'appRoleAssignmentRequired',
  'isDisabled',
  'isEnabled',
  'requestSignatureVerification',
  'servicePrincipal',
  'signInAudience',
  'userType',
];
const inseparable: ReadonlySet<PropertyKey | undefined> = new Set([...vital, ...guards]);

/** Sections of which every item is exact or absent: policies, and what decides where they apply. */
const exact: ReadonlySet<PropertyKey | undefined> = new Set(['conditionalAccessPolicies', 'namedLocations']);

/**
 * What goes for a fault.
 * @param path where the fault is, in the tenant.
 * @param whole whether the item goes in any case.
 */
export function cutOf(tenant: SeedItem, path: readonly PropertyKey[], whole: boolean): Cut {
  const [section, index, property] = path;
  // Policies stand one level deeper, and are exact or absent, too.
  if (section === 'policies') return path.slice(0, typeof property === 'number' ? 3 : 2);
  // What the tenant says of itself.
  if (section === 'organization' && !whole) return path.slice(0, 2);
  if (typeof index !== 'number') return path.slice(0, 1);
  if (whole || property === undefined || inseparable.has(property) || exact.has(section)) return path.slice(0, 2);
  const at = path.findLastIndex((part, place) => place > 1 && typeof part === 'number');
  if (at >= 0) return path.slice(0, at + 1);
  // A value of a structure goes by itself; one that is missing takes what lacks it along.
  const said = path.findLastIndex((_part, place) => place > 1 && isThere(tenant, path.slice(0, place + 1)));
  return path.slice(0, said < 0 ? 2 : said + 1);
}

/** True where something stands at a place. */
export function isThere(holder: unknown, [first, ...rest]: Cut): boolean {
  if (first === undefined) return true;
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, first)) return false;
  return isThere((holder as Record<PropertyKey, unknown>)[first], rest);
}

/** Orders cuts from the end of lists to their beginning, and what stands in something before that. */
export function fromTheEnd(left: Cut, right: Cut): number {
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one, other] = [left[at], right[at]];
    if (one === other) continue;
    if (one === undefined) return 1;
    if (other === undefined) return -1;
    if (typeof one === 'number' && typeof other === 'number') return other - one;
    return String(one) < String(other) ? 1 : -1;
  }
  return 0;
}

/** Takes away what stands at a place of a structure that is nobody else's. */
export function remove(holder: unknown, [first, ...rest]: Cut): void {
  if (typeof holder !== 'object' || holder === null || first === undefined || !Object.hasOwn(holder, first)) return;
  const inner = (holder as Record<PropertyKey, unknown>)[first];
  if (rest.length > 0) remove(inner, rest);
  else if (Array.isArray(holder)) holder.splice(first as number, 1);
  else delete (holder as Record<PropertyKey, unknown>)[first];
}
