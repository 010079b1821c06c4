import type { TenantId } from '@gatehouse/model';
import type { Actor } from '../store/index.js';
import {
  activate,
  addCurrent,
  addNext,
  byState,
  createCurrentKey,
  type KeyTools,
  newKey,
  readKeys,
  remove,
  retire,
} from './key-changes.js';
import * as repository from './repository.js';
import { knownFrom } from './rules.js';
import type { SigningAlgorithm } from './signing-key.js';

/**
 * `known`: the published next key takes over, once it was published long enough for verifiers to know it.
 * `now`: a new key takes over that nobody has seen, and the one that waited is thrown away, for it was in the same hands.
 */
export type RotationKind = 'known' | 'now';

/** What a command to replace a key came to; keys by their ids. */
export type Rotation =
  | {
      readonly kind: 'rotated';
      readonly current: string;
      readonly next: string | undefined;
      readonly retired: string | undefined;
    }
  /** The next key may not be known yet. `knownFrom` in milliseconds since the Unix epoch. */
  | { readonly kind: 'too-early'; readonly next: string; readonly knownFrom: number };

/**
 * Replaces the current key, and publishes the one after it at once.
 * A command that finds another one has already replaced the key it saw does nothing.
 */
export async function rotateKey(
  tools: KeyTools,
  tenant: TenantId,
  alg: SigningAlgorithm,
  actor: Actor,
  how: RotationKind,
): Promise<Rotation> {
  const { current, next } = await seen(tools, tenant, alg);
  if (current === undefined) await createCurrentKey(tools, tenant, alg, actor);
  else if (how === 'now') await replaceByNew(tools, tenant, current, actor);
  else {
    const waiting = next ?? (await publishNext(tools, tenant, alg, actor));
    const from = knownFrom(waiting, tools.schedule);
    if (tools.clock.now() < from) return { kind: 'too-early', next: waiting.kid, knownFrom: from };
    await replaceByKnown(tools, tenant, current, actor);
  }
  const after = await seen(tools, tenant, alg);
  if (after.current === undefined) throw new Error(`tenant \`${tenant}\` has no ${alg} signing key`);
  return { kind: 'rotated', current: after.current.kid, next: after.next?.kid, retired: current?.kid };
}

async function seen(tools: KeyTools, tenant: TenantId, alg: SigningAlgorithm) {
  return byState(await readKeys(tools, tenant), alg);
}

async function publishNext(
  tools: KeyTools,
  tenant: TenantId,
  alg: SigningAlgorithm,
  actor: Actor,
): Promise<repository.KeyRow> {
  const key = await newKey(tools, tenant, alg);
  await tools.store.inTenant(tenant, (tx) => addNext(tx, key, tools.clock.now(), actor));
  const { next } = await seen(tools, tenant, alg);
  if (next === undefined) throw new Error(`tenant \`${tenant}\` has no next ${alg} signing key`);
  return next;
}

async function replaceByKnown(
  tools: KeyTools,
  tenant: TenantId,
  { kid, alg }: repository.KeyRow,
  actor: Actor,
): Promise<void> {
  const after = await newKey(tools, tenant, alg);
  await tools.store.inTenant(tenant, async (tx) => {
    const now = tools.clock.now();
    const { current, next } = byState(await repository.readKeys(tx, 'lock'), alg);
    if (current === undefined || current.kid !== kid || next === undefined) return;
    // In this order: a tenant has one current key of an algorithm at any moment.
    await retire(tx, current, now, actor);
    await activate(tx, next, now, actor);
    await addNext(tx, after, now, actor);
  });
}

async function replaceByNew(
  tools: KeyTools,
  tenant: TenantId,
  { kid, alg }: repository.KeyRow,
  actor: Actor,
): Promise<void> {
  const [fresh, after] = await Promise.all([newKey(tools, tenant, alg), newKey(tools, tenant, alg)]);
  await tools.store.inTenant(tenant, async (tx) => {
    const now = tools.clock.now();
    const { current, next } = byState(await repository.readKeys(tx, 'lock'), alg);
    if (current === undefined || current.kid !== kid) return;
    await retire(tx, current, now, actor);
    if (next !== undefined) await remove(tx, next, now, actor);
    await addCurrent(tx, fresh, now, actor);
    await addNext(tx, after, now, actor);
  });
}
