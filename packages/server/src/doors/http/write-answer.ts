import type { FastifyReply } from 'fastify';
import type { HttpAnswer, HttpRequest, Route } from './route.js';

/** Headers that browsers may read of an answer with open CORS. */
const exposed = 'x-ms-request-id, x-ms-httpver, client-request-id, request-id, Retry-After, WWW-Authenticate';

/** Sends a door's answer with the headers that every answer carries. */
export function writeAnswer(
  reply: FastifyReply,
  answer: HttpAnswer,
  request: HttpRequest,
  cors: Route['cors'],
  strictTransport: boolean,
): FastifyReply {
  reply.code(answer.status);
  reply.header('x-ms-request-id', request.requestId);
  reply.header('x-content-type-options', 'nosniff');
  // Not `no-referrer`: that would turn the Origin header of our own forms into `null`.
  reply.header('referrer-policy', 'strict-origin');
  if (strictTransport) reply.header('strict-transport-security', 'max-age=31536000');
  if (request.headers['return-client-request-id'] === 'true') reply.header('client-request-id', request.correlationId);
  if (cors === 'open') {
    reply.header('access-control-allow-origin', '*');
    reply.header('access-control-expose-headers', exposed);
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    reply.header(name, typeof value === 'string' ? value : [...value]);
  }
  return reply.send(answer.body ?? '');
}
