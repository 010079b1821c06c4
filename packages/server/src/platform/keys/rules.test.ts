import { describe, expect, it } from 'vitest';
import { dueSteps, type KeyLife, retirementSlackSeconds } from './rules.js';

const hour = 3600;
const day = 24 * hour;
const schedule = { rotateAfter: 90 * day, publishAhead: day };
const longest = 28 * hour;

/** A key whose instants are given in seconds. */
function key(
  kid: string,
  state: KeyLife['state'],
  publishedAt: number,
  activatedAt?: number,
  retiredAt?: number,
): KeyLife {
  const ms = (seconds: number | undefined): number | undefined => (seconds === undefined ? undefined : seconds * 1000);
  return {
    kid,
    alg: 'RS256',
    state,
    publishedAt: publishedAt * 1000,
    activatedAt: ms(activatedAt),
    retiredAt: ms(retiredAt),
  };
}

const nothing = { publish: false, activate: undefined, remove: [] };
const current = key('a', 'current', 0, 0);
const next = key('b', 'next', hour);

describe('what the schedule asks for', () => {
  it.each<readonly [string, readonly KeyLife[], number, object]>([
    ['a next key where there are no keys', [], 0, { ...nothing, publish: true }],
    ['a next key from the first day on', [current], hour, { ...nothing, publish: true }],
    ['no second next key', [current, next], 80 * day, nothing],
    ['nothing until the current key’s time is over', [current, next], 90 * day - 1, nothing],
    ['the next key once it is, and another to come', [current, next], 90 * day, { activate: 'b', publish: true }],
    ['a next key, not its use, after a long standstill', [current], 400 * day, { publish: true, activate: undefined }],
    [
      'a day of patience with a next key that was published late',
      [current, key('b', 'next', 400 * day)],
      401 * day - 1,
      nothing,
    ],
    ['its use after that day', [current, key('b', 'next', 400 * day)], 401 * day, { activate: 'b' }],
    ['a day of patience with the first key of an algorithm', [next], hour + day - 1, nothing],
    ['its use after that day, too', [next], hour + day, { activate: 'b', publish: true }],
    [
      'a retired key to stay as long as its tokens',
      [current, next, key('z', 'retired', 0, 0, day)],
      day + longest + retirementSlackSeconds - 1,
      nothing,
    ],
    [
      'its removal when the last of them has expired',
      [current, next, key('z', 'retired', 0, 0, day)],
      day + longest + retirementSlackSeconds,
      { ...nothing, remove: ['z'] },
    ],
    ['nothing for a removed key', [current, next, key('z', 'removed', 0, 0, day)], 80 * day, nothing],
  ])('%s', (_what, keys, seconds, expected) => {
    expect(dueSteps(keys, schedule, longest, seconds * 1000)).toMatchObject(expected);
  });
});
