import type { TenantId, UserId } from '@gatehouse/model';
import type { TenantTransaction } from '../../platform/store/index.js';

/** An account of another tenant of this platform. */
export interface ExternalIdentity {
  /** The tenant it is at home in. */
  readonly issuer: TenantId;
  /** Its object id there. */
  readonly issuerAssignedId: UserId;
}

/** Who a guest is at home. */
export async function readExternalIdentity(tx: TenantTransaction, user: UserId): Promise<ExternalIdentity | undefined> {
  const [row] = await tx.rows<ExternalIdentity>(
    `select issuer, issuer_assigned_id as "issuerAssignedId" from external_identities
     where tenant_id = $1 and user_id = $2`,
    [tx.tenant, user],
  );
  return row;
}

/** The guest of the tenant that an account elsewhere signs in as. */
export async function readGuestOf(
  tx: TenantTransaction,
  { issuer, issuerAssignedId }: ExternalIdentity,
): Promise<UserId | undefined> {
  const [row] = await tx.rows<{ user: UserId }>(
    `select user_id as "user" from external_identities
     where tenant_id = $1 and issuer = $2 and issuer_assigned_id = $3`,
    [tx.tenant, issuer, issuerAssignedId],
  );
  return row?.user;
}

/** Writes who a guest is at home. @returns false when somebody else of the tenant is that account, or the guest another one */
export async function insertExternalIdentity(
  tx: TenantTransaction,
  user: UserId,
  { issuer, issuerAssignedId }: ExternalIdentity,
  now: number,
): Promise<boolean> {
  const written = await tx.run(
    `insert into external_identities (tenant_id, user_id, issuer, issuer_assigned_id, created_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [tx.tenant, user, issuer, issuerAssignedId, new Date(now)],
  );
  return written > 0;
}

/** Forgets who a guest is at home. */
export async function deleteExternalIdentity(tx: TenantTransaction, user: UserId): Promise<void> {
  await tx.run('delete from external_identities where tenant_id = $1 and user_id = $2', [tx.tenant, user]);
}
