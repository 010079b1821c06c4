import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AdjustableClock, systemClock } from '../clock/index.js';
import { systemIds } from '../ids/index.js';
import { type DevelopmentCertificate, ensureDevelopmentCertificate } from '../tls/index.js';
import { createOutboundHttp, type OutboundHttp, type OutboundHttpOptions } from './index.js';

let folder: string;
let certificate: DevelopmentCertificate;
let ca: string;
const running: { readonly server: Server; readonly stop: () => void }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbound-'));
  certificate = await ensureDevelopmentCertificate({
    folder,
    hosts: ['issuer.test'],
    clock: systemClock,
    ids: systemIds,
  });
  ca = await readFile(certificate.caFile, 'utf8');
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const { server, stop } of running.splice(0)) {
    stop();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Starts a server on loopback and tells its port and what reached it. */
async function serve(answer: RequestListener, secure = true): Promise<{ port: number; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push(request);
    answer(request, response);
  };
  const server = secure
    ? createHttpsServer({ cert: certificate.certPem, key: certificate.keyPem }, listener)
    : createHttpServer(listener);
  return { seen, port: await listen(server, () => server.closeAllConnections()) };
}

async function listen(server: Server, stop: () => void): Promise<number> {
  running.push({ server, stop });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function client(options: Partial<OutboundHttpOptions> = {}): OutboundHttp {
  const clock = new AdjustableClock();
  return createOutboundHttp({ clock, allowPrivate: true, timeoutMs: 5000, maxBytes: 1000, extraCa: [ca], ...options });
}

/** A client of production, for which `issuer.test` has these addresses. */
function strict(...addresses: readonly string[]): OutboundHttp {
  return client({ allowPrivate: false, resolve: async () => addresses });
}

describe('a document fetched', () => {
  it('is parsed, with the time it stays fresh', async () => {
    const { port, seen } = await serve((_request, response) => {
      response.setHeader('cache-control', 'max-age=600').end('{"keys":[]}');
    });
    expect(await client().getJson(`https://localhost:${port}/keys?v=1`)).toEqual({
      kind: 'ok',
      value: { keys: [] },
      maxAgeSeconds: 600,
    });
    expect(seen[0]).toMatchObject({ url: '/keys?v=1', method: 'GET' });
    expect(seen[0]?.headers).toMatchObject({ host: `localhost:${port}`, 'accept-encoding': 'identity' });
  });

  it('says nothing of freshness when the sender does not', async () => {
    const { port } = await serve((_request, response) => response.end('[1]'));
    expect(await client().getJson(`https://localhost:${port}/`)).toEqual({ kind: 'ok', value: [1] });
  });

  it.each([
    ['not JSON', '<html>'],
    ['empty', ''],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ])('fails when it is %s', async (_what, body) => {
    const { port } = await serve((_request, response) => response.end(body));
    expect(await client().getJson(`https://localhost:${port}/`)).toEqual({
      kind: 'failed',
      reason: 'the answer is not json',
    });
  });

  it.each([204, 400, 404, 500, 503])('fails with status %d', async (status) => {
    const { port } = await serve((_request, response) => response.writeHead(status).end());
    expect(await client().getJson(`https://localhost:${port}/`)).toEqual({
      kind: 'failed',
      reason: `status ${status}`,
    });
  });

  it.each([301, 302, 303, 307, 308])('fails with a redirect (%d), which is not followed', async (status) => {
    const inner = await serve((_request, response) => response.end('{"stolen":true}'));
    const { port } = await serve((_request, response) =>
      response.writeHead(status, { location: `https://localhost:${inner.port}/` }).end(),
    );
    expect(await client().getJson(`https://localhost:${port}/`)).toMatchObject({
      reason: expect.stringContaining('redirect'),
    });
    expect(inner.seen).toEqual([]);
  });

  it('may be exactly as long as allowed and not a byte longer, announced or not', async () => {
    const text = (length: number): string => `"${'x'.repeat(length - 2)}"`;
    const { port } = await serve((request, response) => {
      const length = Number(new URL(request.url ?? '', 'https://x').searchParams.get('length'));
      if (request.url?.startsWith('/announced')) response.setHeader('content-length', length);
      response.write(text(length).slice(0, 10));
      response.end(text(length).slice(10));
    });
    for (const path of ['announced', 'chunked']) {
      const url = (length: number): string => `https://localhost:${port}/${path}?length=${length}`;
      expect(await client().getJson(url(1000))).toMatchObject({ kind: 'ok' });
      const tooLong = { kind: 'failed', reason: 'the answer is longer than 1000 bytes' };
      expect(await client().getJson(url(1001))).toEqual(tooLong);
      expect(await client().getJson(url(1001), { maxBytes: 1001 })).toMatchObject({ kind: 'ok' });
    }
  });

  it('is not read on when it never ends', async () => {
    const { port } = await serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(512)));
      };
      response.on('drain', more);
      more();
    });
    expect(await client().getJson(`https://localhost:${port}/`)).toMatchObject({
      reason: expect.stringContaining('longer'),
    });
  });

  it('fails when it is compressed although nobody asked for that', async () => {
    const { port } = await serve((_request, response) => response.setHeader('content-encoding', 'gzip').end('{}'));
    expect(await client().getJson(`https://localhost:${port}/`)).toMatchObject({
      reason: expect.stringContaining('gzip'),
    });
  });

  it('fails when the connection breaks in the middle', async () => {
    const { port } = await serve((_request, response) => {
      response.setHeader('content-length', 100);
      response.write('{"keys"', () => response.destroy());
    });
    expect(await client().getJson(`https://localhost:${port}/`)).toMatchObject({ kind: 'failed' });
  });
});

