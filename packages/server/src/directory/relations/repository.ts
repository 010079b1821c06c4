import type { Field, Fields, Shape, Sql, TenantTransaction } from '../../platform/store/index.js';

/** The kinds of directory object, in Graph's spelling. */
export type ObjectType = 'user' | 'group' | 'application' | 'servicePrincipal' | 'device' | 'administrativeUnit';

/** An object by its id alone. */
export interface ObjectReference {
  readonly id: string;
  readonly type: ObjectType;
}

/**
 * Ways from one object to others. Each is a query that gives `id` for the object `$2` of the tenant `$1`; walks end in circles of
 * groups, because a group met again is not walked again.
 */
const relations = {
  'group members': `select member_id as id from group_members where tenant_id = $1 and group_id = $2`,
  'group owners': `select owner_id as id from group_owners where tenant_id = $1 and group_id = $2`,
  'application owners': `select owner_id as id from application_owners where tenant_id = $1 and application_id = $2`,
  'service principal owners': `
    select owner_id as id from service_principal_owners where tenant_id = $1 and service_principal_id = $2`,
  'device owners': `select owner_id as id from device_owners where tenant_id = $1 and device_id = $2`,
  'owned devices': `select device_id as id from device_owners where tenant_id = $1 and owner_id = $2`,
  'device users': `select user_id as id from device_users where tenant_id = $1 and device_id = $2`,
  'registered devices': `select device_id as id from device_users where tenant_id = $1 and user_id = $2`,
  'unit members': `select member_id as id from administrative_unit_members where tenant_id = $1 and unit_id = $2`,
  'role members': `
    select principal_id as id from role_assignments
    where tenant_id = $1 and role_definition_id = $2 and directory_scope_id = '/'`,
  manager: `select manager_id as id from users where tenant_id = $1 and id = $2 and manager_id is not null`,
  'direct reports': `select id from users where tenant_id = $1 and manager_id = $2`,
  'owned objects': `
    select group_id as id from group_owners where tenant_id = $1 and owner_id = $2
    union all select application_id from application_owners where tenant_id = $1 and owner_id = $2
    union all select service_principal_id from service_principal_owners where tenant_id = $1 and owner_id = $2`,
  'member of': `
    select group_id as id from group_members where tenant_id = $1 and member_id = $2
    union all select unit_id from administrative_unit_members where tenant_id = $1 and member_id = $2`,
  'transitive member of': `
    with recursive above (group_id) as (
      select group_id from group_members where tenant_id = $1 and member_id = $2
      union
      select outer_group.group_id from above cross join lateral (
        select group_id from group_members where tenant_id = $1 and member_id = above.group_id
        offset 0 -- asks the index once per group
      ) outer_group
    )
    select group_id as id from above
    union all select unit_id from administrative_unit_members where tenant_id = $1 and member_id = $2`,
  'transitive members': `
    with recursive below (member_id, member_type) as (
      select member_id, member_type from group_members where tenant_id = $1 and group_id = $2
      union
      select inner_member.member_id, inner_member.member_type from below cross join lateral (
        select member_id, member_type from group_members
        where tenant_id = $1 and group_id = below.member_id and below.member_type = 'Group'
        offset 0
      ) inner_member
    )
    select member_id as id from below`,
} as const;

/** The name of a way from one object to others. */
export type Relation = keyof typeof relations;

/** The objects that a relation leads to from one object. */
export interface RelatedTo {
  readonly relation: Relation;
  readonly of: string;
}

/** The same kind of object, limited to those that a relation leads to. */
export function relatedShape<Row>(shape: Shape<Row>, related: RelatedTo | null): Shape<Row> {
  if (related === null) return shape;
  const within: Sql = (bind) => {
    const of = `${bind(related.of)}::uuid`;
    // The relation's own query speaks of `$2`; the tenant is `$1` everywhere.
    const ids = `select related.id from (${relations[related.relation].replaceAll('$2', of)}) related`;
    // A walk is made once and whole, and its ids are looked up; the planner would rather try all objects of the kind in turn.
    if (related.relation.startsWith('transitive')) return `${shape.id.column} = any (array(${ids}))`;
    return `${shape.id.column} in (${ids})`;
  };
  return { ...shape, within };
}

/** How the values of a property without a column of its own compare; of a list of structured values, those of each. */
export type FurtherField = 'text' | 'boolean' | 'list' | Readonly<Record<string, 'text' | 'boolean'>>;

