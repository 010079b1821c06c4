import type { EntraKind } from './entra-export.js';
import { kindsOfCollections, relationOwners } from './entra-kinds.data.js';

/** What the context of an answer tells: the kind of its objects, or to what they belong. */
export interface GraphContext {
  readonly kind?: EntraKind;
  readonly relation?: { readonly relation: string; readonly of: string };
}

/**
 * Reads what an answer of Graph says of itself.
 * @param context the value of `@odata.context` (OData JSON Format 4.01 §4.6.1): `…/$metadata#users(id,displayName)/$entity`,
 *   `…/$metadata#applications('…')/federatedIdentityCredentials`.
 */
export function readContext(context: string | undefined): GraphContext {
  const at = context?.indexOf('#') ?? -1;
  if (context === undefined || at < 0) return {};
  const segments = segmentsOf(context.slice(at + 1)).filter((one) => !one.startsWith('$'));
  const [last = '', before = ''] = segments.toReversed();
  const name = nameOf(last);
  const [, of] = /\('([^']*)'\)$/.exec(before) ?? [];
  if (of !== undefined && relationOwners.has(name)) return { relation: { relation: name, of: of.toLowerCase() } };
  const kind = isConditionalAccess(name, nameOf(before)) ? 'conditionalAccessPolicy' : kindsOfCollections.get(name);
  return kind === undefined ? {} : { kind };
}

/** `identity/conditionalAccess/policies` */
export function isConditionalAccess(name: string, before: string): boolean {
  return name === 'policies' && before === 'conditionalaccess';
}

function nameOf(segment: string): string {
  const at = segment.indexOf('(');
  return (at < 0 ? segment : segment.slice(0, at)).toLowerCase();
}

/** What stands between slashes, but those in parentheses. */
function segmentsOf(path: string): readonly string[] {
  const segments = [''];
  let depth = 0;
  for (const letter of path) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === '/' && depth === 0) segments.push('');
    else segments[segments.length - 1] += letter;
  }
  return segments;
}
