import type { AppRoleAssignment, PermissionGrant } from '@gatehouse/model';
import type { Shape, TenantTransaction } from '../../platform/store/index.js';
import { entityOf } from '../entity-of.js';

const grantColumns = `
  g.id, g.client_id as "clientId", g.resource_id as "resourceId", g.consent_type as "consentType",
  g.principal_id as "principalId", g.scopes`;

const assignmentColumns = `
  a.id, a.principal_id as "principalId", a.principal_type as "principalType", a.resource_id as "resourceId",
  a.app_role_id as "appRoleId", (extract(epoch from a.created_at) * 1000)::float8 as "createdAt"`;

/** How grants can be asked for. A tenant-wide grant is one without a principal. */
export const permissionGrantShape: Shape<PermissionGrant> = {
  from: 'oauth2_permission_grants g',
  tenant: ['g.tenant_id'],
  id: { column: 'g.id', type: 'text' },
  columns: grantColumns,
  row: (row) => entityOf<PermissionGrant>(row),
  fields: {
    id: { kind: 'text', column: 'g.id' },
    clientId: { kind: 'uuid', column: 'g.client_id', index: 'equal', required: true },
    resourceId: { kind: 'uuid', column: 'g.resource_id', index: 'equal', required: true },
    principalId: { kind: 'uuid', column: 'g.principal_id', index: 'order' },
  },
};

/** An assignment, and what its principal and its resource are called. */
export interface NamedAssignment extends AppRoleAssignment {
  readonly principalDisplayName: string;
  readonly resourceDisplayName: string;
}

const principalName = `coalesce(
  (select u.display_name from users u where u.tenant_id = a.tenant_id and u.id = a.principal_id),
  (select m.display_name from groups m where m.tenant_id = a.tenant_id and m.id = a.principal_id),
  (select c.display_name from service_principals c where c.tenant_id = a.tenant_id and c.id = a.principal_id))`;
const resourceName = `
  (select r.display_name from service_principals r where r.tenant_id = a.tenant_id and r.id = a.resource_id)`;

/** How assignments can be asked for, by Graph's names. */
export const assignmentShape: Shape<NamedAssignment> = {
  from: 'app_role_assignments a',
  tenant: ['a.tenant_id'],
  id: { column: 'a.id', type: 'text' },
  columns: `${assignmentColumns}, ${principalName} as "principalDisplayName", ${resourceName} as "resourceDisplayName"`,
  row: (row) => entityOf<NamedAssignment>(row),
  fields: {
    id: { kind: 'text', column: 'a.id' },
    principalId: { kind: 'uuid', column: 'a.principal_id', index: 'equal', required: true },
    resourceId: { kind: 'uuid', column: 'a.resource_id', index: 'equal', required: true },
    appRoleId: { kind: 'uuid', column: 'a.app_role_id', required: true },
    principalType: { kind: 'text', column: 'a.principal_type' },
    principalDisplayName: { kind: 'text', column: principalName },
  },
};

/** Every tenant-wide grant of the tenant. */
export async function readTenantWideGrants(tx: TenantTransaction): Promise<PermissionGrant[]> {
  const rows = await tx.rows(
    `select ${grantColumns} from oauth2_permission_grants g where g.tenant_id = $1 and g.principal_id is null order by g.id`,
    [tx.tenant],
  );
  return rows.map((row) => entityOf<PermissionGrant>(row));
}

/** One grant, locked until the transaction ends. */
export async function lockGrant(tx: TenantTransaction, id: string): Promise<PermissionGrant | undefined> {
  const [row] = await tx.rows(
    `select ${grantColumns} from oauth2_permission_grants g where g.tenant_id = $1 and g.id = $2 for update`,
    [tx.tenant, id],
  );
  return row && entityOf<PermissionGrant>(row);
}

/** One grant. */
export async function readGrant(tx: TenantTransaction, id: string): Promise<PermissionGrant | undefined> {
  const [row] = await tx.rows(
    `select ${grantColumns} from oauth2_permission_grants g where g.tenant_id = $1 and g.id = $2`,
    [tx.tenant, id],
  );
  return row && entityOf<PermissionGrant>(row);
}

