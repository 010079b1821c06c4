import type { ApplicationId, Tenant, TenantId, VerifiedDomain } from '@gatehouse/model';
import type { TenantTransaction, Transaction } from '../../platform/store/index.js';
import type { ObjectReference } from '../relations/repository.js';

interface TenantRow {
  readonly id: TenantId;
  readonly displayName: string;
  readonly createdAt: number;
  readonly passwordGrant: boolean;
  readonly domains: readonly VerifiedDomain[];
}

/** The tenant of the transaction, with its domains and settings. */
export async function readTenant(tx: TenantTransaction): Promise<Tenant | undefined> {
  const [row] = await tx.rows<TenantRow>(
    `select t.tenant_id as "id", s.display_name as "displayName",
       (extract(epoch from t.created_at) * 1000)::float8 as "createdAt",
       s.legacy_password_grant as "passwordGrant",
       coalesce((
         select jsonb_agg(jsonb_build_object('name', d.name, 'isInitial', d.is_initial, 'isDefault', d.is_default)
           order by d.is_default desc, d.name)
         from domain_names d where d.tenant_id = t.tenant_id
       ), '[]') as "domains"
     from tenants t join tenant_settings s on s.tenant_id = t.tenant_id
     where t.tenant_id = $1`,
    [tx.tenant],
  );
  if (row === undefined) return undefined;
  const { passwordGrant, ...tenant } = row;
  return { ...tenant, legacy: { passwordGrant } };
}

/** Every tenant's id, in order. */
export async function readTenantIds(tx: Transaction): Promise<TenantId[]> {
  const rows = await tx.rows<{ id: TenantId }>('select tenant_id as "id" from tenants order by tenant_id');
  return rows.map((row) => row.id);
}

/** Which tenants hold the given domain names. */
export async function readDomainOwners(
  tx: Transaction,
  names: readonly string[],
): Promise<ReadonlyMap<string, TenantId>> {
  const rows = await tx.rows<{ name: string; tenant: TenantId }>(
    'select name, tenant_id as "tenant" from domain_names where name = any ($1::text[])',
    [names],
  );
  return new Map(rows.map((row) => [row.name, row.tenant]));
}

/** Writes the tenant's name and settings, new or over the stored ones. */
export async function writeTenant(tx: TenantTransaction, tenant: Tenant): Promise<void> {
  await tx.run(
    `insert into tenants (tenant_id, created_at) values ($1, to_timestamp($2::float8 / 1000))
     on conflict (tenant_id) do nothing`,
    [tenant.id, tenant.createdAt],
  );
  await tx.run(
    `insert into tenant_settings (tenant_id, display_name, legacy_password_grant) values ($1, $2, $3)
     on conflict (tenant_id) do update
       set display_name = excluded.display_name, legacy_password_grant = excluded.legacy_password_grant`,
    [tenant.id, tenant.displayName, tenant.legacy.passwordGrant],
  );
}

/** Writes a new domain name of the tenant. @throws when any tenant has it */
export async function insertDomain(tx: TenantTransaction, domain: VerifiedDomain): Promise<void> {
  await tx.run('insert into domain_names (name, tenant_id, is_default, is_initial) values ($1, $2, $3, $4)', [
    domain.name,
    tx.tenant,
    domain.isDefault,
    domain.isInitial,
  ]);
}

/** Waits until no other transaction seeds this tenant, and keeps others waiting until this one ends. */
export async function lockTenant(tx: TenantTransaction): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`seed ${tx.tenant}`]);
}

/** Makes a domain name of the tenant its default one, in place of the one that was. */
export async function setDefaultDomain(tx: TenantTransaction, name: string): Promise<void> {
  // One after the other: an index allows one default at a time.
  await tx.run('update domain_names set is_default = false where tenant_id = $1 and is_default', [tx.tenant]);
  await tx.run('update domain_names set is_default = true where tenant_id = $1 and name = $2', [tx.tenant, name]);
}

/** Removes a domain name of the tenant. */
export async function deleteDomain(tx: TenantTransaction, name: string): Promise<void> {
  await tx.run('delete from domain_names where tenant_id = $1 and name = $2', [tx.tenant, name]);
}

/** The identifier URIs of the tenant's applications. */
export async function readAllIdentifierUris(
  tx: TenantTransaction,
): Promise<readonly { readonly uri: string; readonly application: ApplicationId }[]> {
  return tx.rows(
    'select uri, application_id as "application" from application_identifier_uris where tenant_id = $1 order by uri',
    [tx.tenant],
  );
}

/** The ids of the tenant's applications that are published by a domain. */
export async function readPublishedBy(tx: TenantTransaction, domain: string): Promise<readonly ApplicationId[]> {
  const rows = await tx.rows<{ id: ApplicationId }>(
    'select id from applications where tenant_id = $1 and publisher_domain = $2 order by id',
    [tx.tenant, domain],
  );
  return rows.map(({ id }) => id);
}

/** The first users and groups after an id whose names or addresses are of a domain, and those of `others` that are there, by id. */
export async function readNamedByDomain(
  tx: TenantTransaction,
  domain: string,
  others: readonly string[],
  page: { readonly top: number; readonly after: string | null },
): Promise<readonly ObjectReference[]> {
  // What ends in `@domain` begins, in reverse, between these two: `A` comes right after `@`.
  const end = [...domain].reverse().join('');
  return tx.rows<ObjectReference>(
    `select o.id, o.type from (
       select id from users where tenant_id = $1 and user_principal_name_reversed >= $2 and user_principal_name_reversed < $3
       union select id from users where tenant_id = $1 and mail_reversed >= $2 and mail_reversed < $3
       union select id from groups where tenant_id = $1 and mail_folded is not null and right(mail_folded, length($4)) = $4
       union select unnest($5::uuid[])
     ) named join directory_objects o on o.tenant_id = $1 and o.id = named.id
     where o.id > $6::uuid order by o.id limit $7`,
    [
      tx.tenant,
      `${end}@`,
      `${end}A`,
      `@${domain}`,
      others,
      page.after ?? '00000000-0000-0000-0000-000000000000',
      page.top,
    ],
  );
}
