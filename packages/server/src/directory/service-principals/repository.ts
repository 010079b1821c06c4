import type { AppId, ServicePrincipal } from '@gatehouse/model';
import type { TenantTransaction } from '../../platform/store/index.js';
import { credentialColumns, insertCredentials, replaceCredentials } from '../application-credentials/repository.js';
import { entityOf } from '../entity-of.js';

/** What a tenant itself keeps of an application's presence; the rest comes from the application, wherever its home is. */
export interface StoredServicePrincipal
  extends Omit<ServicePrincipal, 'oauth2PermissionScopes' | 'appRoles' | 'appOwnerOrganizationId'> {}

const columns = `
  s.id, s.tenant_id as "tenant", s.app_id as "appId", s.display_name as "displayName",
  s.account_enabled as "accountEnabled", s.app_role_assignment_required as "appRoleAssignmentRequired",
  s.service_principal_type as "servicePrincipalType", s.service_principal_names as "servicePrincipalNames", s.tags,
  (extract(epoch from s.created_at) * 1000)::float8 as "createdAt",
  array(select o.user_id::text from service_principal_owners o
        where o.tenant_id = s.tenant_id and o.service_principal_id = s.id order by o.user_id) as "owners",
  ${credentialColumns('s')}`;

/** Every service principal of the tenant. */
export async function readServicePrincipals(tx: TenantTransaction): Promise<StoredServicePrincipal[]> {
  const rows = await tx.rows(
    `select ${columns} from service_principals s where s.tenant_id = $1 order by s.created_at, s.id`,
    [tx.tenant],
  );
  return rows.map((row) => entityOf<StoredServicePrincipal>(row));
}

/** The tenant's service principals of the given applications. */
export async function readServicePrincipalsByAppId(
  tx: TenantTransaction,
  appIds: readonly AppId[],
): Promise<StoredServicePrincipal[]> {
  const rows = await tx.rows(
    `select ${columns} from service_principals s where s.tenant_id = $1 and s.app_id = any ($2::uuid[])`,
    [tx.tenant, appIds],
  );
  return rows.map((row) => entityOf<StoredServicePrincipal>(row));
}

/**
 * Writes a new service principal, unless the application has one in the tenant already.
 * @returns whether it was written
 */
export async function insertServicePrincipal(
  tx: TenantTransaction,
  principal: StoredServicePrincipal,
): Promise<boolean> {
  const written = await tx.run(
    `insert into service_principals (tenant_id, id, app_id, display_name, account_enabled, app_role_assignment_required,
       service_principal_type, service_principal_names, tags, created_at)
     select $1::uuid, r.id, r."appId", r."displayName", r."accountEnabled", r."appRoleAssignmentRequired",
       r."servicePrincipalType", r."servicePrincipalNames", r.tags, to_timestamp(r."createdAt" / 1000)
     from ${recordset} on conflict (tenant_id, app_id) do nothing`,
    [tx.tenant, JSON.stringify([principal])],
  );
  if (written === 0) return false;
  await insertOwners(tx, principal);
  await insertCredentials(tx, 'service_principal_id', [principal]);
  return true;
}

/** Writes all properties of a service principal, and all that hangs on it, over the stored ones. */
export async function updateServicePrincipal(tx: TenantTransaction, principal: StoredServicePrincipal): Promise<void> {
  await tx.run(
    `update service_principals s set display_name = r."displayName", account_enabled = r."accountEnabled",
       app_role_assignment_required = r."appRoleAssignmentRequired",
       service_principal_names = r."servicePrincipalNames", tags = r.tags
     from ${recordset} where s.tenant_id = $1 and s.id = r.id`,
    [tx.tenant, JSON.stringify([principal])],
  );
  await tx.run('delete from service_principal_owners where tenant_id = $1 and service_principal_id = $2', [
    tx.tenant,
    principal.id,
  ]);
  await insertOwners(tx, principal);
  await replaceCredentials(tx, 'service_principal_id', principal);
}

async function insertOwners(tx: TenantTransaction, { id, owners }: StoredServicePrincipal): Promise<void> {
  await tx.run(
    `insert into service_principal_owners (tenant_id, service_principal_id, user_id)
     select $1::uuid, $2::uuid, owner from unnest($3::uuid[]) as owner`,
    [tx.tenant, id, owners],
  );
}

const recordset = `jsonb_to_recordset($2::jsonb) as r(id uuid, "appId" uuid, "displayName" text, "accountEnabled" boolean,
  "appRoleAssignmentRequired" boolean, "servicePrincipalType" text, "servicePrincipalNames" text[], tags text[],
  "createdAt" float8)`;
