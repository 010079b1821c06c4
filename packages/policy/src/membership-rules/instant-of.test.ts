import { afterEach, describe, expect, it, vi } from 'vitest';
import { instantOf } from './instant-of.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a date', () => {
  it('without an offset is in UTC, wherever the machine stands', () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    expect(new Date(2018, 0, 1).getTimezoneOffset()).toBe(-540);
    expect(instantOf('2018-01-01T06:00:00')).toBe(Date.parse('2018-01-01T06:00:00.000Z'));
  });

  it.each([
    ['2020-06-10T18:13:20Z', '2020-06-10T18:13:20.000Z'],
    ['2020-06-10t18:13:20z', '2020-06-10T18:13:20.000Z'],
    ['2020-06-10T18:13:20.1234567Z', '2020-06-10T18:13:20.123Z'],
    ['2020-06-10T18:13:20+02:00', '2020-06-10T16:13:20.000Z'],
    ['2018-01-01T06:00:00', '2018-01-01T06:00:00.000Z'],
    ['2018-01-01T06:00', '2018-01-01T06:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('written %s is %s', (written, instant) => {
    expect(instantOf(written)).toBe(Date.parse(instant));
  });

  it.each([
    '2023-02-29',
    '2020-02-30T00:00:00Z',
    '2020-13-01',
    '2020-06-10T24:00:00Z',
    '2020-06-10T12:60:00Z',
    '2020-06-10T12:00:00+15:00',
    '2020-6-1',
    '10.06.2020',
    'June 10, 2020',
    '',
  ])('written `%s` is none', (written) => {
    expect(instantOf(written)).toBeUndefined();
  });
});
