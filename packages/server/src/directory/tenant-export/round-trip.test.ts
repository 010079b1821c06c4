import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openStore, type Store } from '../../platform/store/index.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { exampleSeed } from '../seeding.fixture.js';
import { applySeed, planSeed } from '../seed/apply-seed.js';
import { loadSeed } from '../seed/load-seed.js';
import { exportTenants } from './export-tenants.js';
import { renderSeed } from './render-seed.js';
import { wholeTenant } from './whole-tenant.fixture.js';

const password = { section: 'user', property: 'password', schema: z.string(), apply: async () => false } as const;
const context = (store: Store, isExact = false) => ({ store, clock: suiteClock, extensions: [password], isExact });

function seedOf(content: string) {
  const loaded = loadSeed([{ name: 'seed', content }], [password]);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems, null, 1));
  return loaded.seed;
}

async function apply(store: Store, content: string) {
  const applied = await applySeed(seedOf(content), context(store));
  if (applied.kind === 'refused') throw new Error(JSON.stringify(applied.problems, null, 1));
  return applied;
}

/** What differs between a store and a seed, both ways. */
async function drift(store: Store, content: string) {
  const planned = await planSeed(seedOf(content), context(store, true));
  if (planned.kind === 'refused') throw new Error(JSON.stringify(planned.problems, null, 1));
  return planned.described.flatMap(({ changes }) => changes);
}

async function textOf(store: Store, format: 'yaml' | 'json' = 'yaml') {
  return renderSeed((await exportTenants(store)).tenants, format);
}

describe.each([
  ['the example', exampleSeed],
  ['everything: a tenant in which every section says something', JSON.stringify({ tenants: [wholeTenant] })],
])('an export of %s', (_name, seed) => {
  let store: Store;
  let text: string;
  beforeAll(async () => {
    store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
    await apply(store, seed);
    text = await textOf(store);
  });
  afterAll(() => store.close());

  it('shows no drift on the store it came from, in either format', async () => {
    expect(await drift(store, text)).toEqual([]);
    expect(await drift(store, await textOf(store, 'json'))).toEqual([]);
  });

  it('changes nothing when it is applied to the store it came from', async () => {
    expect(await apply(store, text)).toMatchObject({ changed: 0 });
  });

  it('applied to an empty store gives the same export again', async () => {
    const other = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
    await apply(other, text);
    expect(await textOf(other)).toBe(text);
    expect(await drift(other, text)).toEqual([]);
    await other.close();
  });

  it('leaves the seed it came from true', async () => {
    expect(await apply(store, seed)).toMatchObject({ changed: 0 });
  });
});
