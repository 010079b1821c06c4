import type { AdministrativeUnit, AppRoleAssignment, Device, PermissionGrant, UserId } from '@gatehouse/model';
import type { Shape, TenantTransaction } from '../../platform/store/index.js';
import { unitShape } from '../administrative-units/repository.js';
import { deviceShape } from '../devices/repository.js';
import { permissionGrantShape } from '../grants/repository.js';
import type { ExternalIdentity } from '../invitations/repository.js';
import { roleAssignmentShape, type StoredRoleAssignment } from '../roles/repository.js';
import type { DocumentAssignment, KindOfDocument, Member } from './plan/seed-facts.js';

/** Every object of a kind, by id. */
export async function readEvery<Row>(tx: TenantTransaction, shape: Shape<Row>): Promise<Row[]> {
  const rows = await tx.rows<Record<string, unknown>>(
    `select ${shape.columns} from ${shape.from} where ${shape.tenant[0]} = $1 order by ${shape.id.column}`,
    [tx.tenant],
  );
  return rows.map((row) => shape.row(row));
}

/** The devices with one of the given ids, device ids or display names. */
export async function readDevicesNamed(
  tx: TenantTransaction,
  guids: readonly string[],
  names: readonly string[],
): Promise<Device[]> {
  const rows = await tx.rows<Record<string, unknown>>(
    `select ${deviceShape.columns} from devices v where v.tenant_id = $1
       and (v.id = any ($2::uuid[]) or v.device_id = any ($2::uuid[]) or v.display_name = any ($3::text[])) order by v.id`,
    [tx.tenant, guids, names],
  );
  return rows.map((row) => deviceShape.row(row));
}

/** The administrative units with one of the given ids or display names. */
export async function readUnitsNamed(
  tx: TenantTransaction,
  ids: readonly string[],
  names: readonly string[],
): Promise<AdministrativeUnit[]> {
  const rows = await tx.rows<Record<string, unknown>>(
    `select ${unitShape.columns} from administrative_units n where n.tenant_id = $1
       and (n.id = any ($2::uuid[]) or n.display_name = any ($3::text[])) order by n.id`,
    [tx.tenant, ids, names],
  );
  return rows.map((row) => unitShape.row(row));
}

/** Who is in which of the groups and units, and who uses which of the devices; null asks about all. */
export async function readMembersOf(
  tx: TenantTransaction,
  ids: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly Member[]>> {
  const rows = await tx.rows<Member & { readonly of: string }>(
    `select group_id as "of", member_id as "id", member_type as "type" from group_members
       where tenant_id = $1 and ($2::uuid[] is null or group_id = any ($2::uuid[]))
     union all
     select unit_id, member_id, member_type from administrative_unit_members
       where tenant_id = $1 and ($2::uuid[] is null or unit_id = any ($2::uuid[]))
     union all
     select device_id, user_id, 'User' from device_users
       where tenant_id = $1 and ($2::uuid[] is null or device_id = any ($2::uuid[]))
     order by 1, 2`,
    [tx.tenant, ids],
  );
  const members = new Map<string, Member[]>();
  for (const { of, id, type } of rows) {
    const known = members.get(of);
    if (known === undefined) members.set(of, [{ id, type }]);
    else known.push({ id, type });
  }
  return members;
}

/** The tenant-wide grants of some clients and the grants that some people gave them. */
export async function readGrantsOf(
  tx: TenantTransaction,
  clients: readonly string[],
  principals: readonly string[],
): Promise<PermissionGrant[]> {
  const rows = await tx.rows<Record<string, unknown>>(
    `select ${permissionGrantShape.columns} from oauth2_permission_grants g where g.tenant_id = $1
       and g.client_id = any ($2::uuid[]) and (g.principal_id is null or g.principal_id = any ($3::uuid[])) order by g.id`,
    [tx.tenant, clients, principals],
  );
  return rows.map((row) => permissionGrantShape.row(row));
}

/** The app roles that some principals were given; null asks about all. */
export async function readAssignmentsOf(
  tx: TenantTransaction,
  principals: readonly string[] | null,
): Promise<AppRoleAssignment[]> {
  return tx.rows<AppRoleAssignment>(
    `select a.id, a.principal_id as "principalId", a.principal_type as "principalType", a.resource_id as "resourceId",
       a.app_role_id as "appRoleId", (extract(epoch from a.created_at) * 1000)::float8 as "createdAt"
     from app_role_assignments a
     where a.tenant_id = $1 and ($2::uuid[] is null or a.principal_id = any ($2::uuid[])) order by a.id`,
    [tx.tenant, principals],
  );
}

/** The directory roles that some principals were given; null asks about all. */
export async function readRolesOf(
  tx: TenantTransaction,
  principals: readonly string[] | null,
): Promise<StoredRoleAssignment[]> {
  return tx.rows<StoredRoleAssignment>(
    `select ${roleAssignmentShape.columns} from role_assignments r
     where r.tenant_id = $1 and ($2::uuid[] is null or r.principal_id = any ($2::uuid[])) order by r.id`,
    [tx.tenant, principals],
  );
}

/** The documents of the tenant itself, and of those that live in objects the ones of some kinds; null asks about all. */
export async function readDocumentsWhole(
  tx: TenantTransaction,
  innerKinds: readonly string[] | null,
): Promise<KindOfDocument[]> {
  return tx.rows<KindOfDocument>(
    `select d.kind, d.id, d.parent_id as "parentId", d.body, (extract(epoch from d.created_at) * 1000)::float8 as "createdAt"
     from documents d where d.tenant_id = $1
       and ($2::text[] is null or d.parent_id is null or d.kind = any ($2::text[])) order by d.kind, d.id`,
    [tx.tenant, innerKinds],
  );
}

/** Which documents are assigned to which objects. */
export async function readDocumentAssignments(tx: TenantTransaction): Promise<DocumentAssignment[]> {
  return tx.rows<DocumentAssignment>(
    `select kind, document_id as "documentId", object_id as "objectId" from document_assignments
     where tenant_id = $1 order by kind, document_id, object_id`,
    [tx.tenant],
  );
}

/** Who some guests are at home; null asks about all. */
export async function readExternalIdentitiesOf(
  tx: TenantTransaction,
  users: readonly string[] | null,
): Promise<ReadonlyMap<UserId, ExternalIdentity>> {
  const rows = await tx.rows<ExternalIdentity & { readonly user: UserId }>(
    `select user_id as "user", issuer, issuer_assigned_id as "issuerAssignedId" from external_identities
     where tenant_id = $1 and ($2::uuid[] is null or user_id = any ($2::uuid[])) order by user_id`,
    [tx.tenant, users],
  );
  return new Map(rows.map(({ user, ...identity }) => [user, identity]));
}

/** Which of the ids are those of deleted objects that could be restored. */
export async function readDeletedAmong(tx: TenantTransaction, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.rows<{ id: string }>(
    'select id from deleted_objects where tenant_id = $1 and id = any ($2::uuid[]) order by id',
    [tx.tenant, ids],
  );
  return rows.map(({ id }) => id);
}
