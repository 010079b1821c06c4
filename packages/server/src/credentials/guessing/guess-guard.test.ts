import type { TenantId, UserId } from '@gatehouse/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import { createLog } from '../../platform/log/index.js';
import { openStore, type Store, sweepTenants } from '../../platform/store/index.js';
import { createGuessGuard, type GuessGuard, type Spray } from './guess-guard.js';
import * as sweeps from './index.js';

const clock = new AdjustableClock({ now: () => Date.UTC(2030, 0, 1) });
const sprays: Spray[] = [];
let store: Store;
let guard: GuessGuard;
/** Another process on the same store. */
let elsewhere: GuessGuard;
let tenant: TenantId;
let ann: UserId;

beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock });
  const open = () =>
    createGuessGuard({
      store,
      keys: { tenantSecret: async (of) => new TextEncoder().encode(`secret of ${of}`) },
      clock,
      ids: systemIds,
      log: createLog({ level: 'error' }),
      settings: async () => ({ threshold: 5, durationSeconds: 60 }),
      report: async (_tx, spray) => void sprays.push(spray),
    });
  guard = open();
  elsewhere = open();
});
afterAll(() => store.close());
beforeEach(() => {
  tenant = systemIds.guid<TenantId>();
  ann = systemIds.guid<UserId>();
  sprays.length = 0;
});

const home = '192.0.2.7';
const abroad = '198.51.100.9';

const attempt = (secret: string, over: { user?: UserId | undefined; userName?: string; address?: string } = {}) => ({
  tenant,
  user: ann,
  userName: 'ann@contoso.example',
  address: abroad,
  secret,
  ...over,
});

async function fail(secret: string, over: Parameters<typeof attempt>[1] = {}, by = guard): Promise<string> {
  return (await by.begin(attempt(secret, over))).kind;
}

async function succeed(address: string, secret = 'right'): Promise<unknown> {
  const open = await guard.begin(attempt(secret, { address }));
  if (open.kind === 'refused') return open;
  return (await open.proved()) ?? 'signed in';
}

async function failures(count: number, over: Parameters<typeof attempt>[1] = {}): Promise<string[]> {
  const kinds: string[] = [];
  for (let turn = 0; turn < count; turn += 1) kinds.push(await fail(`wrong ${turn}`, over));
  return kinds;
}

describe('an account that is guessed at', () => {
  it('is locked after as many failures as the tenant says, for whoever knows the password, too', async () => {
    expect(await failures(6)).toEqual([...Array.from({ length: 5 }, () => 'open'), 'refused']);
    expect(await guard.begin(attempt('right'))).toMatchObject({ kind: 'refused', code: 50053 });
    clock.advance(60);
    expect(await succeed(abroad)).toBe('signed in');
  });

  it('is locked on every process', async () => {
    await failures(5);
    expect(await fail('another', {}, elsewhere)).toBe('refused');
  });

  it('is tried no more often at once than one after another', async () => {
    const kinds = await Promise.all(
      Array.from({ length: 40 }, (_, turn) => fail(`at once ${turn}`, {}, turn % 2 ? guard : elsewhere)),
    );
    expect(kinds.filter((kind) => kind === 'open')).toHaveLength(5);
  });

  it('is not locked where its owner is known, whatever is tried from elsewhere', async () => {
    expect(await succeed(home)).toBe('signed in');
    await failures(8);
    expect(await fail('once more')).toBe('refused');
    expect(await succeed('192.0.2.200')).toBe('signed in');
    expect(await fail('once more')).toBe('refused');
  });

  it('is unlocked by a new password', async () => {
    await failures(5);
    await store.inTenant(tenant, (tx) => guard.forget(tx, ann));
    expect(await succeed(abroad)).toBe('signed in');
  });

  it('is not locked by one old password, typed again and again', async () => {
    const kinds = [];
    for (let turn = 0; turn < 20; turn += 1) kinds.push(await fail('the old one'));
    expect(new Set(kinds)).toEqual(new Set(['open']));
  });

  it('locks like one that is there when it is not, and under any spelling', async () => {
    const nobody = { user: undefined, userName: 'nobody@contoso.example' };
    expect((await failures(6, nobody)).at(-1)).toBe('refused');
    expect(await fail('x', { ...nobody, userName: 'NOBODY@contoso.example' })).toBe('refused');
    expect(await fail('x', { ...nobody, userName: 'other@contoso.example' })).toBe('open');
  });

  it('is one of its tenant: others of the same name are not locked with it', async () => {
    await failures(5);
    tenant = systemIds.guid<TenantId>();
    expect(await fail('first here')).toBe('open');
  });
});

