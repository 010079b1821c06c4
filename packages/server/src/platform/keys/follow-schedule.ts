import type { TenantId } from '@gatehouse/model';
import type { TenantTransaction } from '../store/index.js';
import {
  activate,
  addNext,
  byState,
  type KeyTools,
  type NewKey,
  newKey,
  platform,
  readKeys,
  remove,
  retire,
} from './key-changes.js';
import * as repository from './repository.js';
import { type DueSteps, dueSteps } from './rules.js';
import { type SigningAlgorithm, signingAlgorithms } from './signing-key.js';

/**
 * Does what the schedule asks for in one tenant that has keys. Of several processes that come at once, one does each step.
 * An algorithm that the tenant has no key of, because its keys are older than the rule, gets one that is published before it signs.
 */
export async function followSchedule(tools: KeyTools, tenant: TenantId): Promise<void> {
  const rows = await readKeys(tools, tenant);
  if (rows.length === 0) return;
  for (const alg of signingAlgorithms) {
    const due = dueIn(tools, rows, alg);
    const idle = !due.publish && due.activate === undefined && due.remove.length === 0;
    if (idle) continue;
    const fresh = due.publish ? await newKey(tools, tenant, alg) : undefined;
    await tools.store.inTenant(tenant, (tx) => takeSteps(tools, tx, alg, fresh));
  }
}

async function takeSteps(
  tools: KeyTools,
  tx: TenantTransaction,
  alg: SigningAlgorithm,
  fresh: NewKey | undefined,
): Promise<void> {
  const now = tools.clock.now();
  const rows = await repository.readKeys(tx, 'lock');
  // Asked again under the lock: another process may have done it.
  const due = dueIn(tools, rows, alg);
  const { current, next } = byState(rows, alg);
  if (due.activate !== undefined && next !== undefined) {
    // In this order: a tenant has one current key of an algorithm at any moment.
    if (current !== undefined) await retire(tx, current, now, platform);
    await activate(tx, next, now, platform);
  }
  if (due.publish && fresh !== undefined) await addNext(tx, fresh, now, platform);
  for (const kid of due.remove) await remove(tx, { kid, alg }, now, platform);
}

function dueIn(
  { schedule, longestToken, clock }: KeyTools,
  rows: readonly repository.KeyRow[],
  alg: SigningAlgorithm,
): DueSteps {
  const ofAlgorithm = rows.filter((row) => row.alg === alg);
  return dueSteps(ofAlgorithm, schedule, longestToken, clock.now());
}
