import type { Group, GroupId, UserId } from '@gatehouse/model';
import type { TenantTransaction } from '../../platform/store/index.js';
import { entityOf } from '../entity-of.js';

const columns = `
  g.id, g.tenant_id as "tenant", g.display_name as "displayName", g.description, g.mail_nickname as "mailNickname",
  g.security_enabled as "securityEnabled", g.mail_enabled as "mailEnabled", g.group_types as "groupTypes",
  array(select o.user_id::text from group_owners o
        where o.tenant_id = g.tenant_id and o.group_id = g.id order by o.user_id) as "owners",
  (extract(epoch from g.created_at) * 1000)::float8 as "createdAt"`;

/** A member of a group: a user, or a group with all its members. */
export interface GroupMember {
  readonly id: UserId | GroupId;
  readonly type: 'User' | 'Group';
}

/** The groups that have one of the given display names; several groups may have one name. */
export async function readGroupsByName(tx: TenantTransaction, names: readonly string[]): Promise<Group[]> {
  const rows = await tx.rows(
    `select ${columns} from groups g where g.tenant_id = $1 and g.display_name = any ($2::text[]) order by g.id`,
    [tx.tenant, names],
  );
  return rows.map((row) => entityOf<Group>(row));
}

/** The groups with the given ids. */
export async function readGroupsById(tx: TenantTransaction, ids: readonly GroupId[]): Promise<Group[]> {
  const rows = await tx.rows(`select ${columns} from groups g where g.tenant_id = $1 and g.id = any ($2::uuid[])`, [
    tx.tenant,
    ids,
  ]);
  return rows.map((row) => entityOf<Group>(row));
}

/** Writes new groups with their owners. */
export async function insertGroups(tx: TenantTransaction, groups: readonly Group[]): Promise<void> {
  await tx.run(
    `insert into groups (tenant_id, id, display_name, description, mail_nickname, security_enabled, mail_enabled,
       group_types, created_at)
     select $1::uuid, r.id, r."displayName", r.description, r."mailNickname", r."securityEnabled", r."mailEnabled",
       r."groupTypes", to_timestamp(r."createdAt" / 1000)
     from ${recordset}`,
    [tx.tenant, JSON.stringify(groups)],
  );
  await insertOwners(tx, groups);
}

/** Writes all properties of a group, and its owners, over the stored ones. */
export async function updateGroup(tx: TenantTransaction, group: Group): Promise<void> {
  await tx.run(
    `update groups g set display_name = r."displayName", description = r.description, mail_nickname = r."mailNickname",
       security_enabled = r."securityEnabled", mail_enabled = r."mailEnabled", group_types = r."groupTypes"
     from ${recordset} where g.tenant_id = $1 and g.id = r.id`,
    [tx.tenant, JSON.stringify([group])],
  );
  await tx.run('delete from group_owners where tenant_id = $1 and group_id = $2', [tx.tenant, group.id]);
  await insertOwners(tx, [group]);
}

async function insertOwners(tx: TenantTransaction, groups: readonly Group[]): Promise<void> {
  const owners = groups.flatMap((group) => group.owners.map((user) => ({ group: group.id, user })));
  if (owners.length === 0) return;
  await tx.run(
    `insert into group_owners (tenant_id, group_id, user_id)
     select $1::uuid, r."group", r."user" from jsonb_to_recordset($2::jsonb) as r("group" uuid, "user" uuid)`,
    [tx.tenant, JSON.stringify(owners)],
  );
}

/** Adds members to a group. @returns those that were not in it before */
export async function addMembers(
  tx: TenantTransaction,
  group: GroupId,
  members: readonly GroupMember[],
): Promise<GroupMember[]> {
  return tx.rows<GroupMember>(
    `insert into group_members (tenant_id, group_id, member_id, member_type)
     select $1::uuid, $2::uuid, r.id, r.type from jsonb_to_recordset($3::jsonb) as r(id uuid, type text)
     on conflict do nothing returning member_id as "id", member_type as "type"`,
    [tx.tenant, group, JSON.stringify(members)],
  );
}

const recordset = `jsonb_to_recordset($2::jsonb) as r(id uuid, "displayName" text, description text, "mailNickname" text,
  "securityEnabled" boolean, "mailEnabled" boolean, "groupTypes" text[], "createdAt" float8)`;
