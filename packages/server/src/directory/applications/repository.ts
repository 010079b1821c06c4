import type { AppId, Application, ApplicationId } from '@gatehouse/model';
import { foldText } from '@gatehouse/policy';
import type { Field, Shape, TenantTransaction, Transaction } from '../../platform/store/index.js';
import { credentialColumns, insertCredentials, replaceCredentials } from '../application-credentials/repository.js';
import { entityOf } from '../entity-of.js';
import { furtherFields } from '../relations/repository.js';

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
  nullif(a.properties, '{}') as "properties",
  array(select o.owner_id::text from application_owners o
        where o.tenant_id = a.tenant_id and o.application_id = a.id order by o.owner_id) as "owners",
  coalesce((
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', f.id, 'name', f.name, 'issuer', f.issuer,
      'subject', f.subject, 'audiences', f.audiences, 'description', f.description, 'jwks', f.jwks)) order by f.name)
    from federated_identity_credentials f where f.tenant_id = a.tenant_id and f.application_id = a.id
  ), '[]') as "federatedIdentityCredentials",
  ${credentialColumns('a')}`;

/** How applications can be asked for, by Graph's names. */
export const applicationShape: Shape<Application> = {
  from: 'applications a',
  tenant: ['a.tenant_id'],
  id: { column: 'a.id', type: 'uuid' },
  columns,
  row: (row) => entityOf<Application>(row),
  fields: {
    id: { kind: 'uuid', column: 'a.id', index: 'order', required: true },
    appId: { kind: 'uuid', column: 'a.app_id', index: 'equal', required: true },
    uniqueName: { kind: 'text', folded: 'a.unique_name_folded', index: 'equal' },
    displayName: {
      kind: 'text',
      folded: 'a.display_name_folded',
      index: 'order',
      required: true,
      terms: { table: 'directory_terms', field: 'displayName' },
    },
    createdDateTime: { kind: 'instant', column: 'a.created_at', index: 'order', required: true },
    publisherDomain: { kind: 'text', column: 'a.publisher_domain' },
    signInAudience: { kind: 'text', column: 'a.sign_in_audience' },
    isDisabled: { kind: 'boolean', column: 'a.is_disabled', required: true },
    isFallbackPublicClient: { kind: 'boolean', column: 'a.is_fallback_public_client', required: true },
    tags: { kind: 'list', column: 'a.tags' },
    identifierUris: {
      kind: 'related',
      from: 'application_identifier_uris i',
      tenant: ['i.tenant_id'],
      of: 'i.application_id = a.id',
      fields: { '': { kind: 'text', folded: 'i.uri_folded', index: 'order', required: true } },
    },
    owners: {
      kind: 'related',
      from: 'application_owners w',
      tenant: ['w.tenant_id'],
      of: 'w.application_id = a.id',
      fields: { id: { kind: 'uuid', column: 'w.owner_id', index: 'equal', required: true } },
    },
    'web/redirectUris': redirectUris('web'),
    'spa/redirectUris': redirectUris('spa'),
    'publicClient/redirectUris': redirectUris('public_client'),
    description: { kind: 'text', column: 'a.description' },
    passwordCredentials: credentialField('password_credentials', 'p'),
    keyCredentials: credentialField('key_credentials', 'k'),
    requiredResourceAccess: {
      kind: 'json',
      column: 'a.required_resource_access',
      element: 'each_resource',
      fields: { resourceAppId: { kind: 'text', column: `(each_resource.value ->> 'resourceAppId')` } },
    },
    ...furtherFields('a.properties', { createdByAppId: 'text', notes: 'text', serviceManagementReference: 'text' }),
  },
};

function redirectUris(column: 'web' | 'spa' | 'public_client'): Field {
  return { kind: 'list', column: `array(select jsonb_array_elements_text(a.${column} -> 'redirectUris'))` };
}

function credentialField(table: 'password_credentials' | 'key_credentials', alias: 'p' | 'k'): Field {
  return {
    kind: 'related',
    from: `${table} ${alias}`,
    tenant: [`${alias}.tenant_id`],
    of: `${alias}.owner_id = a.id`,
    fields: {
      keyId: { kind: 'uuid', column: `${alias}.key_id`, required: true },
      displayName: { kind: 'text', column: `${alias}.display_name` },
      startDateTime: { kind: 'instant', column: `${alias}.start_at`, required: true },
      endDateTime: { kind: 'instant', column: `${alias}.end_at`, required: true },
    },
  };
}

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

/** The tenant's applications with the given object ids. */
export async function readApplicationsById(
  tx: TenantTransaction,
  ids: readonly ApplicationId[],
): Promise<Application[]> {
  const rows = await tx.rows(
    `select ${columns} from applications a where a.tenant_id = $1 and a.id = any ($2::uuid[])`,
    [tx.tenant, ids],
  );
  return rows.map((row) => entityOf<Application>(row));
}

const idQueries = {
  appId: 'select id from applications where tenant_id = $1 and app_id = $2::uuid',
  'unique name': 'select id from applications where tenant_id = $1 and unique_name_folded = $2',
} as const;

/** The id of the application that a key names, if there is one. */
export async function readApplicationIds(
  tx: TenantTransaction,
  key: keyof typeof idQueries,
  value: string,
): Promise<readonly ApplicationId[]> {
  const wanted = key === 'unique name' ? foldText(value) : value;
  return (await tx.rows<{ id: ApplicationId }>(idQueries[key], [tx.tenant, wanted])).map(({ id }) => id);
}

/** One application of the tenant, locked until the transaction ends. */
export async function lockApplication(tx: TenantTransaction, id: ApplicationId): Promise<Application | undefined> {
  const [row] = await tx.rows(
    `select ${columns} from applications a where a.tenant_id = $1 and a.id = $2 for update of a`,
    [tx.tenant, id],
  );
  return row && entityOf<Application>(row);
}

/** Removes an application with its home and the names it has everywhere. */
export async function deleteApplication(tx: TenantTransaction, { id, appId }: Application): Promise<void> {
  await tx.run('delete from applications where tenant_id = $1 and id = $2', [tx.tenant, id]);
  await tx.run('delete from application_homes where tenant_id = $1 and app_id = $2', [tx.tenant, appId]);
  await tx.run('delete from identifier_uris where tenant_id = $1 and app_id = $2', [tx.tenant, appId]);
}

const recordset = `jsonb_to_recordset($2::jsonb) as r(id uuid, "appId" uuid, "displayName" text, description text,
  "signInAudience" text, "isDisabled" boolean, "publisherDomain" text, "verifiedPublisher" jsonb,
  "isFallbackPublicClient" boolean, web jsonb, spa jsonb, "publicClient" jsonb, api jsonb, "appRoles" jsonb,
  "requiredResourceAccess" jsonb, "optionalClaims" jsonb, "groupMembershipClaims" text[], info jsonb, tags text[],
  gatehouse jsonb, properties jsonb, "createdAt" float8)`;

/** Writes a new application with all that hangs on it, and its home. @throws when its appId has a home, or a name is taken */
export async function insertApplication(tx: TenantTransaction, application: Application): Promise<void> {
  await tx.run(
    `insert into applications (tenant_id, id, app_id, display_name, description, sign_in_audience, is_disabled,
       publisher_domain, verified_publisher, is_fallback_public_client, web, spa, public_client, api, app_roles,
       required_resource_access, optional_claims, group_membership_claims, info, tags, gatehouse,
       properties, created_at)
     select $1::uuid, r.id, r."appId", r."displayName", r.description, r."signInAudience", r."isDisabled",
       r."publisherDomain", r."verifiedPublisher", r."isFallbackPublicClient", r.web, r.spa, r."publicClient", r.api,
       r."appRoles", r."requiredResourceAccess", r."optionalClaims", r."groupMembershipClaims", r.info, r.tags,
       r.gatehouse, coalesce(r.properties, '{}'), to_timestamp(r."createdAt" / 1000)
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
       group_membership_claims = r."groupMembershipClaims", info = r.info, tags = r.tags, gatehouse = r.gatehouse,
       properties = coalesce(r.properties, '{}')
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
    `insert into application_owners (tenant_id, application_id, owner_id)
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
