import type { UserId } from '@gatehouse/model';
import type { TenantTransaction } from '../../../platform/store/index.js';

export async function selectPassword(tx: TenantTransaction, user: UserId): Promise<string | undefined> {
  const rows = await tx.rows<{ phc: string }>('select phc from user_passwords where tenant_id = $1 and user_id = $2', [
    tx.tenant,
    user,
  ]);
  return rows[0]?.phc;
}

export async function upsertPassword(tx: TenantTransaction, user: UserId, phc: string, at: number): Promise<void> {
  await tx.run(
    `insert into user_passwords (tenant_id, user_id, phc, changed_at) values ($1, $2, $3, $4)
     on conflict (tenant_id, user_id) do update set phc = excluded.phc, changed_at = excluded.changed_at`,
    [tx.tenant, user, phc, new Date(at)],
  );
}

/** Stores the same password under today's parameters, unless it was changed meanwhile. */
export async function replaceHash(tx: TenantTransaction, user: UserId, old: string, phc: string): Promise<void> {
  await tx.run('update user_passwords set phc = $4 where tenant_id = $1 and user_id = $2 and phc = $3', [
    tx.tenant,
    user,
    old,
    phc,
  ]);
}

/** Forgets the password of a user. */
export async function deletePassword(tx: TenantTransaction, user: UserId): Promise<void> {
  await tx.run('delete from user_passwords where tenant_id = $1 and user_id = $2', [tx.tenant, user]);
}
