import type { KeyCredential, PasswordCredential } from '@gatehouse/model';
import type { TenantTransaction } from '../../platform/store/index.js';

/** The kinds of object that secrets and certificates belong to, by the column that names them. */
export type CredentialOwner = 'application_id' | 'service_principal_id';

/** What one object holds of secrets and certificates. */
export interface OwnedCredentials {
  readonly id: string;
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
}

/** Select-list columns that give the credentials of the object `alias`, as JSON. */
export function credentialColumns(alias: 'a' | 's'): string {
  return `
  coalesce((
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('keyId', p.key_id, 'displayName', p.display_name,
      'startAt', (extract(epoch from p.start_at) * 1000)::float8, 'endAt', (extract(epoch from p.end_at) * 1000)::float8,
      'hint', p.hint, 'digest', p.digest)) order by p.start_at, p.key_id)
    from password_credentials p where p.tenant_id = ${alias}.tenant_id and p.owner_id = ${alias}.id
  ), '[]') as "passwordCredentials",
  coalesce((
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('keyId', k.key_id, 'displayName', k.display_name,
      'usage', k.usage, 'type', k.type,
      'startAt', (extract(epoch from k.start_at) * 1000)::float8, 'endAt', (extract(epoch from k.end_at) * 1000)::float8,
      'certificate', k.certificate, 'thumbprintSha1', k.thumbprint_sha1, 'thumbprintSha256', k.thumbprint_sha256))
      order by k.start_at, k.key_id)
    from key_credentials k where k.tenant_id = ${alias}.tenant_id and k.owner_id = ${alias}.id
  ), '[]') as "keyCredentials"`;
}

/** Writes the credentials of new objects. */
export async function insertCredentials(
  tx: TenantTransaction,
  owner: CredentialOwner,
  objects: readonly OwnedCredentials[],
): Promise<void> {
  const passwords = objects.flatMap((object) =>
    object.passwordCredentials.map((one) => ({ ...one, owner: object.id })),
  );
  const keys = objects.flatMap((object) => object.keyCredentials.map((one) => ({ ...one, owner: object.id })));
  if (passwords.length > 0) {
    await tx.run(
      `insert into password_credentials (tenant_id, ${owner}, key_id, display_name, start_at, end_at, hint, digest)
       select $1::uuid, r.owner, r."keyId", r."displayName", to_timestamp(r."startAt" / 1000),
         to_timestamp(r."endAt" / 1000), r.hint, r.digest
       from jsonb_to_recordset($2::jsonb) as r(owner uuid, "keyId" uuid, "displayName" text, "startAt" float8,
         "endAt" float8, hint text, digest text)`,
      [tx.tenant, JSON.stringify(passwords)],
    );
  }
  if (keys.length > 0) {
    await tx.run(
      `insert into key_credentials (tenant_id, ${owner}, key_id, display_name, usage, type, start_at, end_at, certificate,
         thumbprint_sha1, thumbprint_sha256)
       select $1::uuid, r.owner, r."keyId", r."displayName", r.usage, r.type, to_timestamp(r."startAt" / 1000),
         to_timestamp(r."endAt" / 1000), r.certificate, r."thumbprintSha1", r."thumbprintSha256"
       from jsonb_to_recordset($2::jsonb) as r(owner uuid, "keyId" uuid, "displayName" text, usage text, type text,
         "startAt" float8, "endAt" float8, certificate text, "thumbprintSha1" text, "thumbprintSha256" text)`,
      [tx.tenant, JSON.stringify(keys)],
    );
  }
}

/** Writes the credentials of one object over the stored ones. */
export async function replaceCredentials(
  tx: TenantTransaction,
  owner: CredentialOwner,
  object: OwnedCredentials,
): Promise<void> {
  for (const table of ['password_credentials', 'key_credentials']) {
    await tx.run(`delete from ${table} where tenant_id = $1 and owner_id = $2`, [tx.tenant, object.id]);
  }
  await insertCredentials(tx, owner, [object]);
}
