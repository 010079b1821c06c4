import { describe, expect, it } from 'vitest';
import { forge, keySet, makeKey, origin, present, tenant, userClaims } from '../testing/forge.js';
import {
  type FakeAuthority,
  fakeAuthority,
  keysUrl,
  metadataUrl,
  outcome,
  protectorWith,
} from '../testing/platform.js';

const first = makeKey('first', 'ES256');
const second = makeKey('second', 'ES256');
const third = makeKey('third', 'ES256');
const hour = 3600;

/** A protector that learns its keys from a fake authority, with a clock that the test moves. Tokens are not cached. */
function setUp(authority: FakeAuthority = fakeAuthority(keySet(first))) {
  const clock = { now: present };
  const protector = protectorWith(keySet(first), {
    issuers: { authority: `${origin}/${tenant}` },
    fetchJson: authority.fetchJson,
    tokenCache: { maxEntries: 0 },
    now: () => clock.now * 1000,
  });
  const tokenOf = (key: typeof first, keyId = key.id) =>
    forge(key, userClaims({ iat: clock.now, nbf: clock.now, exp: clock.now + hour }), { kid: keyId });
  return {
    authority,
    clock,
    ask: (key: typeof first, keyId?: string) => outcome(protector, tokenOf(key, keyId)),
    detail: async (key: typeof first) => {
      const result = await protector.verify(tokenOf(key));
      return result.kind === 'invalid' ? result.error.detail : undefined;
    },
  };
}

describe('the keys of an authority', () => {
  it('are fetched when the first token comes, and once', async () => {
    const { authority, ask } = setUp();
    expect(authority.asked).toEqual([]);
    expect(await ask(first)).toBe('valid');
    expect(await ask(first)).toBe('valid');
    expect(authority.asked).toEqual([metadataUrl, keysUrl]);
  });

  it('are fetched once when many tokens come at the same time', async () => {
    const { authority, ask } = setUp();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) => ask(first, index % 2 === 0 ? 'first' : 'other')),
    );
    expect(authority.asked).toEqual([metadataUrl, keysUrl]);
    expect(new Set(outcomes)).toEqual(new Set(['valid', 'key_not_found']));
  });

  it('are fetched again when a token names a new key, without the metadata', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    authority.documents.set(keysUrl, keySet(first, second));
    clock.now += 30;
    expect(await ask(second)).toBe('valid');
    expect(await ask(first)).toBe('valid');
    expect(authority.asked).toEqual([metadataUrl, keysUrl, keysUrl]);
  });

  it('are forgotten when the authority no longer publishes them', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    authority.documents.set(keysUrl, keySet(second));
    clock.now += 30;
    expect(await ask(second)).toBe('valid');
    expect(await ask(first)).toBe('key_not_found');
  });

  it('are not fetched more than once in 30 seconds by a flood of made-up key ids', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    for (let index = 0; index < 300; index += 1) {
      clock.now += 1;
      expect(await ask(first, `made-up-${index}`)).toBe('key_not_found');
    }
    expect(authority.asked.filter((url) => url === keysUrl)).toHaveLength(11);
  });

  it('are refreshed in the background after an hour, and no request waits for it', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    let publish: (keys: unknown) => void = () => undefined;
    authority.documents.set(keysUrl, new Promise((resolve) => (publish = resolve)));
    clock.now += hour;
    expect(await ask(first)).toBe('valid');
    expect(authority.asked).toEqual([metadataUrl, keysUrl, keysUrl]);
    publish(keySet(second));
    authority.documents.set(keysUrl, keySet(second));
    expect(await ask(second)).toBe('valid');
    expect(await ask(first)).toBe('key_not_found');
    expect(authority.asked).toHaveLength(3);
  });

  it('go on being used for a day when the authority cannot be reached, and no longer', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    authority.documents.set(keysUrl, new Error('unreachable'));
    clock.now += 24 * hour - 1;
    expect(await ask(first)).toBe('valid');
    clock.now += 5;
    expect(await ask(first)).toBe('keys_unavailable');
  });

  it('survive an answer that is no key document', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    for (const odd of [null, 'oops', {}, { keys: [] }, { keys: [{ kty: 'oct', kid: 'first', k: 'AAAA' }] }]) {
      authority.documents.set(keysUrl, odd);
      clock.now += 30;
      expect(await ask(second)).toBe('keys_unavailable');
      expect(await ask(first)).toBe('valid');
    }
  });

  it('are asked for at most every 5 seconds while the authority cannot be reached', async () => {
    const { authority, clock, ask } = setUp();
    authority.documents.set(metadataUrl, new Error('unreachable'));
    for (let passed = 0; passed < 20; passed += 1) {
      expect(await ask(first)).toBe('keys_unavailable');
      clock.now += 1;
    }
    expect(authority.asked).toHaveLength(4);
    authority.documents.set(metadataUrl, { issuer: `${origin}/${tenant}/v2.0`, jwks_uri: keysUrl });
    expect(await ask(first)).toBe('valid');
  });

  it('are found again when the authority moved them', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    const moved = `${origin}/${tenant}/elsewhere`;
    authority.documents.set(keysUrl, new Error('gone'));
    authority.documents.set(metadataUrl, { issuer: `${origin}/${tenant}/v2.0`, jwks_uri: moved });
    authority.documents.set(moved, keySet(second));
    clock.now += 30;
    expect(await ask(second)).toBe('keys_unavailable');
    clock.now += 5;
    expect(await ask(second)).toBe('valid');
  });

  it('are fetched although the clock was set back', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    authority.documents.set(keysUrl, keySet(third));
    clock.now -= 10 * hour;
    expect(await ask(third)).toBe('valid');
  });
});

