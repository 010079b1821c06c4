import type { Actor, Shape, TenantTransaction } from '../../platform/store/index.js';
import { activities } from './activities.data.js';

/** One change as the journal tells it. */
export interface JournalRow {
  readonly sequence: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly operation: string;
  readonly actor: Actor;
  readonly target: { readonly type: string; readonly id: string; readonly name?: string };
  readonly changes: readonly { readonly property: string; readonly old?: unknown; readonly new?: unknown }[];
  readonly correlationId: string | null;
}

const columns = `
  j.sequence, (extract(epoch from j.at) * 1000)::float8 as at, j.operation, j.actor, j.target,
  coalesce(j.changes, '[]') as changes, j.correlation_id as "correlationId"`;

/** Changes of objects of some kinds after a sequence number, in order. */
export async function readChangesOf(
  tx: TenantTransaction,
  types: readonly string[],
  after: number,
  limit: number,
): Promise<readonly JournalRow[]> {
  // One index look per kind, each already in order: the planner would rather walk the whole journal for a list of kinds.
  return tx.rows<JournalRow>(
    `select found.* from unnest($2::text[]) as kind (name) cross join lateral (
       select ${columns} from journal j
       where j.tenant_id = $1 and j.target_type = kind.name and j.sequence > $3
       order by j.sequence limit $4
     ) found order by found.sequence limit $4`,
    [tx.tenant, types, after, limit],
  );
}

/** The last sequence number of the tenant's journal, 0 when it has none. */
export async function readLastSequence(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.rows<{ sequence: number }>('select sequence from journal_heads where tenant_id = $1', [
    tx.tenant,
  ]);
  return row?.sequence ?? 0;
}

/** The last number of the tenant's journal; no other is given until the transaction ends: nobody else changes the tenant meanwhile. */
export async function lockLastSequence(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.rows<{ sequence: number }>(
    'select sequence from journal_heads where tenant_id = $1 for update',
    [tx.tenant],
  );
  return row?.sequence ?? 0;
}

/** A change as the audit log tells it. */
export interface AuditRow extends JournalRow {
  /** What the audit log calls the operation. */
  readonly activity: string;
  readonly category: string;
  readonly operationType: string;
  /** The object that was changed first, then others that the change is about. */
  readonly targets: readonly AuditTarget[];
}

/** An object that a change is about. */
export interface AuditTarget {
  readonly id: string;
  /** In the audit log's spelling: `User`, `Group` … */
  readonly type: string;
  /** What it was called then, where the journal says it. */
  readonly name: string | null;
}

/** The audit log's names, as SQL has them: nothing but the table of this folder stands in it. */
const named = `'${JSON.stringify(activities).replaceAll("'", "''")}'::jsonb`;

/** A value of a change, whichever side has it. */
const valueOf = (property: string) => `
  (select coalesce(nullif(c.value -> 'new', 'null'), c.value -> 'old') #>> '{}'
   from jsonb_array_elements(j.changes) c (value) where c.value ->> 'property' = '${property}' limit 1)`;

const typeName = (type: string) => `
  case replace(lower(${type}), '-', '')
    when 'user' then 'User' when 'group' then 'Group' when 'device' then 'Device' when 'application' then 'Application'
    when 'serviceprincipal' then 'ServicePrincipal' when 'administrativeunit' then 'AdministrativeUnit'
    when 'roledefinition' then 'Role' when 'tenant' then 'Directory' when 'organization' then 'Directory'
    when 'domain' then 'Directory'
    else case when ${type} like '%policy' then 'Policy' else 'Other' end
  end`;

const target = (id: string, type: string, name = 'null') =>
  `jsonb_build_object('id', ${id}, 'type', ${typeName(type)}, 'name', ${name})`;

/** Objects that stand in the values of a change: members as id and type, principals as id alone with the type beside it. */
const otherTargets = `
  select ${target("held.value ->> 'id'", "held.value ->> 'type'")} as target
  from jsonb_array_elements(j.changes) c (value)
  cross join lateral (select coalesce(nullif(c.value -> 'new', 'null'), c.value -> 'old') as value) held
  where c.value ->> 'property' in ('members', 'registeredUsers') and held.value ->> 'id' is not null
  union all
  select ${target("held.value #>> '{}'", valueOf('principalType'))}
  from jsonb_array_elements(j.changes) c (value)
  cross join lateral (select coalesce(nullif(c.value -> 'new', 'null'), c.value -> 'old') as value) held
  where c.value ->> 'property' = 'principalId' and jsonb_typeof(held.value) = 'string'`;

