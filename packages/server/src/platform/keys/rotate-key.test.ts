import { compactVerify, createLocalJWKSet } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../store/index.js';
import { day, keysGround, storeWith } from './keys.fixture.js';

const operator: Actor = { kind: 'operator', name: 'test' };
const ground = keysGround();

describe('rotation by command', () => {
  it('lets the published next key sign, publishes the one after it, and keeps publishing the old one', async () => {
    const keys = await ground().open();
    const old = await ground().signed(keys, 'ES256');
    await keys.runMaintenance();
    const [, waiting = ''] = await ground().states('ES256');
    ground().clock.advance(day);
    const rotation = await keys.rotate(ground().tenant, 'ES256', operator, 'known');
    const { kid } = await keys.signer(ground().tenant, 'ES256');
    expect(waiting).toBe(`next ${kid}`);
    expect(rotation).toEqual({ kind: 'rotated', current: kid, next: expect.any(String), retired: old.kid });
    const { next } = rotation as { next: string };
    expect((await ground().states('ES256')).sort()).toEqual([`current ${kid}`, `next ${next}`, `retired ${old.kid}`]);
    expect(await compactVerify(old.jws, createLocalJWKSet(await ground().jwks(keys)))).toBeDefined();
    const entries = (await ground().store.journal.read(ground().tenant, 0, 100)).slice(-3);
    expect(entries.map(({ operation, target, actor }) => [operation, target.id, actor])).toEqual([
      ['signing-key.retire', old.kid, operator],
      ['signing-key.activate', kid, operator],
      ['signing-key.publish', next, operator],
    ]);
  });

  it('never lets a key sign that verifiers may not know yet, and says when they do', async () => {
    const keys = await ground().open();
    const { kid } = await keys.signer(ground().tenant, 'ES256');
    ground().clock.advance(day);
    const published = ground().clock.now();
    const answer = await keys.rotate(ground().tenant, 'ES256', operator, 'known');
    expect(answer).toMatchObject({ kind: 'too-early' });
    const { next, knownFrom } = answer as { next: string; knownFrom: number };
    expect(await ground().states('ES256')).toEqual([`current ${kid}`, `next ${next}`]);
    expect(knownFrom).toBeGreaterThanOrEqual(published + day * 1000);
    ground().clock.set(knownFrom - 1000);
    expect(await keys.rotate(ground().tenant, 'ES256', operator, 'known')).toEqual(answer);
    ground().clock.set(knownFrom);
    expect(await keys.rotate(ground().tenant, 'ES256', operator, 'known')).toMatchObject({ current: next });
  });

  it('at once lets a new key sign, throws away the one that waited, and keeps publishing the old one', async () => {
    const keys = await ground().open();
    const old = await ground().signed(keys, 'ES256');
    await keys.rotate(ground().tenant, 'ES256', operator, 'known');
    const before = await ground().states('ES256');
    ground().clock.advance(60);
    const { current, next } = (await keys.rotate(ground().tenant, 'ES256', operator, 'now')) as Record<string, string>;
    expect((await keys.signer(ground().tenant, 'ES256')).kid).toBe(current);
    expect(before.join()).not.toContain(current);
    expect(await ground().states('ES256')).toEqual([
      `retired ${old.kid}`,
      before[1]?.replace('next', 'removed'),
      `current ${current}`,
      `next ${next}`,
    ]);
    expect(await compactVerify(old.jws, createLocalJWKSet(await ground().jwks(keys)))).toBeDefined();
  });

  it('starts the schedule anew', async () => {
    const keys = await ground().open();
    await keys.signer(ground().tenant, 'ES256');
    ground().clock.advance(80 * day);
    await keys.rotate(ground().tenant, 'ES256', operator, 'now');
    const { kid } = await keys.signer(ground().tenant, 'ES256');
    ground().clock.advance(20 * day);
    await keys.runMaintenance();
    expect((await keys.signer(ground().tenant, 'ES256')).kid).toBe(kid);
  });

  it('makes the first key where there is none', async () => {
    const keys = await ground().open();
    const rotation = await keys.rotate(ground().tenant, 'ES256', operator, 'known');
    expect(rotation).toEqual({ kind: 'rotated', current: expect.any(String), next: undefined, retired: undefined });
    expect((await ground().store.journal.read(ground().tenant, 0, 9)).map(({ actor }) => actor)).toEqual([
      operator,
      operator,
    ]);
  });

  it('of many commands at once replaces the key once', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => ground().open()));
    await processes[0]?.signer(ground().tenant, 'ES256');
    await Promise.all(processes.map((keys) => keys.rotate(ground().tenant, 'ES256', operator, 'now')));
    expect(await ground().sql('select kid from signing_keys')).toHaveLength(3);
    ground().clock.advance(day);
    await Promise.all(processes.map((keys) => keys.rotate(ground().tenant, 'ES256', operator, 'known')));
    expect(await ground().sql('select kid from signing_keys')).toHaveLength(4);
  });

  it('reaches every process', async () => {
    const [here, there] = [await ground().open(), await ground().open()];
    const before = await there.signer(ground().tenant, 'ES256');
    await here.rotate(ground().tenant, 'ES256', operator, 'now');
    const after = await here.signer(ground().tenant, 'ES256');
    expect(after.kid).not.toBe(before.kid);
    expect((await there.signer(ground().tenant, 'ES256')).kid).toBe(after.kid);
  });

  it('is not heard any more once closed', async () => {
    const [here, there] = [await ground().open(), await ground().open()];
    const before = await there.signer(ground().tenant, 'ES256');
    await there.close();
    await here.rotate(ground().tenant, 'ES256', operator, 'now');
    expect(await there.signer(ground().tenant, 'ES256')).toBe(before);
  });

  it('is not undone by a read that began before it', async () => {
    const reads: (() => void)[] = [];
    const slow = storeWith(ground().store, {
      inTenant: async (of, work) => {
        const result = await ground().store.inTenant(of, work);
        if (reads.length === 0) await new Promise<void>((resolve) => reads.push(resolve));
        return result;
      },
    });
    const here = await ground().open();
    await here.signer(ground().tenant, 'ES256');
    const there = await ground().open({ store: slow });
    const early = there.signer(ground().tenant, 'ES256');
    while (reads.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await here.rotate(ground().tenant, 'ES256', operator, 'now');
    reads[0]?.();
    await early;
    expect((await there.signer(ground().tenant, 'ES256')).kid).toBe((await here.signer(ground().tenant, 'ES256')).kid);
  });
});
