import { describe, expect, it } from 'vitest';
import { judgeRefreshLifetime, type RefreshLifetime, type RefreshLifetimeInput } from './judge-lifetime.js';

const token: RefreshLifetimeInput = {
  now: 1_000_000,
  expiresAt: 2_000_000,
  authenticatedAt: 500_000,
  singlePageApplication: false,
  idleSeconds: 10_000,
  absoluteSeconds: null,
};

describe('the life of a refresh token', () => {
  it.each<[title: string, over: Partial<RefreshLifetimeInput>, lifetime: RefreshLifetime]>([
    ['slides at every use', {}, { kind: 'alive', nextExpiresAt: 11_000_000 }],
    ['ends when unused', { now: 2_000_000 }, { kind: 'ended', why: 'idle' }],
    ['lives until its last second', { now: 1_999_999 }, { kind: 'alive', nextExpiresAt: 11_999_999 }],
    ['never slides past the absolute end', { absoluteSeconds: 4_000 }, { kind: 'alive', nextExpiresAt: 4_500_000 }],
    ['ends at the absolute end', { absoluteSeconds: 500 }, { kind: 'ended', why: 'absolute_end' }],
    [
      'keeps the fixed end of a single-page app',
      { singlePageApplication: true },
      { kind: 'alive', nextExpiresAt: 2_000_000 },
    ],
    [
      'ends at the fixed end of a single-page app',
      { singlePageApplication: true, now: 2_000_000 },
      { kind: 'ended', why: 'fixed_end' },
    ],
  ])('%s', (_, over, lifetime) => {
    expect(judgeRefreshLifetime({ ...token, ...over })).toEqual(lifetime);
  });
});
