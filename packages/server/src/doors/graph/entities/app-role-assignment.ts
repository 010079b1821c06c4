import { assignmentsOfEach, type NamedAssignment } from '../../../directory/index.js';
import type { GraphCall, GraphEntity } from '../resource.js';
import { type EntityType, type Expansion, filters, guid, instant, project, text } from '../schema/index.js';
import { assignmentReadAccess } from './app-role-assignment-access.js';

/** `appRoleAssignment` (Microsoft Graph documentation: appRoleAssignment resource type). */
export const appRoleAssignmentType: EntityType = {
  name: 'appRoleAssignment',
  base: 'directoryObject',
  properties: [
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    instant('deletedDateTime', { writable: 'never' }),
    guid('appRoleId', { required: true, query: { filter: filters.exact } }),
    instant('createdDateTime', { writable: 'never' }),
    text('principalDisplayName', { writable: 'never', query: { filter: filters.prefix } }),
    guid('principalId', { required: true, query: { filter: filters.exact } }),
    text('principalType', { writable: 'never', query: { filter: filters.exact } }),
    text('resourceDisplayName', { writable: 'never' }),
    guid('resourceId', { required: true, query: { filter: filters.exact } }),
  ],
  navigations: [],
};

/** What Graph shows of an assignment, by its names. */
export function appRoleAssignmentEntity({ createdAt, ...assignment }: NamedAssignment): GraphEntity {
  return { ...assignment, createdDateTime: new Date(createdAt).toISOString() };
}

/** How many assignments one expansion shows (Microsoft Graph documentation: expand query parameter). */
const mostExpanded = 20;

/** What `$expand=appRoleAssignments` and `$expand=appRoleAssignedTo` show of several objects of a kind, as far as the caller may see it. */
export function expandAssignments(entity: Parameters<typeof assignmentReadAccess>[0]) {
  return async (
    ids: readonly string[],
    { navigation, select }: Expansion,
    call: GraphCall,
  ): Promise<ReadonlyMap<string, unknown>> => {
    const isAssignedTo = navigation.name === 'appRoleAssignedTo';
    const access = assignmentReadAccess(entity, isAssignedTo ? 'appRoleAssignedTo' : 'appRoleAssignments');
    const self = call.caller.principal.oid;
    // What may not be read of everybody may perhaps be read of oneself.
    const readable =
      call.permits(access, {}) === undefined
        ? ids
        : ids.filter((id) => id === self && call.permits(access, { isSelf: true }) === undefined);
    const side = isAssignedTo ? 'resourceId' : 'principalId';
    const found = await call.perform(assignmentsOfEach(side, readable, mostExpanded));
    return new Map(
      [...found].map(([id, assignments]) => [
        id,
        assignments.map((one) => project(appRoleAssignmentType, appRoleAssignmentEntity(one), select)),
      ]),
    );
  };
}
