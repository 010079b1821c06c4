import { type AppId, refuse, type SessionId, type TenantId, type UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store, sweepTenants } from '../../platform/store/index.js';
import {
  createDeviceCodes,
  type DeviceApproval,
  type DeviceCodeGrant,
  type DeviceCodes,
  deviceCodeSweep,
  userCodeSweep,
} from './index.js';

const clock = new AdjustableClock();
let store: Store;
let codes: DeviceCodes;

beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock });
  codes = createDeviceCodes({ store, clock, ids: systemIds });
});

afterAll(() => store.close());

const client = '11111111-aaaa-4000-8000-000000000001' as AppId;
const actor = { kind: 'platform' } as const;
const stranger = '22222222-bbbb-4000-8000-000000000002' as AppId;
const grant: DeviceCodeGrant = {
  client,
  authority: 'organizations',
  scope: 'openid User.Read',
  requestedFrom: '192.0.2.7',
};
const newTenant = (): TenantId => systemIds.guid<TenantId>();

/** Only tenants that are registered, or have changed something, are swept. */
async function register(tenant: TenantId): Promise<void> {
  const target = { type: 'tenant', id: tenant };
  await store.inTenant(tenant, async (tx) => tx.journal({ operation: 'tenant.create', actor, target }));
}

function approvalIn(tenant: TenantId): DeviceApproval {
  return {
    tenant,
    user: systemIds.guid<UserId>(),
    authentication: { methods: ['pwd', 'mfa'], at: clock.now() },
    session: systemIds.guid<SessionId>(),
  };
}

/** Makes codes and answers them. */
async function approved(
  tenant = newTenant(),
): Promise<{ readonly deviceCode: string; readonly approval: DeviceApproval }> {
  const { deviceCode, userCode } = await codes.create(tenant, grant);
  const found = await codes.find(userCode, '192.0.2.1');
  if (found.kind !== 'found') throw new Error(found.kind);
  const approval = approvalIn(tenant);
  expect(await codes.approve(found.code, approval)).toBe(true);
  return { deviceCode, approval };
}

