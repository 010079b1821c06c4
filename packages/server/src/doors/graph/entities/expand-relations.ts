import { readRelatedOfEach, type Relation } from '../../../directory/index.js';
import type { GraphCall } from '../resource.js';
import type { EntityType, Expansion } from '../schema/index.js';
import { objectTypes, renderObject } from './directory-object.js';
import { jsonOf, visibleObjects } from './visible-objects.js';

/** How many related objects one expansion shows (Microsoft Graph documentation: expand query parameter). */
const mostExpanded = 20;

/** What `$expand` may lead to where a navigation's target is `directoryObject`: objects of any kind. */
export function anyObject(target: string): readonly EntityType[] {
  return target === 'directoryObject' ? objectTypes : [];
}

/**
 * Finds what a navigation leads to from several objects at once, for navigations that follow relations. `levels`: how a chain such as
 * from manager to manager is followed, each inside the one below.
 */
export function expandRelations(relations: Readonly<Record<string, Relation>>) {
  return async (
    ids: readonly string[],
    expansion: Expansion,
    call: GraphCall,
  ): Promise<ReadonlyMap<string, unknown>> => {
    const { navigation, select } = expansion;
    const relation = relations[navigation.name];
    if (relation === undefined) throw new Error(`nobody knows how to expand ${navigation.name}`);
    const levels = expansion.levels === 'max' ? mostChained : (expansion.levels ?? 1);
    if (!navigation.collection)
      return expandChain(relation, ids, navigation.name, select, Math.min(levels, mostChained), call);
    const found = await call.perform(readRelatedOfEach(relation, ids, mostExpanded));
    const expanded = new Map<string, unknown>();
    for (const [id, objects] of found) expanded.set(id, await shown(objects, select, call));
    return expanded;
  };
}

/** A chain longer than any organization's; circles end here too. */
const mostChained = 50;

type Related = Parameters<typeof renderObject>[0];

async function expandChain(
  relation: Relation,
  ids: readonly string[],
  name: string,
  select: readonly string[] | null,
  levels: number,
  call: GraphCall,
): Promise<ReadonlyMap<string, unknown>> {
  const found = await call.perform(readRelatedOfEach(relation, ids, 1));
  const next = [
    ...new Set([...found.values()].flatMap(([one]) => (one === undefined ? [] : [one.entity.id as string]))),
  ];
  const above =
    levels > 1 && next.length > 0
      ? await expandChain(relation, next, name, select, levels - 1, call)
      : new Map<string, unknown>();
  const expanded = new Map<string, unknown>();
  for (const [id, [one]] of found) {
    const [object] = one === undefined ? [] : await shown([one], select, call);
    const further = one === undefined ? undefined : above.get(one.entity.id);
    if (object !== undefined) expanded.set(id, { ...object, ...(further === undefined ? {} : { [name]: further }) });
  }
  return expanded;
}

/** Objects as JSON, as far as the caller may see them. */
async function shown(objects: readonly Related[], select: readonly string[] | null, call: GraphCall) {
  const rendered = objects.map((object) => renderObject(object, call));
  return (await visibleObjects(rendered, call)).map((object) => jsonOf(object, select));
}
