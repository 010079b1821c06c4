import { request as send } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import { createLog } from '../../platform/log/index.js';
import { type HttpServer, type Route, startHttpServer } from './index.js';

const correlationId = '0a0a0a0a-0000-4000-8000-00000000000a';
const baseUrl = 'https://login.example';

const ok = async (): Promise<{ readonly status: number; readonly body: string }> => ({ status: 200, body: 'ok' });
const routes: readonly Route[] = [
  { methods: ['POST'], path: '/:tenant/oauth2/v2.0/token', cors: 'open', answers: 'json', handle: ok },
  { methods: ['GET'], path: '/:tenant/v2.0/metadata', cors: 'open', answers: 'json', handle: ok },
  { methods: ['GET'], path: '/:tenant/oauth2/v2.0/authorize', cors: 'none', answers: 'page', handle: ok },
  { methods: ['POST'], path: '/:tenant/oauth2/v2.0/authorize', cors: 'none', answers: 'page', handle: ok },
  {
    methods: ['GET'],
    path: '/own/*',
    cors: 'open',
    answers: (status) => ({ status, body: 'our own shape' }),
    handle: ok,
  },
];

let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    tls: null,
    strictTransport: false,
    trustProxy: [],
    baseUrl,
    clock: new AdjustableClock({ now: () => Date.UTC(2030, 0, 1) }),
    ids: systemIds,
    log: createLog({ level: 'debug', destination: { write: () => undefined } }),
    failurePage: (status) => ({ status, headers: { 'content-type': 'text/html' }, body: `a page for ${status}` }),
    routes,
  });
});

afterAll(() => server.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Sends the path as it is: `fetch` would mend it. */
function call(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const all = { 'client-request-id': correlationId, ...headers };
    const sent = send({ host: '127.0.0.1', port: server.port, method, path, headers: all }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends bytes that are no request, and reads until the server hangs up. */
function shout(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.on('error', reject).on('close', () => resolve(answer));
    socket.write(text);
  });
}

/** The whole body that a program reads (RFC 6749 §5.2). */
function bodyOf(number: number, sentence: string, uri = true): object {
  return {
    error: 'invalid_request',
    error_description: expect.stringMatching(new RegExp(`^AADSTS${number}: ${sentence}\\. Trace ID: `)) as string,
    error_codes: [number],
    timestamp: '2030-01-01 00:00:00Z',
    trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    correlation_id: correlationId,
    ...(uri ? { error_uri: `${baseUrl}/error?code=${number}` } : {}),
  };
}

const forPrograms = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};

