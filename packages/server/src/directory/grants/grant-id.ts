import { createHash } from 'node:crypto';
import {
  type AppRoleAssignment,
  type PermissionGrant,
  parseGuid,
  type ServicePrincipalId,
  type UserId,
} from '@gatehouse/model';

/**
 * The id of a delegated grant: its client, resource and person, packed. One grant for each of them is so held by the key itself,
 * and a journal entry that names only the grant still says whose it is.
 */
export function permissionGrantId(grant: Pick<PermissionGrant, 'clientId' | 'resourceId' | 'principalId'>): string {
  const parts = [grant.clientId, grant.resourceId, ...(grant.principalId === undefined ? [] : [grant.principalId])];
  return Buffer.from(parts.join('').replaceAll('-', ''), 'hex').toString('base64url');
}

/** What a grant's id says; undefined when it is not one of ours. */
export function readPermissionGrantId(
  id: string,
):
  | { readonly clientId: ServicePrincipalId; readonly resourceId: ServicePrincipalId; readonly principalId?: UserId }
  | undefined {
  const hex = Buffer.from(id, 'base64url').toString('hex');
  const [clientId, resourceId, principalId] = (hex.match(/.{32}/g) ?? []).map(dashed);
  if (clientId === undefined || resourceId === undefined || hex.length % 32 !== 0 || hex.length > 96) return undefined;
  return {
    clientId: clientId as ServicePrincipalId,
    resourceId: resourceId as ServicePrincipalId,
    ...(principalId !== undefined && { principalId: principalId as UserId }),
  };
}

function dashed(hex: string): string | undefined {
  return parseGuid(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}

/** The id of an assignment: a digest of who, where and what, so that the same assignment has the same id. */
export function appRoleAssignmentId(
  assignment: Pick<AppRoleAssignment, 'principalId' | 'resourceId' | 'appRoleId'>,
): string {
  const { principalId, resourceId, appRoleId } = assignment;
  return createHash('sha256')
    .update(`${principalId} ${resourceId} ${appRoleId}`)
    .digest()
    .subarray(0, 24)
    .toString('base64url');
}
