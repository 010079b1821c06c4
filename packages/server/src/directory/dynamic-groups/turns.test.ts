import { setImmediate as nextTick } from 'node:timers/promises';
import type { TenantId } from '@gatehouse/model';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Step } from './follow-journal.js';
import { Turns } from './turns.js';

const [one, two, three] = ['1', '2', '3'] as unknown as readonly [TenantId, TenantId, TenantId];

/** Turns whose steps are noted, and end as `steps` say in turn, then `done`. */
function watched(steps: readonly (Step | Error)[] = [], hasWork = true) {
  const given = [...steps];
  const done: TenantId[] = [];
  const warnings: string[] = [];
  const turns = new Turns({
    hasWork: async () => hasWork,
    step: async (tenant) => {
      done.push(tenant);
      const outcome = given.shift() ?? 'done';
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    log: { warn: (event) => warnings.push(event) },
  });
  return { turns, done, warnings };
}

/** Lets everything happen that needs no time. */
async function settled(): Promise<void> {
  for (let ticks = 0; ticks < 50; ticks += 1) await nextTick();
}

describe('turns', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are one for everything that is asked for until the next tick', async () => {
    const { turns, done } = watched();
    for (let times = 0; times < 10; times += 1) turns.take(one);
    await settled();
    expect(done).toEqual([one]);
    turns.take(one);
    await settled();
    expect(done).toEqual([one, one]);
  });

  it('come again for what is asked for meanwhile', async () => {
    const done: TenantId[] = [];
    const turns: Turns = new Turns({
      hasWork: async () => true,
      step: async (tenant) => {
        done.push(tenant);
        if (done.length === 1) turns.take(tenant);
        return 'done';
      },
      log: { warn: () => undefined },
    });
    turns.take(one);
    await settled();
    expect(done).toEqual([one, one]);
  });

  it('go on while there is more, and let others in between', async () => {
    const more = Array.from({ length: 70 }, (): Step => 'more');
    const { turns, done } = watched(more);
    for (const tenant of [one, two, three]) turns.take(tenant);
    await settled();
    await settled();
    await settled();
    expect(done).toHaveLength(73);
    expect(done.indexOf(three)).toBeLessThan(45);
  });

  it('are not taken by those who have nothing to be done', async () => {
    const { turns, done } = watched([], false);
    turns.take(one);
    await settled();
    expect(done).toEqual([]);
  });

  it('wait a moment while another process has its own', async () => {
    const { turns, done } = watched(['busy']);
    turns.take(one);
    await settled();
    expect(done).toEqual([one]);
    await vi.advanceTimersByTimeAsync(100);
    await settled();
    expect(done).toEqual([one, one]);
  });

  it('that fail are told and tried again, ever later', async () => {
    const { turns, done, warnings } = watched([new Error('away'), new Error('away'), 'more']);
    turns.take(one);
    await settled();
    await vi.advanceTimersByTimeAsync(1_000);
    await settled();
    await vi.advanceTimersByTimeAsync(1_000);
    await settled();
    expect([done.length, warnings.length]).toEqual([2, 2]);
    await vi.advanceTimersByTimeAsync(4_000);
    await settled();
    expect([done.length, warnings.length]).toEqual([4, 2]);
  });

  it('end when the one under way has ended, and no other begins', async () => {
    let finish = (_step: Step): void => undefined;
    const done: TenantId[] = [];
    const turns = new Turns({
      hasWork: async () => true,
      step: (tenant) =>
        new Promise((resolve) => {
          done.push(tenant);
          finish = resolve;
        }),
      log: { warn: () => undefined },
    });
    turns.take(one);
    await settled();
    turns.take(one);
    let isOver = false;
    const end = turns.end().then(() => {
      isOver = true;
    });
    turns.take(two);
    await settled();
    expect(isOver).toBe(false);
    finish('more');
    await end;
    await settled();
    expect(done).toEqual([one]);
  });
});
