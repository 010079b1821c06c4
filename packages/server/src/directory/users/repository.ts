import type { AppRoleAssignment, GroupId, PermissionGrant, User, UserId } from '@gatehouse/model';
import type { Shape, TenantTransaction } from '../../platform/store/index.js';
import type { HeldRole, UserStanding } from '../directory.js';
import { entityOf } from '../entity-of.js';
import { furtherFields } from '../relations/repository.js';
import { userFurtherFields } from './further-fields.data.js';

const columns = `
  u.id, u.tenant_id as "tenant", u.user_principal_name as "userPrincipalName", u.display_name as "displayName",
  u.given_name as "givenName", u.surname, u.mail, u.job_title as "jobTitle", u.department,
  u.office_location as "officeLocation", u.mobile_phone as "mobilePhone", u.business_phones as "businessPhones",
  u.preferred_language as "preferredLanguage", u.usage_location as "usageLocation", u.user_type as "userType",
  u.account_enabled as "accountEnabled", u.manager_id as "managerId",
  u.custom_security_attributes as "customSecurityAttributes", nullif(u.properties, '{}') as "properties",
  (extract(epoch from u.sign_in_sessions_valid_from) * 1000)::float8 as "signInSessionsValidFrom",
  (extract(epoch from u.created_at) * 1000)::float8 as "createdAt"`;

/** How users can be asked for, by Graph's names. What has no index is tried on a bounded number of users. */
export const userShape: Shape<User> = {
  from: 'users u',
  tenant: ['u.tenant_id'],
  id: { column: 'u.id', type: 'uuid' },
  columns,
  row: (row) => entityOf<User>(row),
  fields: {
    id: { kind: 'uuid', column: 'u.id', index: 'order', required: true },
    userPrincipalName: {
      kind: 'text',
      folded: 'u.user_principal_name_folded',
      reversed: 'u.user_principal_name_reversed',
      index: 'order',
      required: true,
    },
    displayName: {
      kind: 'text',
      folded: 'u.display_name_folded',
      index: 'order',
      required: true,
      terms: { table: 'directory_terms', field: 'displayName' },
    },
    givenName: { kind: 'text', folded: 'u.given_name_folded', index: 'order' },
    surname: { kind: 'text', folded: 'u.surname_folded', index: 'order' },
    mail: { kind: 'text', folded: 'u.mail_folded', reversed: 'u.mail_reversed', index: 'order' },
    jobTitle: { kind: 'text', folded: 'u.job_title_folded', index: 'equal' },
    department: { kind: 'text', folded: 'u.department_folded', index: 'equal' },
    mailNickname: { kind: 'text', folded: 'u.mail_nickname_folded', index: 'equal' },
    employeeId: { kind: 'text', folded: 'u.employee_id_folded', index: 'equal' },
    createdDateTime: { kind: 'instant', column: 'u.created_at', index: 'order', required: true },
    accountEnabled: { kind: 'boolean', column: 'u.account_enabled', required: true },
    userType: { kind: 'text', column: 'u.user_type' },
    officeLocation: { kind: 'text', column: 'u.office_location' },
    mobilePhone: { kind: 'text', column: 'u.mobile_phone' },
    preferredLanguage: { kind: 'text', column: 'u.preferred_language' },
    usageLocation: { kind: 'text', column: 'u.usage_location' },
    businessPhones: { kind: 'list', column: 'u.business_phones' },
    ...furtherFields('u.properties', userFurtherFields),
  },
};

/**
 * The id of the user with that user principal name; otherwise of the one user with that mail address, in any letter case.
 * An address that several users have names none of them.
 */
export async function findUserId(tx: TenantTransaction, name: string): Promise<UserId | undefined> {
  const found = await tx.rows<{ id: UserId; byName: boolean }>(
    `select id, true as "byName" from users where tenant_id = $1 and user_principal_name_key = lower($2)
     union all
     (select id, false from users where tenant_id = $1 and mail_key = lower($2) limit 2)`,
    [tx.tenant, name],
  );
  const byName = found.find((row) => row.byName);
  if (byName !== undefined) return byName.id;
  return found.length === 1 ? found[0]?.id : undefined;
}

