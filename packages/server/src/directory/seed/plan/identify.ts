import type { TenantId } from '@gatehouse/model';
import { derivedId } from '../derived-id.js';
import { within } from '../load-seed.js';
import { byDisplayName } from './by-name.js';
import type { Item } from './seeded-tenants.js';
import type { Refuse } from './tenant-plan.js';

/** Something that people call by a name that others may have too. */
interface Named<Id extends string> {
  readonly id: Id;
  readonly displayName: string;
}

/**
 * The object that each item means: the one with its id, else the one of its name, else a new one. Several may have one name, as Graph
 * lets them, where their ids tell them apart.
 * @param what the kind in words, of which the ids of new ones are made.
 */
export function identify<Id extends string, Entity extends Named<Id>>(
  items: readonly Item<{ readonly id?: Id | undefined; readonly displayName: string }>[],
  { tenant, stored, what }: { readonly tenant: TenantId; readonly stored: readonly Entity[]; readonly what: string },
  refuse: Refuse,
): readonly { readonly id: Id; readonly before: Entity | undefined }[] {
  const byId = new Map(stored.map((entity) => [entity.id, entity]));
  const byName = byDisplayName(stored);
  const seen = new Map<string, boolean>();
  const ids = new Set<Id>();
  return items.map(({ value, place }) => {
    const { displayName } = value;
    const named = byName.get(displayName) ?? [];
    const hasId = value.id !== undefined;
    if (seen.has(displayName) && !(hasId && seen.get(displayName) === true)) {
      refuse(within(place, 'displayName'), `the ${what} \`${displayName}\` stands more than once`);
    }
    if (!hasId && named.length > 1) {
      refuse(within(place, 'displayName'), `several ${what}s are called \`${displayName}\`; give the \`id\``);
    }
    const id = value.id ?? named[0]?.id ?? derivedId<Id>(tenant, what.replaceAll(' ', '-'), displayName);
    if (ids.has(id)) refuse(within(place, 'id'), `the id ${id} stands more than once`);
    seen.set(displayName, hasId);
    ids.add(id);
    return { id, before: byId.get(id) };
  });
}