describe('time', () => {
  const late = { kind: 'failed', reason: 'no answer within 60 ms' };

  it('is bounded while the name is looked up', async () => {
    const resolve = (): Promise<never> => new Promise(() => undefined);
    expect(await client({ timeoutMs: 60, resolve }).getJson('https://issuer.test/')).toEqual(late);
  });

  it('is bounded while the connection is silent, before and after the answer has begun', async () => {
    const silent = await listen(
      createTcpServer().on('connection', (socket) => sockets.push(socket)),
      () => {
        for (const socket of sockets) socket.destroy();
      },
    );
    expect(await client({ timeoutMs: 60 }).getJson(`https://localhost:${silent}/`)).toEqual(late);
    const { port } = await serve((_request, response) => response.write('{"begun":'), false);
    expect(await client({ timeoutMs: 60 }).getJson(`http://127.0.0.1:${port}/`)).toEqual(late);
  });
  const sockets: { destroy(): void }[] = [];
});

describe('in production', () => {
  it.each([
    'http://issuer.test/',
    'ftp://issuer.test/',
    'file:///etc/passwd',
    'data:application/json,{}',
    'not a url',
    '',
  ])('refuses `%s`, which is not https', async (url) => {
    expect(await strict('93.184.216.34').getJson(url)).toMatchObject({
      reason: expect.stringMatching(/https|not a url/),
    });
  });

  it('refuses a URL with credentials', async () => {
    for (const url of ['https://user@issuer.test/', 'https://:word@issuer.test/']) {
      expect(await strict('93.184.216.34').getJson(url)).toMatchObject({
        reason: expect.stringContaining('credentials'),
      });
    }
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::]/',
    'https://0/',
    'https://10.0.0.1/',
    'https://169.254.169.254/metadata/instance',
    'https://[fd00:ec2::254]/latest',
    'https://168.63.129.16/machine',
    'https://①②⑦.⓪.⓪.①/',
  ])('refuses the address in %s', async (url) => {
    const resolve = (): Promise<never> => Promise.reject(new Error('an address was looked up'));
    const answer = await client({ allowPrivate: false, resolve }).getJson(url);
    expect(answer).toMatchObject({ reason: expect.stringContaining('not public') });
  });

  it.each(['127.0.0.1', '::1', '10.1.2.3', '169.254.169.254', '::ffff:192.168.0.1', 'fe80::1', '64:ff9b::a00:1'])(
    'refuses a harmless name that leads to %s, also among public addresses',
    async (address) => {
      for (const addresses of [[address], ['93.184.216.34', address], [address, '93.184.216.34']]) {
        expect(await strict(...addresses).getJson('https://issuer.test/')).toMatchObject({
          reason: expect.stringContaining(`\`${address}\``),
        });
      }
    },
  );

  it('refuses names that the system itself resolves to loopback', async () => {
    for (const host of ['localhost', 'LOCALHOST.']) {
      const { port, seen } = await serve((_request, response) => response.end('{}'));
      expect(await client({ allowPrivate: false }).getJson(`https://${host}:${port}/`)).toMatchObject({
        kind: 'failed',
      });
      expect(seen).toEqual([]);
    }
  });

  it('fails when a name has no address', async () => {
    expect(await strict().getJson('https://issuer.test/')).toEqual({
      kind: 'failed',
      reason: '`issuer.test` has no address',
    });
    const missing = await client({ allowPrivate: false }).getJson('https://issuer.invalid/');
    expect(missing).toMatchObject({ reason: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) });
  });
});

