import { describe, expect, it } from 'vitest';
import { LoadCache } from './load-cache.js';

/** A load whose end the test decides. */
function gate<Value>() {
  let open: (value: Value) => void = () => {};
  const promise = new Promise<Value>((resolve) => {
    open = resolve;
  });
  return { open, load: () => promise };
}

describe('a load cache', () => {
  it('loads a key once for many callers at the same time', async () => {
    const cache = new LoadCache<string, number>(10);
    let loads = 0;
    const load = async () => {
      loads += 1;
      return loads;
    };
    expect(await Promise.all([1, 2, 3].map(() => cache.get('a', load)))).toEqual([1, 1, 1]);
    expect(await cache.get('a', load)).toBe(1);
    expect(loads).toBe(1);
  });

  it('does not keep a load that began before its key was dropped, and loads anew for those who ask after', async () => {
    const cache = new LoadCache<string, string>(10);
    const old = gate<string>();
    const early = cache.get('a', old.load);
    await Promise.resolve();
    cache.drop('a');
    const late = cache.get('a', async () => 'new');
    expect(await late).toBe('new');
    old.open('old');
    expect(await early).toBe('old');
    expect(cache.peek('a')).toBe('new');
  });

  it('does not keep such a load even when nobody asked in between', async () => {
    const cache = new LoadCache<string, string>(10);
    const old = gate<string>();
    const early = cache.get('a', old.load);
    cache.drop('a');
    old.open('old');
    await early;
    expect(cache.peek('a')).toBeUndefined();
  });

  it('drops by value what it holds, and by key what it is loading', async () => {
    const cache = new LoadCache<string, number>(10);
    await cache.get('one', async () => 1);
    await cache.get('two', async () => 2);
    const loading = gate<number>();
    const other = gate<number>();
    const pending = [cache.get('three', loading.load), cache.get('four', other.load)];
    cache.dropWhere(
      (_key, value) => value === 1,
      (key) => key === 'three',
    );
    loading.open(3);
    other.open(4);
    await Promise.all(pending);
    expect(['one', 'two', 'three', 'four'].map((key) => cache.peek(key))).toEqual([undefined, 2, undefined, 4]);
  });

  it('does not remember that a key has no value', async () => {
    const cache = new LoadCache<string, number>(10);
    expect(await cache.get('a', async () => undefined)).toBeUndefined();
    expect(await cache.get('a', async () => 1)).toBe(1);
  });

  it('gives a failure to everyone who waits for it and tries again for the next', async () => {
    const cache = new LoadCache<string, number>(10);
    const failing = async (): Promise<number> => {
      throw new Error('no answer');
    };
    const results = await Promise.allSettled([cache.get('a', failing), cache.get('a', failing)]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(await cache.get('a', async () => 1)).toBe(1);
  });

  it('holds no more than its limit and lets the longest unused go first', async () => {
    const cache = new LoadCache<string, string>(2);
    await cache.get('a', async () => 'a');
    await cache.get('b', async () => 'b');
    cache.peek('a');
    await cache.get('c', async () => 'c');
    expect(cache.size).toBe(2);
    expect([cache.peek('a'), cache.peek('b'), cache.peek('c')]).toEqual(['a', undefined, 'c']);
  });
});