describe('what no door answers', () => {
  it.each(['/%ff/oauth2/v2.0/token', '/%/oauth2/v2.0/token', '/%E0%A4%A/v2.0/metadata'])(
    'is told as the error of a program: a path that cannot be decoded, %s',
    async (path) => {
      const { status, headers, text } = await call('POST', path);
      expect(status).toBe(400);
      expect(headers).toMatchObject(forPrograms);
      expect(headers['x-ms-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.parse(text)).toEqual(bodyOf(9002313, 'the request is malformed or invalid'));
    },
  );

  it('is told on a page to a browser: a path that cannot be decoded', async () => {
    const { status, headers, text } = await call('GET', '/%ff', { accept: 'text/html,*/*' });
    expect([status, text, headers['access-control-allow-origin']]).toEqual([400, 'a page for 400', undefined]);
  });

  it('is told in the shape of the door that has the path otherwise: a path that cannot be decoded', async () => {
    const { status, text } = await call('GET', '/own/%ff', { accept: 'text/html' });
    expect([status, text]).toEqual([400, 'our own shape']);
  });

  it('is told as the error of a program: a path that is nowhere', async () => {
    const { status, headers, text } = await call('POST', '/contoso/oauth2/v3.0/token');
    expect(status).toBe(404);
    expect(headers).toMatchObject(forPrograms);
    expect(JSON.parse(text)).toEqual(bodyOf(90004, 'there is nothing at this address', false));
  });

  it('is told on a page to a browser: a path that is nowhere', async () => {
    const { status, headers, text } = await call('GET', '/nowhere', { accept: 'text/html' });
    expect([status, text, headers['access-control-allow-origin']]).toEqual([404, 'a page for 404', undefined]);
  });

  it('is told with its number and a link to it: a body that is too large', async () => {
    const { status, headers, text } = await call('POST', '/contoso/oauth2/v2.0/token', {}, 'x'.repeat(200_000));
    expect(status).toBe(413);
    expect(headers).toMatchObject(forPrograms);
    expect(JSON.parse(text)).toEqual(bodyOf(9002313, 'the request is malformed or invalid'));
  });
});

describe('a body', () => {
  const token = '/contoso/oauth2/v2.0/token';
  const form = 'application/x-www-form-urlencoded';

  it.each([
    [`${form}; charset=iso-8859-1`, {}],
    [`${form};charset="UTF-16LE"`, {}],
    [`${form}; x=y; Charset = utf-7`, {}],
    [`${form}; charset=utf-8; charset=utf-16`, {}],
    [form, { 'content-encoding': 'gzip' }],
    [form, { 'content-encoding': 'identity, br' }],
  ])('is refused when its bytes mean something else than UTF-8: %s %j', async (type, headers) => {
    const { status, headers: answered, text } = await call('POST', token, { 'content-type': type, ...headers }, 'a=b');
    expect(status).toBe(400);
    expect(answered).toMatchObject(forPrograms);
    expect(JSON.parse(text)).toEqual(bodyOf(9002313, 'the request is malformed or invalid'));
  });

  it('is refused when it is not UTF-8', async () => {
    const { status, text } = await call('POST', token, { 'content-type': form }, Buffer.from([0x61, 0x3d, 0xe9]));
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual(bodyOf(9002313, 'the request is malformed or invalid'));
  });

  it.each([
    [form, {}],
    [`${form};charset=UTF-8`, {}],
    [`${form}; charset="utf-8"`, {}],
    [`${form}; charset=utf8`, { 'content-encoding': 'identity' }],
  ])('is read when it is UTF-8: %s %j', async (type, headers) => {
    const { status, text } = await call('POST', token, { 'content-type': type, ...headers }, 'a=é');
    expect([status, text]).toEqual([200, 'ok']);
  });

  it('that is too large for a page is refused without telling it to foreign origins', async () => {
    const path = '/contoso/oauth2/v2.0/authorize';
    const { status, headers, text } = await call('POST', path, { origin: 'https://evil.example' }, 'x'.repeat(200_000));
    expect([status, text]).toEqual([413, 'a page for 413']);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('what is no request', () => {
  it.each([
    ['garbage', 'no request at all\r\n\r\n', '400 Bad Request'],
    [
      'headers longer than 64 KiB',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(70_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
    ],
    [
      'a chunk that has no length',
      `POST /contoso/oauth2/v2.0/token HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`,
      '400 Bad Request',
    ],
  ])('is told as the error of a program, and the connection ends: %s', async (_, text, status) => {
    const answer = await shout(text);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head.split('\r\n')).toEqual([
      `HTTP/1.1 ${status}`,
      'content-type: application/json; charset=utf-8',
      'cache-control: no-store',
      'x-content-type-options: nosniff',
      expect.stringMatching(/^x-ms-request-id: [0-9a-f-]{36}$/),
      `content-length: ${body.length}`,
      'connection: close',
    ]);
    expect(JSON.parse(body)).toEqual({
      ...bodyOf(9002313, 'the request is malformed or invalid'),
      correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });
});

describe('a method that an endpoint does not take', () => {
  it.each([
    ['GET', '/contoso/oauth2/v2.0/token', 'POST', 'POST, OPTIONS'],
    ['PUT', '/contoso/oauth2/v2.0/token/', 'POST', 'POST, OPTIONS'],
    ['POST', '/CONTOSO/V2.0/Metadata?x=1', 'GET', 'GET, HEAD, OPTIONS'],
  ])('is refused by its number: %s %s', async (method, path, accepted, allow) => {
    const { status, headers, text } = await call(method, path);
    expect(status).toBe(405);
    expect(headers).toMatchObject({ ...forPrograms, allow });
    const sentence = `the endpoint accepts only ${accepted} requests; a ${method} request was received`;
    expect(JSON.parse(text)).toEqual(bodyOf(900561, sentence));
  });

  it('is refused on a page where people go', async () => {
    const { status, headers, text } = await call('DELETE', '/contoso/oauth2/v2.0/authorize');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST']);
    expect(text).toContain('AADSTS900561');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('is refused in the shape of the door', async () => {
    const { status, headers, text } = await call('PUT', '/own/path/below');
    expect([status, headers.allow, text]).toEqual([405, 'GET, HEAD, OPTIONS', 'our own shape']);
  });
});
