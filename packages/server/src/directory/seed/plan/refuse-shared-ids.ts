import type { AppId } from '@gatehouse/model';
import type { IdHolder, ObjectKind } from '../../object-ids/repository.js';
import { type Place, within } from '../load-seed.js';
import { seededAppId } from './plan-applications.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Refuse } from './tenant-plan.js';

/** An object of the seed that names its id. */
export interface NamedObject extends IdHolder {
  readonly id: string;
  readonly place: Place;
}

/** The objects of one tenant's part of a seed whose ids the seed itself gives. */
export function namedObjects(seeded: SeededTenant): readonly NamedObject[] {
  const named = (kind: ObjectKind, place: Place, id: string | undefined, appId: AppId | null = null): NamedObject[] =>
    id === undefined ? [] : [{ kind, place, id, appId }];
  return [
    ...itemsOf(seeded, 'users').flatMap(({ value, place }) => named('user', place, value.id)),
    ...itemsOf(seeded, 'groups').flatMap(({ value, place }) => named('group', place, value.id)),
    ...itemsOf(seeded, 'applications').flatMap(({ value, place }) =>
      named('application', place, value.id, seededAppId(seeded, value)),
    ),
    ...itemsOf(seeded, 'servicePrincipals').flatMap(({ value, place }) =>
      named('service principal', place, value.id, value.appId),
    ),
  ];
}

/** Ids that are, in the store or further up in the seed, those of something else: who is named by one must not be in doubt. */
export function refuseSharedIds(seeded: SeededTenant, stored: ReadonlyMap<string, IdHolder>, refuse: Refuse): void {
  const taken = new Map(stored);
  for (const { id, place, kind, appId } of namedObjects(seeded)) {
    const holder = taken.get(id);
    if (holder === undefined) taken.set(id, { kind, appId });
    // The same kind twice is judged where that kind is planned; of service principals nothing but the id tells it.
    else if (holder.kind !== kind || (kind === 'service principal' && holder.appId !== appId)) {
      refuse(
        within(place, 'id'),
        `the id ${id} is that of ${holder.kind === 'application' ? 'an' : 'a'} ${holder.kind}`,
      );
    }
  }
}
