import type { UserId } from '@gatehouse/model';
import { type Place, within } from '../load-seed.js';
import type { Principals } from './principals.js';
import type { Refuse } from './tenant-plan.js';

/** The owners an object has and those the seed names, each once. */
export function ownersOf(
  names: readonly string[] | undefined,
  stored: readonly UserId[],
  place: Place,
  principals: Principals,
  refuse: Refuse,
): readonly UserId[] {
  const named = (names ?? []).flatMap((name, index) => {
    const user = principals.user(name);
    if (user === undefined) refuse(within(place, 'owners', index), `no user is called \`${name}\``);
    return user === undefined ? [] : [user.id];
  });
  // In the order in which the store gives them, so that the same owners read as the same.
  return [...new Set([...stored, ...named])].sort();
}