/** The users that have one of the given user principal names, in any letter case. */
export async function readUsersByName(tx: TenantTransaction, names: readonly string[]): Promise<User[]> {
  const rows = await tx.rows(
    `select ${columns} from users u where u.tenant_id = $1 and u.user_principal_name_key = any ($2::text[])`,
    // User principal names are ASCII: both sides fold them alike, and only plain values let the index serve a list.
    [tx.tenant, names.map((name) => name.toLowerCase())],
  );
  return rows.map((row) => entityOf<User>(row));
}

/** The users with the given ids. */
export async function readUsersById(tx: TenantTransaction, ids: readonly UserId[]): Promise<User[]> {
  const rows = await tx.rows(`select ${columns} from users u where u.tenant_id = $1 and u.id = any ($2::uuid[])`, [
    tx.tenant,
    ids,
  ]);
  return rows.map((row) => entityOf<User>(row));
}

/** One user, locked until the transaction ends. */
export async function lockUser(tx: TenantTransaction, id: UserId): Promise<User | undefined> {
  const [row] = await tx.rows(`select ${columns} from users u where u.tenant_id = $1 and u.id = $2 for update`, [
    tx.tenant,
    id,
  ]);
  return row && entityOf<User>(row);
}

/** A page of users in the order of their ids. */
export async function readUserPage(tx: TenantTransaction, top: number, after: UserId | undefined): Promise<User[]> {
  const rows = await tx.rows(
    `select ${columns} from users u
     where u.tenant_id = $1 and u.id > $3::uuid order by u.id limit $2`,
    [tx.tenant, top, after ?? '00000000-0000-0000-0000-000000000000'],
  );
  return rows.map((row) => entityOf<User>(row));
}

/** A user with everything that hangs on him, in one statement. */
const standing = `with recursive direct (group_id) as (
       select group_id from group_members where tenant_id = $1 and member_id = $2
     ), membership (group_id) as (
       select group_id from direct
       union -- not "union all": a group met again ends the walk, so cycles end
       select outer_group.group_id from membership cross join lateral (
         select group_id from group_members
         where tenant_id = $1 and member_id = membership.group_id
         offset 0 -- asks the index once per group: a planner without statistics would rather read all memberships
       ) outer_group
     )
     select ${columns},
       array(select group_id::text from direct) as "directGroups",
       array(select group_id::text from membership) as "transitiveGroups",
       array(
         select membership.group_id::text from membership cross join lateral (
           select g.id from groups g where g.tenant_id = $1 and g.id = membership.group_id and not g.security_enabled
           offset 0 -- one look per group, as above
         ) other
       ) as "otherGroups",
       coalesce((
         select jsonb_agg(jsonb_build_object('id', g.id, 'clientId', g.client_id, 'resourceId', g.resource_id,
           'consentType', g.consent_type, 'principalId', g.principal_id, 'scopes', g.scopes) order by g.id)
         from oauth2_permission_grants g where g.tenant_id = $1 and g.principal_id = $2
       ), '[]') as "grants",
       coalesce((
         select jsonb_agg(jsonb_build_object('id', a.id, 'principalId', a.principal_id, 'principalType', a.principal_type,
           'resourceId', a.resource_id, 'appRoleId', a.app_role_id,
           'createdAt', (extract(epoch from a.created_at) * 1000)::float8) order by a.id)
         from app_role_assignments a where a.tenant_id = $1 and a.principal_id = $2
       ), '[]') as "assignments",
       coalesce((
         select jsonb_agg(jsonb_build_object('roleDefinitionId', r.role_definition_id, 'directoryScopeId', r.directory_scope_id)
           order by r.id)
         from role_assignments r where r.tenant_id = $1 and r.principal_id = any (
           array(select $2::uuid union all
             select membership.group_id from membership cross join lateral (
               select g.id from groups g where g.tenant_id = $1 and g.id = membership.group_id and g.is_assignable_to_role
               offset 0
             ) assignable))
       ), '[]') as "roleAssignments"
     from users u where u.tenant_id = $1 and u.id = $2`;

