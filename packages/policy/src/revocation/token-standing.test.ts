import { known, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { decideTokenStanding, type TokenStanding } from './token-standing.js';

const good: TokenStanding = {
  issuedAt: 10_000,
  familyRevoked: known(false),
  principal: known({ enabled: true, sessionsValidFrom: 5_000 }),
};

describe('the standing of a token', () => {
  it.each([
    ['nothing happened since', {}, { kind: 'honoured' }],
    ['its family was revoked', { familyRevoked: known(true) }, { kind: 'revoked', why: 'family' }],
    [
      'it is unknown whether its family was revoked',
      { familyRevoked: unknown('lost') },
      { kind: 'revoked', why: 'family' },
    ],
    [
      'the account was disabled',
      { principal: known({ enabled: false, sessionsValidFrom: 0 }) },
      { kind: 'revoked', why: 'account' },
    ],
    ['the account is gone', { principal: unknown('no such account') }, { kind: 'revoked', why: 'account' }],
    [
      'sessions were revoked in a later second',
      { principal: known({ enabled: true, sessionsValidFrom: 11_000 }) },
      { kind: 'revoked', why: 'sessions' },
    ],
    [
      'sessions were revoked in the same second',
      { principal: known({ enabled: true, sessionsValidFrom: 10_500 }) },
      { kind: 'honoured' },
    ],
  ] as const)('when %s', (_, change, expected) => {
    expect(decideTokenStanding({ ...good, ...change })).toEqual(expected);
  });
});
