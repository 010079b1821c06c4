import type { Path } from '@gatehouse/wire';
import type { GraphError } from '../../graph-error.js';
import { isOpenName, type OpenProperty, propertiesOf } from '../declared-properties.js';
import type { EntityType } from '../entity-type.js';
import { findNamed } from './property-path.js';
import { unknownProperty, unsupportedQuery } from './query-error.js';

/** The properties to be shown, each once, in the order asked for; null when nothing was asked. */
export type Selection = { readonly kind: 'selection'; readonly names: readonly string[] | null } | GraphError;

/**
 * Reads a `$select`, in any letter case. `*` stands for what is returned by default. A navigation may be named, too, as OData has it
 * of one that is expanded: that alone selects no property.
 * @param types those that the entities may have; a property of any of them will do. Must not be empty.
 */
export function readSelect(
  select: readonly Path[],
  types: readonly EntityType[],
  openProperty: OpenProperty,
): Selection {
  if (select.length === 0) return { kind: 'selection', names: null };
  const declared = types.flatMap(propertiesOf);
  const wanted = new Set<string>();
  for (const [written = '', ...further] of select) {
    if (further.length > 0) return unsupportedQuery();
    if (written === '*') {
      for (const { name, onRequest, secret } of declared) if (onRequest !== true && secret !== true) wanted.add(name);
      continue;
    }
    const property = findNamed(written, declared)?.name;
    const extension = property ?? findOpen(written, types, openProperty);
    if (property !== undefined) wanted.add(property);
    else if (extension !== undefined) wanted.add(extension);
    else if (
      findNamed(
        written,
        types.flatMap(({ navigations }) => navigations),
      ) === undefined
    ) {
      return unknownProperty(written, types[0]?.name ?? '', '$select');
    }
  }
  return { kind: 'selection', names: [...wanted] };
}

function findOpen(written: string, types: readonly EntityType[], openProperty: OpenProperty): string | undefined {
  if (!isOpenName(written)) return undefined;
  const found = types
    .filter(({ open }) => open === true)
    .map(({ name }) => openProperty(written, name))
    .find((one) => one !== undefined);
  return found === 'any' ? written : found?.name;
}
