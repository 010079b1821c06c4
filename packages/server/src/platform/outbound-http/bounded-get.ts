import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';

export interface BoundedGet {
  readonly url: URL;
  /** The checked addresses; nothing else is connected to, whatever the name resolves to by now (DNS rebinding). */
  readonly addresses: readonly string[];
  readonly maxBytes: number;
  readonly deadline: AbortSignal;
  readonly extraCa: readonly string[];
}

export type BoundedAnswer =
  | { readonly kind: 'ok'; readonly headers: http.IncomingHttpHeaders; readonly body: Buffer }
  | { readonly kind: 'failed'; readonly reason: string };

/** Sends one GET to one of the given addresses and reads at most `maxBytes`. Rejects when the connection fails or time is up. */
export function boundedGet(get: BoundedGet): Promise<BoundedAnswer> {
  return new Promise((resolve, reject) => {
    const request = open(get);
    const settle = (answer: BoundedAnswer): void => {
      resolve(answer);
      request.destroy();
    };
    request.on('error', reject);
    request.on('response', (response) => {
      const refusal = refuseHead(response);
      if (refusal !== undefined) return settle({ kind: 'failed', reason: refusal });
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > get.maxBytes)
          return settle({ kind: 'failed', reason: `the answer is longer than ${get.maxBytes} bytes` });
        chunks.push(chunk);
      });
      response.on('end', () => settle({ kind: 'ok', headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.end();
  });
}

function open({ url, addresses, deadline, extraCa }: BoundedGet): http.ClientRequest {
  const pinned = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: LookupFunction = (_host, { all }, answer) => {
    if (all === true) answer(null, pinned);
    else answer(null, pinned[0]?.address ?? '', pinned[0]?.family);
  };
  const options: https.RequestOptions = {
    method: 'GET',
    lookup,
    signal: deadline,
    headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'gatehouse' },
  };
  // An agent of its own: the global one may carry a proxy from the environment.
  if (url.protocol === 'http:') return http.request(url, { ...options, agent: new http.Agent() });
  return https.request(url, {
    ...options,
    agent: new https.Agent(),
    // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot switch it off.
    rejectUnauthorized: true,
    ...(extraCa.length === 0 ? {} : { ca: [...rootCertificates, ...extraCa] }),
  });
}

function refuseHead(response: http.IncomingMessage): string | undefined {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) return `a redirect (status ${status}) is not followed`;
  if (status !== 200) return `status ${status}`;
  const encoding = response.headers['content-encoding'] ?? 'identity';
  // A few compressed bytes may stand for very many.
  if (encoding !== 'identity') return `the content encoding \`${encoding}\` was not asked for`;
  return undefined;
}
