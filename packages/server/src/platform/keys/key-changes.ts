import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../clock/index.js';
import type { Ids } from '../ids/index.js';
import type { Actor, Store, TenantTransaction } from '../store/index.js';
import { sealColumn } from './envelope.js';
import { generateKey } from './generate-key.js';
import type { KeyEncryptionKey } from './key-encryption-key.js';
import * as repository from './repository.js';
import { dueSteps, type KeySchedule } from './rules.js';
import type { SigningAlgorithm } from './signing-key.js';
import { privateKeyPlace } from './tenant-keys.js';

/** What changes of keys need. */
export interface KeyTools {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keyEncryptionKey: KeyEncryptionKey;
  readonly schedule: KeySchedule;
  /** Seconds. */
  readonly longestToken: number;
}

const platform: Actor = { kind: 'platform' };

// Keys are generated before a transaction begins, never inside one: an embedded store has one connection, and would stand still.

/** Makes a tenant's first key of an algorithm, current at once: nobody has cached an older set. Another process may be faster. */
export async function createFirstKey(tools: KeyTools, tenant: TenantId, alg: SigningAlgorithm): Promise<void> {
  const key = await newKey(tools, tenant, alg);
  await tools.store.inTenant(tenant, async (tx) => {
    if (!(await repository.insertKey(tx, { ...key, state: 'current' }, tools.clock.now()))) return;
    record(tx, platform, 'publish', key);
    record(tx, platform, 'activate', key);
  });
}

/**
 * Replaces the current key now: by the published next one, or by a new one when there is none.
 * A command that finds another one has already replaced the key it saw does nothing.
 */
export async function rotateNow(tools: KeyTools, tenant: TenantId, alg: SigningAlgorithm, actor: Actor): Promise<void> {
  const seen = byState(await readKeys(tools, tenant), alg);
  if (seen.current === undefined) return createFirstKey(tools, tenant, alg);
  const fresh = seen.next === undefined ? await newKey(tools, tenant, alg) : undefined;
  await tools.store.inTenant(tenant, async (tx) => {
    const { current, next } = byState(await repository.readKeys(tx, 'lock'), alg);
    if (current === undefined || current.kid !== seen.current?.kid) return;
    await replace(tx, tools.clock.now(), actor, current, next, fresh);
  });
}

async function replace(
  tx: TenantTransaction,
  now: number,
  actor: Actor,
  current: repository.KeyRow,
  next: repository.KeyRow | undefined,
  fresh: NewKey | undefined,
): Promise<void> {
  const successor = next ?? fresh;
  if (successor === undefined) throw new Error(`signing key \`${current.kid}\` has no successor`);
  // In this order: a tenant has one current key of an algorithm at any moment.
  await repository.retireKey(tx, current.kid, now);
  if (next !== undefined) await repository.activateKey(tx, next.kid, now);
  else if (fresh !== undefined) {
    await repository.insertKey(tx, { ...fresh, state: 'current' }, now);
    record(tx, actor, 'publish', fresh);
  }
  record(tx, actor, 'activate', successor);
  record(tx, actor, 'retire', current);
}

/** Does what the schedule asks for in one tenant. Of several processes that come at once, one does each step. */
export async function followSchedule(tools: KeyTools, tenant: TenantId): Promise<void> {
  const rows = await readKeys(tools, tenant);
  for (const alg of new Set(rows.map((row) => row.alg))) {
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
  if (due.publish && fresh !== undefined && (await repository.insertKey(tx, { ...fresh, state: 'next' }, now))) {
    record(tx, platform, 'publish', fresh);
  }
  if (due.activate !== undefined && current !== undefined) await replace(tx, now, platform, current, next, undefined);
  for (const kid of due.remove) {
    await repository.removeKey(tx, kid, now);
    record(tx, platform, 'remove', { kid, alg });
  }
}

type NewKey = Omit<repository.NewKeyRow, 'state'>;

async function newKey(
  { clock, ids, keyEncryptionKey }: KeyTools,
  tenant: TenantId,
  alg: SigningAlgorithm,
): Promise<NewKey> {
  const { kid, certificate, privateKey } = await generateKey(alg, clock.now());
  const sealedPrivateKey = sealColumn(keyEncryptionKey, privateKeyPlace(tenant, kid), privateKey, ids);
  privateKey.fill(0);
  return { kid, alg, certificate, sealedPrivateKey };
}

function readKeys({ store }: KeyTools, tenant: TenantId): Promise<repository.KeyRow[]> {
  return store.inTenant(tenant, (tx) => repository.readKeys(tx, 'look'));
}

function dueIn({ schedule, longestToken, clock }: KeyTools, rows: readonly repository.KeyRow[], alg: SigningAlgorithm) {
  return dueSteps(
    rows.filter((row) => row.alg === alg),
    schedule,
    longestToken,
    clock.now(),
  );
}

function byState(rows: readonly repository.KeyRow[], alg: SigningAlgorithm) {
  const find = (state: string) => rows.find((row) => row.alg === alg && row.state === state);
  return { current: find('current'), next: find('next') };
}

/** Readers of the journal drop what they hold of the tenant's keys at any entry `signing-key.…`. */
function record(
  tx: TenantTransaction,
  actor: Actor,
  verb: 'publish' | 'activate' | 'retire' | 'remove',
  { kid, alg }: { readonly kid: string; readonly alg: SigningAlgorithm },
): void {
  tx.journal({ operation: `signing-key.${verb}`, actor, target: { type: 'signing-key', id: kid, name: alg } });
}
