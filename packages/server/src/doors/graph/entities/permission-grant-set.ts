import type { Condition, PermissionGrant } from '@gatehouse/model';
import { countPermissionGrants, findPermissionGrant, pagePermissionGrants } from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import { permissionGrantEntity, permissionGrantType } from './permission-grant.js';

/** `/oauth2PermissionGrants`. */
export const permissionGrantSet: EntitySet<PermissionGrant> = {
  name: 'oauth2PermissionGrants',
  type: permissionGrantType,
  place: 'grant',
  render: permissionGrantEntity,
  find: (id) => findPermissionGrant(id),
  page: (query) => pagePermissionGrants(query),
  count: (condition) => countPermissionGrants(condition),
};

/** The grants that somebody gave for himself, or that a client has. */
export function permissionGrantsOf(
  side: 'principalId' | 'clientId',
  id: string,
  name: string,
): EntitySet<PermissionGrant> {
  const theirs: Condition = { kind: 'compare', field: side, operator: 'eq', value: id };
  const within = (condition: Condition | null): Condition =>
    condition === null ? theirs : { kind: 'and', operands: [theirs, condition] };
  return {
    ...permissionGrantSet,
    name,
    page: (query) => pagePermissionGrants({ ...query, condition: within(query.condition) }),
    count: (condition) => countPermissionGrants(within(condition)),
  };
}
