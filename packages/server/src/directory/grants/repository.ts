import type { AppRoleAssignment, PermissionGrant } from '@gatehouse/model';
import type { TenantTransaction } from '../../platform/store/index.js';
import { entityOf } from '../entity-of.js';

const grantColumns = `
  g.id, g.client_id as "clientId", g.resource_id as "resourceId", g.consent_type as "consentType",
  g.principal_id as "principalId", g.scopes`;

const assignmentColumns = `
  a.id, a.principal_id as "principalId", a.principal_type as "principalType", a.resource_id as "resourceId",
  a.app_role_id as "appRoleId", (extract(epoch from a.created_at) * 1000)::float8 as "createdAt"`;

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
