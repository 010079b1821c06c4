import type { TenantId } from '@gatehouse/model';
import { z } from 'zod';
import type { Store } from '../../platform/store/index.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { type AppliedSeed, applySeed, planSeed } from '../seed/apply-seed.js';
import { loadSeed, type Seed } from '../seed/load-seed.js';
import type { PlannedChange } from '../seed/planned-change.js';
import { exportTenants } from './export-tenants.js';
import { renderSeed } from './render-seed.js';

const password = { section: 'user', property: 'password', schema: z.string(), apply: async () => false } as const;
const context = (store: Store, isExact: boolean) => ({ store, clock: suiteClock, extensions: [password], isExact });

function seedOf(content: string): Seed {
  const loaded = loadSeed([{ name: 'seed', content }], [password]);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems, null, 1));
  return loaded.seed;
}

/** Applies the text of a seed. @throws when it is refused */
export async function applyText(
  store: Store,
  content: string,
  isExact = false,
): Promise<Extract<AppliedSeed, { kind: 'applied' }>> {
  const applied = await applySeed(seedOf(content), context(store, isExact));
  if (applied.kind === 'refused') throw new Error(JSON.stringify(applied.problems, null, 1));
  return applied;
}

/** What differs between a store and a seed, both ways. */
export async function driftOf(store: Store, content: string): Promise<readonly PlannedChange[]> {
  const planned = await planSeed(seedOf(content), context(store, true));
  if (planned.kind === 'refused') throw new Error(JSON.stringify(planned.problems, null, 1));
  return planned.described.flatMap(({ changes }) => changes);
}

/** The export of a tenant, or of all. */
export async function textOf(store: Store, format: 'yaml' | 'json' = 'yaml', tenant?: TenantId): Promise<string> {
  return renderSeed((await exportTenants(store, tenant)).tenants, format);
}
