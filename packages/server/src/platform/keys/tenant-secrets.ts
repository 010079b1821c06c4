import type { TenantId } from '@gatehouse/model';
import type { TenantTransaction } from '../store/index.js';
import { BoundedMap } from './bounded-map.js';
import { type ColumnPlace, openColumn, sealColumn } from './envelope.js';
import type { KeyTools } from './key-changes.js';
import { insertSecret, readSecret } from './repository.js';

const length = 32;

/** Gives a tenant's lasting secret for a purpose: 32 random bytes, made when first asked for and never changed. */
export type TenantSecrets = (tenant: TenantId, purpose: string) => Promise<Uint8Array>;

/** Makes the reader of lasting secrets, which keeps up to `cached` of them. */
export function tenantSecrets(tools: KeyTools, cached: number): TenantSecrets {
  const secrets = new BoundedMap<string, Promise<Uint8Array>>(cached);
  return (tenant, purpose) => {
    const name = `${tenant} ${purpose}`;
    const known = secrets.get(name);
    if (known !== undefined) return known;
    const secret = tools.store.inTenant(tenant, (tx) => ensure(tools, tx, purpose));
    secrets.set(name, secret);
    secret.catch(() => secrets.delete(name));
    return secret;
  };
}

async function ensure(
  { clock, ids, keyEncryptionKey }: KeyTools,
  tx: TenantTransaction,
  purpose: string,
): Promise<Uint8Array> {
  const place: ColumnPlace = { tenant: tx.tenant, table: 'tenant_secrets', column: 'secret', row: purpose };
  let sealed = await readSecret(tx, purpose);
  if (sealed === undefined) {
    const made = sealColumn(keyEncryptionKey, place, ids.bytes(length), ids);
    if (await insertSecret(tx, purpose, made, clock.now())) {
      tx.journal({
        operation: 'tenant-secret.create',
        actor: { kind: 'platform' },
        target: { type: 'tenant-secret', id: purpose },
      });
    }
    // Another process's, when that was faster.
    sealed = await readSecret(tx, purpose);
  }
  const secret = sealed === undefined ? undefined : openColumn(keyEncryptionKey, place, sealed);
  if (secret !== undefined) return secret;
  throw new Error(
    `the secret \`${purpose}\` of tenant \`${tx.tenant}\` cannot be opened with any configured key-encryption key`,
  );
}