/** Writes a new grant, unless there is one of that id. @returns whether it was written */
export async function insertGrant(tx: TenantTransaction, grant: PermissionGrant): Promise<boolean> {
  const written = await tx.run(
    `insert into oauth2_permission_grants (tenant_id, id, client_id, resource_id, consent_type, principal_id, scopes)
     values ($1, $2, $3, $4, $5, $6, $7::text[]) on conflict (tenant_id, id) do nothing`,
    [tx.tenant, grant.id, grant.clientId, grant.resourceId, grant.consentType, grant.principalId ?? null, grant.scopes],
  );
  return written > 0;
}

/** Writes the scopes of a grant. */
export async function updateGrantScopes(tx: TenantTransaction, id: string, scopes: readonly string[]): Promise<void> {
  await tx.run('update oauth2_permission_grants set scopes = $3::text[] where tenant_id = $1 and id = $2', [
    tx.tenant,
    id,
    scopes,
  ]);
}

/** Removes a grant. @returns the grant, unless there is none of that id */
export async function deleteGrant(tx: TenantTransaction, id: string): Promise<PermissionGrant | undefined> {
  const [row] = await tx.rows(
    `delete from oauth2_permission_grants g where g.tenant_id = $1 and g.id = $2 returning ${grantColumns}`,
    [tx.tenant, id],
  );
  return row && entityOf<PermissionGrant>(row);
}

/** Every assignment of the tenant whose principal is not a user. */
export async function readAssignmentsOfOthers(tx: TenantTransaction): Promise<AppRoleAssignment[]> {
  const rows = await tx.rows(
    `select ${assignmentColumns} from app_role_assignments a
     where a.tenant_id = $1 and a.principal_type <> 'User' order by a.created_at, a.id`,
    [tx.tenant],
  );
  return rows.map((row) => entityOf<AppRoleAssignment>(row));
}

/** Writes new assignments. @returns the ids of those that were not there before */
export async function insertAssignments(
  tx: TenantTransaction,
  assignments: readonly AppRoleAssignment[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(
    `insert into app_role_assignments (tenant_id, id, principal_id, principal_type, resource_id, app_role_id, created_at)
     select $1::uuid, r.id, r."principalId", r."principalType", r."resourceId", r."appRoleId",
       to_timestamp(r."createdAt" / 1000)
     from jsonb_to_recordset($2::jsonb) as r(id text, "principalId" uuid, "principalType" text, "resourceId" uuid,
       "appRoleId" uuid, "createdAt" float8)
     on conflict do nothing returning id`,
    [tx.tenant, JSON.stringify(assignments)],
  );
  return new Set(rows.map((row) => row.id));
}

/** One assignment. */
export async function readAssignment(tx: TenantTransaction, id: string): Promise<NamedAssignment | undefined> {
  const [row] = await tx.rows(
    `select ${assignmentShape.columns} from app_role_assignments a where a.tenant_id = $1 and a.id = $2`,
    [tx.tenant, id],
  );
  return row && entityOf<NamedAssignment>(row);
}

/** Takes an assignment back. @returns whether it was there */
export async function deleteAssignment(tx: TenantTransaction, id: string): Promise<boolean> {
  return (await tx.run('delete from app_role_assignments where tenant_id = $1 and id = $2', [tx.tenant, id])) > 0;
}

/** The first assignments of each of several principals, by principal and id. */
export async function readAssignmentsOfMany(
  tx: TenantTransaction,
  column: 'principal_id' | 'resource_id',
  ids: readonly string[],
  top: number,
): Promise<readonly NamedAssignment[]> {
  const rows = await tx.rows(
    `select found.* from unnest($2::uuid[]) as source (id) cross join lateral (
       select ${assignmentShape.columns} from app_role_assignments a
       where a.tenant_id = $1 and a.${column} = source.id order by a.id limit $3) found`,
    [tx.tenant, ids, top],
  );
  return rows.map((row) => entityOf<NamedAssignment>(row));
}
