import { describe, expect, it } from 'vitest';
import { freshnessSeconds } from './freshness.js';

const now = Date.UTC(2030, 0, 1);

describe('how long an answer stays fresh', () => {
  it.each([
    ['nothing said', {}, undefined],
    ['max-age', { 'cache-control': 'public, max-age=300' }, 300],
    ['max-age in any case, quoted', { 'cache-control': 'Max-Age="60"' }, 60],
    ['max-age less the age', { 'cache-control': 'max-age=300', age: '120' }, 180],
    ['older than its max-age', { 'cache-control': 'max-age=300', age: '400' }, 0],
    ['an age that is no number', { 'cache-control': 'max-age=300', age: 'x' }, 300],
    ['not to be stored', { 'cache-control': 'max-age=300, no-store' }, 0],
    ['to be asked for each time', { 'cache-control': 'no-cache, max-age=300' }, 0],
    ['max-age before expires', { 'cache-control': 'max-age=5', expires: 'Tue, 01 Jan 2030 01:00:00 GMT' }, 5],
    ['expires', { expires: 'Tue, 01 Jan 2030 01:00:00 GMT' }, 3600],
    ['expired', { expires: 'Mon, 31 Dec 2029 01:00:00 GMT' }, 0],
    ['expires that cannot be read', { expires: '0x' }, 0],
    ['a shared cache only', { 'cache-control': 's-maxage=300' }, undefined],
    ['a negative max-age', { 'cache-control': 'max-age=-1' }, undefined],
  ])('%s', (_what, headers, seconds) => {
    expect(freshnessSeconds(headers, now)).toBe(seconds);
  });
});
