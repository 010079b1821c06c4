import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { systemIds } from '../../platform/ids/index.js';
import { createLog } from '../../platform/log/index.js';
import { refuseConnection } from './refuse-connection.js';

const world = {
  clock: { now: () => Date.UTC(2030, 0, 1) },
  ids: systemIds,
  log: createLog({ level: 'debug', destination: { write: () => undefined } }),
  baseUrl: 'https://login.example',
};

describe('a connection without a request', () => {
  it.each([
    ['ERR_HTTP_REQUEST_TIMEOUT', 'HTTP/1.1 408 Request Timeout\r\n'],
    ['HPE_HEADER_OVERFLOW', 'HTTP/1.1 431 Request Header Fields Too Large\r\n'],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'HTTP/1.1 413 Payload Too Large\r\n'],
    ['HPE_INVALID_METHOD', 'HTTP/1.1 400 Bad Request\r\n'],
    [undefined, 'HTTP/1.1 400 Bad Request\r\n'],
  ])('is told what was wrong: %s', async (code, line) => {
    const socket = new PassThrough();
    refuseConnection(code === undefined ? {} : { code }, socket, world);
    const answer = await text(socket);
    expect(answer.slice(0, line.length)).toBe(line);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ error_codes: [9002313] });
  });

  it('is told nothing when the other side has gone', () => {
    const socket = new PassThrough();
    refuseConnection({ code: 'ECONNRESET' }, socket, world);
    expect([socket.destroyed, socket.read()]).toEqual([true, null]);
  });
});
