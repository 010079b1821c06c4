import { describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../platform/clock/index.js';
import { createIssuerKeys, type FetchJson } from './issuer-keys.js';

const issuer = 'https://issuer.example';
const metadataUrl = `${issuer}/.well-known/openid-configuration`;
const keysUrl = `${issuer}/keys`;

/** A scripted network: documents by URL, and a list of what was fetched. */
function network(
  documents: Record<string, unknown>,
  maxAgeSeconds?: number,
): FetchJson & { readonly fetched: string[] } {
  const fetched: string[] = [];
  return {
    fetched,
    getJson: async (url) => {
      fetched.push(url);
      await Promise.resolve();
      return url in documents
        ? { kind: 'ok', value: documents[url], ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }) }
        : { kind: 'failed', reason: 'no answer' };
    },
  };
}

function standard(): Record<string, unknown> {
  return { [metadataUrl]: { issuer, jwks_uri: keysUrl }, [keysUrl]: { keys: [{ kty: 'RSA', kid: 'one' }] } };
}

function stoppedClock(): AdjustableClock {
  return new AdjustableClock({ now: () => 1_900_000_000_000 });
}

describe('keys of outside issuers', () => {
  it('are found through the metadata of the issuer', async () => {
    const http = network(standard());
    const keys = createIssuerKeys(http, stoppedClock());
    expect(await keys.keysOf(issuer, 'one')).toEqual({ kind: 'keys', keys: [{ kty: 'RSA', kid: 'one' }] });
    expect(http.fetched).toEqual([metadataUrl, keysUrl]);
  });

  it('are fetched once for many who ask at the same time, and kept afterwards', async () => {
    const http = network(standard());
    const keys = createIssuerKeys(http, stoppedClock());
    await Promise.all(Array.from({ length: 8 }, () => keys.keysOf(issuer, 'one')));
    await keys.keysOf(issuer, 'one');
    expect(http.fetched).toHaveLength(2);
  });

  it('are fetched again for an unknown key, at most once a minute', async () => {
    const http = network(standard());
    const clock = stoppedClock();
    const keys = createIssuerKeys(http, clock);
    await keys.keysOf(issuer, 'one');
    await keys.keysOf(issuer, 'two');
    expect(http.fetched).toHaveLength(2);
    clock.advance(60);
    await keys.keysOf(issuer, 'two');
    expect(http.fetched).toHaveLength(4);
  });

  it.each([
    [undefined, 3600],
    [10, 300],
    [7200, 7200],
    [999_999, 86_400],
  ])('that say max-age %s are kept for %i seconds', async (maxAge, kept) => {
    const http = network(standard(), maxAge);
    const clock = stoppedClock();
    const keys = createIssuerKeys(http, clock);
    await keys.keysOf(issuer, 'one');
    clock.advance(kept - 1);
    await keys.keysOf(issuer, 'one');
    expect(http.fetched).toHaveLength(2);
    clock.advance(1);
    await keys.keysOf(issuer, 'one');
    expect(http.fetched).toHaveLength(4);
  });

  it('are not asked for again within half a minute of a failure', async () => {
    const http = network({});
    const clock = stoppedClock();
    const keys = createIssuerKeys(http, clock);
    expect(await keys.keysOf(issuer, 'one')).toEqual({ kind: 'failed', reason: 'metadata: no answer' });
    await keys.keysOf(issuer, 'two');
    expect(http.fetched).toHaveLength(1);
    clock.advance(30);
    await keys.keysOf(issuer, 'one');
    expect(http.fetched).toHaveLength(2);
  });

  it('of more than two hundred issuers are not kept at once', async () => {
    const documents = Object.fromEntries(
      Array.from({ length: 201 }, (_, index) => `https://i${index}.example`).flatMap((each) => [
        [`${each}/.well-known/openid-configuration`, { issuer: each, jwks_uri: `${each}/keys` }],
        [`${each}/keys`, { keys: [] }],
      ]),
    );
    const http = network(documents);
    const keys = createIssuerKeys(http, stoppedClock());
    for (let index = 0; index <= 200; index += 1) await keys.keysOf(`https://i${index}.example`, undefined);
    await keys.keysOf('https://i200.example', undefined);
    expect(http.fetched).toHaveLength(402);
    await keys.keysOf('https://i0.example', undefined);
    expect(http.fetched).toHaveLength(404);
  });

  it('beyond the hundredth of a set are not looked at', async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ kty: 'RSA', kid: String(index) }));
    const keys = createIssuerKeys(network({ ...standard(), [keysUrl]: { keys: many } }), stoppedClock());
    const set = await keys.keysOf(issuer, undefined);
    expect(set.kind === 'keys' && set.keys).toHaveLength(100);
  });

  it.each<[why: string, issuer: string, documents: Record<string, unknown>]>([
    ['the issuer is not an https URL', 'http://issuer.example', {}],
    [
      'the metadata names another issuer',
      issuer,
      { ...standard(), [metadataUrl]: { issuer: `${issuer}/`, jwks_uri: keysUrl } },
    ],
    [
      'the metadata names no https key set',
      issuer,
      { ...standard(), [metadataUrl]: { issuer, jwks_uri: 'http://issuer.example/keys' } },
    ],
    ['the metadata names no https key set', issuer, { ...standard(), [metadataUrl]: { issuer } }],
    ['the key set has no keys', issuer, { ...standard(), [keysUrl]: [] }],
    ['the key set has no keys', issuer, { ...standard(), [keysUrl]: null }],
    ['keys: no answer', issuer, { [metadataUrl]: { issuer, jwks_uri: keysUrl } }],
  ])('are refused: %s', async (reason, from, documents) => {
    expect(await createIssuerKeys(network(documents), stoppedClock()).keysOf(from, 'one')).toEqual({
      kind: 'failed',
      reason,
    });
  });
});
