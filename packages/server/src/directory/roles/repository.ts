import type { Shape, TenantTransaction } from '../../platform/store/index.js';

/** A directory role given to a principal. `directoryScopeId`: '/', '/administrativeUnits/{id}' or '/{object id}'. */
export interface StoredRoleAssignment {
  readonly id: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly directoryScopeId: string;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

const columns = `
  r.id, r.role_definition_id as "roleDefinitionId", r.principal_id as "principalId",
  r.directory_scope_id as "directoryScopeId", (extract(epoch from r.created_at) * 1000)::float8 as "createdAt"`;

/** How role assignments can be asked for, by Graph's names. */
export const roleAssignmentShape: Shape<StoredRoleAssignment> = {
  from: 'role_assignments r',
  tenant: ['r.tenant_id'],
  id: { column: 'r.id', type: 'text' },
  columns,
  row: (row) => row as unknown as StoredRoleAssignment,
  fields: {
    id: { kind: 'text', column: 'r.id' },
    principalId: { kind: 'uuid', column: 'r.principal_id', index: 'equal', required: true },
    roleDefinitionId: { kind: 'uuid', column: 'r.role_definition_id', index: 'equal', required: true },
    directoryScopeId: { kind: 'text', column: 'r.directory_scope_id' },
  },
};

/** What assignments are asked for by; what is null is not asked about. */
export interface RoleAssignmentFilter {
  readonly id: string | null;
  readonly roleDefinitionId: string | null;
  readonly principalId: string | null;
  readonly directoryScopeId: string | null;
  /** Only those for administrative units, whichever. */
  readonly inUnits: boolean;
}

/** A page of role assignments by id, after the given one. */
export async function readRoleAssignments(
  tx: TenantTransaction,
  { id, roleDefinitionId, principalId, directoryScopeId, inUnits }: RoleAssignmentFilter,
  page: { readonly top: number; readonly after: string },
): Promise<StoredRoleAssignment[]> {
  return tx.rows<StoredRoleAssignment>(
    `select ${columns} from role_assignments r
     where r.tenant_id = $1 and r.id > $2 and ($4::text is null or r.id = $4) and ($5::uuid is null or r.role_definition_id = $5)
       and ($6::uuid is null or r.principal_id = $6) and ($7::text is null or r.directory_scope_id = $7)
       and (not $8::boolean or starts_with(r.directory_scope_id, '/administrativeUnits/'))
     order by r.id limit $3`,
    [tx.tenant, page.after, page.top, id, roleDefinitionId, principalId, directoryScopeId, inUnits],
  );
}

/** The role assignments with the given ids. */
export async function readRoleAssignmentsById(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<StoredRoleAssignment[]> {
  return tx.rows<StoredRoleAssignment>(
    `select ${columns} from role_assignments r where r.tenant_id = $1 and r.id = any ($2::text[])`,
    [tx.tenant, ids],
  );
}

/** What principals hold that are no users: groups and service principals. */
export async function readRolesOfOthers(tx: TenantTransaction): Promise<StoredRoleAssignment[]> {
  return tx.rows<StoredRoleAssignment>(
    `select ${columns} from role_assignments r
     join directory_objects o on o.tenant_id = $1 and o.id = r.principal_id and o.type <> 'user'
     where r.tenant_id = $1 order by r.id`,
    [tx.tenant],
  );
}

/** The roles that a principal itself holds in the whole tenant, by id. */
export async function readRolesHeldDirectly(tx: TenantTransaction, principalId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select r.role_definition_id as id from role_assignments r
     where r.tenant_id = $1 and r.principal_id = $2 and r.directory_scope_id = '/' order by r.role_definition_id`,
    [tx.tenant, principalId],
  );
  return rows.map(({ id }) => id);
}

/** Gives a role. @returns false when the principal holds it there already */
export async function insertRoleAssignment(tx: TenantTransaction, assignment: StoredRoleAssignment): Promise<boolean> {
  const written = await tx.run(
    `insert into role_assignments (tenant_id, id, role_definition_id, principal_id, directory_scope_id, created_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [
      tx.tenant,
      assignment.id,
      assignment.roleDefinitionId,
      assignment.principalId,
      assignment.directoryScopeId,
      new Date(assignment.createdAt),
    ],
  );
  return written > 0;
}

/** Takes a role back. @returns the assignment, unless there is none of that id */
export async function deleteRoleAssignment(
  tx: TenantTransaction,
  id: string,
): Promise<StoredRoleAssignment | undefined> {
  const [row] = await tx.rows<StoredRoleAssignment>(
    `delete from role_assignments r where r.tenant_id = $1 and r.id = $2 returning ${columns}`,
    [tx.tenant, id],
  );
  return row;
}

/** Removes every assignment of a role definition that goes. @returns those removed */
export async function deleteAssignmentsOfRole(
  tx: TenantTransaction,
  roleDefinitionId: string,
): Promise<StoredRoleAssignment[]> {
  return tx.rows<StoredRoleAssignment>(
    `delete from role_assignments r where r.tenant_id = $1 and r.role_definition_id = $2 returning ${columns}`,
    [tx.tenant, roleDefinitionId],
  );
}

/** Removes every assignment for one part of the tenant that goes. @returns those removed */
export async function deleteAssignmentsInScope(tx: TenantTransaction, scope: string): Promise<StoredRoleAssignment[]> {
  return tx.rows<StoredRoleAssignment>(
    `delete from role_assignments r where r.tenant_id = $1 and r.directory_scope_id = $2 returning ${columns}`,
    [tx.tenant, scope],
  );
}

/**
 * Lets nobody else change who holds a role in the whole tenant until the transaction ends: of two who take the last two holders away
 * at once, the second finds one left.
 */
export async function lockHolders(tx: TenantTransaction, roleDefinitionId: string): Promise<void> {
  await tx.rows(
    `select from role_assignments where tenant_id = $1 and role_definition_id = $2 and directory_scope_id = '/'
     order by id for update`,
    [tx.tenant, roleDefinitionId],
  );
}

/**
 * Whether anybody holds a role in the whole tenant and could use it: users who may sign in, themselves or through a group, and service
 * principals. `except`: a principal to leave out, as a user, a group or a service principal.
 */
export async function hasUsableHolder(
  tx: TenantTransaction,
  roleDefinitionId: string,
  except: string | null,
): Promise<boolean> {
  const rows = await tx.rows(
    `with holders as (
       select principal_id from role_assignments
       where tenant_id = $1 and role_definition_id = $2 and directory_scope_id = '/' and principal_id is distinct from $3::uuid
     )
     (select from holders join users u on u.tenant_id = $1 and u.id = holders.principal_id and u.account_enabled limit 1)
     union all
     (select from holders join service_principals s on s.tenant_id = $1 and s.id = holders.principal_id limit 1)
     union all
     (select from holders join group_members m on m.tenant_id = $1 and m.group_id = holders.principal_id
      join users u on u.tenant_id = $1 and u.id = m.member_id and u.account_enabled
      where u.id is distinct from $3::uuid limit 1)`,
    [tx.tenant, roleDefinitionId, except],
  );
  return rows.length > 0;
}

/** True when a principal holds a role in the whole tenant, itself or through a group. */
export async function holdsRole(
  tx: TenantTransaction,
  roleDefinitionId: string,
  principalId: string,
): Promise<boolean> {
  const rows = await tx.rows(
    `select from role_assignments r
     where r.tenant_id = $1 and r.role_definition_id = $3 and r.directory_scope_id = '/' and (r.principal_id = $2
       or r.principal_id in (select m.group_id from group_members m where m.tenant_id = $1 and m.member_id = $2))`,
    [tx.tenant, principalId, roleDefinitionId],
  );
  return rows.length > 0;
}