describe('the metadata of an authority', () => {
  it('is fetched again after 24 hours', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    clock.now += 24 * hour;
    expect(await ask(first)).toBe('valid');
    expect(authority.asked).toEqual([metadataUrl, keysUrl, metadataUrl, keysUrl]);
  });

  it('goes on being used for a day when it cannot be fetched', async () => {
    const { authority, clock, ask } = setUp();
    await ask(first);
    authority.documents.set(metadataUrl, new Error('unreachable'));
    clock.now += 48 * hour - 1;
    expect(await ask(first)).toBe('valid');
    clock.now += 24 * hour;
    expect(await ask(first)).toBe('keys_unavailable');
  });

  it.each<[string, unknown]>([
    ['states another issuer', { issuer: 'https://attacker.example/v2.0', jwks_uri: keysUrl }],
    ['states the template for one tenant', { issuer: `${origin}/{tenantid}/v2.0`, jwks_uri: keysUrl }],
    ['states no issuer', { jwks_uri: keysUrl }],
    ['states no keys', { issuer: `${origin}/${tenant}/v2.0` }],
    [
      'states keys without TLS',
      { issuer: `${origin}/${tenant}/v2.0`, jwks_uri: 'http://login.gatehouse.example/keys' },
    ],
    ['states keys in a file', { issuer: `${origin}/${tenant}/v2.0`, jwks_uri: 'file:///etc/keys' }],
    ['is null', null],
    ['is text', 'metadata'],
  ])('is not believed when it %s', async (_title, document) => {
    const { authority, ask, detail } = setUp();
    authority.documents.set(metadataUrl, document);
    expect(await ask(first)).toBe('keys_unavailable');
    expect(await detail(first)).toContain(metadataUrl);
    expect(authority.asked).toEqual([metadataUrl]);
  });

  it('is not waited for without end', async () => {
    const signals: AbortSignal[] = [];
    const protector = protectorWith(keySet(first), {
      issuers: { authority: `${origin}/${tenant}` },
      fetchJson: (_url, signal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
      keyCache: { timeout: 0.01 },
    });
    const result = await protector.verify(forge(first, userClaims()));
    expect(result).toMatchObject({ kind: 'invalid', error: { code: 'keys_unavailable' } });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('may be fetched by a function that throws, and then the keys are unavailable', async () => {
    const protector = protectorWith(keySet(first), {
      issuers: { authority: `${origin}/${tenant}` },
      fetchJson: () => {
        throw new Error('no network');
      },
    });
    expect(await outcome(protector, forge(first, userClaims()))).toBe('keys_unavailable');
  });
});
