import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { rootCertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createProtector } from '../index.js';
import { api, forge, keySet, makeKey, present, tenant, userClaims } from '../testing/forge.js';
import { localhostCertificate, localhostKey } from '../testing/localhost-certificate.data.js';
import { outcome } from '../testing/platform.js';
import { nodeFetchJson } from './fetch-json.js';

const running: Server[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(server: Server): Promise<number> {
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return (server.address() as AddressInfo).port;
}

async function serveHttp(listener: RequestListener): Promise<string> {
  return `http://localhost:${await listen(createHttpServer(listener))}`;
}

const never = new AbortController().signal;

describe('fetching from a private authority', () => {
  const key = makeKey('key-1', 'ES256');

  async function serveAuthority(): Promise<string> {
    const options = { key: localhostKey, cert: localhostCertificate };
    const server = createHttpsServer(options, (request, response) => {
      const documents: Record<string, unknown> = {
        [`/${tenant}/v2.0/.well-known/openid-configuration`]: {
          issuer: `${origin}/${tenant}/v2.0`,
          jwks_uri: `${origin}/keys`,
        },
        '/keys': keySet(key),
      };
      response.end(JSON.stringify(documents[request.url ?? '']));
    });
    const origin = `https://localhost:${await listen(server)}`;
    return origin;
  }

  function protectorOf(origin: string, ca?: string) {
    return createProtector({
      issuers: { authority: `${origin}/${tenant}` },
      audience: api,
      now: () => present * 1000,
      ...(ca === undefined ? {} : { ca }),
    });
  }

  it('works when its certificate is given', async () => {
    const origin = await serveAuthority();
    const token = forge(key, userClaims({ iss: `${origin}/${tenant}/v2.0` }));
    expect(await outcome(protectorOf(origin, localhostCertificate), token)).toBe('valid');
  });

  it.each([
    ['no certificate', undefined],
    ['another certificate', rootCertificates[0]],
  ])('is refused when %s is given', async (_title, ca) => {
    const origin = await serveAuthority();
    const token = forge(key, userClaims({ iss: `${origin}/${tenant}/v2.0` }));
    const result = await protectorOf(origin, ca).verify(token);
    expect(result).toMatchObject({ kind: 'invalid', error: { code: 'keys_unavailable', status: 503 } });
  });
});

describe('fetching a document', () => {
  it('gives what the JSON says', async () => {
    const url = await serveHttp((request, response) =>
      response.end(JSON.stringify({ accept: request.headers.accept })),
    );
    expect(await nodeFetchJson()(url, never)).toEqual({ accept: 'application/json' });
  });

  it.each([301, 302, 307, 404, 500])('fails on status %i', async (status) => {
    const url = await serveHttp((_request, response) => response.writeHead(status, { location: '/other' }).end('{}'));
    await expect(nodeFetchJson()(url, never)).rejects.toThrow(`answered ${status}`);
  });

  it('fails on text that is no JSON', async () => {
    const url = await serveHttp((_request, response) => response.end('<html>'));
    await expect(nodeFetchJson()(url, never)).rejects.toThrow(SyntaxError);
  });

  it('fails on an answer without end', async () => {
    const url = await serveHttp((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    await expect(nodeFetchJson()(url, never)).rejects.toThrow('more than');
  });

  it('fails when the connection breaks in the middle', async () => {
    const url = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{');
      response.destroy();
    });
    await expect(nodeFetchJson()(url, never)).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const url = await serveHttp(() => stop.abort());
    await expect(nodeFetchJson()(url, stop.signal)).rejects.toThrow('aborted');
  });
});