describe('a walk through many accounts', () => {
  const walk = async (accounts: number, passwords: readonly string[], address: (account: number) => string) => {
    const kinds: string[] = [];
    for (const password of passwords) {
      for (let account = 0; account < accounts; account += 1) {
        const over = { user: systemIds.guid<UserId>(), address: address(account) };
        kinds.push(await fail(password, over));
      }
    }
    return kinds;
  };

  it('is seen at few passwords from one network, told once, and kept out', async () => {
    expect(await succeed(home)).toBe('signed in');
    const kinds = await walk(9, ['Winter', 'Spring', 'Summer', 'Autumn'], () => abroad);
    expect(kinds.slice(0, 20)).not.toContain('refused');
    expect(kinds.at(-1)).toBe('refused');
    expect(sprays).toMatchObject([{ user: null, facts: { passwordsOfNetwork: 3 } }]);
    expect(await guard.begin(attempt('right'))).toMatchObject({ code: 50053 });
    expect(await succeed(home)).toBe('signed in');
    clock.advance(60 * 60);
    expect(await succeed(abroad)).toBe('signed in');
  });

  it('is seen at one password from many networks; whoever has it is at risk, and not let in from an unknown place', async () => {
    await walk(10, ['Winter'], (account) => `203.0.113.${account}`);
    expect(sprays).toMatchObject([{ user: null, facts: { accountsOfPassword: 10 } }]);
    expect(await succeed(abroad, 'Winter')).toMatchObject({ kind: 'refused', code: 50053 });
    expect(sprays.at(-1)).toMatchObject({ user: ann });
  });

  it('is not seen in an office where many mistype', async () => {
    for (let person = 0; person < 40; person += 1) await fail(`own ${person}`, { user: systemIds.guid<UserId>() });
    expect(sprays).toEqual([]);
  });

  it('waits after a hundred failures of one address, and of one /64', async () => {
    for (let turn = 0; turn < 100; turn += 1) {
      await fail(`own ${turn}`, { user: systemIds.guid<UserId>(), address: `2001:db8::${turn.toString(16)}` });
    }
    expect(await fail('x', { address: '2001:db8::ffff' })).toBe('refused');
    expect(await fail('x', { address: '2001:db8:0:1::1' })).toBe('open');
    clock.advance(15 * 60);
    expect(await fail('x', { address: '2001:db8::ffff' })).toBe('open');
  });
});

it('SEALED-SECRETS: nothing of what was typed is kept', async () => {
  await fail('a very special typed secret', { user: undefined, userName: 'special@contoso.example' });
  const rows = await store.inTenant(tenant, async (tx) => [
    ...(await tx.rows('select * from account_failures where tenant_id = $1', [tenant])),
    ...(await tx.rows('select * from proof_failures where tenant_id = $1', [tenant])),
  ]);
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/special/);
});

it('what is remembered is forgotten when it counts no more', async () => {
  await succeed(home);
  await fail('wrong');
  const counts = async () =>
    store.inTenant(tenant, async (tx) => {
      const tables = ['account_failures', 'proof_failures', 'familiar_places'];
      return Promise.all(
        tables.map(async (table) => (await tx.rows(`select 1 from ${table} where tenant_id = $1`, [tenant])).length),
      );
    });
  const sweep = async () => {
    const { accountFailureSweep, proofFailureSweep, guessingBlockSweep, familiarPlaceSweep } = sweeps;
    for (const one of [accountFailureSweep, proofFailureSweep, guessingBlockSweep, familiarPlaceSweep]) {
      await sweepTenants(store, clock.now(), one);
    }
  };
  // Only tenants that the store knows are swept.
  await store.inTenant(tenant, async (tx) =>
    tx.journal({ operation: 'tenant.create', actor: { kind: 'platform' }, target: { type: 'tenant', id: tenant } }),
  );
  expect(await counts()).toEqual([1, 1, 1]);
  clock.advance(60 * 60 + 1);
  await sweep();
  expect(await counts()).toEqual([1, 0, 1]);
  clock.advance(24 * 60 * 60);
  await sweep();
  expect(await counts()).toEqual([0, 0, 1]);
  clock.advance(90 * 24 * 60 * 60);
  await sweep();
  expect(await counts()).toEqual([0, 0, 0]);
});
