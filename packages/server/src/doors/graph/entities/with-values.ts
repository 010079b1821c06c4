import { isExtensionName } from '../../../directory/index.js';
import type { GraphEntity } from '../resource.js';

/**
 * An entity with what a body gives, null taking a property away: those with places of their own, and all others in `properties`.
 * Structured values are merged with the stored ones, lists replace them.
 */
export function withValues<Before extends { readonly properties?: GraphEntity }>(
  before: Before,
  values: GraphEntity,
  ownNames: readonly string[],
): Before {
  const changed: Record<string, unknown> = { ...before };
  const further: Record<string, unknown> = { ...before.properties };
  for (const [name, value] of Object.entries(values)) {
    const place = ownNames.includes(name) ? changed : further;
    const kept = value === null ? undefined : merged(place[name], value);
    const whole = place === further && isExtensionName(name) ? withoutAbsent(kept) : kept;
    if (whole === undefined) delete place[name];
    else place[name] = whole;
  }
  if (Object.keys(further).length === 0) delete changed.properties;
  else changed.properties = further;
  return changed as Before;
}

function merged(stored: unknown, value: unknown): unknown {
  return isPlainObject(stored) && isPlainObject(value) ? { ...stored, ...value } : value;
}

/** A schema extension's value goes with its last member (Microsoft Graph documentation: extensions overview). */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  if (!isPlainObject(value)) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
