import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../clock/index.js';
import type { Ids } from '../ids/index.js';
import type { Actor, Store, TenantTransaction } from '../store/index.js';
import { sealColumn } from './envelope.js';
import { generateKey } from './generate-key.js';
import type { KeyEncryptionKey } from './key-encryption-key.js';
import * as repository from './repository.js';
import type { KeySchedule } from './rules.js';
import { type SigningAlgorithm, signingAlgorithms } from './signing-key.js';
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

/** Whom the journal names for what happens by itself. */
export const platform: Actor = { kind: 'platform' };

// Keys are generated before a transaction begins, never inside one: an embedded store has one connection, and would stand still.

/**
 * Makes a tenant's first keys, one of each algorithm, current at once: nobody has cached an older set, and whatever the tenant signs
 * later, its key was published from the beginning. Does nothing where there are keys. Another process may be faster.
 */
export async function createFirstKeys(tools: KeyTools, tenant: TenantId): Promise<void> {
  if ((await readKeys(tools, tenant)).length > 0) return;
  const made = await Promise.all(signingAlgorithms.map((alg) => newKey(tools, tenant, alg)));
  await tools.store.inTenant(tenant, async (tx) => {
    for (const key of made) await addCurrent(tx, key, tools.clock.now(), platform);
  });
}

/**
 * Lets a tenant sign with an algorithm that it has no current key of: by the key that waits, or by a new one. Only tenants whose
 * first keys were not made with them come here; verifiers that cached their keys must fetch them anew.
 */
export async function createCurrentKey(
  tools: KeyTools,
  tenant: TenantId,
  alg: SigningAlgorithm,
  actor: Actor = platform,
): Promise<void> {
  const seen = byState(await readKeys(tools, tenant), alg);
  const fresh = seen.next === undefined ? await newKey(tools, tenant, alg) : undefined;
  await tools.store.inTenant(tenant, async (tx) => {
    const { current, next } = byState(await repository.readKeys(tx, 'lock'), alg);
    if (current !== undefined) return;
    if (next !== undefined) await activate(tx, next, tools.clock.now(), actor);
    else if (fresh !== undefined) await addCurrent(tx, fresh, tools.clock.now(), actor);
  });
}

/** A key that no row holds yet. */
export type NewKey = Omit<repository.NewKeyRow, 'state'>;

/** Generates a key and seals its private half. */
export async function newKey(
  { clock, ids, keyEncryptionKey }: KeyTools,
  tenant: TenantId,
  alg: SigningAlgorithm,
): Promise<NewKey> {
  const { kid, certificate, privateKey } = await generateKey(alg, clock.now());
  const sealedPrivateKey = sealColumn(keyEncryptionKey, privateKeyPlace(tenant, kid), privateKey, ids);
  privateKey.fill(0);
  return { kid, alg, certificate, sealedPrivateKey };
}

export function readKeys({ store }: KeyTools, tenant: TenantId): Promise<repository.KeyRow[]> {
  return store.inTenant(tenant, (tx) => repository.readKeys(tx, 'look'));
}

export function byState(rows: readonly repository.KeyRow[], alg: SigningAlgorithm) {
  const find = (state: string) => rows.find((row) => row.alg === alg && row.state === state);
  return { current: find('current'), next: find('next') };
}

/** Publishes a key that signs from now on; nothing when the tenant has a current key of the algorithm already. */
export async function addCurrent(tx: TenantTransaction, key: NewKey, now: number, actor: Actor): Promise<void> {
  if (!(await repository.insertKey(tx, { ...key, state: 'current' }, now))) return;
  record(tx, actor, 'publish', key);
  record(tx, actor, 'activate', key);
}

/** Publishes a key that signs later; nothing when there is a next key of the algorithm already. */
export async function addNext(tx: TenantTransaction, key: NewKey, now: number, actor: Actor): Promise<void> {
  if (await repository.insertKey(tx, { ...key, state: 'next' }, now)) record(tx, actor, 'publish', key);
}

type Named = Pick<repository.KeyRow, 'kid' | 'alg'>;

export async function activate(tx: TenantTransaction, key: Named, now: number, actor: Actor): Promise<void> {
  await repository.activateKey(tx, key.kid, now);
  record(tx, actor, 'activate', key);
}

export async function retire(tx: TenantTransaction, key: Named, now: number, actor: Actor): Promise<void> {
  await repository.retireKey(tx, key.kid, now);
  record(tx, actor, 'retire', key);
}

export async function remove(tx: TenantTransaction, key: Named, now: number, actor: Actor): Promise<void> {
  await repository.removeKey(tx, key.kid, now);
  record(tx, actor, 'remove', key);
}

/** Readers of the journal drop what they hold of the tenant's keys at any entry `signing-key.…`. */
function record(
  tx: TenantTransaction,
  actor: Actor,
  verb: 'publish' | 'activate' | 'retire' | 'remove',
  { kid, alg }: Named,
): void {
  tx.journal({ operation: `signing-key.${verb}`, actor, target: { type: 'signing-key', id: kid, name: alg } });
}
