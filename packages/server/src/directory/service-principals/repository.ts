import type { AppId, ServicePrincipal, ServicePrincipalId } from '@gatehouse/model';
import type { Shape, TenantTransaction } from '../../platform/store/index.js';
import { credentialColumns, insertCredentials, replaceCredentials } from '../application-credentials/repository.js';
import { entityOf } from '../entity-of.js';
import { furtherFields } from '../relations/repository.js';

/** What a tenant itself keeps of an application's presence; the rest comes from the application, wherever its home is. */
export interface StoredServicePrincipal
  extends Omit<ServicePrincipal, 'oauth2PermissionScopes' | 'appRoles' | 'appOwnerOrganizationId'> {}

const columns = `
  s.id, s.tenant_id as "tenant", s.app_id as "appId", s.display_name as "displayName",
  s.account_enabled as "accountEnabled", s.app_role_assignment_required as "appRoleAssignmentRequired",
  s.service_principal_type as "servicePrincipalType", s.service_principal_names as "servicePrincipalNames", s.tags,
  (extract(epoch from s.created_at) * 1000)::float8 as "createdAt",
  s.custom_security_attributes as "customSecurityAttributes", nullif(s.properties, '{}') as "properties",
  array(select o.owner_id::text from service_principal_owners o
        where o.tenant_id = s.tenant_id and o.service_principal_id = s.id order by o.owner_id) as "owners",
  ${credentialColumns('s')}`;

/** How service principals can be asked for, by Graph's names. */
export const servicePrincipalShape: Shape<StoredServicePrincipal> = {
  from: 'service_principals s',
  tenant: ['s.tenant_id'],
  id: { column: 's.id', type: 'uuid' },
  columns,
  row: (row) => entityOf<StoredServicePrincipal>(row),
  fields: {
    id: { kind: 'uuid', column: 's.id', index: 'order', required: true },
    appId: { kind: 'uuid', column: 's.app_id', index: 'equal', required: true },
    displayName: {
      kind: 'text',
      folded: 's.display_name_folded',
      index: 'order',
      required: true,
      terms: { table: 'directory_terms', field: 'displayName' },
    },
    createdDateTime: { kind: 'instant', column: 's.created_at', index: 'order', required: true },
    accountEnabled: { kind: 'boolean', column: 's.account_enabled', required: true },
    appRoleAssignmentRequired: { kind: 'boolean', column: 's.app_role_assignment_required', required: true },
    servicePrincipalType: { kind: 'text', column: 's.service_principal_type' },
    tags: { kind: 'list', column: 's.tags' },
    ...furtherFields('s.properties', {
      alternativeNames: 'list',
      createdByAppId: 'text',
    }),
  },
};

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

/** The service principals with the given object ids. */
export async function readServicePrincipalsById(
  tx: TenantTransaction,
  ids: readonly ServicePrincipalId[],
): Promise<StoredServicePrincipal[]> {
  const rows = await tx.rows(
    `select ${columns} from service_principals s where s.tenant_id = $1 and s.id = any ($2::uuid[])`,
    [tx.tenant, ids],
  );
  return rows.map((row) => entityOf<StoredServicePrincipal>(row));
}

/** One service principal, locked until the transaction ends. */
export async function lockServicePrincipal(
  tx: TenantTransaction,
  id: ServicePrincipalId,
): Promise<StoredServicePrincipal | undefined> {
  const [row] = await tx.rows(
    `select ${columns} from service_principals s where s.tenant_id = $1 and s.id = $2 for update of s`,
    [tx.tenant, id],
  );
  return row && entityOf<StoredServicePrincipal>(row);
}

/** Removes a service principal with the grants and assignments that name it. */
export async function deleteServicePrincipal(tx: TenantTransaction, id: ServicePrincipalId): Promise<void> {
  await tx.run('delete from service_principals where tenant_id = $1 and id = $2', [tx.tenant, id]);
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
       service_principal_type, service_principal_names, tags, custom_security_attributes, properties, created_at)
     select $1::uuid, r.id, r."appId", r."displayName", r."accountEnabled", r."appRoleAssignmentRequired",
       r."servicePrincipalType", r."servicePrincipalNames", r.tags, r."customSecurityAttributes",
       coalesce(r.properties, '{}'), to_timestamp(r."createdAt" / 1000)
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
       service_principal_names = r."servicePrincipalNames", tags = r.tags,
       custom_security_attributes = r."customSecurityAttributes", properties = coalesce(r.properties, '{}')
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
    `insert into service_principal_owners (tenant_id, service_principal_id, owner_id)
     select $1::uuid, $2::uuid, owner from unnest($3::uuid[]) as owner`,
    [tx.tenant, id, owners],
  );
}

const recordset = `jsonb_to_recordset($2::jsonb) as r(id uuid, "appId" uuid, "displayName" text, "accountEnabled" boolean,
  "appRoleAssignmentRequired" boolean, "servicePrincipalType" text, "servicePrincipalNames" text[], tags text[],
  "customSecurityAttributes" jsonb, properties jsonb, "createdAt" float8)`;
