import type { AppId, Application } from '@gatehouse/model';
import type { TenantTransaction, Transaction } from '../../platform/store/index.js';
import { credentialColumns, insertCredentials, replaceCredentials } from '../application-credentials/repository.js';
import { entityOf } from '../entity-of.js';

const columns = `
  a.id, a.app_id as "appId", a.tenant_id as "tenant", a.display_name as "displayName", a.description,
  a.sign_in_audience as "signInAudience", a.is_disabled as "isDisabled", a.publisher_domain as "publisherDomain",
  a.verified_publisher as "verifiedPublisher", a.is_fallback_public_client as "isFallbackPublicClient",
  a.web, a.spa, a.public_client as "publicClient", a.api, a.app_roles as "appRoles",
  a.required_resource_access as "requiredResourceAccess", a.optional_claims as "optionalClaims",
  a.group_membership_claims as "groupMembershipClaims", a.info, a.tags, a.gatehouse,
  (extract(epoch from a.created_at) * 1000)::float8 as "createdAt",
  array(select i.uri from application_identifier_uris i
        where i.tenant_id = a.tenant_id and i.application_id = a.id order by i.position) as "identifierUris",
  array(select o.user_id::text from application_owners o
        where o.tenant_id = a.tenant_id and o.application_id = a.id order by o.user_id) as "owners",
  coalesce((
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', f.id, 'name', f.name, 'issuer', f.issuer,
      'subject', f.subject, 'audiences', f.audiences, 'description', f.description, 'jwks', f.jwks)) order by f.name)
    from federated_identity_credentials f where f.tenant_id = a.tenant_id and f.application_id = a.id
  ), '[]') as "federatedIdentityCredentials",
  ${credentialColumns('a')}`;

/** Every application of the tenant. */
export async function readApplications(tx: TenantTransaction): Promise<Application[]> {
  const rows = await tx.rows(
    `select ${columns} from applications a where a.tenant_id = $1 order by a.created_at, a.id`,
    [tx.tenant],
  );
  return rows.map((row) => entityOf<Application>(row));
}

/** The tenant's applications among the given ones. */
export async function readApplicationsByAppId(tx: TenantTransaction, appIds: readonly AppId[]): Promise<Application[]> {
  const rows = await tx.rows(
    `select ${columns} from applications a where a.tenant_id = $1 and a.app_id = any ($2::uuid[]) order by a.id`,
    [tx.tenant, appIds],
  );
  return rows.map((row) => entityOf<Application>(row));
}

const recordset = `jsonb_to_recordset($2::jsonb) as r(id uuid, "appId" uuid, "displayName" text, description text,
  "signInAudience" text, "isDisabled" boolean, "publisherDomain" text, "verifiedPublisher" jsonb,
  "isFallbackPublicClient" boolean, web jsonb, spa jsonb, "publicClient" jsonb, api jsonb, "appRoles" jsonb,
  "requiredResourceAccess" jsonb, "optionalClaims" jsonb, "groupMembershipClaims" text[], info jsonb, tags text[],
  gatehouse jsonb, "createdAt" float8)`;

/** Writes a new application with all that hangs on it, and its home. @throws when its appId has a home, or a name is taken */
export async function insertApplication(tx: TenantTransaction, application: Application): Promise<void> {
  await tx.run(
    `insert into applications (tenant_id, id, app_id, display_name, description, sign_in_audience, is_disabled,
       publisher_domain, verified_publisher, is_fallback_public_client, web, spa, public_client, api, app_roles,
       required_resource_access, optional_claims, group_membership_claims, info, tags, gatehouse, created_at)
     select $1::uuid, r.id, r."appId", r."displayName", r.description, r."signInAudience", r."isDisabled",
       r."publisherDomain", r."verifiedPublisher", r."isFallbackPublicClient", r.web, r.spa, r."publicClient", r.api,
       r."appRoles", r."requiredResourceAccess", r."optionalClaims", r."groupMembershipClaims", r.info, r.tags,
       r.gatehouse, to_timestamp(r."createdAt" / 1000)
     from ${recordset}`,
    [tx.tenant, JSON.stringify([application])],
  );
  await tx.run('insert into application_homes (app_id, tenant_id) values ($1, $2)', [application.appId, tx.tenant]);
  await insertParts(tx, application);
  await insertCredentials(tx, 'application_id', [application]);
}