describe('device authorization', () => {
  it('gives a user code of nine easy letters, a long device code, fifteen minutes and five seconds', async () => {
    const issued = await codes.create(newTenant(), grant);
    expect(issued).toEqual({
      deviceCode: expect.stringMatching(/^[\w-]{64}$/),
      userCode: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{9}$/),
      expiresIn: 900,
      interval: 5,
    });
  });

  it('SEALED-SECRETS: keeps neither code in the clear', async () => {
    const tenant = newTenant();
    const { deviceCode, userCode } = await codes.create(tenant, grant);
    const rows = await store.inTenant(tenant, (tx) => tx.rows('select device_codes::text as line from device_codes'));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(userCode);
    expect(JSON.stringify(rows)).not.toContain(deviceCode);
  });

  it('finds what the person types, whatever the letter case, spaces and hyphens', async () => {
    const tenant = newTenant();
    const { userCode } = await codes.create(tenant, grant);
    const typed = ` ${userCode.slice(0, 3).toLowerCase()}-${userCode.slice(3, 6)} ${userCode.slice(6)}`;
    expect(await codes.find(typed, '192.0.2.1')).toEqual({
      kind: 'found',
      code: { ...grant, tenant, handle: expect.any(String), expiresAt: expect.any(Number) },
    });
  });

  it('is pending until answered, then given exactly once', async () => {
    const tenant = newTenant();
    const { deviceCode, userCode } = await codes.create(tenant, grant);
    expect(await codes.poll(deviceCode, client)).toEqual({ kind: 'pending' });
    const found = await codes.find(userCode, '192.0.2.1');
    if (found.kind !== 'found') throw new Error(found.kind);
    const approval = approvalIn(tenant);
    await codes.approve(found.code, approval);
    expect(await codes.find(userCode, '192.0.2.1')).toEqual({ kind: 'unknown' });
    expect(await codes.poll(deviceCode, client)).toEqual({ kind: 'approved', grant, approval });
    expect(await codes.poll(deviceCode, client)).toEqual({ kind: 'unknown' });
  });

  it('ONE-WINNER: is honoured once among eight polls at the same time', async () => {
    const { deviceCode } = await approved();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => codes.poll(deviceCode, client)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      'approved',
      ...Array.from({ length: 7 }, () => 'unknown'),
    ]);
  });

  it('is not spent by a redemption to which its caller objects', async () => {
    const { deviceCode, approval } = await approved();
    const refusal = refuse(70011, 'another scope');
    const seen: unknown[] = [];
    const object = (...about: unknown[]) => {
      seen.push(...about);
      return refusal;
    };
    expect(await codes.poll(deviceCode, client, object)).toEqual(refusal);
    expect(seen).toEqual([grant, approval]);
    expect(await codes.poll(deviceCode, client, () => undefined)).toEqual({ kind: 'approved', grant, approval });
  });

  it('tells the device when the person declined', async () => {
    const { deviceCode, userCode } = await codes.create(newTenant(), grant);
    const found = await codes.find(userCode, '192.0.2.1');
    if (found.kind !== 'found') throw new Error(found.kind);
    expect(await codes.decline(found.code)).toBe(true);
    expect(await codes.approve(found.code, approvalIn(found.code.tenant))).toBe(false);
    expect(await codes.poll(deviceCode, client)).toEqual({ kind: 'declined' });
  });

  it('is answered once when two pages answer at the same time', async () => {
    const { userCode } = await codes.create(newTenant(), grant);
    const found = await codes.find(userCode, '192.0.2.1');
    if (found.kind !== 'found') throw new Error(found.kind);
    const answers = await Promise.all([
      codes.approve(found.code, approvalIn(found.code.tenant)),
      codes.decline(found.code),
      codes.approve(found.code, approvalIn(found.code.tenant)),
    ]);
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('ends after fifteen minutes, for device and person', async () => {
    const { deviceCode, userCode } = await codes.create(newTenant(), grant);
    const found = await codes.find(userCode, '192.0.2.1');
    if (found.kind !== 'found') throw new Error(found.kind);
    clock.advance(900);
    expect(await codes.poll(deviceCode, client)).toEqual({ kind: 'expired' });
    expect(await codes.find(userCode, '192.0.2.1')).toEqual({ kind: 'unknown' });
    expect(await codes.approve(found.code, approvalIn(found.code.tenant))).toBe(false);
  });

  it('cannot be redeemed late even when it was approved in time', async () => {
    const { deviceCode } = await approved();
    clock.advance(900);
    expect(await codes.poll(deviceCode, client)).toEqual({ kind: 'expired' });
  });

  it('is forgotten an hour after its end, and where its user code leads at once', async () => {
    const tenant = newTenant();
    await register(tenant);
    const sweep = async () => [
      await sweepTenants(store, clock.now(), deviceCodeSweep),
      await sweepTenants(store, clock.now(), userCodeSweep),
    ];
    const { deviceCode } = await codes.create(tenant, grant);
    expect(await sweep()).toEqual([0, 0]);
    clock.advance(900);
    expect(await sweep()).toEqual([0, 1]);
    expect(await codes.poll(deviceCode, client)).toEqual({ kind: 'expired' });
    clock.advance(3600);
    expect(await sweep()).toEqual([1, 0]);
    expect(await codes.poll(deviceCode, client)).toEqual({ kind: 'unknown' });
  });

  it('slows a device down that polls faster than the interval, a second aside', async () => {
    const { deviceCode } = await codes.create(newTenant(), grant);
    const polls: string[] = [];
    for (const wait of [0, 3, 4, 5]) {
      clock.advance(wait);
      polls.push((await codes.poll(deviceCode, client)).kind);
    }
    expect(polls).toEqual(['pending', 'too_fast', 'pending', 'pending']);
  });

  it('is unknown to another client, and not spent by it', async () => {
    const { deviceCode } = await approved();
    expect(await codes.poll(deviceCode, stranger)).toEqual({ kind: 'unknown' });
    expect((await codes.poll(deviceCode, client)).kind).toBe('approved');
  });

  it.each(['', 'x', 'A'.repeat(64), 'A'.repeat(63), `${'A'.repeat(63)}=`, 'é'.repeat(64)])(
    'does not know %j',
    async (text) => {
      expect(await codes.poll(text, client)).toEqual({ kind: 'unknown' });
    },
  );

  it.each(['', 'AEIOUAEIO', 'BCDFGHJK', 'BCDFGHJKLM', "' or 1=1 --", 'B'.repeat(50)])(
    'finds nothing for %j',
    async (typed) => {
      expect(await codes.find(typed, '192.0.2.200')).toEqual({ kind: 'unknown' });
    },
  );

  it('makes an address wait after ten wrong codes, and nobody else', async () => {
    const { userCode } = await codes.create(newTenant(), grant);
    for (let guess = 0; guess < 10; guess += 1) await codes.find('BBBBBBBBB', '192.0.2.66');
    expect(await codes.find(userCode, '192.0.2.66')).toEqual({ kind: 'wait', seconds: expect.any(Number) });
    expect((await codes.find(userCode, '192.0.2.67')).kind).toBe('found');
    clock.advance(15 * 60);
    const { userCode: next } = await codes.create(newTenant(), grant);
    expect((await codes.find(next, '192.0.2.66')).kind).toBe('found');
  });

  it('counts the addresses of one IPv6 subscriber (a /64) as one', async () => {
    const { userCode } = await codes.create(newTenant(), grant);
    for (let guess = 0; guess < 10; guess += 1) await codes.find('BBBBBBBBB', `2001:db8:0:66::${guess + 1}`);
    expect((await codes.find(userCode, '2001:db8:0:66:ffff::1')).kind).toBe('wait');
    expect((await codes.find(userCode, '2001:db8:0:67::1')).kind).toBe('found');
  });

  it('counts an IPv4 address written as IPv6 as the IPv4 address', async () => {
    const { userCode } = await codes.create(newTenant(), grant);
    for (let guess = 0; guess < 10; guess += 1) await codes.find('BBBBBBBBB', '::ffff:192.0.2.68');
    expect((await codes.find(userCode, '192.0.2.68')).kind).toBe('wait');
    expect((await codes.find(userCode, '::ffff:192.0.2.69')).kind).toBe('found');
  });
});
