import type { GroupId } from '@gatehouse/model';
import type { MemberKind } from '@gatehouse/policy';
import type { Statement, TenantTransaction } from '../../platform/store/index.js';
import type { GroupMember } from '../groups/repository.js';
import type { StoredRule } from './tenant-rules.js';

/** Comes before every id. */
export const noId = '00000000-0000-0000-0000-000000000000';

/** How far the journal has been followed. */
export interface Cursor {
  readonly sequence: number;
  /** When the rules that depend on time were last begun anew, in milliseconds since the Unix epoch. */
  readonly timedAt: number;
}

/** A membership that is made or ended. */
export interface Membership {
  readonly group: string;
  readonly member: string;
  readonly type: GroupMember['type'];
}

/** A group that is being gone through. */
export interface Evaluation {
  readonly group: string;
  /** Whoever has an id up to here has been looked at. */
  readonly after: string;
}

/** Asks whether a tenant has a group with a rule: one row, or none. */
export function anyRule(tenant: string): Statement {
  return {
    sql: 'select true as found from groups where tenant_id = $1 and membership_rule is not null limit 1',
    parameters: [tenant],
  };
}

/** The tenant's cursor, held until the transaction ends; undefined when there is none or another process holds it. */
export async function takeCursor(tx: TenantTransaction): Promise<Cursor | undefined> {
  const [row] = await tx.rows<Cursor>(
    `select sequence, (extract(epoch from timed_at) * 1000)::float8 as "timedAt" from dynamic_membership_cursors
     where tenant_id = $1 for update skip locked`,
    [tx.tenant],
  );
  return row;
}

/** Makes the tenant's cursor, held until the transaction ends. @returns false when there is one */
export async function insertCursor(tx: TenantTransaction, { sequence, timedAt }: Cursor): Promise<boolean> {
  const written = await tx.run(
    `insert into dynamic_membership_cursors (tenant_id, sequence, timed_at) values ($1, $2, $3) on conflict do nothing`,
    [tx.tenant, sequence, new Date(timedAt)],
  );
  return written > 0;
}

export async function updateCursor(tx: TenantTransaction, { sequence, timedAt }: Cursor): Promise<void> {
  await tx.run('update dynamic_membership_cursors set sequence = $2, timed_at = $3 where tenant_id = $1', [
    tx.tenant,
    sequence,
    new Date(timedAt),
  ]);
}

/** How many changes of some kinds of objects there are after a place in the journal, memberships that the platform made left out. */
export async function countForeignChanges(
  tx: TenantTransaction,
  types: readonly string[],
  after: number,
  limit: number,
): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    `select count(*) as count from (
       select from journal j
       where j.tenant_id = $1 and j.sequence > $3 and j.target_type = any ($2::text[])
         and not (j.operation in ('group-member.add', 'group-member.remove') and j.actor ->> 'kind' = 'platform')
       limit $4
     ) foreign_changes`,
    [tx.tenant, types, after, limit],
  );
  return row?.count ?? 0;
}

const isRuled = `
  g.tenant_id = $1 and g.membership_rule is not null and 'DynamicMembership' = any (g.group_types)
  and g.membership_rule_processing_state is distinct from 'Paused'`;

/** The groups that are kept by a rule, those that are paused left out. */
export async function readRules(tx: TenantTransaction): Promise<StoredRule[]> {
  return tx.rows<StoredRule>(`select g.id, g.membership_rule as text from groups g where ${isRuled} order by g.id`, [
    tx.tenant,
  ]);
}

