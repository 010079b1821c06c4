import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../platform/store/index.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { exampleSeed } from '../seeding.fixture.js';
import { applyText, driftOf, textOf } from './exported-store.fixture.js';
import { wholeTenant } from './whole-tenant.fixture.js';

describe.each([
  ['the example', exampleSeed],
  ['everything: a tenant in which every section says something', JSON.stringify({ tenants: [wholeTenant] })],
])('an export of %s', (_name, seed) => {
  let store: Store;
  let text: string;
  beforeAll(async () => {
    store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
    await applyText(store, seed);
    text = await textOf(store);
  });
  afterAll(() => store.close());

  it('shows no drift on the store it came from, in either format', async () => {
    expect(await driftOf(store, text)).toEqual([]);
    expect(await driftOf(store, await textOf(store, 'json'))).toEqual([]);
  });

  it('changes nothing when it is applied to the store it came from', async () => {
    expect(await applyText(store, text)).toMatchObject({ changed: 0 });
  });

  it('applied to an empty store gives the same export again', async () => {
    const other = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
    await applyText(other, text);
    expect(await textOf(other)).toBe(text);
    expect(await driftOf(other, text)).toEqual([]);
    await other.close();
  });

  it('leaves the seed it came from true', async () => {
    expect(await applyText(store, seed)).toMatchObject({ changed: 0 });
  });
});
