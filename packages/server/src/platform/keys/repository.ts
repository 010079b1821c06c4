import type { TenantId } from '@gatehouse/model';
import type { TenantTransaction, Transaction } from '../store/index.js';
import type { KeyLife, KeyState } from './rules.js';
import type { SigningAlgorithm } from './signing-key.js';

/** A key that is published: its private half is there, sealed. */
export interface KeyRow extends KeyLife {
  /** DER. */
  readonly certificate: Buffer;
  readonly sealedPrivateKey: string;
}

interface SigningKeysRow {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly state: KeyState;
  readonly certificate: Buffer;
  readonly private_key: string;
  readonly published_at: Date;
  readonly activated_at: Date | null;
  readonly retired_at: Date | null;
}

/** The tenant's keys that are not removed, oldest first. @param lock keeps other writers of these rows out until the end. */
export async function readKeys(tx: TenantTransaction, lock: 'lock' | 'look'): Promise<KeyRow[]> {
  const rows = await tx.rows<SigningKeysRow>(
    `select kid, alg, state, certificate, private_key, published_at, activated_at, retired_at from signing_keys
     where tenant_id = $1 and state <> 'removed' order by published_at, kid${lock === 'lock' ? ' for update' : ''}`,
    [tx.tenant],
  );
  return rows.map(({ private_key, published_at, activated_at, retired_at, ...row }) => ({
    ...row,
    sealedPrivateKey: private_key,
    publishedAt: published_at.getTime(),
    activatedAt: activated_at?.getTime(),
    retiredAt: retired_at?.getTime(),
  }));
}

export interface NewKeyRow {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly state: 'next' | 'current';
  readonly certificate: Buffer;
  readonly sealedPrivateKey: string;
}

/** Adds a key unless the tenant already has one of that algorithm in that state. @returns whether it was added. */
export async function insertKey(tx: TenantTransaction, key: NewKeyRow, now: number): Promise<boolean> {
  const added = await tx.run(
    `insert into signing_keys (tenant_id, kid, alg, state, certificate, private_key, published_at, activated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      tx.tenant,
      key.kid,
      key.alg,
      key.state,
      key.certificate,
      key.sealedPrivateKey,
      new Date(now),
      key.state === 'current' ? new Date(now) : null,
    ],
  );
  return added === 1;
}

export async function retireKey(tx: TenantTransaction, kid: string, now: number): Promise<void> {
  await tx.run(`update signing_keys set state = 'retired', retired_at = $3 where tenant_id = $1 and kid = $2`, [
    tx.tenant,
    kid,
    new Date(now),
  ]);
}

export async function activateKey(tx: TenantTransaction, kid: string, now: number): Promise<void> {
  await tx.run(`update signing_keys set state = 'current', activated_at = $3 where tenant_id = $1 and kid = $2`, [
    tx.tenant,
    kid,
    new Date(now),
  ]);
}

/** Keeps the row, which journal entries and old tokens name, and forgets the private half. */
export async function removeKey(tx: TenantTransaction, kid: string, now: number): Promise<void> {
  await tx.run(
    `update signing_keys set state = 'removed', private_key = null, removed_at = $3 where tenant_id = $1 and kid = $2`,
    [tx.tenant, kid, new Date(now)],
  );
}

export async function readSecret(tx: TenantTransaction, purpose: string): Promise<string | undefined> {
  const rows = await tx.rows<{ secret: string }>(
    'select secret from tenant_secrets where tenant_id = $1 and purpose = $2',
    [tx.tenant, purpose],
  );
  return rows[0]?.secret;
}

/** Adds a secret unless there is one for the purpose. @returns whether it was added. */
export async function insertSecret(
  tx: TenantTransaction,
  purpose: string,
  sealed: string,
  now: number,
): Promise<boolean> {
  const added = await tx.run(
    `insert into tenant_secrets (tenant_id, purpose, secret, created_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [tx.tenant, purpose, sealed, new Date(now)],
  );
  return added === 1;
}

/** A sealed value of this module's tables. */
export interface SealedValue {
  readonly table: 'signing_keys' | 'tenant_secrets';
  readonly column: 'private_key' | 'secret';
  /** The kid, or the purpose. */
  readonly row: string;
  readonly sealed: string;
}

/** The tenant's values that were not sealed by the key whose values begin with `prefix`. */
export async function readSealedOtherwise(tx: TenantTransaction, prefix: string): Promise<SealedValue[]> {
  return tx.rows<SealedValue>(
    `select 'signing_keys' as "table", 'private_key' as "column", kid as "row", private_key as sealed from signing_keys
     where tenant_id = $1 and private_key is not null and not starts_with(private_key, $2)
     union all
     select 'tenant_secrets', 'secret', purpose, secret from tenant_secrets
     where tenant_id = $1 and not starts_with(secret, $2)`,
    [tx.tenant, prefix],
  );
}

/** Replaces a sealed value if it is still what was read. @returns whether it was. */
export async function replaceSealed(tx: TenantTransaction, before: SealedValue, sealed: string): Promise<boolean> {
  const sql =
    before.table === 'signing_keys'
      ? 'update signing_keys set private_key = $4 where tenant_id = $1 and kid = $2 and private_key = $3'
      : 'update tenant_secrets set secret = $4 where tenant_id = $1 and purpose = $2 and secret = $3';
  return (await tx.run(sql, [tx.tenant, before.row, before.sealed, sealed])) === 1;
}

/** Up to `limit` tenants after `after`, in order. A tenant that has a key has a journal. */
export async function readTenants(tx: Transaction, after: string, limit: number): Promise<TenantId[]> {
  const rows = await tx.rows<{ tenant_id: TenantId }>(
    'select tenant_id from journal_heads where tenant_id > $1 order by tenant_id limit $2',
    [after, limit],
  );
  return rows.map(({ tenant_id }) => tenant_id);
}
