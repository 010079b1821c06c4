import type { DeviceId, Group, GroupId, ServicePrincipalId, UserId } from '@gatehouse/model';
import type { Shape, TenantTransaction } from '../../platform/store/index.js';
import { entityOf } from '../entity-of.js';
import { furtherFields } from '../relations/repository.js';

const columns = `
  g.id, g.tenant_id as "tenant", g.display_name as "displayName", g.description, g.mail_nickname as "mailNickname",
  g.security_enabled as "securityEnabled", g.mail_enabled as "mailEnabled", g.group_types as "groupTypes",
  g.mail, g.visibility, g.is_assignable_to_role as "isAssignableToRole", g.membership_rule as "membershipRule",
  g.membership_rule_processing_state as "membershipRuleProcessingState", nullif(g.properties, '{}') as "properties",
  array(select o.owner_id::text from group_owners o
        where o.tenant_id = g.tenant_id and o.group_id = g.id order by o.owner_id) as "owners",
  (extract(epoch from g.created_at) * 1000)::float8 as "createdAt"`;

/** A member of a group; a group brings all its members. */
export interface GroupMember {
  readonly id: UserId | GroupId | DeviceId | ServicePrincipalId;
  readonly type: 'User' | 'Group' | 'Device' | 'ServicePrincipal';
}

/** How groups can be asked for, by Graph's names. */
export const groupShape: Shape<Group> = {
  from: 'groups g',
  tenant: ['g.tenant_id'],
  id: { column: 'g.id', type: 'uuid' },
  columns,
  row: (row) => entityOf<Group>(row),
  fields: {
    id: { kind: 'uuid', column: 'g.id', index: 'order', required: true },
    displayName: {
      kind: 'text',
      folded: 'g.display_name_folded',
      index: 'order',
      required: true,
      terms: { table: 'directory_terms', field: 'displayName' },
    },
    description: {
      kind: 'text',
      folded: 'g.description_folded',
      terms: { table: 'directory_terms', field: 'description' },
    },
    mail: { kind: 'text', folded: 'g.mail_folded', index: 'order' },
    mailNickname: { kind: 'text', folded: 'g.mail_nickname_folded', index: 'equal' },
    createdDateTime: { kind: 'instant', column: 'g.created_at', index: 'order', required: true },
    securityEnabled: { kind: 'boolean', column: 'g.security_enabled', required: true },
    mailEnabled: { kind: 'boolean', column: 'g.mail_enabled', required: true },
    isAssignableToRole: { kind: 'boolean', column: 'g.is_assignable_to_role', required: true },
    membershipRule: { kind: 'text', column: 'g.membership_rule' },
    membershipRuleProcessingState: { kind: 'text', column: 'g.membership_rule_processing_state' },
    visibility: { kind: 'text', column: 'g.visibility' },
    groupTypes: { kind: 'list', column: 'g.group_types' },
    ...furtherFields('g.properties', { uniqueName: 'text', proxyAddresses: 'list' }),
  },
};

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

/** One group, locked until the transaction ends. */
export async function lockGroup(tx: TenantTransaction, id: GroupId): Promise<Group | undefined> {
  const [row] = await tx.rows(`select ${columns} from groups g where g.tenant_id = $1 and g.id = $2 for update`, [
    tx.tenant,
    id,
  ]);
  return row && entityOf<Group>(row);
}

/** Writes new groups with their owners. */
export async function insertGroups(tx: TenantTransaction, groups: readonly Group[]): Promise<void> {
  await tx.run(
    `insert into groups (tenant_id, id, display_name, description, mail_nickname, security_enabled, mail_enabled,
       group_types, mail, visibility, is_assignable_to_role, membership_rule, membership_rule_processing_state, properties,
       created_at)
     select $1::uuid, r.id, r."displayName", r.description, r."mailNickname", r."securityEnabled", r."mailEnabled",
       r."groupTypes", r.mail, r.visibility, coalesce(r."isAssignableToRole", false), r."membershipRule",
       r."membershipRuleProcessingState", coalesce(r.properties, '{}'), to_timestamp(r."createdAt" / 1000)
     from ${recordset}`,
    [tx.tenant, JSON.stringify(groups)],
  );
  await insertOwners(tx, groups);
}

/** Writes all properties of a group, and its owners, over the stored ones. */
export async function updateGroup(tx: TenantTransaction, group: Group): Promise<void> {
  await tx.run(
    `update groups g set display_name = r."displayName", description = r.description, mail_nickname = r."mailNickname",
       security_enabled = r."securityEnabled", mail_enabled = r."mailEnabled", group_types = r."groupTypes",
       mail = r.mail, visibility = r.visibility, membership_rule = r."membershipRule",
       membership_rule_processing_state = r."membershipRuleProcessingState", properties = coalesce(r.properties, '{}')
     from ${recordset} where g.tenant_id = $1 and g.id = r.id`,
    [tx.tenant, JSON.stringify([group])],
  );
  await tx.run('delete from group_owners where tenant_id = $1 and group_id = $2', [tx.tenant, group.id]);
  await insertOwners(tx, [group]);
}

async function insertOwners(tx: TenantTransaction, groups: readonly Group[]): Promise<void> {
  const owners = groups.flatMap((group) => group.owners.map((owner) => ({ group: group.id, owner })));
  if (owners.length === 0) return;
  await tx.run(
    `insert into group_owners (tenant_id, group_id, owner_id)
     select $1::uuid, r."group", r.owner from jsonb_to_recordset($2::jsonb) as r("group" uuid, owner uuid)`,
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

/** Takes a member out of a group. @returns the member, unless it was not in it */
export async function removeMember(
  tx: TenantTransaction,
  group: GroupId,
  member: string,
): Promise<GroupMember | undefined> {
  const [removed] = await tx.rows<GroupMember>(
    `delete from group_members where tenant_id = $1 and group_id = $2 and member_id = $3
     returning member_id as "id", member_type as "type"`,
    [tx.tenant, group, member],
  );
  return removed;
}

/** Removes a group with its memberships. */
export async function deleteGroup(tx: TenantTransaction, id: GroupId): Promise<void> {
  await tx.run('delete from groups where tenant_id = $1 and id = $2', [tx.tenant, id]);
}

const recordset = `jsonb_to_recordset($2::jsonb) as r(id uuid, "displayName" text, description text, "mailNickname" text,
  "securityEnabled" boolean, "mailEnabled" boolean, "groupTypes" text[], mail text, visibility text,
  "isAssignableToRole" boolean, "membershipRule" text, "membershipRuleProcessingState" text, properties jsonb,
  "createdAt" float8)`;
