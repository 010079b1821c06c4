import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TenantId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPostgres } from '../../../../../tests/support/postgres.js';
import { AdjustableClock } from '../clock/index.js';
import { systemIds } from '../ids/index.js';
import { openStore, type Store } from '../store/index.js';
import { createSingleUse, type SingleUse, type SpendOutcome } from './index.js';

const appRolePassword = 'not-a-secret-only-tests';
const start = Date.UTC(2031, 4, 5, 12);
const hour = 3_600_000;
const tenantId = (): TenantId => systemIds.guid<TenantId>();
const digest = (): Uint8Array => systemIds.bytes(32);
const firsts = (outcomes: readonly SpendOutcome[]): number => outcomes.filter(({ first }) => first).length;

afterAll(async () => {
  await (await testPostgres()).remove();
});

describe.each(['embedded', 'postgres'] as const)('ONE-WINNER: single use on the %s engine', (engine) => {
  const clock = new AdjustableClock({ now: () => 0 });
  const stores: Store[] = [];
  let ledgers: SingleUse[];
  let url: string;
  beforeAll(async () => {
    if (engine === 'embedded') {
      stores.push(await openStore({ engine, memory: true, clock }));
    } else {
      url = await (await testPostgres()).database();
      for (let n = 0; n < 2; n += 1) stores.push(await openStore({ engine, url, appRolePassword, clock }));
    }
    ledgers = stores.map((store) => createSingleUse(store, clock));
    clock.set(start);
  });
  afterAll(() => Promise.all(stores.map((store) => store.close())));
  const ledger = (n = 0): SingleUse => ledgers[n % ledgers.length] as SingleUse;

  it('lets the first presentation count and tells every later one when that was', async () => {
    const [tenant, code] = [tenantId(), digest()];
    expect(await ledger().spend(tenant, 'code', code, start + hour)).toEqual({ first: true });
    clock.advance(5);
    const again = await ledger(1).spend(tenant, 'code', code, start + hour);
    expect(again).toEqual({ first: false, spentAt: clock.now() - 5_000 });
  });

  it('lets exactly one of eight simultaneous presenters count, for each of many things', async () => {
    const tenant = tenantId();
    for (let round = 0; round < 12; round += 1) {
      const code = digest();
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, n) => ledger(n).spend(tenant, 'code', code, start + hour)),
      );
      expect(firsts(outcomes)).toBe(1);
      const late = outcomes.filter((outcome) => !outcome.first);
      expect(late).toEqual(Array.from({ length: 7 }, () => ({ first: false, spentAt: clock.now() })));
    }
  });

  it('keeps tenants and kinds apart', async () => {
    const code = digest();
    const [one, other] = [tenantId(), tenantId()];
    const outcomes = await Promise.all([
      ledger().spend(one, 'code', code, start + hour),
      ledger().spend(other, 'code', code, start + hour),
      ledger().spend(one, 'challenge', code, start + hour),
    ]);
    expect(firsts(outcomes)).toBe(3);
  });

  it('never waits in a circle when groups present the same things in different orders', async () => {
    const tenants = [tenantId(), tenantId(), tenantId()];
    for (let round = 0; round < 8; round += 1) {
      const codes = Array.from({ length: 80 }, digest);
      const pairs = tenants.flatMap((tenant) => codes.map((code) => ({ tenant, code })));
      const present = (from: number, some: typeof pairs): Promise<SpendOutcome>[] =>
        some.map(({ tenant, code }) => ledger(from).spend(tenant, 'code', code, start + hour));
      const outcomes = await Promise.all([...present(0, pairs), ...present(1, [...pairs].reverse())]);
      expect(firsts(outcomes)).toBe(pairs.length);
    }
  });

  it('forgets what has expired, and nothing else', async () => {
    const tenant = tenantId();
    await stores[0]?.inTenant(tenant, (tx) => tx.run('insert into tenants values ($1, $2)', [tenant, new Date(start)]));
    const [short, long] = [digest(), digest()];
    await ledger().spend(tenant, 'code', short, clock.now() + 1_000);
    await ledger().spend(tenant, 'code', long, clock.now() + hour);
    expect(await ledger().purgeExpired()).toBe(0);
    expect((await ledger().spend(tenant, 'code', short, clock.now() + 1_000)).first).toBe(false);
    clock.advance(1);
    expect(await ledger().purgeExpired()).toBe(1);
    expect((await ledger().spend(tenant, 'code', long, clock.now() + hour)).first).toBe(false);
    expect((await ledger().spend(tenant, 'code', short, clock.now() + 1_000)).first).toBe(true);
  });

  it('drains', async () => {
    const [tenant, code] = [tenantId(), digest()];
    let settled = false;
    void ledger()
      .spend(tenant, 'code', code, start + hour)
      .then(() => {
        settled = true;
      });
    await ledger().drain();
    expect(settled).toBe(true);
  });

  if (engine === 'postgres') {
    it('lets exactly one of two processes count, for each of many things presented to both at once', async () => {
      const tenant = tenantId();
      const other = await otherProcess(url, tenant);
      try {
        for (let round = 0; round < 5; round += 1) {
          const codes = Array.from({ length: 30 }, digest);
          const theirs = other.present(codes);
          const mine = Promise.all(codes.map((code) => ledger().spend(tenant, 'code', code, start + 10 * hour)));
          const late = (await mine).map(({ first }) => !first);
          expect(late).toEqual(await theirs);
        }
      } finally {
        other.end();
      }
    });
  }
});

interface OtherProcess {
  /** For each digest, whether the other process was first. */
  present(digests: readonly Uint8Array[]): Promise<boolean[]>;
  end(): void;
}

async function otherProcess(url: string, tenant: TenantId): Promise<OtherProcess> {
  const program = fileURLToPath(new URL('./spender.fixture.ts', import.meta.url));
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=source', program, url, appRolePassword, tenant],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  if (child.stdout === null || child.stdin === null) throw new Error('no pipes');
  const input = child.stdin;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    present: async (digests) => {
      input.write(`${digests.map((each) => Buffer.from(each).toString('hex')).join(',')}\n`);
      const { value } = (await lines.next()) as { value: string };
      return value.split(',').map((outcome) => outcome === 'first');
    },
    end: () => input.end(),
  };
}
