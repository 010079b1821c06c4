import { readObjects, type StoredRoleAssignment } from '../../../directory/index.js';
import type { GraphCall, TypedEntity } from '../resource.js';
import { complex, complexType, type EntityType, text } from '../schema/index.js';
import { objectSet } from './directory-object.js';

const identity = complexType('identity', [text('displayName'), text('id', { required: true })]);

/** `scopedRoleMembership` (Microsoft Graph documentation): a role given for an administrative unit, as the unit and the role list it. */
export const scopedRoleMembershipType: EntityType = {
  name: 'scopedRoleMembership',
  base: 'entity',
  properties: [
    text('id', { writable: 'never', nullable: false }),
    text('administrativeUnitId', { writable: 'create' }),
    text('roleId', { writable: 'create', required: true }),
    complex('roleMemberInfo', identity, { writable: 'create', required: true }),
  ],
  navigations: [],
};

const unitScope = '/administrativeUnits/';

/** The scope of roles that are given for an administrative unit. */
export function scopeOfUnit(id: string): string {
  return `${unitScope}${id}`;
}

/** Role assignments for administrative units, as Graph shows them there. */
export async function scopedRoleMemberships(
  assignments: readonly StoredRoleAssignment[],
  call: GraphCall,
): Promise<readonly TypedEntity[]> {
  const holders = await call.perform(readObjects([...new Set(assignments.map(({ principalId }) => principalId))]));
  const names = new Map(
    holders.map(({ type, entity }) => [entity.id as string, objectSet(type).render(entity, call).displayName]),
  );
  return assignments.map(({ id, principalId, roleDefinitionId, directoryScopeId }) => ({
    type: scopedRoleMembershipType,
    values: {
      id,
      administrativeUnitId: directoryScopeId.slice(unitScope.length),
      roleId: roleDefinitionId,
      roleMemberInfo: { id: principalId, displayName: names.get(principalId) ?? null },
    },
  }));
}
