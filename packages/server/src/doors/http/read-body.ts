import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Hands bodies on as text. Doors read them themselves: one parser, so that encoding and repetition are judged by the door that
 * knows the error. What is not UTF-8, or says that it is not, is refused before: nobody may read another text than was meant.
 */
export function readBodiesAsText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    if (isPlainUtf8(request.headers) && isUtf8(bytes)) done(null, bytes.toString('utf8'));
    else done(Object.assign(new Error('the body is not plain UTF-8'), { statusCode: 400 }));
  });
}

/** RFC 9110 §8.3.2 and §8.4: what the sender says of the body's bytes; silence means UTF-8. */
function isPlainUtf8(headers: FastifyRequest['headers']): boolean {
  const coding = headers['content-encoding'] ?? '';
  if (!coding.split(',').every((one) => ['', 'identity'].includes(one.trim().toLowerCase()))) return false;
  const type = headers['content-type'] ?? '';
  if (!/charset/i.test(type)) return true;
  const charsets = type.matchAll(/;\s*charset\s*=\s*"?([^\s";]*)/gi);
  return [...charsets].every(([, charset = '']) => /^utf-?8$/i.test(charset));
}
