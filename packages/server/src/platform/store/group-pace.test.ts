import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GroupPace } from './group-pace.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A pace whose last group held `size` items and took `milliseconds`. */
async function paceAfter(size: number, milliseconds: number): Promise<GroupPace> {
  const pace = new GroupPace();
  const written = pace.timed(size, () => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  await vi.advanceTimersByTimeAsync(milliseconds);
  await written;
  return pace;
}

/** How long a group of `present` waits when nobody else comes, in milliseconds. */
async function waits(pace: GroupPace, present: number): Promise<number> {
  const begun = performance.now();
  let ended: number | undefined;
  void pace.gather(() => present).then(() => (ended = performance.now()));
  await vi.advanceTimersByTimeAsync(1000);
  return (ended ?? Number.POSITIVE_INFINITY) - begun;
}

describe('the pace of groups', () => {
  it('keeps nobody waiting who comes first', async () => {
    expect(await waits(new GroupPace(), 1)).toBe(0);
  });

  it.each([
    ['as long as the last group took, where that one was larger', 8, 3, 3, 3],
    ['never longer than 4 ms', 8, 50, 3, 4],
    ['not at all for fewer than came last', 3, 3, 3, 0],
    ['not at all after a group that took no time', 8, 0, 3, 0],
  ])('waits %s', async (_, size, took, present, expected) => {
    expect(await waits(await paceAfter(size, took), present)).toBe(expected);
  });

  it('does not wait after a pause', async () => {
    const pace = await paceAfter(8, 3);
    await vi.advanceTimersByTimeAsync(3);
    expect(await waits(pace, 3)).toBe(0);
  });

  it('ends its wait as soon as as many are there as came last', async () => {
    const pace = await paceAfter(3, 4);
    const begun = performance.now();
    const gathered = pace.gather(() => 1).then(() => performance.now() - begun);
    await vi.advanceTimersByTimeAsync(1);
    pace.joined(2);
    await vi.advanceTimersByTimeAsync(1);
    pace.joined(3);
    expect(await gathered).toBe(2);
  });
});
