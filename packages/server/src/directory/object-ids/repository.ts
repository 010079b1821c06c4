import type { AppId } from '@gatehouse/model';
import type { TenantTransaction } from '../../platform/store/index.js';

/** What an object id belongs to. Ids are one namespace in a tenant: a token's `oid`, owners, members and assignments name only the id. */
export type ObjectKind = 'user' | 'group' | 'application' | 'service principal';

/** The object that has an id. */
export interface IdHolder {
  readonly kind: ObjectKind;
  /** Of applications and service principals. */
  readonly appId: AppId | null;
}

/** Which of the ids the tenant's objects have, and which object it is. */
export async function readIdHolders(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, IdHolder>> {
  const rows = await tx.rows<{ id: string; kind: ObjectKind; appId: AppId | null }>(
    `select id, 'user' as "kind", null::uuid as "appId" from users where tenant_id = $1 and id = any ($2::uuid[])
     union all
     select id, 'group', null from groups where tenant_id = $1 and id = any ($2::uuid[])
     union all
     select id, 'application', app_id from applications where tenant_id = $1 and id = any ($2::uuid[])
     union all
     select id, 'service principal', app_id from service_principals where tenant_id = $1 and id = any ($2::uuid[])`,
    [tx.tenant, ids],
  );
  return new Map(rows.map(({ id, kind, appId }) => [id, { kind, appId }]));
}
