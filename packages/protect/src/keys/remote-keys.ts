import type { FetchJson } from './fetch-json.js';
import type { KeyAnswer, KeySource } from './key-source.js';
import { type KeySet, parseKeySet, type VerificationKey } from './parse-key-set.js';
import { readMetadata } from './read-metadata.js';

/** How long fetched documents are good for, in seconds. */
export interface KeyCacheTimes {
  /** Metadata is fetched again after this. Default 86,400 (24 hours). */
  readonly metadata: number;
  /** Keys older than this are refreshed in the background while they go on being used. Default 3,600. */
  readonly fresh: number;
  /** When the issuer cannot be reached, documents go on being used this long. Default 86,400. */
  readonly stale: number;
  /** An unknown key id causes at most one fetch in this time, however many tokens name one. Default 30. */
  readonly unknownKey: number;
  /** After a failed fetch the next is tried no sooner. Default 5. */
  readonly retry: number;
  /** A fetch that takes longer has failed. Default 5. */
  readonly timeout: number;
}

/** What holds where the options name no times of their own. Seconds. */
export const defaultKeyCacheTimes: KeyCacheTimes = {
  metadata: 86_400,
  fresh: 3600,
  stale: 86_400,
  unknownKey: 30,
  retry: 5,
  timeout: 5,
};

export interface RemoteKeysOptions {
  readonly metadataUrl: string;
  /** The `issuer` that the metadata must state, exactly. */
  readonly expectedIssuer: string;
  readonly servesManyTenants: boolean;
  readonly fetchJson: FetchJson;
  readonly times: KeyCacheTimes;
  /** Unix seconds. */
  readonly now: () => number;
}

interface Dated<T> {
  readonly value: T;
  readonly at: number;
}

interface State {
  metadata?: Dated<string>;
  keys?: Dated<KeySet>;
  attemptedAt?: number;
  /** Why the last attempt failed. */
  failure?: string | undefined;
  loading?: Promise<void> | undefined;
}

/** Keys that the issuer publishes, found through its metadata document. */
export function remoteKeys(options: RemoteKeysOptions): KeySource {
  const state: State = {};
  return { find: ({ keyId }) => find(options, state, keyId), servesManyTenants: options.servesManyTenants };
}

function find(options: RemoteKeysOptions, state: State, keyId: string): KeyAnswer | Promise<KeyAnswer> {
  const keys = lookUp(options, state, keyId);
  if (keys !== undefined) {
    // Stale while it is refreshed: no request waits for a document that is merely old. `load` never rejects.
    if (olderThan(options, state.keys, options.times.fresh) && mayAsk(options, state)) void load(options, state);
    return { kind: 'found', keys };
  }
  if (state.loading === undefined && !mayAsk(options, state)) return missing(options, state);
  return load(options, state).then(() => {
    const loaded = lookUp(options, state, keyId);
    return loaded === undefined ? missing(options, state) : { kind: 'found', keys: loaded };
  });
}

function lookUp(options: RemoteKeysOptions, state: State, keyId: string): readonly VerificationKey[] | undefined {
  return olderThan(options, state.keys, options.times.stale) ? undefined : state.keys?.value.get(keyId);
}

/** After a failure nobody knows whether the key exists: that is our trouble, not the caller's. */
function missing(options: RemoteKeysOptions, state: State): KeyAnswer {
  if (state.failure !== undefined) return { kind: 'unavailable', why: state.failure };
  return olderThan(options, state.keys, options.times.stale)
    ? { kind: 'unavailable', why: 'the keys are too old' }
    : { kind: 'unknown' };
}

function mayAsk({ now, times }: RemoteKeysOptions, { attemptedAt, failure }: State): boolean {
  if (attemptedAt === undefined) return true;
  const passed = now() - attemptedAt;
  // A clock that was set back must not keep the keys from being fetched.
  return passed < 0 || passed >= (failure === undefined ? times.unknownKey : times.retry);
}

function olderThan({ now }: RemoteKeysOptions, dated: Dated<unknown> | undefined, seconds: number): boolean {
  return dated === undefined || now() - dated.at >= seconds;
}

/** One fetch at a time; whoever comes meanwhile waits for it. */
function load(options: RemoteKeysOptions, state: State): Promise<void> {
  state.loading ??= refresh(options, state).finally(() => {
    state.loading = undefined;
  });
  return state.loading;
}

async function refresh(options: RemoteKeysOptions, state: State): Promise<void> {
  state.attemptedAt = options.now();
  try {
    const url = await keysUrl(options, state);
    const value = parseKeySet(await fetchInTime(options, url));
    state.keys = { value, at: options.now() };
    state.failure = undefined;
  } catch (cause) {
    state.failure = cause instanceof Error ? cause.message : 'the fetch failed';
  }
}

async function keysUrl(options: RemoteKeysOptions, state: State): Promise<string> {
  const { metadataUrl, expectedIssuer, times } = options;
  const known = state.metadata;
  // After a failure the keys may have moved: ask again.
  if (known !== undefined && !olderThan(options, known, times.metadata) && state.failure === undefined) {
    return known.value;
  }
  try {
    const { jwksUri } = readMetadata(await fetchInTime(options, metadataUrl), metadataUrl, expectedIssuer);
    state.metadata = { value: jwksUri, at: options.now() };
    return jwksUri;
  } catch (cause) {
    if (known !== undefined && !olderThan(options, known, times.metadata + times.stale)) return known.value;
    throw cause;
  }
}

/** The signal asks the fetch to stop; the race makes sure of it, also for a `fetchJson` that ignores the signal. */
function fetchInTime({ fetchJson, times }: RemoteKeysOptions, url: string): Promise<unknown> {
  const signal = AbortSignal.timeout(times.timeout * 1000);
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`${url} did not answer in ${times.timeout} s`));
    signal.addEventListener('abort', late, { once: true });
    fetchJson(url, signal).then(resolve, reject);
  });
}
