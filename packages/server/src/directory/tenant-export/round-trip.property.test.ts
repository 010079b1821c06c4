import type { DeviceId } from '@gatehouse/model';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { deleteObject } from '../deleted-objects/delete-objects.js';
import { removeDevice } from '../devices/change-devices.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { type Directory, openDirectory } from '../index.js';
import { applyText, driftOf, textOf } from './exported-store.fixture.js';
import { type GeneratedTenant, generatedTenants } from './generated-tenant.fixture.js';

/** Ended before the test is, so that a failure tells its example. */
const bounded = { numRuns: 25, plugins: [fc.interruptAfterTimeLimit(100_000)] };
const by = { actor: { kind: 'operator', name: 'test' } } as const;

let store: Store;
let other: Store;
let directory: Directory;
beforeAll(async () => {
  [store, other] = [await openFresh(), await openFresh()];
  directory = openDirectory({ store, clock: suiteClock, ids: systemIds });
});
afterAll(async () => {
  directory.close();
  await store.close();
  await other.close();
});
const openFresh = () => openStore({ engine: 'embedded', memory: true, clock: suiteClock });

/** A tenant that no other run has, as its seed made it. */
async function made(generated: (run: string) => GeneratedTenant): Promise<GeneratedTenant> {
  const one = generated(systemIds.bytes(3).toString('hex'));
  await applyText(store, JSON.stringify({ tenants: [one.seed] }));
  return one;
}

/** Ages it: what was published is withdrawn, and objects are deleted to which others still refer. */
async function age({ tenant, later, deleted }: GeneratedTenant): Promise<void> {
  await applyText(store, JSON.stringify({ tenants: [later] }));
  for (const { type, id } of deleted) {
    if (type === 'device') await directory.perform(tenant, by, removeDevice(id as DeviceId));
    else await directory.perform(tenant, by, deleteObject(type, id));
  }
}

describe('whatever a tenant holds, and however it came to hold that', () => {
  it('its export shows no drift, changes nothing, and makes the same tenant in another store', async () => {
    await fc.assert(
      fc.asyncProperty(generatedTenants(), fc.constantFrom('yaml', 'json'), async (generated, format) => {
        const one = await made(generated);
        await age(one);
        const text = await textOf(store, format, one.tenant);
        expect(await driftOf(store, text)).toEqual([]);
        expect(await applyText(store, text)).toMatchObject({ changed: 0 });
        await applyText(other, text);
        expect(await textOf(other, format, one.tenant)).toBe(text);
        expect(await driftOf(other, text)).toEqual([]);
      }),
      bounded,
    );
  }, 120_000);

  it('an export gives back what was deleted since and takes away what was made since', async () => {
    await fc.assert(
      fc.asyncProperty(generatedTenants(), fc.boolean(), async (generated, isMore) => {
        const { tenant, deleted } = await made(generated);
        const text = await textOf(store, 'yaml', tenant);
        await age({ tenant, later: isMore ? strangers(tenant) : { id: tenant }, deleted, seed: {} });
        await applyText(store, text, true);
        expect(await textOf(store, 'yaml', tenant)).toBe(text);
        expect(await driftOf(store, text)).toEqual([]);
      }),
      bounded,
    );
  }, 120_000);
});

/** What nobody exported. */
function strangers(id: string) {
  return {
    id,
    domains: [`more-${id}.example`],
    users: [{ userPrincipalName: `stranger@more-${id}.example` }],
    groups: [{ displayName: 'Strangers', members: [`stranger@more-${id}.example`] }],
    devices: [{ displayName: 'A stranger' }],
    administrativeUnits: [{ displayName: 'Strange', members: ['Strangers'] }],
    applications: [{ displayName: 'A strange application', owners: [`stranger@more-${id}.example`] }],
    namedLocations: [{ displayName: 'Strange land', countriesAndRegions: ['DE'] }],
    directoryRoles: [{ role: 'Security Reader', members: [`stranger@more-${id}.example`] }],
  };
}
