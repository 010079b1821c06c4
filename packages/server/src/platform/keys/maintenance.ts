import type { TenantId } from '@gatehouse/model';
import type { TenantTransaction } from '../store/index.js';
import { currentPrefix, resealColumn } from './envelope.js';
import { followSchedule } from './follow-schedule.js';
import type { KeyTools } from './key-changes.js';
import { readSealedOtherwise, readTenants, replaceSealed } from './repository.js';

const page = 500;

/**
 * Goes through every tenant: does what the schedule asks for, and seals again what a replaced key-encryption key had sealed.
 * One tenant's failure keeps no other from its turn.
 * @throws AggregateError of the failures, at the end.
 */
export async function maintainKeys(tools: KeyTools): Promise<void> {
  const failures: unknown[] = [];
  for await (const tenant of everyTenant(tools)) {
    try {
      await followSchedule(tools, tenant);
      await tools.store.inTenant(tenant, (tx) => resealAll(tools, tx));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `the keys of ${failures.length} tenants could not be maintained`);
}

async function* everyTenant({ store }: KeyTools): AsyncGenerator<TenantId> {
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const tenants = await store.inPlatform((tx) => readTenants(tx, last, page));
    yield* tenants;
    if (tenants.length < page) return;
    last = tenants.at(-1) ?? last;
  }
}

async function resealAll({ keyEncryptionKey, ids }: KeyTools, tx: TenantTransaction): Promise<void> {
  for (const value of await readSealedOtherwise(tx, currentPrefix(keyEncryptionKey))) {
    const sealed = resealColumn(keyEncryptionKey, { tenant: tx.tenant, ...value }, value.sealed, ids);
    // What no configured key opens stays as it is: the key may come back.
    if (sealed === undefined || !(await replaceSealed(tx, value, sealed))) continue;
    const type = value.table === 'signing_keys' ? 'signing-key' : 'tenant-secret';
    tx.journal({ operation: `${type}.reseal`, actor: { kind: 'platform' }, target: { type, id: value.row } });
  }
}
