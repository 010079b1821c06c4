import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { answerFailure, answerNothingThere, answerWrongMethod, type FailureDeps, wantsPage } from './failure.js';
import { pathMatcher } from './match-path.js';
import { readBodiesAsText } from './read-body.js';
import { type RequestContext, readRequest } from './read-request.js';
import { refuseConnection } from './refuse-connection.js';
import type { HttpAnswer, Route } from './route.js';
import { writeAnswer } from './write-answer.js';

/** Bodies larger than this are refused with 413: the largest real request is an assertion with a certificate chain. */
const largestBody = 128 * 1024;
/** Longest request line plus headers; clients send state and claims in the query. */
const largestHeader = 64 * 1024;

/** Where the server listens, and what it serves. */
export interface HttpServerOptions extends RequestContext, FailureDeps {
  readonly host: string;
  readonly port: number;
  /** Certificate and key in PEM; null for plain http behind a proxy that ends TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /**
   * Whether browsers are told to use https only (RFC 6797). Off in development: the rule covers every port of a host, and would shut
   * the developer's own applications on http://localhost.
   */
  readonly strictTransport: boolean;
  readonly routes: readonly Route[];
}

/** A server that accepts connections. `port` is the one it got, where 0 was asked for. */
export interface HttpServer {
  readonly port: number;
  /** Stops accepting, answers what is under way, then resolves. Connections still open after `grace` milliseconds are cut. */
  close(grace?: number): Promise<void>;
}

/** Starts the HTTP server. @throws when the address cannot be listened on. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const routesAt = pathMatcher(options.routes);
  const app = fastify({
    logger: false,
    bodyLimit: largestBody,
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 2048 },
    return503OnClosing: false,
    forceCloseConnections: false,
    serverFactory: (handler) => listener(options, handler),
    clientErrorHandler: (error, socket) => refuseConnection(error, socket, options),
    // A path that cannot be decoded never reaches a route.
    frameworkErrors: (error, request, reply) =>
      refusedAtTheDoor(error, request, reply, routesAt(request.url.split('?', 1)[0] ?? '')[0], options),
  });
  readBodiesAsText(app);
  for (const route of options.routes) addRoute(app, route, options);
  addFallbacks(app, routesAt, options);
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

function addRoute(app: FastifyInstance, route: Route, options: HttpServerOptions): void {
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const read = readRequest(request, options);
    let answer: HttpAnswer;
    try {
      answer = await route.handle(read);
    } catch (error) {
      answer = answerFailure(error, read, route.answers, options);
    }
    return writeAnswer(reply, answer, read, route.cors, options.strictTransport);
  };
  app.route({
    method: [...route.methods],
    url: route.path,
    exposeHeadRoute: route.methods.includes('GET'),
    handler: serve,
    errorHandler: (error, request, reply) => refusedAtTheDoor(error, request, reply, route, options),
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

/** Only what the server itself refuses comes here: an oversized body, a broken content length. @param route undefined when none was found. */
function refusedAtTheDoor(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  route: Pick<Route, 'cors' | 'answers'> | undefined,
  options: HttpServerOptions,
): void {
  const read = readRequest(request, options);
  const { cors, answers } = route ?? (wantsPage(read) ? forPeople : forPrograms);
  void writeAnswer(reply, answerFailure(error, read, answers, options), read, cors, options.strictTransport);
}

/** How is answered what belongs to no route. */
const forPeople = { cors: 'none', answers: 'page' } as const;
const forPrograms = { cors: 'open', answers: 'json' } as const;

function addFallbacks(
  app: FastifyInstance,
  routesAt: ReturnType<typeof pathMatcher>,
  options: HttpServerOptions,
): void {
  app.setNotFoundHandler(async (request, reply) => {
    const read = readRequest(request, options);
    const routes = routesAt(read.path);
    const [route = wantsPage(read) ? forPeople : forPrograms] = routes;
    const answer = routes.length === 0 ? answerNothingThere(read, options) : answerWrongMethod(read, routes, options);
    return writeAnswer(reply, answer, read, route.cors, options.strictTransport);
  });
  app.setErrorHandler((error, request, reply) => refusedAtTheDoor(error, request, reply, undefined, options));
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