/** Writes all properties of an application, and all that hangs on it, over the stored ones. */
export async function updateApplication(tx: TenantTransaction, application: Application): Promise<void> {
  await tx.run(
    `update applications a set display_name = r."displayName", description = r.description,
       sign_in_audience = r."signInAudience", is_disabled = r."isDisabled", publisher_domain = r."publisherDomain",
       verified_publisher = r."verifiedPublisher", is_fallback_public_client = r."isFallbackPublicClient", web = r.web,
       spa = r.spa, public_client = r."publicClient", api = r.api, app_roles = r."appRoles",
       required_resource_access = r."requiredResourceAccess", optional_claims = r."optionalClaims",
       group_membership_claims = r."groupMembershipClaims", info = r.info, tags = r.tags, gatehouse = r.gatehouse
     from ${recordset} where a.tenant_id = $1 and a.id = r.id`,
    [tx.tenant, JSON.stringify([application])],
  );
  for (const table of ['application_identifier_uris', 'application_owners', 'federated_identity_credentials']) {
    await tx.run(`delete from ${table} where tenant_id = $1 and application_id = $2`, [tx.tenant, application.id]);
  }
  await tx.run('delete from identifier_uris where tenant_id = $1 and app_id = $2', [tx.tenant, application.appId]);
  await insertParts(tx, application);
  await replaceCredentials(tx, 'application_id', application);
}

async function insertParts(tx: TenantTransaction, application: Application): Promise<void> {
  const { id, appId, identifierUris, owners, federatedIdentityCredentials } = application;
  await tx.run(
    `insert into application_identifier_uris (tenant_id, uri, application_id, position)
     select $1::uuid, u.uri, $2::uuid, u.position from unnest($3::text[]) with ordinality as u(uri, position)`,
    [tx.tenant, id, identifierUris],
  );
  if (application.signInAudience !== 'AzureADMyOrg') {
    await tx.run(
      `insert into identifier_uris (uri, tenant_id, app_id) select uri, $1::uuid, $2::uuid from unnest($3::text[]) as uri`,
      [tx.tenant, appId, identifierUris],
    );
  }
  await tx.run(
    `insert into application_owners (tenant_id, application_id, user_id)
     select $1::uuid, $2::uuid, owner from unnest($3::uuid[]) as owner`,
    [tx.tenant, id, owners],
  );
  await tx.run(
    `insert into federated_identity_credentials
       (tenant_id, application_id, id, name, issuer, subject, audiences, description, jwks)
     select $1::uuid, $2::uuid, r.id, r.name, r.issuer, r.subject, r.audiences, r.description, r.jwks
     from jsonb_to_recordset($3::jsonb) as r(id uuid, name text, issuer text, subject text, audiences text[],
       description text, jwks jsonb)`,
    [tx.tenant, id, JSON.stringify(federatedIdentityCredentials)],
  );
}

/** The tenants in which applications are at home. */
export async function readHomes(
  tx: Transaction,
  appIds: readonly AppId[],
): Promise<ReadonlyMap<AppId, Application['tenant']>> {
  const rows = await tx.rows<{ appId: AppId; tenant: Application['tenant'] }>(
    'select app_id as "appId", tenant_id as "tenant" from application_homes where app_id = any ($1::uuid[])',
    [appIds],
  );
  return new Map(rows.map((row) => [row.appId, row.tenant]));
}

/** Which application of which tenant holds an identifier URI that counts everywhere. */
export async function readGlobalIdentifierUris(
  tx: Transaction,
  uris: readonly string[],
): Promise<ReadonlyMap<string, AppId>> {
  const rows = await tx.rows<{ uri: string; appId: AppId }>(
    'select uri, app_id as "appId" from identifier_uris where uri = any ($1::text[])',
    [uris],
  );
  return new Map(rows.map((row) => [row.uri, row.appId]));
}

/** Which application of the tenant holds an identifier URI. */
export async function readIdentifierUris(
  tx: TenantTransaction,
  uris: readonly string[],
): Promise<ReadonlyMap<string, AppId>> {
  const rows = await tx.rows<{ uri: string; appId: AppId }>(
    `select i.uri, a.app_id as "appId" from application_identifier_uris i
     join applications a on a.tenant_id = $1 and a.id = i.application_id
     where i.tenant_id = $1 and i.uri = any ($2::text[])`,
    [tx.tenant, uris],
  );
  return new Map(rows.map((row) => [row.uri, row.appId]));
}