/** The fields of properties that stand in a jsonb column, by their names; a path reads `outer/inner`. */
export function furtherFields(column: string, fields: Readonly<Record<string, FurtherField>>): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, furtherField(column, name.split('/'), field)]),
  );
}

function furtherField(column: string, path: readonly string[], field: FurtherField): Field {
  // Names are those of declarations, never of requests.
  const [last = '', ...outer] = path.toReversed();
  const inside = [column, ...outer.toReversed().map((name) => `'${name}'`)].join(' -> ');
  const value = `${inside} ->> '${last}'`;
  if (field === 'text') return { kind: 'text', column: `(${value})` };
  if (field === 'boolean') return { kind: 'boolean', column: `(${value})::boolean` };
  const list = `${inside} -> '${last}'`;
  if (field === 'list') {
    const texts = `array(select jsonb_array_elements_text(case jsonb_typeof(${list}) when 'array' then ${list} end))`;
    return { kind: 'list', column: texts };
  }
  const element = `each_${last}`;
  const fields = Object.fromEntries(
    Object.entries(field).map(([name, kind]) => {
      const inner = `${element}.value ->> '${name}'`;
      return [
        name,
        kind === 'text' ? ({ kind, column: inner } as const) : ({ kind, column: `(${inner})::boolean` } as const),
      ];
    }),
  );
  return { kind: 'json', column: `(${list})`, element, fields };
}

/**
 * The objects a relation leads to, once each and by id, those after `after` alone. The index of objects is asked once per id, whatever
 * the planner believes about how many there are: without that, it walks all objects of a tenant to find the few that are related.
 */
function objectsOf(relation: Relation, of: string, after: string): string {
  return `
    select related.id, o.type from (
      select distinct id from (${relations[relation].replaceAll('$2', of)}) every where id > ${after} order by id
    ) related
    cross join lateral (select type from directory_objects where tenant_id = $1 and id = related.id offset 0) o`;
}

const first = `'00000000-0000-0000-0000-000000000000'::uuid`;

/** A page of the objects that a relation leads to, by id. */
export async function readRelated(
  tx: TenantTransaction,
  relation: Relation,
  of: string,
  page: { readonly top: number; readonly after: string | null; readonly type: ObjectType | null },
): Promise<readonly ObjectReference[]> {
  return tx.rows<ObjectReference>(
    `select id, type from (${objectsOf(relation, '$2', `coalesce($3::uuid, ${first})`)}) found
     where $4::text is null or type = $4 order by id limit $5`,
    [tx.tenant, of, page.after, page.type, page.top],
  );
}

/** The first objects that a relation leads to from each of several objects, by their ids. */
export async function readRelatedOfMany(
  tx: TenantTransaction,
  relation: Relation,
  from: readonly string[],
  top: number,
): Promise<readonly (ObjectReference & { readonly from: string })[]> {
  return tx.rows(
    `select source.id as "from", found.id, found.type from unnest($2::uuid[]) as source (id)
     cross join lateral (${objectsOf(relation, 'source.id', first)} order by related.id limit $3) found`,
    [tx.tenant, from, top],
  );
}

/** How many objects a relation leads to. */
export async function countRelated(
  tx: TenantTransaction,
  relation: Relation,
  of: string,
  type: ObjectType | null,
): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    `select count(*) as count from (${objectsOf(relation, '$2', first)}) found where $3::text is null or type = $3`,
    [tx.tenant, of, type],
  );
  return row?.count ?? 0;
}

/** Which of the ids are live objects of the tenant, and of which kind. */
export async function objectTypes(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ObjectType>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<ObjectReference>(
    'select id, type from directory_objects where tenant_id = $1 and id = any ($2::uuid[])',
    [tx.tenant, ids],
  );
  return new Map(rows.map(({ id, type }) => [id, type]));
}

/** Which of `groups` an object is in, nested membership included; the group's own kind is not looked at. */
export async function readTransitiveGroups(
  tx: TenantTransaction,
  id: string,
): Promise<readonly { readonly id: string; readonly securityEnabled: boolean }[]> {
  return tx.rows(
    `select related.id, g.security_enabled as "securityEnabled" from (${relations['transitive member of']}) related
     cross join lateral (select security_enabled from groups where tenant_id = $1 and id = related.id offset 0) g
     order by related.id`,
    [tx.tenant, id],
  );
}
