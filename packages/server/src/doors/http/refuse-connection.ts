import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type CorrelationId, publicSentence, refuse, type RequestId } from '@gatehouse/model';
import type { Log } from '../../platform/log/index.js';
import { jsonError } from './failure.js';
import type { RequestContext } from './read-request.js';

/** How Node calls what was wrong, where it is not simply no HTTP. */
const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers bytes that no request could be read from, in the one documented shape of an error, and ends the connection: whatever
 * follows on it has no known beginning (RFC 9112 §2.2, §9.6).
 */
export function refuseConnection(
  { code = 'unknown' }: { readonly code?: string },
  socket: Pick<Duplex, 'writable' | 'end' | 'destroy'>,
  { clock, ids, log, baseUrl }: Pick<RequestContext, 'clock' | 'ids'> & { readonly log: Log; readonly baseUrl: string },
): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = ids.guid<RequestId>();
  const status = statuses[code] ?? 400;
  log.info('connection refused', { requestId, status, why: code });
  const request = { requestId, correlationId: ids.guid<CorrelationId>(), arrivedAt: clock.now() };
  const refusal = refuse(9002313, code);
  const { headers, body = '' } = jsonError(request, {
    status,
    number: refusal.code,
    sentence: publicSentence(refusal),
    uri: `${baseUrl}/error?code=${refusal.code}`,
  });
  const all = {
    ...headers,
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': requestId,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
}
