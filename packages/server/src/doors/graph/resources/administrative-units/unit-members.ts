import type { AdministrativeUnitId } from '@gatehouse/model';
import { parseGuid } from '@gatehouse/model';
import { findUnit, isUnitMember, readObjects } from '../../../../directory/index.js';
import { anyObjectType, renderObject } from '../../entities/directory-object.js';
import { expandVisible, mayReadHiddenMembers, visibleObjects } from '../../entities/visible-objects.js';
import { notFound } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResult, OperationAccess } from '../../resource.js';
import { checkEntityQuery, type Expansion } from '../../schema/index.js';

const expand = expandVisible({ members: 'unit members' });

/** `$expand=members`: nothing, where they are hidden from the caller. */
export async function expandMembers(
  ids: readonly string[],
  expansion: Expansion,
  call: GraphCall,
): Promise<ReadonlyMap<string, unknown>> {
  const open: string[] = [];
  for (const id of ids) {
    const unit = await call.perform(findUnit(id));
    if (unit?.visibility !== 'HiddenMembership' || (await mayReadHiddenMembers(id, call))) open.push(id);
  }
  return expand(open, expansion, call);
}

/** `GET …/members/{id}`: one of the members. */
export function getMember(path: string, access: Omit<OperationAccess, 'target'>): GraphOperation {
  return {
    method: 'GET',
    path: `${path}/members/:id`,
    summary: 'Get a member of an administrative unit',
    access: { ...access, target: { kind: 'object', place: 'administrativeUnit' } },
    run: async (call): Promise<GraphResult> => {
      const query = checkEntityQuery(anyObjectType, call.query);
      if (query.kind === 'error') return query;
      const id = parseGuid(call.params.id ?? '');
      const unit = call.params.administrativeUnit as AdministrativeUnitId;
      const isMember = id !== undefined && (await call.perform(isUnitMember(unit, id)));
      const [object] = isMember ? await call.perform(readObjects([id])) : [];
      if (object === undefined) return notFound(call.params.id ?? '');
      const [entity] = await visibleObjects([renderObject(object, call)], call);
      if (entity === undefined) return notFound(call.params.id ?? '');
      return { kind: 'entity', context: 'directoryObjects', entity, select: query.select, polymorphic: true };
    },
  };
}
