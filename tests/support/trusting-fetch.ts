import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';

/**
 * A `fetch` that trusts one private certificate authority, for the test's own process: the global one reads its authorities only when
 * the process starts. Knows what tests send: a URL, a method, headers as an object, a body of text or form fields; redirects are never
 * followed.
 * @param ca PEM.
 */
export function trustingFetch(ca: string): typeof fetch {
  return (target, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      if (body !== undefined && typeof body !== 'string' && !(body instanceof URLSearchParams)) {
        throw new TypeError('only text and form fields can be sent');
      }
      const url = target instanceof Request ? target.url : target;
      const sent = request(url, { ca, method, headers: headers as Record<string, string>, agent: false });
      if (body instanceof URLSearchParams) sent.setHeader('content-type', 'application/x-www-form-urlencoded');
      sent.on('error', reject);
      sent.on('response', (answer) => {
        const pairs = answer.rawHeaders.flatMap((name, at, all) =>
          at % 2 === 0 ? [[name, all[at + 1] ?? ''] as [string, string]] : [],
        );
        buffer(answer).then((bytes) => {
          const status = answer.statusCode ?? 0;
          resolve(
            new Response(status === 204 || status === 304 ? null : bytes, { status, headers: new Headers(pairs) }),
          );
        }, reject);
      });
      sent.end(body instanceof URLSearchParams ? body.toString() : body);
    });
}
