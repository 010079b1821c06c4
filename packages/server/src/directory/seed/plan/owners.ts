import type { OwnerId } from '@gatehouse/model';
import { type Place, within } from '../load-seed.js';
import { type ReferenceKind, type References, unknownName } from '../references.js';
import { type Exactness, wantedList } from './exactness.js';
import type { Item } from './seeded-tenants.js';
import type { Change, Refuse } from './tenant-plan.js';

/** What can own something. */
export const ownerKinds: readonly ReferenceKind[] = ['user', 'servicePrincipal'];

/** Objects with the owners that the seed wants for them. */
export function withOwners<Entity extends { readonly owners: readonly OwnerId[] }>(
  items: readonly Item<object>[],
  namesOf: (index: number) => readonly string[] | undefined,
  changes: readonly Change<Entity>[],
  facts: { readonly references: References; readonly exact: Exactness },
  refuse: Refuse,
  property = 'owners',
): readonly Change<Entity>[] {
  return changes.map(({ before, after }, index) => {
    const place = items[index]?.place;
    if (place === undefined) return { before, after };
    const owners = ownersOf(namesOf(index), before?.owners ?? [], within(place, property), facts, refuse);
    return { before, after: { ...after, owners } };
  });
}

/** The owners that an object is to have: those the seed names, and beside them those it has already, as far as they may stay. */
function ownersOf(
  names: readonly string[] | undefined,
  stored: readonly OwnerId[],
  place: Place,
  { references, exact }: { readonly references: References; readonly exact: Exactness },
  refuse: Refuse,
): readonly OwnerId[] {
  const named = idsOf(names, ownerKinds, place, references, refuse) as readonly OwnerId[] | undefined;
  // In the order in which the store gives them, so that the same owners read as the same.
  return [...wantedList(named, stored, exact)].sort();
}

/** What names mean, each told to `refuse` that means nothing; undefined where there is no list. */
function idsOf(
  names: readonly string[] | undefined,
  kinds: readonly ReferenceKind[],
  place: Place,
  references: References,
  refuse: Refuse,
): readonly string[] | undefined {
  return names?.flatMap((name, index) => {
    const found = references.find(name, kinds);
    if (found === undefined) refuse(within(place, index), unknownName(name, kinds, references));
    return found === undefined ? [] : [found.id];
  });
}