/** The names and rules of those groups among some that are kept by a rule; nobody changes the groups until the transaction ends. */
export async function holdRules(
  tx: TenantTransaction,
  groups: readonly string[],
): Promise<ReadonlyMap<string, { readonly displayName: string; readonly text: string }>> {
  const rows = await tx.rows<{ id: GroupId; displayName: string; text: string }>(
    `select g.id, g.display_name as "displayName", g.membership_rule as text from groups g
     where ${isRuled} and g.id = any ($2::uuid[]) order by g.id for share`,
    [tx.tenant, groups],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which of the objects are there; none of them goes until the transaction ends. */
export async function holdObjects(tx: TenantTransaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(
    'select id from directory_objects where tenant_id = $1 and id = any ($2::uuid[]) order by id for key share',
    [tx.tenant, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

const tables: Readonly<Record<MemberKind, string>> = { user: 'users', device: 'devices' };

/** The next ids of a kind. */
export async function readIdsAfter(
  tx: TenantTransaction,
  kind: MemberKind,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select id from ${tables[kind]} where tenant_id = $1 and id > $2::uuid order by id limit $3`,
    [tx.tenant, after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Which of some groups each of some objects is a direct member of. */
export async function readMemberships(
  tx: TenantTransaction,
  members: readonly string[],
  groups: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.rows<{ member: string; groups: string[] }>(
    `select subject.id as member, array(
       select group_id::text from group_members
       where tenant_id = $1 and member_id = subject.id and group_id = any ($3::uuid[])
       offset 0 -- asks the index once per object
     ) as groups
     from unnest($2::uuid[]) as subject (id)`,
    [tx.tenant, members, groups],
  );
  return new Map(rows.map(({ member, groups: found }) => [member, found]));
}

/** Members of some groups that are of another kind than their rules are about, at most `limit`. */
export async function readStrangers(
  tx: TenantTransaction,
  groups: readonly string[],
  kind: GroupMember['type'],
  limit: number,
): Promise<Membership[]> {
  return tx.rows<Membership>(
    `select group_id as "group", member_id as member, member_type as type from group_members
     where tenant_id = $1 and group_id = any ($2::uuid[]) and member_type <> $3 limit $4`,
    [tx.tenant, groups, kind, limit],
  );
}

/** Makes memberships. @returns those that were not there */
export async function insertMemberships(tx: TenantTransaction, wanted: readonly Membership[]): Promise<Membership[]> {
  return tx.rows<Membership>(
    `insert into group_members (tenant_id, group_id, member_id, member_type)
     select $1::uuid, r."group", r.member, r.type from ${recordset}
     on conflict do nothing returning group_id as "group", member_id as member, member_type as type`,
    [tx.tenant, JSON.stringify(wanted)],
  );
}

/** Ends memberships. @returns those that were there */
export async function deleteMemberships(tx: TenantTransaction, ended: readonly Membership[]): Promise<Membership[]> {
  return tx.rows<Membership>(
    `delete from group_members m using ${recordset}
     where m.tenant_id = $1 and m.group_id = r."group" and m.member_id = r.member
     returning m.group_id as "group", m.member_id as member, m.member_type as type`,
    [tx.tenant, JSON.stringify(ended)],
  );
}

const recordset = `jsonb_to_recordset($2::jsonb) as r("group" uuid, member uuid, type text)`;

/** The groups that are being gone through, those that are behind first. */
export async function readEvaluations(tx: TenantTransaction, limit: number): Promise<Evaluation[]> {
  return tx.rows<Evaluation>(
    `select group_id as "group", after_id as after from dynamic_group_evaluations
     where tenant_id = $1 order by after_id, group_id limit $2`,
    [tx.tenant, limit],
  );
}

/** Has groups gone through from the beginning. */
export async function beginEvaluations(tx: TenantTransaction, groups: readonly string[]): Promise<void> {
  await tx.run(
    `insert into dynamic_group_evaluations (tenant_id, group_id, after_id)
     select $1::uuid, g.id, $3::uuid from groups g where g.tenant_id = $1 and g.id = any ($2::uuid[])
     order by g.id for key share
     on conflict (tenant_id, group_id) do update set after_id = excluded.after_id`,
    [tx.tenant, groups, noId],
  );
}

/** Notes how far groups have been gone through; null: to the end. */
export async function moveEvaluations(
  tx: TenantTransaction,
  groups: readonly string[],
  after: string | null,
): Promise<void> {
  if (groups.length === 0) return;
  await (after === null
    ? tx.run('delete from dynamic_group_evaluations where tenant_id = $1 and group_id = any ($2::uuid[])', [
        tx.tenant,
        groups,
      ])
    : tx.run(
        'update dynamic_group_evaluations set after_id = $3 where tenant_id = $1 and group_id = any ($2::uuid[])',
        [tx.tenant, groups, after],
      ));
}
