import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, defaultLockout, type FailureRecord, forgetFailuresAfter, lockedUntil } from './failures.js';

const settings = { threshold: 3, durationSeconds: 60 };
const minute = 60_000;

/** What is remembered after failures, each at its minute. */
function after(...failures: readonly (readonly [atMinute: number, password: string])[]): FailureRecord | undefined {
  return failures.reduce<FailureRecord | undefined>(
    (record, [at, password]) => afterFailure(record, password, at * minute, settings),
    undefined,
  );
}

describe('an account', () => {
  it('is locked for a minute at the threshold', () => {
    const two = after([0, 'a'], [0, 'b']);
    expect(lockedUntil(two, 0)).toBeNull();
    const three = afterFailure(two, 'c', 0, settings);
    expect(lockedUntil(three, 0)).toBe(minute);
    expect(lockedUntil(three, minute - 1)).toBe(minute);
    expect(lockedUntil(three, minute)).toBeNull();
  });

  it('is locked again by each failure after that, twice as long each time, and for an hour at most', () => {
    let record = after([0, 'a'], [0, 'b'], [0, 'c']);
    const locks: number[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      const now = record?.lockedUntil ?? 0;
      record = afterFailure(record, `again ${turn}`, now, settings);
      locks.push(((record.lockedUntil ?? 0) - now) / minute);
    }
    expect(locks).toEqual([2, 4, 8, 16, 32, 60, 60, 60, 60]);
  });

  it('is not locked by the same three passwords over and over', () => {
    const many = Array.from({ length: 30 }, (_, turn) => [0, 'ab'.charAt(turn % 2)] as const);
    expect(after(...many)).toMatchObject({ failures: 2, locks: 0 });
  });

  it('counts a password again that four others came after', () => {
    const forgotten = afterFailure(after([0, 'a'], [0, 'b']), 'a', 0, { threshold: 99, durationSeconds: 60 });
    expect(forgotten.failures).toBe(2);
    const full = after([0, 'a'], [0, 'b'], [1, 'c'], [10, 'd'], [30, 'a']);
    expect(full?.failures).toBe(5);
  });

  it('is a new one a day after the last failure', () => {
    const day = forgetFailuresAfter / minute;
    expect(after([0, 'a'], [0, 'b'], [day, 'c'])).toMatchObject({ failures: 1, locks: 0 });
    expect(after([0, 'a'], [0, 'b'], [day - 1, 'c'])).toMatchObject({ failures: 3, locks: 1 });
  });

  it('locks at ten failures for a minute where nothing is set', () => {
    expect(defaultLockout).toEqual({ threshold: 10, durationSeconds: 60 });
  });
});

it('more failures never unlock an account', () => {
  const failure = fc.tuple(fc.integer({ min: 0, max: 90 }), fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
  fc.assert(
    fc.property(fc.array(failure, { maxLength: 20 }), failure, (before, [, password]) => {
      let now = 0;
      let record: FailureRecord | undefined;
      for (const [wait, tried] of before) {
        now += wait * minute;
        record = afterFailure(record, tried, now, settings);
      }
      const one = afterFailure(record, password, now, settings);
      return (lockedUntil(one, now) ?? 0) >= (lockedUntil(record, now) ?? 0);
    }),
  );
});
