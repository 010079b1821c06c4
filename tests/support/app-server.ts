// Owns: the web server of an application under test: it serves the pages it is given and remembers what browsers sent it.
// Used by: the tests with a real browser.
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a browser sent to the application. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Fields of a posted form; empty for other requests. */
  readonly form: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What the application answers at one path. */
export type AppPage =
  | { readonly body: string; readonly contentType?: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly redirectTo: string };

export interface AppServer {
  /** Scheme, `localhost` and port. */
  readonly origin: string;
  /** Pages by path; a path that is not there answers 404. */
  readonly pages: Map<string, AppPage>;
  /** Everything received at the path, or at any. */
  received(path?: string): readonly Received[];
  close(): Promise<void>;
}

/** Starts an application on plain http. */
export async function startPlainApp(): Promise<AppServer> {
  const app = newApp();
  const server = createPlainServer(app.handle);
  return app.at('http', await listen(server), () => stop(server));
}

/** Starts an application on https, whose certificate comes later: `useCertificate` before anybody calls. */
export async function startTlsApp(): Promise<AppServer & { useCertificate: TlsServer['setSecureContext'] }> {
  const app = newApp();
  const server = createTlsServer(app.handle);
  const started = app.at('https', await listen(server), () => stop(server));
  return { ...started, useCertificate: (pems) => server.setSecureContext(pems) };
}

type AnyServer = ReturnType<typeof createPlainServer> | TlsServer;

function newApp() {
  const pages = new Map<string, AppPage>();
  const seen: Received[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(request, response, pages, seen);
  };
  return {
    handle,
    at: (scheme: string, port: number, close: () => Promise<void>): AppServer => ({
      origin: `${scheme}://localhost:${port}`,
      pages,
      received: (path) => seen.filter((one) => path === undefined || one.path === path),
      close,
    }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pages: ReadonlyMap<string, AppPage>,
  seen: Received[],
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const body = await text(request);
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  seen.push({
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    form: isForm ? Object.fromEntries(new URLSearchParams(body)) : {},
    headers: request.headers,
  });
  const page = pages.get(url.pathname);
  if (page === undefined) response.writeHead(404).end();
  else if ('redirectTo' in page) response.writeHead(303, { location: page.redirectTo }).end();
  else response.writeHead(200, { 'content-type': page.contentType ?? 'text/html', ...page.headers }).end(page.body);
}

async function listen(server: AnyServer): Promise<number> {
  server.listen(0, 'localhost');
  await new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  return (server.address() as AddressInfo).port;
}

async function stop(server: AnyServer): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
