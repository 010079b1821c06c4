import type { TenantTransaction } from '../../platform/store/index.js';
import type { ObjectType } from '../relations/repository.js';

/** A deleted object, as it was. */
export interface DeletedObject {
  readonly id: string;
  readonly type: ObjectType;
  readonly displayName: string | null;
  readonly appId: string | null;
  /** Milliseconds since the Unix epoch. */
  readonly deletedAt: number;
  readonly entity: Readonly<Record<string, unknown>>;
  /** Who owned it, and the roles it held. */
  readonly owners?: readonly string[];
  readonly roles?: readonly string[];
}

/**
 * The tables whose rows go with an object and come back with it, each with the columns that name objects. The rows of one stay only
 * while all of those objects live.
 */
const ties: Readonly<Record<string, readonly string[]>> = {
  group_members: ['group_id', 'member_id'],
  group_owners: ['group_id', 'owner_id'],
  application_owners: ['application_id', 'owner_id'],
  service_principal_owners: ['service_principal_id', 'owner_id'],
  device_owners: ['device_id', 'owner_id'],
  device_users: ['device_id', 'user_id'],
  administrative_unit_members: ['unit_id', 'member_id'],
  role_assignments: ['principal_id'],
  app_role_assignments: ['principal_id', 'resource_id'],
  oauth2_permission_grants: ['client_id', 'resource_id', 'principal_id'],
  documents: ['parent_id'],
  document_assignments: ['object_id'],
  external_identities: ['user_id'],
};

const namesIt = (columns: readonly string[]) => columns.map((column) => `t.${column} = $2`).join(' or ');

const captured = [
  ...Object.entries(ties).map(
    ([table, columns]) =>
      `'${table}', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ${table} t
        where t.tenant_id = $1 and (${namesIt(columns)}))`,
  ),
  `'direct_reports', (select coalesce(jsonb_agg(u.id), '[]') from users u where u.tenant_id = $1 and u.manager_id = $2)`,
].join(', ');

/** Keeps an object and what hangs on it, before it is removed. */
export async function keepDeleted(tx: TenantTransaction, deleted: DeletedObject): Promise<void> {
  await tx.run(
    `insert into deleted_objects (tenant_id, id, type, deleted_at, display_name, app_id, entity, ties)
     select $1::uuid, $2::uuid, $3, $4, $5, $6::uuid, $7::jsonb, jsonb_build_object(${captured})`,
    [
      tx.tenant,
      deleted.id,
      deleted.type,
      new Date(deleted.deletedAt),
      deleted.displayName,
      deleted.appId,
      deleted.entity,
    ],
  );
}

const columns = `
  d.id, d.type, d.display_name as "displayName", d.app_id as "appId", d.entity,
  array(select tie ->> 'owner_id' from jsonb_array_elements(
    d.ties -> 'group_owners' || (d.ties -> 'application_owners') || (d.ties -> 'service_principal_owners')) tie) as "owners",
  array(select tie ->> 'role_definition_id' from jsonb_array_elements(d.ties -> 'role_assignments') tie) as "roles",
  (extract(epoch from d.deleted_at) * 1000)::float8 as "deletedAt"`;

/** One deleted object, locked until the transaction ends. */
export async function lockDeleted(tx: TenantTransaction, id: string): Promise<DeletedObject | undefined> {
  const [row] = await tx.rows<DeletedObject>(
    `select ${columns} from deleted_objects d where d.tenant_id = $1 and d.id = $2 for update`,
    [tx.tenant, id],
  );
  return row;
}

/** A page of deleted objects of one kind, by id. */
export async function readDeleted(
  tx: TenantTransaction,
  type: ObjectType,
  page: { readonly top: number; readonly after: string | null },
): Promise<DeletedObject[]> {
  return tx.rows<DeletedObject>(
    `select ${columns} from deleted_objects d where d.tenant_id = $1 and d.type = $2 and d.id > $3::uuid
     order by d.id limit $4`,
    [tx.tenant, type, page.after ?? '00000000-0000-0000-0000-000000000000', page.top],
  );
}

/** Objects deleted before an instant, the longest ago first; at most `limit`. */
export async function readDeletedBefore(
  tx: TenantTransaction,
  before: number,
  limit: number,
): Promise<DeletedObject[]> {
  return tx.rows<DeletedObject>(
    `select ${columns} from deleted_objects d where d.tenant_id = $1 and d.deleted_at < $2 order by d.deleted_at limit $3`,
    [tx.tenant, new Date(before), limit],
  );
}

/** Puts back what hung on an object, as far as everything else it names is still there. The object itself is back already. */
export async function restoreTies(tx: TenantTransaction, id: string): Promise<void> {
  for (const [table, names] of Object.entries(ties)) {
    const alive = names
      .map(
        (column) =>
          `(r.${column} is null or exists (select from directory_objects o where o.tenant_id = $1 and o.id = r.${column}))`,
      )
      .join(' and ');
    await tx.run(
      `insert into ${table} select r.* from deleted_objects d
         cross join lateral jsonb_populate_recordset(null::${table}, d.ties -> '${table}') r
       where d.tenant_id = $1 and d.id = $2 and r.tenant_id = $1 and ${alive}
       on conflict do nothing`,
      [tx.tenant, id],
    );
  }
  await tx.run(
    `update users u set manager_id = $2 where u.tenant_id = $1 and u.manager_id is null and u.id in (
       select report::uuid from deleted_objects d cross join lateral jsonb_array_elements_text(d.ties -> 'direct_reports') report
       where d.tenant_id = $1 and d.id = $2)`,
    [tx.tenant, id],
  );
}

/** Forgets a deleted object. */
export async function forgetDeleted(tx: TenantTransaction, id: string): Promise<void> {
  await tx.run('delete from deleted_objects where tenant_id = $1 and id = $2', [tx.tenant, id]);
}