/**
 * An operation that has no name in the audit log: what it does and to what, in words, as `Publish signing key`; policies are all
 * called policies there.
 */
const told = `
  select coalesce(known.row ->> 0, words.verb || ' ' || case when words.noun like '% policy' then 'policy' else words.noun end)
      as activity,
    coalesce(known.row ->> 1, case when words.noun like '% policy' then 'Policy' else 'DirectoryManagement' end) as category,
    coalesce(known.row ->> 2, case words.verb when 'Add' then 'Add' when 'Delete' then 'Delete' when 'Remove' then 'Delete'
      when 'Purge' then 'Delete' when 'Assign' then 'Assign' when 'Unassign' then 'Unassign' else 'Update' end) as type
  from (
    select coalesce(${named} -> (j.operation || ' ' || lower(${valueOf('principalType')})), ${named} -> j.operation) as row
  ) known
  cross join (
    select replace(split_part(j.operation, '.', 1), '-', ' ') as noun,
      case split_part(j.operation, '.', 2) when 'create' then 'Add'
        else upper(left(split_part(j.operation, '.', 2), 1)) || replace(substr(split_part(j.operation, '.', 2), 2), '-', ' ')
      end as verb
  ) words`;

const targets = `
  (jsonb_build_array(${target('j.target_id', 'j.target_type', "j.target ->> 'name'")})
    || coalesce((select jsonb_agg(other.target) from (${otherTargets}) other), '[]'))`;

/** How the audit log can be asked, by Graph's names. Only time has an index: everything else is tried on a bounded number of changes. */
export const auditShape: Shape<AuditRow> = {
  from: `journal j cross join lateral (${told}) told`,
  tenant: ['j.tenant_id'],
  // Sessions come and go with sign-ins, which have a log of their own.
  within: `j.target_type <> 'session'`,
  id: { column: 'j.sequence', type: 'bigint' },
  columns: `${columns}, told.activity, told.category, told.type as "operationType", ${targets} as targets`,
  row: (row) => row as unknown as AuditRow,
  fields: {
    sequence: { kind: 'number', column: 'j.sequence::float8', required: true },
    activityDateTime: { kind: 'instant', column: 'j.at', index: 'order', required: true },
    activityDisplayName: { kind: 'text', column: 'told.activity' },
    category: { kind: 'text', column: 'told.category' },
    operationType: { kind: 'text', column: 'told.type' },
    correlationId: { kind: 'text', column: 'j.correlation_id' },
    // Everything in the journal was done, and by one service.
    result: { kind: 'text', column: `'success'::text` },
    loggedByService: { kind: 'text', column: `'Core Directory'::text` },
    'initiatedBy/user/id': { kind: 'text', column: `case j.actor ->> 'kind' when 'user' then j.actor ->> 'id' end` },
    'initiatedBy/app/appId': { kind: 'text', column: `j.actor ->> 'appId'` },
    'initiatedBy/app/servicePrincipalId': { kind: 'text', column: `j.actor ->> 'servicePrincipalId'` },
    targetResources: {
      kind: 'json',
      column: targets,
      element: 'target',
      fields: {
        id: { kind: 'text', column: `target.value ->> 'id'` },
        type: { kind: 'text', column: `target.value ->> 'type'` },
        displayName: {
          kind: 'text',
          column: `case target.value ->> 'type' when 'User' then null else target.value ->> 'name' end`,
        },
        userPrincipalName: {
          kind: 'text',
          column: `case target.value ->> 'type' when 'User' then target.value ->> 'name' end`,
        },
      },
    },
  },
};

/** One change, by its number. */
export async function readAuditRow(tx: TenantTransaction, sequence: number): Promise<AuditRow | undefined> {
  const [row] = await tx.rows<AuditRow>(
    `select ${auditShape.columns} from ${auditShape.from}
     where j.tenant_id = $1 and j.sequence = $2 and j.target_type <> 'session'`,
    [tx.tenant, sequence],
  );
  return row;
}
