import type { PermissionId } from '../ids/ids.js';
import { graphPermissionTable } from './graph-permissions.data.js';

/** One of Microsoft Graph's permissions. A form without an id is not published: nobody can be granted it. */
export interface GraphPermission {
  readonly name: string;
  /** The id of the delegated scope. */
  readonly delegatedId?: PermissionId;
  /** The id of the application role. */
  readonly applicationId?: PermissionId;
  /** Whether only an administrator may consent to the delegated scope. Application roles always need one. */
  readonly adminConsent: boolean;
}

function parseRow(row: string): GraphPermission {
  const [name = '', delegated = '-', application = '-', consent] = row.split(/ +/);
  return {
    name,
    ...(delegated !== '-' && { delegatedId: delegated as PermissionId }),
    ...(application !== '-' && { applicationId: application as PermissionId }),
    adminConsent: consent !== 'user',
  };
}

/** Every known permission of Microsoft Graph, in the order of its name. */
export const graphPermissions: readonly GraphPermission[] = graphPermissionTable.trim().split('\n').map(parseRow);

const byName = new Map(graphPermissions.map((permission) => [permission.name, permission]));

/** The permission of that exact name, or undefined when Graph has none. */
export function graphPermission(name: string): GraphPermission | undefined {
  return byName.get(name);
}