/** A user with everything that hangs on him. */
export async function readStanding(tx: TenantTransaction, id: UserId): Promise<UserStanding | undefined> {
  const [row] = await tx.rows<StandingRow>(standing, [tx.tenant, id]);
  if (row === undefined) return undefined;
  const { directGroups, transitiveGroups, otherGroups, grants, assignments, roleAssignments, ...user } = row;
  const groups = new Set(transitiveGroups);
  return {
    user: entityOf<User>(user),
    directGroups: new Set(directGroups),
    transitiveGroups: groups,
    // Most groups are security groups: the one set then serves for both.
    securityGroups: otherGroups.length === 0 ? groups : without(groups, otherGroups),
    grants,
    assignments,
    roleAssignments,
  };
}

function without(groups: ReadonlySet<GroupId>, others: readonly GroupId[]): ReadonlySet<GroupId> {
  const rest = new Set(groups);
  for (const group of others) rest.delete(group);
  return rest;
}

interface StandingRow {
  readonly directGroups: readonly GroupId[];
  readonly transitiveGroups: readonly GroupId[];
  /** Those that are no security groups. */
  readonly otherGroups: readonly GroupId[];
  readonly grants: readonly PermissionGrant[];
  readonly assignments: readonly AppRoleAssignment[];
  readonly roleAssignments: readonly HeldRole[];
}

/** Writes new users. @throws when a user principal name or id is taken */
export async function insertUsers(tx: TenantTransaction, users: readonly User[]): Promise<void> {
  await tx.run(
    `insert into users (tenant_id, id, user_principal_name, display_name, given_name, surname, mail, job_title, department,
       office_location, mobile_phone, business_phones, preferred_language, usage_location, user_type, account_enabled,
       manager_id, custom_security_attributes, properties, sign_in_sessions_valid_from, created_at)
     select $1::uuid, r.id, r."userPrincipalName", r."displayName", r."givenName", r.surname, r.mail, r."jobTitle", r.department,
       r."officeLocation", r."mobilePhone", r."businessPhones", r."preferredLanguage", r."usageLocation", r."userType",
       r."accountEnabled", r."managerId", r."customSecurityAttributes", coalesce(r.properties, '{}'),
       to_timestamp(r."signInSessionsValidFrom" / 1000), to_timestamp(r."createdAt" / 1000)
     from ${recordset}`,
    [tx.tenant, JSON.stringify(users)],
  );
}

/** Writes all properties of a user over the stored ones. @throws when the user principal name is taken */
export async function updateUser(tx: TenantTransaction, user: User): Promise<void> {
  await tx.run(
    `update users u set user_principal_name = r."userPrincipalName", display_name = r."displayName",
       given_name = r."givenName", surname = r.surname, mail = r.mail, job_title = r."jobTitle",
       department = r.department, office_location = r."officeLocation", mobile_phone = r."mobilePhone",
       business_phones = r."businessPhones", preferred_language = r."preferredLanguage",
       usage_location = r."usageLocation", user_type = r."userType", account_enabled = r."accountEnabled",
       manager_id = r."managerId", custom_security_attributes = r."customSecurityAttributes",
       properties = coalesce(r.properties, '{}'),
       sign_in_sessions_valid_from = to_timestamp(r."signInSessionsValidFrom" / 1000)
     from ${recordset} where u.tenant_id = $1 and u.id = r.id`,
    [tx.tenant, JSON.stringify([user])],
  );
}

/** Removes a user. */
export async function deleteUser(tx: TenantTransaction, id: UserId): Promise<void> {
  await tx.run('delete from users where tenant_id = $1 and id = $2', [tx.tenant, id]);
}

const recordset = `jsonb_to_recordset($2::jsonb) as r(id uuid, "userPrincipalName" text, "displayName" text, "givenName" text,
  surname text, mail text, "jobTitle" text, department text, "officeLocation" text, "mobilePhone" text,
  "businessPhones" text[], "preferredLanguage" text, "usageLocation" text, "userType" text, "accountEnabled" boolean,
  "managerId" uuid, "customSecurityAttributes" jsonb, properties jsonb, "signInSessionsValidFrom" float8,
  "createdAt" float8)`;
