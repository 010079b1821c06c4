import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Log } from '../../platform/log/index.js';
import { answerFailure, type FailurePage } from './failure.js';
import { type RequestContext, readRequest } from './read-request.js';
import type { HttpAnswer, Route } from './route.js';
import { writeAnswer } from './write-answer.js';

/** Bodies larger than this are refused with 413: the largest real request is an assertion with a certificate chain. */
const largestBody = 128 * 1024;
/** Longest request line plus headers; clients send state and claims in the query. */
const largestHeader = 64 * 1024;

export interface HttpServerOptions extends RequestContext {
  readonly log: Log;
  readonly host: string;
  readonly port: number;
  /** Certificate and key in PEM; null for plain http behind a proxy that ends TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly failurePage: FailurePage;
  readonly routes: readonly Route[];
}

export interface HttpServer {
  readonly port: number;
  /** Stops accepting, answers what is under way, then resolves. Connections still open after `grace` milliseconds are cut. */
  close(grace?: number): Promise<void>;
}

/** Starts the HTTP server. @throws when the address cannot be listened on. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const app = fastify({
    logger: false,
    bodyLimit: largestBody,
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 2048 },
    return503OnClosing: false,
    forceCloseConnections: false,
    serverFactory: (handler) => listener(options, handler),
  });
  readBodiesAsText(app);
  for (const route of options.routes) addRoute(app, route, options);
  addFallbacks(app, options);
  await app.listen({ host: options.host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  return { port, close: (grace = 10_000) => closeGently(app, grace) };
}

function listener(options: HttpServerOptions, handler: Parameters<typeof createPlainServer>[1] & object): Server {
  const limits = {
    maxHeaderSize: largestHeader,
    requestTimeout: 30_000,
    headersTimeout: 15_000,
    keepAliveTimeout: 65_000,
  };
  const server =
    options.tls === null ? createPlainServer(limits, handler) : createTlsServer({ ...limits, ...options.tls }, handler);
  server.maxRequestsPerSocket = 0;
  return server;
}

/** Doors read bodies themselves: one parser, so that encoding and repetition are judged by the door that knows the error. */
function readBodiesAsText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
}

function addRoute(app: FastifyInstance, route: Route, options: HttpServerOptions): void {
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const read = readRequest(request, options);
    let answer: HttpAnswer;
    try {
      answer = await route.handle(read);
    } catch (error) {
      answer = answerFailure(error, read, route.answers, options);
    }
    return writeAnswer(reply, answer, read, route.cors, options.tls !== null);
  };
  app.route({
    method: [...route.methods],
    url: route.path,
    exposeHeadRoute: route.methods.includes('GET'),
    handler: serve,
  });
  if (route.cors === 'open') app.options(route.path, (request, reply) => preflight(request, reply, route));
}

async function preflight(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<FastifyReply> {
  const asked = request.headers['access-control-request-headers'];
  return reply
    .code(204)
    .header('access-control-allow-origin', '*')
    .header('access-control-allow-methods', [...route.methods, 'OPTIONS'].join(', '))
    .header(
      'access-control-allow-headers',
      typeof asked === 'string' && asked.length <= 1024 ? asked : '*, authorization',
    )
    .header('access-control-max-age', '86400')
    .header('vary', 'access-control-request-headers')
    .send();
}

function addFallbacks(app: FastifyInstance, options: HttpServerOptions): void {
  app.setNotFoundHandler(async (request, reply) => {
    const read = readRequest(request, options);
    const wantsPage = (request.headers.accept ?? '').includes('text/html');
    const answer: HttpAnswer = wantsPage
      ? options.failurePage(404, read)
      : { status: 404, headers: { 'content-type': 'application/json' }, body: '{"error":"not_found"}' };
    return writeAnswer(reply, answer, read, 'none', options.tls !== null);
  });
  // Only what fastify itself refuses comes here: an oversized body, a broken content length.
  app.setErrorHandler(async (error: { statusCode?: number }, request, reply) => {
    const read = readRequest(request, options);
    const answer = answerFailure(error, read, 'json', options);
    return writeAnswer(reply, answer, read, 'open', options.tls !== null);
  });
}

async function closeGently(app: FastifyInstance, grace: number): Promise<void> {
  const server = app.server;
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), grace);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
