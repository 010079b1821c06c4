import { type TenantId, type UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  applySeed,
  deletedFor,
  deleteObject,
  type Directory,
  findDeleted,
  loadSeed,
  openDirectory,
} from '../directory/index.js';
import { systemIds } from '../platform/ids/index.js';
import { createLog } from '../platform/log/index.js';
import { openStore, type Store } from '../platform/store/index.js';
import { openPasswords } from './open-passwords.js';
import { purgeDeleted } from './purge-deleted.js';

const tenant = '10000000-0000-4000-8000-000000000001' as TenantId;
const [early, late] = ['70000000-0000-4000-8000-000000000001', '70000000-0000-4000-8000-000000000002'] as [
  UserId,
  UserId,
];
const by = { actor: { kind: 'platform' } } as const;

describe('what was deleted', () => {
  let now = Date.UTC(2031, 0, 1);
  const clock = { now: () => now };
  let store: Store;
  let directory: Directory;
  beforeAll(async () => {
    store = await openStore({ engine: 'embedded', memory: true, clock });
    const users = [early, late].map((id, index) => ({ id, userPrincipalName: `u${index}@x.example` }));
    const loaded = loadSeed([
      { name: 's', content: JSON.stringify({ tenants: [{ id: tenant, domains: ['x.example'], users }] }) },
    ]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    await applySeed(loaded.seed, { store, clock });
    directory = openDirectory({ store, clock, ids: systemIds });
  });
  afterAll(async () => {
    directory.close();
    await store.close();
  });
  const passwords = () =>
    store.inTenant(tenant, async (tx) =>
      (
        await tx.rows<{ user_id: string }>('select user_id from user_passwords where tenant_id = $1 order by user_id', [
          tenant,
        ])
      ).map((row) => row.user_id),
    );

  it('goes for good after 30 days, its password included, and not before', async () => {
    const keys = { tenantSecret: async () => new Uint8Array(32) };
    const prover = openPasswords({ store, directory, keys, clock, ids: systemIds, log: createLog({ level: 'error' }) });
    for (const id of [early, late]) await directory.perform(tenant, by, prover.set(id, 'fake-hash'));
    await directory.perform(tenant, by, deleteObject('user', early));
    now += 1;
    await directory.perform(tenant, by, deleteObject('user', late));
    expect(await passwords()).toEqual([early, late]);

    now = Date.UTC(2031, 0, 1) + deletedFor;
    expect(await purgeDeleted(directory)).toBe(0);
    now += 1;
    expect(await purgeDeleted(directory)).toBe(1);
    expect(await directory.perform(tenant, by, findDeleted(early))).toBeUndefined();
    expect(await directory.perform(tenant, by, findDeleted(late))).toBeDefined();
    expect(await passwords()).toEqual([late]);
    const entries = await store.journal.read(tenant, 0, 100);
    expect(entries.at(-1)).toMatchObject({
      operation: 'user.purge',
      target: { id: early },
      actor: { kind: 'platform' },
    });
  });
});
