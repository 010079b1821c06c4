import type { TenantTransaction } from '../../platform/store/index.js';
import type { ObjectType } from '../relations/repository.js';

/** What of an object counts when somebody wants to see or change it. */
export interface TargetStanding {
  readonly type: ObjectType;
  /** Whether the caller is one of its owners. */
  readonly isOwned: boolean;
  /** The administrative units it is a direct member of. */
  readonly units: readonly string[];
  /** The role definitions it holds anywhere, through role-assignable groups too. */
  readonly roles: readonly string[];
  /** Whether it is a member or an owner of a group that roles can be given to. */
  readonly inRoleAssignableGroup: boolean;
  readonly isRoleAssignableGroup: boolean;
}

/** What counts of one object towards one caller; undefined when there is no such object. */
export async function readTargetStanding(
  tx: TenantTransaction,
  id: string,
  callerId: string | null,
): Promise<TargetStanding | undefined> {
  const [row] = await tx.rows<TargetStanding>(
    `select o.type,
       exists (
         select from group_owners where tenant_id = $1 and group_id = $2 and owner_id = $3
         union all select from application_owners where tenant_id = $1 and application_id = $2 and owner_id = $3
         union all select from service_principal_owners where tenant_id = $1 and service_principal_id = $2 and owner_id = $3
         union all select from device_owners where tenant_id = $1 and device_id = $2 and owner_id = $3
       ) as "isOwned",
       array(select unit_id::text from administrative_unit_members where tenant_id = $1 and member_id = $2) as "units",
       array(
         select distinct r.role_definition_id::text from role_assignments r
         where r.tenant_id = $1 and (r.principal_id = $2 or r.principal_id in (
           select m.group_id from group_members m
           join groups g on g.tenant_id = $1 and g.id = m.group_id and g.is_assignable_to_role
           where m.tenant_id = $1 and m.member_id = $2))
       ) as "roles",
       exists (
         select from group_members m join groups g on g.tenant_id = $1 and g.id = m.group_id and g.is_assignable_to_role
         where m.tenant_id = $1 and m.member_id = $2
         union all
         select from group_owners w join groups g on g.tenant_id = $1 and g.id = w.group_id and g.is_assignable_to_role
         where w.tenant_id = $1 and w.owner_id = $2
       ) as "inRoleAssignableGroup",
       coalesce((select g.is_assignable_to_role from groups g where g.tenant_id = $1 and g.id = $2), false)
         as "isRoleAssignableGroup"
     from directory_objects o where o.tenant_id = $1 and o.id = $2`,
    [tx.tenant, id, callerId],
  );
  return row;
}
