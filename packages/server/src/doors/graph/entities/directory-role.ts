import { builtInRole, type RoleDefinition } from '@gatehouse/model';
import { rolesHeldDirectly } from '../../../directory/index.js';
import type { GraphCall, GraphEntity, TypedEntity } from '../resource.js';
import { type EntityType, filters, many, text } from '../schema/index.js';

/** `directoryRole` (Microsoft Graph documentation: directoryRole resource type): a built-in role, all of which are active here. */
export const directoryRoleType: EntityType = {
  name: 'directoryRole',
  base: 'directoryObject',
  properties: [
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    text('description', { writable: 'never' }),
    text('displayName', { writable: 'never', query: { filter: filters.prefix, sort: true } }),
    text('roleTemplateId', { writable: 'create', required: true, query: { filter: filters.exact } }),
  ],
  navigations: [
    many('members', 'directoryObject', { expand: true }),
    many('scopedMembers', 'scopedRoleMembership', { contained: true }),
  ],
};

/** What Graph shows of a directory role, by its names. Its id is that of its template. */
export function directoryRoleEntity({ id, templateId, displayName, description }: RoleDefinition): GraphEntity {
  return { id, description, displayName, roleTemplateId: templateId };
}

/** The directory roles that a principal itself holds in the whole tenant, as `memberOf` lists them beside groups and units. */
export async function directoryRolesOf(principalId: string, call: GraphCall): Promise<readonly TypedEntity[]> {
  const held = await call.perform(rolesHeldDirectly(principalId));
  return held.flatMap((id) => {
    const role = builtInRole(id);
    return role === undefined ? [] : [{ type: directoryRoleType, values: directoryRoleEntity(role) }];
  });
}
