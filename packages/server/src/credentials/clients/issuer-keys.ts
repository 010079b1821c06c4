import type { Clock } from '../../platform/clock/index.js';

/** Fetches JSON documents from addresses that an administrator registered. Never throws. */
export interface FetchJson {
  getJson(
    url: string,
  ): Promise<
    | { readonly kind: 'ok'; readonly value: unknown; readonly maxAgeSeconds?: number }
    | { readonly kind: 'failed'; readonly reason: string }
  >;
}

/** A public key as a JSON Web Key (RFC 7517). */
export type Jwk = Readonly<Record<string, unknown>>;

export type KeySet =
  | { readonly kind: 'keys'; readonly keys: readonly Jwk[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** Keys of outside issuers. */
export interface IssuerKeys {
  /**
   * The keys that an issuer publishes through its metadata (OIDC Discovery §4). A `kid` that is not among the kept keys makes them be
   * fetched again, at most once a minute.
   */
  keysOf(issuer: string, kid: string | undefined): Promise<KeySet>;
}

interface Kept {
  readonly set: KeySet;
  readonly fetchedAt: number;
  readonly freshUntil: number;
}

const mostIssuers = 200;
/** Keys beyond the first hundred of a set are not looked at. */
const mostKeys = 100;
const minute = 60_000;
const hour = 60 * minute;
const shortestFresh = 5 * minute;
const longestFresh = 24 * hour;
/** An issuer that did not answer is left alone for this long. */
const failedFor = minute / 2;

/** Makes the cache of outside issuers' keys: bounded, one fetch at a time per issuer, failures remembered for half a minute. */
export function createIssuerKeys(http: FetchJson, clock: Clock): IssuerKeys {
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<KeySet>>();

  const fetchKept = async (issuer: string): Promise<KeySet> => {
    const { set, maxAgeSeconds } = await fetchKeys(http, issuer);
    const now = clock.now();
    const fresh =
      set.kind === 'failed'
        ? failedFor
        : Math.min(Math.max((maxAgeSeconds ?? hour / 1000) * 1000, shortestFresh), longestFresh);
    kept.delete(issuer);
    kept.set(issuer, { set, fetchedAt: now, freshUntil: now + fresh });
    const oldest = kept.keys().next().value;
    if (kept.size > mostIssuers && oldest !== undefined) kept.delete(oldest);
    return set;
  };

  return {
    keysOf: async (issuer, kid) => {
      const before = kept.get(issuer);
      if (before !== undefined && isEnough(before, kid, clock.now())) return before.set;
      const running = underWay.get(issuer);
      if (running !== undefined) return running;
      const started = fetchKept(issuer).finally(() => underWay.delete(issuer));
      underWay.set(issuer, started);
      return started;
    },
  };
}

function isEnough({ set, fetchedAt, freshUntil }: Kept, kid: string | undefined, now: number): boolean {
  if (freshUntil <= now) return false;
  if (set.kind === 'failed' || kid === undefined || set.keys.some((key) => key.kid === kid)) return true;
  return now < fetchedAt + minute;
}

async function fetchKeys(
  http: FetchJson,
  issuer: string,
): Promise<{ readonly set: KeySet; readonly maxAgeSeconds?: number }> {
  if (!issuer.startsWith('https://')) return failed('the issuer is not an https URL');
  // OIDC Discovery §4.1: a trailing slash of the issuer is taken away before the well-known path is added.
  const metadata = await http.getJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (metadata.kind === 'failed') return failed(`metadata: ${metadata.reason}`);
  const { issuer: named, jwks_uri: jwksUri } = record(metadata.value);
  // OIDC Discovery §4.3: the document must name the issuer it was fetched for, to the letter.
  if (named !== issuer) return failed('the metadata names another issuer');
  if (typeof jwksUri !== 'string' || !jwksUri.startsWith('https://'))
    return failed('the metadata names no https key set');
  const document = await http.getJson(jwksUri);
  if (document.kind === 'failed') return failed(`keys: ${document.reason}`);
  const { keys } = record(document.value);
  if (!Array.isArray(keys)) return failed('the key set has no keys');
  const set: KeySet = { kind: 'keys', keys: (keys as readonly unknown[]).slice(0, mostKeys).map(record) };
  return { set, ...(document.maxAgeSeconds === undefined ? {} : { maxAgeSeconds: document.maxAgeSeconds }) };
}

function failed(reason: string): { readonly set: KeySet } {
  return { set: { kind: 'failed', reason } };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
