import type { AppId, TenantId } from '@gatehouse/model';
import type { Statement, TenantTransaction, Transaction } from '../../platform/store/index.js';
import type { DeviceApproval, DeviceCodeGrant } from './device-code.js';

export interface DeviceCodeRow {
  readonly client: AppId;
  readonly authority: DeviceCodeGrant['authority'];
  readonly scope: string;
  readonly requestedFrom: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly polledAt: number | null;
  readonly state: 'pending' | 'approved' | 'declined';
  readonly approval: DeviceApproval | null;
}

interface StoredRow {
  client_app_id: AppId;
  authority: DeviceCodeGrant['authority'];
  scope: string;
  requested_from: string;
  expires_at: Date;
  polled_at: Date | null;
  state: DeviceCodeRow['state'];
  approval: DeviceApproval | null;
}

const columns = 'client_app_id, authority, scope, requested_from, expires_at, polled_at, state, approval';

/**
 * Routes a user code to the tenant that keeps it.
 * @returns false when the code is in use.
 */
export async function insertUserCode(tx: TenantTransaction, digest: Uint8Array, expiresAt: Date): Promise<boolean> {
  const inserted = await tx.run(
    'insert into device_user_codes (digest, tenant_id, expires_at) values ($1, $2, $3) on conflict do nothing',
    [digest, tx.tenant, expiresAt],
  );
  return inserted > 0;
}

export async function tenantOfUserCode(tx: Transaction, digest: Uint8Array, now: Date): Promise<TenantId | undefined> {
  const rows = await tx.rows<{ tenant_id: TenantId }>(
    'select tenant_id from device_user_codes where digest = $1 and expires_at > $2',
    [digest, now],
  );
  return rows[0]?.tenant_id;
}

const forgetCodes = `
  delete from device_codes where tenant_id = $1 and ctid = any (array(
    select ctid from device_codes where tenant_id = $1 and expires_at <= $2 limit $3 for update skip locked))`;
/** These rows never change: they need no lock to be found again. */
const forgetRoutes = `
  delete from device_user_codes where tenant_id = $1 and ctid = any (array(
    select ctid from device_user_codes where tenant_id = $1 and expires_at <= $2 limit $3))`;

/** Drops device codes that ended at `before` or earlier. */
export function deleteEndedCodes(tenant: TenantId, before: number, limit: number): Statement {
  return { sql: forgetCodes, parameters: [tenant, new Date(before), limit] };
}

/** Drops the routes of user codes that ended at `before` or earlier. */
export function deleteEndedRoutes(tenant: TenantId, before: number, limit: number): Statement {
  return { sql: forgetRoutes, parameters: [tenant, new Date(before), limit] };
}

/** Keeps a device code. */
export async function insertDeviceCode(
  tx: TenantTransaction,
  code: {
    readonly digest: Uint8Array;
    readonly userCodeDigest: Uint8Array;
    readonly client: AppId;
    readonly authority: string;
    readonly scope: string;
    readonly requestedFrom: string;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.run(
    `insert into device_codes
       (tenant_id, digest, user_code_digest, client_app_id, authority, scope, requested_from, expires_at, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending')`,
    [
      tx.tenant,
      code.digest,
      code.userCodeDigest,
      code.client,
      code.authority,
      code.scope,
      code.requestedFrom,
      code.expiresAt,
    ],
  );
}

export async function findByUserCode(
  tx: TenantTransaction,
  userCodeDigest: Uint8Array,
): Promise<(DeviceCodeRow & { readonly digest: Uint8Array }) | undefined> {
  const rows = await tx.rows<StoredRow & { digest: Uint8Array }>(
    `select digest, ${columns} from device_codes where tenant_id = $1 and user_code_digest = $2`,
    [tx.tenant, userCodeDigest],
  );
  return rows[0] === undefined ? undefined : { ...read(rows[0]), digest: rows[0].digest };
}

export async function findDeviceCode(tx: TenantTransaction, digest: Uint8Array): Promise<DeviceCodeRow | undefined> {
  const rows = await tx.rows<StoredRow>(`select ${columns} from device_codes where tenant_id = $1 and digest = $2`, [
    tx.tenant,
    digest,
  ]);
  return rows[0] === undefined ? undefined : read(rows[0]);
}

export async function markPolled(tx: TenantTransaction, digest: Uint8Array, at: Date): Promise<void> {
  await tx.run('update device_codes set polled_at = $3 where tenant_id = $1 and digest = $2', [tx.tenant, digest, at]);
}

/**
 * Answers a pending code for the person.
 * @returns false when it has ended or was answered before.
 */
export async function answerDeviceCode(
  tx: TenantTransaction,
  digest: Uint8Array,
  state: 'approved' | 'declined',
  approval: DeviceApproval | null,
  now: Date,
): Promise<boolean> {
  const changed = await tx.run(
    `update device_codes set state = $3, approval = $4
     where tenant_id = $1 and digest = $2 and state = 'pending' and expires_at > $5`,
    [tx.tenant, digest, state, approval === null ? null : { ...approval }, now],
  );
  return changed > 0;
}

/** Takes an answered code away. Of many who try at once exactly one gets true (law ONE-WINNER). */
export async function deleteDeviceCode(tx: TenantTransaction, digest: Uint8Array): Promise<boolean> {
  return (await tx.run('delete from device_codes where tenant_id = $1 and digest = $2', [tx.tenant, digest])) > 0;
}

function read(row: StoredRow): DeviceCodeRow {
  return {
    client: row.client_app_id,
    authority: row.authority,
    scope: row.scope,
    requestedFrom: row.requested_from,
    expiresAt: row.expires_at.getTime(),
    polledAt: row.polled_at?.getTime() ?? null,
    state: row.state,
    approval: row.approval,
  };
}
