import { describe, expect, it } from 'vitest';
import type { Principal, RevocationAnswer, Revocations } from './index.js';
import { forge, keySet, makeKey, present, tenant, userClaims, userId } from './testing/forge.js';
import { outcome, protectorWith } from './testing/platform.js';

const key = makeKey('key-1', 'ES256');
const token = forge(key, userClaims({ sid: 'fake-session' }));
const capable = forge(key, userClaims({ xms_cc: ['CP1'] }));

function withRevocations(check: Revocations['check']) {
  return protectorWith(keySet(key), { revocations: { check } });
}

describe('revocations', () => {
  it('are asked about each request, with what tells user, session, client and token apart', async () => {
    const asked: Principal[] = [];
    const protector = withRevocations((principal) => {
      asked.push(principal);
      return { kind: 'active' };
    });
    expect(await outcome(protector, token)).toBe('valid');
    expect(await outcome(protector, token)).toBe('valid');
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({
      tid: tenant,
      oid: userId,
      sid: 'fake-session',
      uti: 'fake-token-id',
      issuedAt: present - 60,
    });
  });

  it('are not asked about a token that is refused anyway', async () => {
    const protector = withRevocations(() => {
      throw new Error('must not be asked');
    });
    expect(await outcome(protector, forge(key, userClaims({ aud: 'other' })))).toBe('audience_mismatch');
  });

  it.each<[string, (answer: RevocationAnswer) => RevocationAnswer | Promise<RevocationAnswer>]>([
    ['at once', (answer) => answer],
    ['by promise', (answer) => Promise.resolve(answer)],
  ])('end the access of a token that is in the cache, told %s', async (_title, give) => {
    let answer: RevocationAnswer = { kind: 'active' };
    const protector = withRevocations(() => give(answer));
    expect(await outcome(protector, token)).toBe('valid');
    answer = { kind: 'revoked', notBefore: present };
    expect(await outcome(protector, token)).toBe('revoked');
  });

  it('tell a client that handles claims challenges from when on its token must be', async () => {
    const protector = withRevocations(() => ({ kind: 'revoked', notBefore: present - 10 }));
    const result = await protector.verify(capable);
    if (result.kind === 'valid') throw new Error('expected a refusal');
    expect(result.error).toMatchObject({
      code: 'revoked',
      status: 401,
      bearerError: 'insufficient_claims',
      action: 'acquire_new_token',
    });
    expect(JSON.parse(result.error.claims ?? '')).toEqual({
      access_token: { nbf: { essential: true, value: String(present - 10) } },
    });
  });

  it('demand a token from now on when they do not say from when', async () => {
    const result = await withRevocations(() => ({ kind: 'revoked' })).verify(capable);
    expect(result).toHaveProperty('error.claims', `{"access_token":{"nbf":{"essential":true,"value":"${present}"}}}`);
  });

  it('give a plain refusal to other clients', async () => {
    const result = await withRevocations(() => ({ kind: 'revoked' })).verify(token);
    expect(result).toMatchObject({ kind: 'invalid', error: { code: 'revoked', bearerError: 'invalid_token' } });
    expect(result).not.toHaveProperty('error.claims');
  });

  it.each<[string, Revocations['check']]>([
    [
      'throws',
      () => {
        throw new Error('unreachable');
      },
    ],
    ['rejects', () => Promise.reject(new Error('unreachable'))],
    ['answers nothing', () => undefined as unknown as RevocationAnswer],
    ['answers something else', () => ({ kind: 'perhaps' }) as unknown as RevocationAnswer],
  ])('let no one in when the hook %s', async (_title, check) => {
    expect(await outcome(withRevocations(check), token)).toBe('revocations_unavailable');
  });
});
