import type { AppRoleAssignment, GroupId, PermissionGrant, User, UserId } from '@gatehouse/model';
import type { TenantTransaction } from '../../platform/store/index.js';
import type { UserStanding } from '../directory.js';
import { entityOf } from '../entity-of.js';

const columns = `
  u.id, u.tenant_id as "tenant", u.user_principal_name as "userPrincipalName", u.display_name as "displayName",
  u.given_name as "givenName", u.surname, u.mail, u.job_title as "jobTitle", u.department,
  u.office_location as "officeLocation", u.mobile_phone as "mobilePhone", u.business_phones as "businessPhones",
  u.preferred_language as "preferredLanguage", u.usage_location as "usageLocation", u.user_type as "userType",
  u.account_enabled as "accountEnabled",
  (extract(epoch from u.sign_in_sessions_valid_from) * 1000)::float8 as "signInSessionsValidFrom",
  (extract(epoch from u.created_at) * 1000)::float8 as "createdAt"`;

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
export async function readStanding(tx: TenantTransaction, id: UserId): Promise<UserStanding | undefined> {
  const [row] = await tx.rows<StandingRow>(
    `with recursive direct (group_id) as (
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
       ), '[]') as "assignments"
     from users u where u.tenant_id = $1 and u.id = $2`,
    [tx.tenant, id],
  );
  if (row === undefined) return undefined;
  const { directGroups, transitiveGroups, otherGroups, grants, assignments, ...user } = row;
  const groups = new Set(transitiveGroups);
  return {
    user: entityOf<User>(user),
    directGroups: new Set(directGroups),
    transitiveGroups: groups,
    // Most groups are security groups: the one set then serves for both.
    securityGroups: otherGroups.length === 0 ? groups : without(groups, otherGroups),
    grants,
    assignments,
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
}

/** Writes new users. @throws when a user principal name or id is taken */
export async function insertUsers(tx: TenantTransaction, users: readonly User[]): Promise<void> {
  await tx.run(
    `insert into users (tenant_id, id, user_principal_name, display_name, given_name, surname, mail, job_title, department,
       office_location, mobile_phone, business_phones, preferred_language, usage_location, user_type, account_enabled,
       sign_in_sessions_valid_from, created_at)
     select $1::uuid, r.id, r."userPrincipalName", r."displayName", r."givenName", r.surname, r.mail, r."jobTitle", r.department,
       r."officeLocation", r."mobilePhone", r."businessPhones", r."preferredLanguage", r."usageLocation", r."userType",
       r."accountEnabled", to_timestamp(r."signInSessionsValidFrom" / 1000), to_timestamp(r."createdAt" / 1000)
     from ${recordset}`,
    [tx.tenant, JSON.stringify(users)],
  );
}

/** Writes all properties of a user over the stored ones. */
export async function updateUser(tx: TenantTransaction, user: User): Promise<void> {
  await tx.run(
    `update users u set user_principal_name = r."userPrincipalName", display_name = r."displayName",
       given_name = r."givenName", surname = r.surname, mail = r.mail, job_title = r."jobTitle",
       department = r.department, office_location = r."officeLocation", mobile_phone = r."mobilePhone",
       business_phones = r."businessPhones", preferred_language = r."preferredLanguage",
       usage_location = r."usageLocation", user_type = r."userType", account_enabled = r."accountEnabled",
       sign_in_sessions_valid_from = to_timestamp(r."signInSessionsValidFrom" / 1000)
     from ${recordset} where u.tenant_id = $1 and u.id = r.id`,
    [tx.tenant, JSON.stringify([user])],
  );
}

const recordset = `jsonb_to_recordset($2::jsonb) as r(id uuid, "userPrincipalName" text, "displayName" text, "givenName" text,
  surname text, mail text, "jobTitle" text, department text, "officeLocation" text, "mobilePhone" text,
  "businessPhones" text[], "preferredLanguage" text, "usageLocation" text, "userType" text, "accountEnabled" boolean,
  "signInSessionsValidFrom" float8, "createdAt" float8)`;
