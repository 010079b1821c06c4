import { createHash } from 'node:crypto';
import type { AppId, GrantFamilyId, TenantId, UserId } from '@gatehouse/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDeviceCodes } from '../credentials/device-codes/index.js';
import { createSessions } from '../credentials/sessions/index.js';
import { type Directory, openDirectory } from '../directory/index.js';
import { AdjustableClock } from '../platform/clock/index.js';
import { systemIds } from '../platform/ids/index.js';
import { createLog } from '../platform/log/index.js';
import { createSingleUse } from '../platform/single-use/index.js';
import { openStore, type Store } from '../platform/store/index.js';
import { createRevocation } from '../signals/revocation/index.js';
import { keepUp, sweepsOf } from './upkeep.js';

const clock = new AdjustableClock({ now: () => Date.UTC(2030, 0, 1) });
const day = 24 * 60 * 60;
const kept = ['sessions', 'session_clients', 'revoked_grant_families', 'device_codes', 'device_user_codes', 'spent'];
const log = createLog({ level: 'warn', destination: { write: (line) => lines.push(line) } });
const lines: string[] = [];
let store: Store;
let directory: Directory;

beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock });
  directory = openDirectory({ store, clock, ids: systemIds });
});
afterAll(async () => {
  directory.close();
  await store.close();
});

/** Leaves one row of everything that ends, in a tenant; all of it ends within 92 days. */
async function leaveTraces(tenant: TenantId): Promise<void> {
  const deps = { store, clock, ids: systemIds };
  const sessions = createSessions(deps);
  const user = systemIds.guid<UserId>();
  const session = await sessions.start(tenant, { user, persistent: true, address: '192.0.2.1', userAgent: undefined });
  await sessions.noteClient(session, systemIds.guid<AppId>());
  sessions.close();
  const revocation = createRevocation(deps);
  await revocation.revokeFamily(tenant, systemIds.guid<GrantFamilyId>(), 'code_replayed', { kind: 'platform' });
  revocation.close();
  const client = systemIds.guid<AppId>();
  const asked = { client, authority: 'tenant', scope: 'openid', requestedFrom: '192.0.2.1' } as const;
  await createDeviceCodes(deps).create(tenant, asked);
  const digest = createHash('sha256').update('any').digest();
  await createSingleUse(store, clock).spend(tenant, 'code', digest, clock.now() + 1000);
}

/** How many rows each table has, of this tenant. */
async function countRows(tenant: TenantId): Promise<Readonly<Record<string, number>>> {
  return store.inTenant(tenant, async (tx) => {
    const counts: Record<string, number> = {};
    for (const table of kept) {
      const [row] = await tx.rows<{ n: number }>(`select count(*) as n from ${table} where tenant_id = $1`, [tenant]);
      counts[table] = row?.n ?? 0;
    }
    return counts;
  });
}

const parts = () => ({ store, directory, clock, log, singleUse: createSingleUse(store, clock), keys: noKeys });
const noKeys = { runMaintenance: async () => {} } as Parameters<typeof sweepsOf>[0]['keys'];
const sweep = () => keepUp(sweepsOf(parts()), log, () => false);
const each = (rows: number) => Object.fromEntries(kept.map((table) => [table, rows]));

test('what has ended in any tenant is forgotten without anybody coming back, and nothing else', async () => {
  const tenants = [systemIds.guid<TenantId>(), systemIds.guid<TenantId>()];
  for (const tenant of tenants) await leaveTraces(tenant);
  await sweep();
  for (const tenant of tenants) expect(await countRows(tenant)).toEqual(each(1));
  clock.advance(2 * 60 * 60);
  await sweep();
  const rest = { sessions: 1, session_clients: 1, revoked_grant_families: 1 };
  for (const tenant of tenants) expect(await countRows(tenant)).toEqual({ ...each(0), ...rest });
  clock.advance(92 * day);
  await leaveTraces(tenants[0] as TenantId);
  await sweep();
  expect(await countRows(tenants[0] as TenantId)).toEqual(each(1));
  expect(await countRows(tenants[1] as TenantId)).toEqual(each(0));
  expect(lines).toEqual([]);
});

test('the failure of one job is told and keeps no other from its turn; a stop does', async () => {
  const done: string[] = [];
  const failing = async () => Promise.reject(new Error('away'));
  const working = (name: string) => [name, async () => void done.push(name)] as const;
  await keepUp([working('a'), ['b', failing], working('c'), working('d')], log, () => done.length === 2);
  expect(done).toEqual(['a', 'c']);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ event: 'upkeep failed', of: 'b' }]);
});
