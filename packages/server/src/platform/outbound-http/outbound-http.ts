import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock } from '../clock/index.js';
import { reachOf } from './address-rules.js';
import { boundedGet } from './bounded-get.js';
import { freshnessSeconds } from './freshness.js';

/** A document that was fetched, or why it could not be. */
export type GetJsonResult =
  | {
      readonly kind: 'ok';
      readonly value: unknown;
      /** How long the sender says the answer stays fresh; absent when it says nothing. */
      readonly maxAgeSeconds?: number;
    }
  /** `reason` is for the log and for administrators, never for the caller of a protocol endpoint. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Every request that the service itself makes: bounded in time and size, and in production never to an inner address. */
export interface OutboundHttp {
  /** Fetches a JSON document. Never throws. `maxBytes` replaces the default bound for this call. */
  getJson(url: string, options?: { readonly maxBytes?: number }): Promise<GetJsonResult>;
}

/** What the requests of the service are held to. */
export interface OutboundHttpOptions {
  readonly clock: Clock;
  /** Development only: private and loopback addresses may be reached, the latter also over plain http. */
  readonly allowPrivate?: boolean;
  /** For the whole exchange: name, connection, answer. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Certificate authorities (PEM) trusted beside the system's, for example another development platform's. */
  readonly extraCa?: readonly string[];
  /** Turns a host name into addresses; the system's resolver by default. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** Makes the client for requests to addresses that other people chose. */
export function createOutboundHttp(options: OutboundHttpOptions): OutboundHttp {
  return {
    getJson: async (url, { maxBytes = options.maxBytes } = {}) => {
      const deadline = AbortSignal.timeout(options.timeoutMs);
      try {
        return await getJson(options, url, maxBytes, deadline);
      } catch (error) {
        return failed(deadline.aborted ? `no answer within ${options.timeoutMs} ms` : describe(error));
      }
    },
  };
}

async function getJson(
  options: OutboundHttpOptions,
  text: string,
  maxBytes: number,
  deadline: AbortSignal,
): Promise<GetJsonResult> {
  if (!URL.canParse(text)) return failed('not a url');
  const url = new URL(text);
  const refusal = refuseUrl(url, options.allowPrivate === true);
  if (refusal !== undefined) return failed(refusal);
  const addresses = await addressesOf(url, options.resolve ?? systemResolve, deadline);
  const barred = refuseAddresses(url, addresses, options.allowPrivate === true);
  if (barred !== undefined) return failed(barred);
  const answer = await boundedGet({ url, addresses, maxBytes, deadline, extraCa: options.extraCa ?? [] });
  if (answer.kind === 'failed') return answer;
  const maxAgeSeconds = freshnessSeconds(answer.headers, options.clock.now());
  const value = parseJson(answer.body);
  if (value === undefined) return failed('the answer is not json');
  return { kind: 'ok', value: value.parsed, ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }) };
}

function refuseUrl(url: URL, allowPrivate: boolean): string | undefined {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate)) return 'only https is allowed';
  // Credentials in a URL would travel in a header of our own making.
  if (url.username !== '' || url.password !== '') return 'a url with credentials is not allowed';
  return undefined;
}

/** One barred address among many refuses them all: a name that mixes public and private addresses is an attack. */
function refuseAddresses(url: URL, addresses: readonly string[], allowPrivate: boolean): string | undefined {
  if (addresses.length === 0) return `\`${url.hostname}\` has no address`;
  for (const address of addresses) {
    const reach = reachOf(address);
    if (reach === 'internal' || (reach !== 'public' && !allowPrivate)) {
      return `\`${url.hostname}\` leads to the address \`${address}\`, which is not public`;
    }
    if (url.protocol === 'http:' && reach !== 'loopback') return 'http is allowed to loopback addresses only';
  }
  return undefined;
}

async function addressesOf(
  url: URL,
  resolve: (host: string) => Promise<readonly string[]>,
  deadline: AbortSignal,
): Promise<readonly string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return [host];
  const aborted = new Promise<never>((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason as Error), { once: true });
  });
  return Promise.race([resolve(host), aborted]);
}

async function systemResolve(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
}

function parseJson(body: Buffer): { readonly parsed: unknown } | undefined {
  try {
    return { parsed: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    return undefined;
  }
}

function failed(reason: string): GetJsonResult {
  return { kind: 'failed', reason };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'the request failed';
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error.message : `${error.message} (${code})`;
}
