import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { rootCertificates } from 'node:tls';

/**
 * Fetches a JSON document. Rejects when the answer is not 200 with JSON. Must not follow redirects to other hosts.
 * @param signal aborts when the answer is no longer awaited.
 */
export type FetchJson = (url: string, signal: AbortSignal) => Promise<unknown>;

/** PEM certificates of private authorities. */
export type TrustedCertificates = string | readonly string[];

// A document for a thousand tenants with certificate chains stays below this.
const largestDocument = 8 * 1024 * 1024;

/** Fetches with Node's own client; certificates in `ca` are trusted beside the built-in ones. Redirects are refused. */
export function nodeFetchJson(ca?: TrustedCertificates): FetchJson {
  const trust = ca === undefined ? {} : { ca: [...rootCertificates, ...[ca].flat()] };
  return (url, signal) =>
    new Promise((resolve, reject) => {
      const get = url.startsWith('http:') ? httpGet : httpsGet;
      const request = get(url, { ...trust, signal, headers: { accept: 'application/json' } }, (response) => {
        readJson(response, url).then(resolve, reject);
      });
      request.on('error', reject);
    });
}

async function readJson(response: IncomingMessage, url: string): Promise<unknown> {
  if (response.statusCode !== 200) {
    response.resume();
    throw new Error(`${url} answered ${response.statusCode}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the response and its connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestDocument) throw new Error(`${url} answered more than ${largestDocument} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}