describe('the connection', () => {
  it('goes to the address that was checked, though the name leads elsewhere a moment later', async () => {
    const { port, seen } = await serve((_request, response) => response.end('{"from":"checked"}'));
    let asked = 0;
    const resolve = async (): Promise<string[]> => (++asked === 1 ? ['127.0.0.1'] : ['127.0.0.2']);
    // The system knows no `issuer.test`: only the pinned address can have been used, and the name was resolved once.
    expect(await client({ resolve }).getJson(`https://issuer.test:${port}/`)).toMatchObject({
      value: { from: 'checked' },
    });
    expect(asked).toBe(1);
    expect(seen[0]?.headers.host).toBe(`issuer.test:${port}`);
  });

  it('tries the next checked address when the first does not answer', async () => {
    const { port } = await serve((_request, response) => response.end('{}'));
    const resolve = async (): Promise<string[]> => ['::1', '127.0.0.1'];
    expect(await client({ resolve }).getJson(`https://issuer.test:${port}/`)).toMatchObject({ kind: 'ok' });
  });

  it('must show a certificate for the name, from a trusted authority, whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { port, seen } = await serve((_request, response) => response.end('{}'));
    const resolve = async (): Promise<string[]> => ['127.0.0.1'];
    expect(await client({ resolve }).getJson(`https://other.test:${port}/`)).toMatchObject({ kind: 'failed' });
    expect(await client({ extraCa: [] }).getJson(`https://localhost:${port}/`)).toMatchObject({ kind: 'failed' });
    expect(seen).toEqual([]);
  });

  it('uses no proxy from the environment', async () => {
    const proxy = await serve((_request, response) => response.end('{"from":"proxy"}'), false);
    for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']) {
      vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
    }
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    const { port } = await serve((_request, response) => response.end('{"from":"issuer"}'));
    expect(await client().getJson(`https://localhost:${port}/`)).toMatchObject({ value: { from: 'issuer' } });
    expect(proxy.seen).toEqual([]);
  });
});

describe('in development', () => {
  it('allows http to loopback only', async () => {
    const { port } = await serve((_request, response) => response.end('{}'), false);
    expect(await client().getJson(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'ok' });
    expect(await client({ allowPrivate: false }).getJson(`http://127.0.0.1:${port}/`)).toMatchObject({
      kind: 'failed',
    });
    for (const address of ['10.0.0.1', '93.184.216.34']) {
      expect(await client({ resolve: async () => [address] }).getJson('http://issuer.test/')).toEqual({
        kind: 'failed',
        reason: 'http is allowed to loopback addresses only',
      });
    }
  });

  it('still refuses metadata and link-local addresses', async () => {
    for (const host of ['169.254.169.254', '[fe80::1]', '168.63.129.16', '0.0.0.0']) {
      expect(await client().getJson(`https://${host}/`)).toMatchObject({
        reason: expect.stringContaining('not public'),
      });
    }
  });
});
