import type { TenantId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPostgres } from '../../../../../tests/support/postgres.js';
import { AdjustableClock } from '../clock/index.js';
import { systemIds } from '../ids/index.js';
import { type Actor, openStore, type Store } from '../store/index.js';
import { type Keys, openKeys } from './index.js';
import { day, keyEncryptionKey, secret, storeWith } from './keys.fixture.js';

// Several stores on one server stand for several processes: what they know of each other goes through the database.
const operator: Actor = { kind: 'operator', name: 'test' };
const clock = new AdjustableClock();
const stores: Store[] = [];
const processes: Keys[] = [];

beforeAll(async () => {
  const url = await (await testPostgres()).database();
  for (let n = 0; n < 4; n += 1) {
    const appRolePassword = 'not-a-secret-only-tests';
    const store = await openStore({ engine: 'postgres', url, appRolePassword, poolSize: 4, clock });
    stores.push(store);
    processes.push(await openAt(store));
  }
});
afterAll(async () => {
  for (const keys of processes) await keys.close();
  for (const store of stores) await store.close();
  await (await testPostgres()).remove();
});

async function openAt(store: Store): Promise<Keys> {
  return openKeys({ store, clock, ids: systemIds, keyEncryptionKey: await keyEncryptionKey(secret) });
}

/** Gives a promise at each call; all of them resolve when the last of `count` has been given. */
function meeting(count: number): () => Promise<void> {
  let missing = count;
  let open = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    missing -= 1;
    if (missing === 0) open();
    return all;
  };
}

/** A store whose first transaction ends only when every other process has had its first, too: they all saw the same. */
function afterFirstRead(store: Store, meet: () => Promise<void>): Store {
  let met = false;
  return storeWith(store, {
    inTenant: async (tenant, work) => {
      const result = await store.inTenant(tenant, work);
      if (!met) {
        met = true;
        await meet();
      }
      return result;
    },
  });
}

function at(n: number): Keys {
  const keys = processes[n];
  if (keys === undefined) throw new Error(`there is no process ${n}`);
  return keys;
}

/** What the journal says of the tenant's ES256 keys. */
async function operations(tenant: TenantId): Promise<string[]> {
  const entries = (await stores[0]?.journal.read(tenant, 0, 100)) ?? [];
  return entries
    .filter(({ target }) => target.name === 'ES256')
    .map(({ operation }) => operation.replace('signing-key.', ''));
}

describe('processes on one Postgres', () => {
  // The first one: maintenance visits every tenant, also those that other tests leave behind.
  it('that follow the schedule at once take each step once', async () => {
    const tenant = systemIds.guid<TenantId>();
    await at(0).signer(tenant, 'ES256');
    for (const seconds of [day, 90 * day, 2 * day]) {
      clock.advance(seconds);
      await Promise.all(processes.map((keys) => keys.runMaintenance()));
    }
    const once = ['publish', 'activate', 'publish', 'retire', 'activate', 'publish', 'remove'];
    expect(await operations(tenant)).toEqual(once);
  });

  it('that ask for a tenant’s first key at once get the same one', async () => {
    const tenant = systemIds.guid<TenantId>();
    const signers = await Promise.all([...processes, ...processes].map((keys) => keys.signer(tenant, 'ES256')));
    expect(new Set(signers.map(({ kid }) => kid)).size).toBe(1);
    expect(await operations(tenant)).toEqual(['publish', 'activate']);
  });

  it('that ask for a tenant’s lasting secret at once get the same one', async () => {
    const tenant = systemIds.guid<TenantId>();
    const made = await Promise.all(processes.map((keys) => keys.tenantSecret(tenant, 'subject')));
    expect(new Set(made.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
  });

  it('that are told to replace the same key do it once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const tenant = systemIds.guid<TenantId>();
      await at(0).signer(tenant, 'ES256');
      const meet = meeting(stores.length);
      const told = await Promise.all(stores.map((store) => openAt(afterFirstRead(store, meet))));
      await Promise.all(told.map((keys) => keys.rotate(tenant, 'ES256', operator, 'now')));
      for (const keys of told) await keys.close();
      expect(await operations(tenant)).toEqual(['publish', 'activate', 'retire', 'publish', 'activate', 'publish']);
    }
  });

  it('hear of a rotation', async () => {
    const tenant = systemIds.guid<TenantId>();
    const before = await Promise.all(processes.map((keys) => keys.signer(tenant, 'ES256')));
    await at(0).rotate(tenant, 'ES256', operator, 'now');
    const { kid } = await at(0).signer(tenant, 'ES256');
    expect(kid).not.toBe(before[0]?.kid);
    for (const keys of processes) {
      await expect.poll(async () => (await keys.signer(tenant, 'ES256')).kid, { timeout: 20_000 }).toBe(kid);
    }
  });
});
