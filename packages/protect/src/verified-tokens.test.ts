import { describe, expect, it } from 'vitest';
import { forge, keySet, makeKey, present, userClaims } from './testing/forge.js';
import { fakeAuthority, keysUrl, outcome, protectorWith } from './testing/platform.js';
import { tokenDigest, verifiedTokens } from './verified-tokens.js';

const key = makeKey('key-1');
const principal = await somePrincipal();

describe('the cache of verified tokens', () => {
  it('never holds more than it may, and lets go of what was used least recently', () => {
    const cache = verifiedTokens(2, 300);
    cache.put('a', principal, 0);
    cache.put('b', principal, 0);
    expect(cache.get('a', 1)).toBe(principal);
    cache.put('c', principal, 1);
    expect([cache.get('a', 2), cache.get('b', 2), cache.get('c', 2)]).toEqual([principal, undefined, principal]);
  });

  it('does not push another token out when it holds a token already', () => {
    const cache = verifiedTokens(2, 300);
    cache.put('a', principal, 0);
    cache.put('b', principal, 0);
    cache.put('b', principal, 1);
    expect(cache.get('a', 2)).toBe(principal);
  });

  it('forgets a token after its time, counted from when it was verified and not from when it was used', () => {
    const cache = verifiedTokens(2, 300);
    cache.put('a', principal, 0);
    expect(cache.get('a', 299)).toBe(principal);
    expect(cache.get('a', 300)).toBeUndefined();
  });

  it('forgets a token that was verified in what is now the future', () => {
    const cache = verifiedTokens(2, 300);
    cache.put('a', principal, 1000);
    expect(cache.get('a', 999)).toBeUndefined();
  });

  it('holds nothing when it is turned off', () => {
    const cache = verifiedTokens(0, 300);
    cache.put('a', principal, 0);
    expect(cache.get('a', 0)).toBeUndefined();
  });

  it('keeps tokens under their SHA-256', () => {
    expect(tokenDigest('abc')).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
  });
});

describe('a token in the cache', () => {
  it('is not verified again, and after its time is, so that a withdrawn key takes effect', async () => {
    let now = present;
    const published = { current: keySet(key) };
    const protector = protectorWith(keySet(key), {
      issuers: {
        authority: 'https://login.gatehouse.example/11111111-1111-4111-8111-111111111111',
        keys: () => published.current,
      },
      now: () => now * 1000,
    });
    const token = forge(key, userClaims());
    expect(await outcome(protector, token)).toBe('valid');
    published.current = keySet(makeKey('key-2', 'ES256'));
    now += 299;
    expect(await outcome(protector, token)).toBe('valid');
    now += 1;
    expect(await outcome(protector, token)).toBe('key_not_found');
  });

  it('is one that was accepted: a refused token is looked at each time', async () => {
    const authority = fakeAuthority(keySet(key));
    const protector = protectorWith(keySet(key), {
      issuers: { authority: 'https://login.gatehouse.example/11111111-1111-4111-8111-111111111111' },
      fetchJson: authority.fetchJson,
      keyCache: { unknownKey: 0 },
    });
    const unknown = forge(key, userClaims(), { kid: 'later' });
    expect(await outcome(protector, unknown)).toBe('key_not_found');
    authority.documents.set(keysUrl, { keys: [{ ...key.jwk, kid: 'later' }] });
    expect(await outcome(protector, unknown)).toBe('valid');
  });
});

async function somePrincipal() {
  const result = await protectorWith(keySet(key)).verify(forge(key, userClaims()));
  if (result.kind !== 'valid') throw new Error(result.error.code);
  return result.principal;
}
